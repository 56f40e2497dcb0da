//! The runtime in a browser: a page of calls, in WebAssembly, that a loopback server answers in every way.
//!
//! `conformance/browser/` has the page. The server sends nothing more until the page has what it was sent, so that no piece
//! can have been kept back.

mod page;
mod server;

use std::path::{self, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::outcome::Outcome;
use crate::servers::process::{Process, find};

/// What browsers go by that are of Chromium's kind.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// How long the page may take.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where the page is compiled, and what the browser keeps.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-browser")]
    out: PathBuf,
    /// Cargo's target directory for the page. One in `--out`, where none is given.
    #[arg(long, value_name = "DIR")]
    target: Option<PathBuf>,
}

/// Runs the command; true too where there is no browser.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let Some(browser) = BROWSERS.iter().find_map(|name| find(name)) else {
        println!("skipped: there is no {}", BROWSERS.join(", no "));
        return Ok(true);
    };
    std::fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let target = arguments.target.as_deref().map_or_else(|| Ok(out.join("target")), path::absolute)?;
    if let Err(why) = page::make(&out, &target)? {
        println!("skipped: {why}");
        return Ok(true);
    }
    let (port, told) = server::start(&out)?;
    let mut chromium = Command::new(browser);
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]);
    // It has no business elsewhere.
    chromium.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
    chromium.arg("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
    chromium.arg(format!("--user-data-dir={}", out.join("profile").display()));
    chromium.arg(format!("http://127.0.0.1:{port}/"));
    let process = Process::start(&chromium, &out)?;
    match told.recv_timeout(PATIENCE) {
        Ok(report) => {
            print!("{report}");
            Ok(!report.contains("FAILED"))
        }
        Err(_) => {
            println!("FAILED: the page had told nothing after {PATIENCE:?}; the browser said\n{}", process.said());
            Ok(false)
        }
    }
}
