//! `SUPPORT.md`, the table of what is supported, is made from what the cases say of themselves.
//!
//! A test in a case's `use.rs` has lines above it such as `// support: Parameters | Style matrix | yes`; a `spec.yaml` has
//! them as comments at its end, where the case's diagnostics show what happens. `yes` may be `partial: …` or `no: …`, which
//! says why and what happens instead. The tests of the runtime have such lines, too. `OASMITH_UPDATE=1` writes the table.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const SECTIONS: &[&str] = &[
    "Documents",
    "Schemas",
    "Parameters",
    "Request bodies",
    "Responses",
    "Operations and servers",
    "Security",
    "Output",
    "The runtime",
];

/// A row of the table.
struct Row {
    section: String,
    feature: String,
    verdict: String,
    /// The case, or the file of the runtime's tests, and the test in it.
    shown_by: String,
}

/// The rows that a file's comments give.
fn rows(path: &Path, case: &str, comment: &str) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(said) = line.strip_prefix(comment) else { continue };
        let parts: Vec<&str> = said.split(" | ").map(str::trim).collect();
        let [section, feature, verdict] = parts.as_slice() else { panic!("{}: {line}", path.display()) };
        let test = lines.iter().skip(at).find_map(|line| line.trim_start_matches("async ").strip_prefix("fn "));
        let shown_by = match (comment, test) {
            ("// support:", Some(test)) => format!("{case}: {}", test.split('(').next().unwrap_or(test)),
            ("// support:", None) => panic!("no test follows in {}: {line}", path.display()),
            _ => format!("{case}: its diagnostics"),
        };
        let [section, feature, verdict] = [section, feature, verdict].map(|part| (*part).to_owned());
        assert!(SECTIONS.contains(&section.as_str()), "no such section: {line}");
        let is_reasoned = ["partial: ", "no: "].iter().any(|start| verdict.starts_with(start));
        assert!(verdict == "yes" || is_reasoned, "a verdict is `yes`, or says why not: {line}");
        rows.push(Row { section, feature, verdict, shown_by });
    }
    rows
}

fn all_rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.join("spec.yaml").exists());
    cases.sort();
    let of_case = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut of_case = rows(&path.join("use.rs"), &name, "// support:");
        of_case.extend(rows(&path.join("spec.yaml"), &name, "# support:"));
        of_case
    };
    let mut all: Vec<Row> = cases.iter().flat_map(of_case).collect();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime").join("tests");
    all.extend(rows_below(&tests, &tests));
    all
}

/// The rows that tests of the runtime give, with the file of each.
fn rows_below(tests: &Path, folder: &Path) -> Vec<Row> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let of_entry = |path: std::path::PathBuf| match path.is_dir() {
        true => rows_below(tests, &path),
        false if path.extension().is_some_and(|extension| extension == "rs") => {
            let file = path.strip_prefix(tests).unwrap().with_extension("");
            let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
            rows(&path, &parts.join("/"), "// support:")
        }
        false => Vec::new(),
    };
    entries.into_iter().flat_map(of_entry).collect()
}

fn table() -> String {
    let mut text = "# What is supported\n\n\
        Made from the tests by `OASMITH_UPDATE=1 cargo test -p oasmith --test support`; edits here are lost. Each row names the\n\
        case in `generator/tests/cases` that shows it, or the file in `runtime/tests`, and the test in it.\n"
        .to_owned();
    let rows = all_rows();
    for section in SECTIONS {
        let _ = write!(text, "\n## {section}\n\n| feature | supported | shown by |\n|---|---|---|\n");
        let mut of_section: Vec<&Row> = rows.iter().filter(|row| row.section == *section).collect();
        of_section.sort_by(|one, other| one.feature.cmp(&other.feature));
        for Row { feature, verdict, shown_by, .. } in of_section {
            let _ = writeln!(text, "| {feature} | {verdict} | `{shown_by}` |");
        }
    }
    text
}

#[test]
fn the_table_is_what_the_cases_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("SUPPORT.md");
    if std::env::var_os("OASMITH_UPDATE").is_some() {
        fs::write(&file, table()).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), table(), "OASMITH_UPDATE=1 brings it up to date");
}
