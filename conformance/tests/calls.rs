//! Calls of operations of real documents, where those are to be had.

use std::path::PathBuf;
use std::process::Command;

/// The corpus: `OASMITH_CORPUS`, else `shared/corpus` beside the repository.
fn corpus() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OASMITH_CORPUS").map_or_else(beside, PathBuf::from);
    if corpus.is_dir() {
        return Some(corpus);
    }
    eprintln!("skipped: there is no corpus at {}", corpus.display());
    None
}

#[test]
fn real_operations_are_called_and_answered_as_documented() {
    let Some(corpus) = corpus() else { return };
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("calls");
    let mut program = Command::new(env!("CARGO_BIN_EXE_conformance"));
    let output = program.arg("calls").arg(corpus).arg("--out").arg(out).output().expect("the program starts");
    let (said, problems) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{problems}");
    assert!(said.matches(": as documented\n").count() >= 30, "{said}");
}
