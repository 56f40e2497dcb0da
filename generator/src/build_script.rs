//! What a build script tells Cargo.

use std::fs;
use std::path::PathBuf;

use crate::generator::{Generator, Report, Target};
use crate::settings::Settings;
use crate::write::Force;

impl Generator {
    /// Generates in a build script: tells Cargo which files were read, passes warnings on, and ends the build with the
    /// located diagnostics where the code can't be generated.
    pub fn build(mut self) {
        self.force = Force::Refused;
        // What stands in the package itself may be edited or left half-written: then it is to be made again.
        let folder = self.folder_to_watch();
        let own_files = matches!(self.target, Target::Library(_) | Target::Module(_));
        match self.run() {
            Ok(report) => {
                if let Some(folder) = folder {
                    println!("cargo::rerun-if-changed={}", folder.display());
                }
                tell(&report, own_files);
            }
            Err(failure) => {
                for path in failure.inputs() {
                    println!("cargo::rerun-if-changed={}", path.display());
                }
                eprintln!("{failure}");
                std::process::exit(1);
            }
        }
    }
}

impl Generator {
    /// The document's folder, where settings may yet appear: Cargo can't be told of a file that is not there. A folder with
    /// others inside may hold anything, and is not watched.
    fn folder_to_watch(&self) -> Option<PathBuf> {
        let folder = self.document.parent().filter(|folder| !folder.as_os_str().is_empty())?;
        if self.config.is_some() || Settings::beside(&self.document).is_some() {
            return None;
        }
        let mut entries = fs::read_dir(folder).ok()?;
        let holds_files = entries.all(|entry| entry.is_ok_and(|entry| entry.path().is_file()));
        holds_files.then(|| folder.to_path_buf())
    }
}

fn tell(report: &Report, own_files: bool) {
    println!("cargo::rerun-if-changed=build.rs");
    for path in &report.inputs {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    if own_files {
        for path in &report.outputs {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    for warning in warnings(&report.diagnostics) {
        println!("cargo::warning={warning}");
    }
}

/// The lines of the diagnostics that are warnings. Cargo takes one line at a time.
fn warnings(diagnostics: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in diagnostics.lines() {
        if line.starts_with("warning") || line.starts_with("note") {
            inside = line.starts_with("warning");
        }
        if inside && !line.trim().is_empty() {
            lines.push(line);
        }
    }
    lines
}
