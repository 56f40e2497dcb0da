//! Calls of operations of real documents, where those are to be had.

#![allow(clippy::unwrap_used)] // Tests may fail by panicking.

mod shared;

use std::process::Command;

#[test]
fn real_operations_are_called_and_answered_as_documented() {
    let Some(corpus) = shared::corpus() else { return };
    let out = concat!(env!("CARGO_TARGET_TMPDIR"), "/calls");
    let mut program = Command::new(env!("CARGO_BIN_EXE_conformance"));
    let output = program.arg("calls").arg(corpus).arg("--out").arg(out).output().unwrap();
    let (said, problems) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{problems}");
    assert!(said.matches(": as documented\n").count() >= 30, "{said}");
}
