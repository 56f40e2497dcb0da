//! What a build script tells Cargo.

use crate::generator::{Generator, Report, Target};

impl Generator {
    /// Generates in a build script: tells Cargo which files were read, passes warnings on, and ends the build with the
    /// located diagnostics where the code can't be generated.
    pub fn build(self) {
        // What stands in the package itself may be edited or left half-written: then it is to be made again.
        let own_files = matches!(self.target, Target::Library(_) | Target::Module(_));
        match self.run() {
            Ok(report) => tell(&report, own_files),
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
