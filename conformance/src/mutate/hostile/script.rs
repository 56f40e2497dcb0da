//! A build script: a process that generates a package, and then what a build script generates.

use std::path::PathBuf;
use std::time::Duration;
use std::{fs, io, process, thread};

use nix::sys::resource::{Resource, setrlimit};
use oasmith::Generator;

use super::super::limits;
use crate::cargo::runtime;
use crate::outcome::Outcome;

/// The file that has what is said about the document, notes too, which build scripts don't print.
pub(super) const SAID: &str = "said.txt";
/// The folder of the package.
pub(super) const PACKAGE: &str = "package";
/// What `OUT_DIR` is.
pub(super) const OUT: &str = "out";

/// When the process is taken for stuck.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(clap::Args)]
pub(crate) struct Script {
    document: PathBuf,
    /// What the package is called.
    name: String,
}

/// The process. Its standard output is for Cargo alone.
pub(crate) fn script(arguments: &Script) -> Outcome {
    let bytes = usize::try_from(fs::metadata(&arguments.document)?.len())?;
    // Two runs, and the start of the process.
    let seconds = limits::seconds(bytes).ceil() * 2.0 + 5.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a small positive number")]
    setrlimit(Resource::RLIMIT_CPU, seconds as u64, seconds as u64)?;
    // A thread's stack is reserved at once.
    let memory = u64::try_from(limits::memory(bytes))?.saturating_add(3 << 30);
    setrlimit(Resource::RLIMIT_AS, memory, memory)?;
    watch()?;
    let generator = Generator::new(&arguments.document).package(PACKAGE, &arguments.name).runtime_path(runtime());
    let (mut said, diagnostics) = match generator.run() {
        Ok(report) => (report.to_string(), report.diagnostics),
        Err(failure) => (failure.to_string(), failure.diagnostics().to_vec()),
    };
    diagnostics.iter().for_each(|diagnostic| said.extend(["\n", &diagnostic.to_json()]));
    fs::write(SAID, said)?;
    Generator::new(&arguments.document).build();
    Ok(true)
}

/// Ends the process if it does not end by itself.
fn watch() -> io::Result<()> {
    thread::Builder::new().spawn(|| {
        thread::sleep(PATIENCE);
        eprintln!("stuck for {} seconds", PATIENCE.as_secs());
        process::abort();
    })?;
    Ok(())
}
