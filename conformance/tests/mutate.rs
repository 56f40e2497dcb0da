//! A few of the documents that `conformance mutate` makes.

#![allow(clippy::unwrap_used)] // Tests may fail by panicking.

mod shared;

use std::process::Command;

#[test]
fn changed_documents_do_no_harm() {
    let Some(corpus) = shared::corpus() else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.arg("mutate").arg(corpus).args(["--count", "300", "--largest", "50", "--seed", "7"]);
    let output = command.arg("--out").arg(env!("CARGO_TARGET_TMPDIR")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    // Changes that leave nothing to generate would test nothing.
    let generated: u32 = said.split(" generated").next().unwrap().parse().unwrap();
    assert!((100..=290).contains(&generated), "{said}");
}

#[test]
fn hostile_documents_do_not_act() {
    let Some(corpus) = shared::corpus() else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.arg("mutate").arg(corpus).args(["--hostile", "--count", "200", "--largest", "100", "--seed", "11"]);
    let out = concat!(env!("CARGO_TARGET_TMPDIR"), "/hostile");
    let output = command.args(["--out", out]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    // Text that leaves nothing to generate would test nothing.
    let generated: u32 = said.split(" generated").next().unwrap().parse().unwrap();
    assert!((120..=200).contains(&generated), "{said}");
}
