//! Names do not depend on the order in which a document says things: our own cases, and small real documents.

#![allow(clippy::unwrap_used)] // Tests may fail by panicking.

mod shared;

use std::path::Path;
use std::process::Command;

/// What the command says of these documents, each in three orders.
fn shuffle(documents: &Path, out: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.arg("shuffle").arg(documents).args(["--times", "3", "--largest", "60000", "--seed", "16"]);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(out);
    let output = command.arg("--out").arg(out).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn cases_have_the_same_names_in_any_order() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests/cases");
    let said = shuffle(&cases, "shuffle-cases");
    // Documents of which nothing is generated would test nothing.
    assert!(said.matches(": the same in 3 orders").count() > 40, "{said}");
}

#[test]
fn real_documents_have_the_same_names_in_any_order() {
    let Some(corpus) = shared::corpus() else { return };
    let said = shuffle(&corpus, "shuffle-corpus");
    assert!(said.matches(": the same in 3 orders").count() > 20, "{said}");
}
