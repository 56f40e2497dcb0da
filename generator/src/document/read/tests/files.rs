//! Documents of several files, read from the folders of the cases.

use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::report::Color;
use crate::source::Sources;

fn read(path: &str, sources: &mut Sources) -> (Document, String) {
    let mut diagnostics = Diagnostics::default();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let document =
        super::super::read(sources.read(&path, &mut diagnostics).unwrap(), sources, &mut diagnostics).unwrap();
    (document, diagnostics.render(sources, Color::Never))
}

/// The files that were read, by their paths below a folder of the package.
fn files(sources: &Sources, folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    sources.paths().map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/")).collect()
}

#[test]
fn every_file_is_read_once_and_only_if_something_leads_there() {
    let mut sources = Sources::default();
    let (document, complaints) = read("tests/cases/several_files/spec.yaml", &mut sources);
    assert_eq!(complaints, "");
    assert_eq!(
        files(&sources, "tests/cases/several_files"),
        [
            "spec.yaml",
            "schemas/_index.yaml",
            "paths/pets.yaml",
            "shared/parts.yaml",
            "paths/create owner.yaml",
            "intro.md",
            "schemas/Pet.yaml",
            "schemas/kind.json",
            "shared/page.yaml",
            "schemas/Owner.yaml",
            "schemas/page.yaml",
        ]
    );
    assert_eq!(document.info.description.as_deref(), Some("Pets, and who owns them.\n"));
    let names: Vec<_> = document.component_schemas.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Pet", "PetKind", "Pet", "PetKind", "Name", "Owner", "Problem", "page", "shared_page"]);
}

#[test]
fn a_file_that_is_missing_is_an_input_all_the_same() {
    let mut sources = Sources::default();
    read("tests/cases/several_files_broken/spec.yaml", &mut sources);
    let files = files(&sources, "tests/cases/several_files_broken");
    assert!(files.contains(&"parts/missing.yaml".to_owned()), "{files:?}");
}

#[test]
fn a_url_that_a_file_stands_for_is_that_file() {
    let mut sources = Sources::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/several_files_broken/parts");
    sources.map("https://example.com/schemas/thing.json", folder.join("things.yaml"));
    let (_, complaints) = read("tests/cases/several_files_broken/spec.yaml", &mut sources);
    assert!(!complaints.contains("leads to a URL"), "{complaints}");
}
