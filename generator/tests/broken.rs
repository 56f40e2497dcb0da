//! Every folder under `broken/` is one kind of fault: a document `api.*` (perhaps with an `oasmith.toml`, an `overlay.yaml` and
//! files that it refers to) and, in `expected.txt`, what a person is told.
//!
//! `OASMITH_UPDATE=1 cargo test -p oasmith --test broken` writes what is said in place of what was expected: read it as
//! somebody would who has never heard of the fault.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::{Failure, Generator, Report};
use serde_json::Value;

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

/// What a run of a folder gives. Tests run side by side, so that each has a folder of its own for the code.
fn run(kind: &Path, test: &str) -> Result<Report, Failure> {
    let name = kind.file_name().unwrap().to_string_lossy().into_owned();
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken").join(test).join(&name);
    let _ = fs::remove_dir_all(&out);
    let shown = |file: &str| PathBuf::from(format!("tests/broken/{name}/{file}"));
    let generator = Generator::new(shown(document(kind).file_name().unwrap().to_str().unwrap()));
    let overlay = kind.join("overlay.yaml").exists().then(|| shown("overlay.yaml"));
    let generator = overlay.into_iter().fold(generator, Generator::overlay);
    generator.module(&out).run()
}

/// What a person is told, and then whether code came out.
fn said(kind: &Path) -> String {
    match run(kind, "shown") {
        Ok(report) => format!("{report}generated {} operations\n", report.operations),
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

/// A program is told what a person is told: where, in a place that is there, and what to do.
#[test]
fn every_fault_is_told_in_fields_too() {
    for kind in kinds() {
        let diagnostics = match run(&kind, "fields") {
            Ok(report) => report.diagnostics,
            Err(failure) => failure.diagnostics().to_vec(),
        };
        for told in diagnostics {
            let shown = &told.rendered;
            let head = format!("{}[{}]: {}", told.severity, told.code.unwrap(), told.message);
            assert!(shown.starts_with(&head), "{head}\n{shown}");
            let notes = told.notes.iter().map(|note| format!("note: {note}"));
            let said: Vec<String> = notes.chain(told.help.iter().map(|help| format!("help: {help}"))).collect();
            assert!(said.iter().all(|said| shown.contains(said.as_str())), "{said:?}\n{shown}");
            assert_eq!(shown.matches("= help: ").count(), told.help.len(), "{shown}");
            assert_eq!(shown.contains("the same at "), told.elsewhere > 0, "{shown}");
            assert_eq!(shown.contains("left out because of this"), !told.skipped_operations.is_empty(), "{shown}");
            assert!(told.label.iter().all(|label| shown.contains(label.as_str())), "{shown}");
            let json: Value = serde_json::from_str(&told.to_json()).unwrap();
            assert_eq!(json["message"], told.message);
            assert_eq!(shown.contains("┌─ "), told.location.is_some(), "{shown}");
            let Some(location) = told.location else { continue };
            assert!(shown.contains(&format!("┌─ {location}\n")), "{location}\n{shown}");
            assert_eq!(json["location"]["line"], location.line);
            // What is not UTF-8 is a fault of its own.
            let Ok(text) = fs::read_to_string(&location.file) else { continue };
            let text = text.trim_start_matches('\u{feff}');
            let place = |byte: usize| {
                let before = text.get(..byte).unwrap();
                (1 + before.matches('\n').count(), 1 + before.rsplit('\n').next().unwrap().chars().count())
            };
            assert_eq!(place(location.bytes.start), (location.line, location.column), "{shown}");
            assert_eq!(place(location.bytes.end), (location.end_line, location.end_column), "{shown}");
            // Of what is a file of values, a pointer leads to one, or to where one is missing.
            let values = serde_json::from_str(text).ok().or_else(|| serde_yaml::from_str::<Value>(text).ok());
            if let (Some(values), Some(pointer)) = (values, location.pointer) {
                assert!(values.pointer(&pointer).is_some(), "{pointer}\n{shown}");
            }
        }
    }
}
