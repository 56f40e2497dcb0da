//! The public JSON parsing test cases (JSONTestSuite): `y_*` are accepted, `n_*` refused, `i_*` may be either, and none
//! makes the reader panic. Read from the directory beside the corpus; skipped, with a note, where there is none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::PathBuf;

use oasmith_runtime::codec::{Value, json};

fn cases() -> Option<PathBuf> {
    let beside_corpus = std::env::var_os("OASMITH_CORPUS").map(|corpus| PathBuf::from(corpus).join("../json-parsing"));
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-parsing");
    let found = beside_corpus.into_iter().chain([shared]).map(|dir| dir.join("test_parsing"));
    found.into_iter().find(|dir| dir.is_dir())
}

#[test]
fn every_parsing_case_is_judged_as_its_name_says() {
    let Some(dir) = cases() else {
        println!("skipped: no JSON parsing cases beside OASMITH_CORPUS or in ../../shared");
        return;
    };
    let mut seen = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let result = json::from_slice::<Value>(&std::fs::read(&path).unwrap());
        if name.starts_with("y_") && result.is_err() || name.starts_with("n_") && result.is_ok() {
            wrong.push(format!("{name}: {result:?}"));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 300, "only {seen} cases");
}

#[test]
fn deep_nesting_is_refused_by_name_and_without_a_crash() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::from_str::<Value>(&nested(128)).is_ok());
    let fault = json::from_str::<Value>(&nested(129)).unwrap_err();
    assert_eq!(fault.message(), "arrays and objects are nested deeper than 128 at line 1 column 129");
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let fault = json::from_str::<Value>(&text).unwrap_err();
        assert!(fault.message().starts_with("arrays and objects are nested deeper than 128"), "{fault}");
    }
}
