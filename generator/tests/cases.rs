//! Every folder under `cases/` is one behavior: `spec.yaml` (perhaps with an `overlay.yaml` and an `oasmith.toml`), the code and the diagnostics
//! that must come out.
//!
//! `OASMITH_UPDATE=1 cargo test -p oasmith --test cases` writes what comes out in place of what was expected. The code is
//! compiled, and used, by the package `oasmith-cases` in the same folder.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith::Generator;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.join("spec.yaml").exists()).collect();
    cases.sort();
    cases
}

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

/// What comes out of a case: the emitted files and the diagnostics.
fn generate(case: &Path) -> (BTreeMap<String, String>, String) {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    // Tests run side by side, so every run has a folder of its own.
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed).to_string();
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases").join(run).join(&name);
    let _ = fs::remove_dir_all(&out);
    let shown = PathBuf::from(format!("tests/cases/{name}/spec.yaml"));
    let overlay = case.join("overlay.yaml").exists().then(|| PathBuf::from(format!("tests/cases/{name}/overlay.yaml")));
    let generator = overlay.into_iter().fold(Generator::new(shown), Generator::overlay);
    let diagnostics = match generator.module(&out).run() {
        Ok(report) => report.to_string(),
        Err(failure) => failure.to_string(),
    };
    (files(&out), diagnostics)
}

#[test]
fn every_case_gives_what_is_expected() {
    let update = std::env::var_os("OASMITH_UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let (code, diagnostics) = generate(&case);
        let (expected, notes) = (case.join("expected"), case.join("diagnostics.txt"));
        if update {
            let _ = fs::remove_dir_all(&expected);
            fs::create_dir_all(&expected).unwrap();
            for (name, text) in &code {
                fs::write(expected.join(name), text).unwrap();
            }
            let _ = fs::remove_file(&notes);
            if !diagnostics.is_empty() {
                fs::write(&notes, &diagnostics).unwrap();
            }
        }
        if files(&expected) != code {
            let present = files(&expected);
            let names = present.keys().chain(code.keys()).filter(|name| present.get(*name) != code.get(*name));
            wrong.push(format!("{}: {:?}", case.display(), names.collect::<std::collections::BTreeSet<_>>()));
        }
        if fs::read_to_string(&notes).unwrap_or_default() != diagnostics {
            wrong.push(format!("{}: other diagnostics:\n{diagnostics}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nhelp: look at what differs; OASMITH_UPDATE=1 accepts it", wrong.join("\n"));
}

#[test]
fn a_second_run_gives_the_same() {
    for case in cases() {
        assert_eq!(generate(&case), generate(&case), "{}", case.display());
    }
}

/// With an operationId or without one, the summary says the same and so do the names.
#[test]
fn an_operation_id_changes_no_names() {
    let names = |case: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case).join("expected/auth.rs");
        let text = fs::read_to_string(path).unwrap();
        let public = text.lines().filter(|line| line.trim_start().starts_with("pub "));
        public.map(str::to_owned).collect::<Vec<_>>()
    };
    let with_summary = names("login");
    assert!(with_summary.contains(&"pub struct SendLoginCodeRequest {".to_owned()), "{with_summary:?}");
    assert_eq!(names("login_operation_id"), with_summary);
}
