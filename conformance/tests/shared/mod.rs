//! Where the documents and suites are that these tests read in place.

use std::path::{Path, PathBuf};

/// The directory of real documents: `OASMITH_CORPUS`, else `shared/corpus` beside the repository. Says where it is not.
#[allow(dead_code, reason = "for the tests that share this file")]
pub(crate) fn corpus() -> Option<PathBuf> {
    found(std::env::var_os("OASMITH_CORPUS").map_or_else(|| beside("corpus"), PathBuf::from))
}

/// The JSON Schema Test Suite, beside the repository.
#[allow(dead_code, reason = "for the tests that share this file")]
pub(crate) fn schema_suite() -> Option<PathBuf> {
    found(beside("json-schema-test-suite"))
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(name)
}

fn found(directory: PathBuf) -> Option<PathBuf> {
    if directory.is_dir() {
        return Some(directory);
    }
    eprintln!("skipped: there is no {}", directory.display());
    None
}
