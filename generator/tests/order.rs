//! Names come from what a document says, never from the order in which it says it.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::Generator;
use serde_yaml::{Mapping, Value};

/// Another order: from the back, every third first.
fn shuffled<T>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut thirds = [Vec::new(), Vec::new(), Vec::new()];
    for (number, item) in items.into_iter().enumerate() {
        thirds.get_mut(number % 3).unwrap().push(item);
    }
    thirds.into_iter().rev().flat_map(|third| third.into_iter().rev()).collect()
}

fn shuffle(mapping: &mut Mapping) {
    *mapping = shuffled(std::mem::take(mapping)).into_iter().collect();
}

/// Puts paths and their methods, every kind of component, and tags in another order.
fn reorder(document: &mut Value) {
    if let Some(Value::Sequence(tags)) = document.get_mut("tags") {
        *tags = shuffled(std::mem::take(tags));
    }
    if let Some(Value::Mapping(paths)) = document.get_mut("paths") {
        shuffle(paths);
        for (_, item) in paths.iter_mut() {
            item.as_mapping_mut().into_iter().for_each(shuffle);
        }
    }
    if let Some(Value::Mapping(components)) = document.get_mut("components") {
        shuffle(components);
        for (_, kind) in components.iter_mut() {
            kind.as_mapping_mut().into_iter().for_each(shuffle);
        }
    }
    if let Some(Value::Mapping(definitions)) = document.get_mut("definitions") {
        shuffle(definitions);
    }
    document.as_mapping_mut().into_iter().for_each(shuffle);
}

/// What every file declares in public, in the order of the alphabet: types with their fields, methods with theirs.
fn declared(folder: &Path, document: &Value) -> BTreeMap<String, Vec<String>> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    let (file, out) = (folder.join("spec.yaml"), folder.join("out"));
    fs::write(&file, serde_yaml::to_string(document).unwrap()).unwrap();
    Generator::new(file).module(&out).run().unwrap_or_else(|failure| panic!("{failure}"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let public =
            text.lines().map(str::trim).filter(|line| line.starts_with("pub ") || line.starts_with("const META"));
        let mut lines: Vec<String> = public.map(str::to_owned).collect();
        lines.sort();
        (path.file_name().unwrap().to_string_lossy().into_owned(), lines)
    };
    fs::read_dir(out).unwrap().map(|entry| read(entry.unwrap().path())).collect()
}

fn check(name: &str, path: &Path) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("order").join(name);
    let mut document: Value = serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let before = declared(&folder.join("before"), &document);
    reorder(&mut document);
    let after = declared(&folder.join("after"), &document);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{name}");
    for (file, lines) in &before {
        let other = after.get(file).unwrap();
        let gone: Vec<_> = lines.iter().filter(|line| !other.contains(line)).collect();
        let new: Vec<_> = other.iter().filter(|line| !lines.contains(line)).collect();
        assert!(gone.is_empty() && new.is_empty(), "{name}: {file}: gone {gone:#?}, new {new:#?}");
        assert_eq!(lines.len(), other.len(), "{name}: {file}");
    }
}

#[test]
fn order_changes_no_name_of_a_case() {
    for case in [
        "inheritance",
        "login",
        "names",
        "recursive",
        "same_summary",
        "tagged_union",
        "twins",
        "swagger",
        "incoming",
        "input_and_output",
        "long_names",
        "operation_ids",
    ] {
        check(case, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case).join("spec.yaml"));
    }
}

#[test]
fn what_else_is_wanted_changes_no_name() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("order/wanted");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let operation = "get: { tags: [pets], responses: { '204': { description: Done } } }";
    let paths = format!("paths:\n  /a/b: {{ {operation} }}\n  /a-b: {{ {operation} }}\n");
    let file = folder.join("spec.yaml");
    fs::write(&file, format!("openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\n{paths}")).unwrap();
    let pets = |generator: Generator, out: &str| {
        generator.module(folder.join(out)).run().unwrap_or_else(|failure| panic!("{failure}"));
        fs::read_to_string(folder.join(out).join("pets.rs")).unwrap()
    };
    let all = pets(Generator::new(&file), "all");
    let one = pets(Generator::new(&file).operation("GET /a/b"), "one");
    for declared in ["pub fn get_a_b_2(", "Call<'c, GetABOperation>"] {
        assert!(all.contains(declared) && one.contains(declared), "{declared}: {all}\n{one}");
    }
}

#[test]
fn order_changes_no_name_of_a_real_document() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OASMITH_CORPUS").map_or(beside, PathBuf::from);
    for name in ["spotify-official.yaml", "immich-old.json", "harbor.yaml"] {
        let path = corpus.join(name);
        if path.exists() {
            check(name, &path);
        } else {
            eprintln!("skipped: {} is not there", path.display());
        }
    }
}
