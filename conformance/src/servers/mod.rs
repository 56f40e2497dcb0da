//! Real servers, started on loopback and called with generated code.
//!
//! `conformance/servers/` has a folder for each, with a program of calls that is compiled against the client, and
//! the application itself where it is ours.

mod alertmanager;
mod fastapi;
mod http;
mod powerdns;
mod prefect;
pub(crate) mod process;
mod program;
mod python;
mod server;

use std::io;
use std::path::{self, Path, PathBuf};

use crate::outcome::Outcome;
use program::Program;
use server::Start;

/// Starts a server that keeps what it needs in this folder.
type Starting = fn(&Path) -> io::Result<Start>;

/// The servers by their names.
const SERVERS: &[(&str, Starting)] = &[
    ("alertmanager", alertmanager::start),
    ("fastapi", fastapi::start),
    ("powerdns", powerdns::start),
    ("prefect", prefect::start),
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The servers: alertmanager, fastapi, powerdns, prefect. All, where none is named.
    names: Vec<String>,
    /// Where servers keep what they need, and where clients are generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-servers")]
    out: PathBuf,
    /// Cargo's target directory for clients. One in `--out`, where none is given.
    #[arg(long, value_name = "DIR")]
    target: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    for name in &arguments.names {
        if !SERVERS.iter().any(|(known, _)| known == name) {
            return Err(format!("there is no server {name}").into());
        }
    }
    std::fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let target = arguments.target.as_deref().map_or_else(|| Ok(out.join("target")), path::absolute)?;
    let mut is_fine = true;
    for (name, start) in SERVERS {
        if arguments.names.is_empty() || arguments.names.iter().any(|wanted| wanted == name) {
            is_fine &= call(name, *start, &out, &target)?;
        }
    }
    Ok(is_fine)
}

/// Starts a server, calls it, and ends it; true too where it is not to be had.
fn call(name: &str, start: Starting, out: &Path, target: &Path) -> io::Result<bool> {
    let folder = out.join(name);
    std::fs::create_dir_all(&folder)?;
    match start(&folder)? {
        Start::Missing(why) => {
            println!("{name}: skipped: {why}");
            Ok(true)
        }
        Start::Running(server) => {
            println!("{name}: runs at {}", server.url);
            let program = Program { name, folder: &folder, target };
            let is_fine = program.run(&server.document, &server.url)?;
            if !is_fine {
                println!("{name}: it said\n{}", server.process.said());
            }
            Ok(is_fine)
        }
    }
}
