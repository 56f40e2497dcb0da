//! Builds and tests `codec_dependent/` as a crate of its own, offline. It cannot be a member of this workspace:
//! features are unified within a build, and serde_json's `arbitrary_precision` would be on for every test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn a_dependent_crate_is_clean_under_strict_lints_and_arbitrary_precision() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("codec_dependent");
    std::fs::create_dir_all(dir.join("src")).unwrap();
    let sources = runtime.join("tests/codec_dependent");
    for file in ["lib.rs", "wide.rs"] {
        std::fs::copy(sources.join(file), dir.join("src").join(file)).unwrap();
    }
    std::fs::write(dir.join("src/wide_record.rs"), wide_record()).unwrap();
    // The same versions as everything else here, which are there already.
    let _ = std::fs::copy(runtime.join("../Cargo.lock"), dir.join("Cargo.lock"));
    let manifest = format!(
        "[package]\nname = \"codec-dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\noasmith-runtime = {{ path = {runtime:?}, default-features = false, features = [\"serde\"] }}\n\n\
         [dev-dependencies]\nserde_json = {{ version = \"1.0\", features = [\"arbitrary_precision\"] }}\n",
    );
    std::fs::write(dir.join("Cargo.toml"), manifest).unwrap();

    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet"])
        .current_dir(&dir)
        .env("CARGO_TARGET_DIR", dir.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    assert!(text(&output.stdout).contains("3 passed"), "{}", text(&output.stdout));
}

/// A record of 200 fields.
fn wide_record() -> String {
    let fields: String = (0..200).map(|i| format!("    f{i}: u16,\n")).collect();
    let entries: String = (0..200).map(|i| format!("    f{i}: \"k{i}\" required,\n")).collect();
    format!("struct Wide {{\n{fields}}}\n\noasmith_runtime::record! {{ Wide {{\n{entries}}} }}\n")
}
