//! A few of the documents that `conformance mutate` makes.

#![allow(clippy::unwrap_used)] // Tests may fail by panicking.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The directory of real documents.
fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let directory = std::env::var_os("OASMITH_CORPUS").map_or(beside, PathBuf::from);
    directory.is_dir().then_some(directory)
}

#[test]
fn changed_documents_do_no_harm() {
    let Some(corpus) = corpus() else {
        eprintln!("skipped: there is no directory of real documents");
        return;
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.arg("mutate").arg(corpus).args(["--count", "300", "--largest", "50", "--seed", "7"]);
    let output = command.arg("--out").arg(env!("CARGO_TARGET_TMPDIR")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    // Changes that leave nothing to generate would test nothing.
    let generated: u32 = said.split(" generated").next().unwrap().parse().unwrap();
    assert!((100..=290).contains(&generated), "{said}");
}
