//! Calls of real servers, where those are to be had.

#![allow(clippy::unwrap_used)] // Tests may fail by panicking.

use std::process::Command;

#[test]
fn an_application_of_fastapi_understands_and_is_understood() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_conformance"));
    program.args(["servers", "fastapi", "--out", concat!(env!("CARGO_TARGET_TMPDIR"), "/servers")]);
    // What the calls of documents' operations have compiled already is not compiled again.
    program.args(["--target", concat!(env!("CARGO_TARGET_TMPDIR"), "/calls/target")]);
    let output = program.output().unwrap();
    let (said, problems) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{problems}");
    if said.contains("fastapi: skipped: ") {
        println!("{said}");
        return;
    }
    let passed = said.lines().find_map(|line| line.split_once(" passed, 0 failed")).unwrap().0;
    assert!(passed.parse::<u32>().unwrap() >= 100, "{said}");
}
