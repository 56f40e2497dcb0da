//! The JSON Schema Test Suite, where it is to be had.

#![allow(clippy::unwrap_used)] // Tests may fail by panicking.

mod shared;

use std::process::Command;

#[test]
fn schemas_mean_what_the_suite_says() {
    let Some(suite) = shared::schema_suite() else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.arg("schema-suite").arg(suite).arg("--out").arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/suite"));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("\n0: valid, and FAILED"), "{said}");
}
