//! Builds types that were emitted without a client as a package of their own, offline.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::path::Path;
use std::process::{Command, Output};

use oasmith::Generator;

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let command = || -> std::io::Result<Output> {
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

#[test]
fn types_alone_build_without_anything_of_http() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("only_types");
    let document = here.join("tests/cases/only_types/spec.yaml");
    let runtime = here.join("../runtime");
    Generator::new(document).package(&folder, "pets-types").runtime_path(runtime).run().unwrap();
    // The same versions as everything else here, which are there already.
    let _ = std::fs::copy(here.join("../Cargo.lock"), folder.join("Cargo.lock"));
    cargo(&folder, &["check", "--offline", "--quiet"]);
    let tree = cargo(&folder, &["tree", "--offline", "--edges", "normal", "--prefix", "none"]);
    for absent in ["http ", "bytes ", "futures-core ", "reqwest "] {
        assert!(!tree.lines().any(|line| line.starts_with(absent)), "{tree}");
    }
}
