//! Every folder under `broken/` is one kind of fault: a document `api.*` (perhaps with an `oasmith.toml`, an `overlay.yaml` and
//! files that it refers to) and, in `expected.txt`, what a person is told.
//!
//! `OASMITH_UPDATE=1 cargo test -p oasmith --test broken` writes what is said in place of what was expected: read it as
//! somebody would who has never heard of the fault.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::Generator;

/// The folders, in order.
fn kinds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let mut kinds: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    kinds.sort();
    kinds
}

/// The document in a folder.
fn document(kind: &Path) -> PathBuf {
    let is_document = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "api");
    fs::read_dir(kind).unwrap().map(|entry| entry.unwrap().path()).find(is_document).unwrap()
}

/// What a person is told, and then whether code came out.
fn said(kind: &Path) -> String {
    let name = kind.file_name().unwrap().to_string_lossy().into_owned();
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken").join(&name);
    let _ = fs::remove_dir_all(&out);
    let shown = |file: &str| PathBuf::from(format!("tests/broken/{name}/{file}"));
    let generator = Generator::new(shown(document(kind).file_name().unwrap().to_str().unwrap()));
    let overlay = kind.join("overlay.yaml").exists().then(|| shown("overlay.yaml"));
    let generator = overlay.into_iter().fold(generator, Generator::overlay);
    match generator.module(&out).run() {
        Ok(report) => format!("{}generated {} operations\n", report.diagnostics, report.operations),
        Err(failure) => format!("{failure}\nnothing is generated\n"),
    }
}

#[test]
fn every_fault_is_told_as_expected() {
    let update = std::env::var_os("OASMITH_UPDATE").is_some();
    let mut wrong = Vec::new();
    for kind in kinds() {
        let (said, file) = (said(&kind), kind.join("expected.txt"));
        if update {
            fs::write(&file, &said).unwrap();
        }
        if fs::read_to_string(&file).unwrap_or_default() != said {
            wrong.push(format!("{}:\n{said}", kind.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nhelp: read what is said; OASMITH_UPDATE=1 accepts it", wrong.join("\n"));
}
