//! Real documents, read in place where they are there.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::document::SchemaId;
use crate::report::Color;
use crate::source::Sources;

/// The folder of the corpus: `OASMITH_CORPUS`, else `../shared/corpus` beside the repository.
fn folder() -> Option<PathBuf> {
    let folder = match std::env::var_os("OASMITH_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
    };
    if folder.join("MANIFEST.tsv").exists() {
        return Some(folder);
    }
    eprintln!("skipped: there is no corpus at {}", folder.display());
    None
}

#[test]
fn every_document_is_read() {
    let Some(folder) = folder() else {
        return;
    };
    let manifest = std::fs::read_to_string(folder.join("MANIFEST.tsv")).unwrap();
    let lines: Vec<_> = manifest.lines().skip(1).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for first in 0..threads {
            let (folder, lines) = (&folder, &lines);
            scope.spawn(move || lines.iter().skip(first).step_by(threads).for_each(|line| check(folder, line)));
        }
    });
}

/// Reads the document of one line of the manifest.
fn check(folder: &Path, line: &str) {
    let fields: Vec<_> = line.split('\t').collect();
    let (name, root, operations) = (fields[0], fields[1], fields[4]);
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let path = folder.join(root);
    sources.set_root(&path, Some(folder)).unwrap();
    let document =
        sources.read(&path, &mut diagnostics).and_then(|root| super::super::read(root, &mut sources, &mut diagnostics));
    let complaints = || diagnostics.render(&sources, Color::Never);
    assert_eq!(diagnostics.count(Severity::Error), 0, "{name}: {}", complaints());
    let document = document.unwrap();
    assert_eq!(document.operations.len().to_string(), operations, "{name}: {}", complaints());
    assert_eq!(diagnostics.count_code(Code::SkippedOperation), 0, "{name}: {}", complaints());
    for index in 0..document.schemas.len() {
        let id = SchemaId(u32::try_from(index).unwrap());
        let schema = document.schemas.get(id).unwrap();
        assert_eq!(document.schemas.find(&schema.pointer), Some(id), "{name}");
    }
}
