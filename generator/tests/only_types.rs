//! Builds types that were emitted without a client as a package of their own, offline.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::path::{Path, PathBuf};
use std::process::Command;

use oasmith::{Generator, Output};

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let command = || -> std::io::Result<std::process::Output> {
        Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("RUSTFLAGS", "-Dwarnings")
            .output()
    };
    let output = command().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Emits the types of a case's document as a package of its own, and checks it.
fn checked(case: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("only_types");
    let _ = std::fs::remove_dir_all(folder.join("src"));
    let document = here.join("tests/cases").join(case).join("spec.yaml");
    let runtime = here.join("../runtime");
    Generator::new(document).package(&folder, "types").only(Output::Types).runtime_path(runtime).run().unwrap();
    // The same versions as everything else here, which are there already.
    let _ = std::fs::copy(here.join("../Cargo.lock"), folder.join("Cargo.lock"));
    cargo(&folder, &["check", "--offline", "--quiet"]);
    folder
}

#[test]
fn types_alone_build_without_anything_of_http_and_without_warnings() {
    // The one has formats, which need features of the runtime, and the other one none.
    checked("headers");
    let folder = checked("only_types");
    let tree = cargo(&folder, &["tree", "--offline", "--edges", "normal", "--prefix", "none"]);
    for absent in ["http ", "bytes ", "futures-core ", "reqwest "] {
        assert!(!tree.lines().any(|line| line.starts_with(absent)), "{tree}");
    }
}
