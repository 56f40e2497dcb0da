mod broken;
mod corpus;
mod files;
mod grammar;
mod operations;
mod schemas;
mod swagger;

use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::document::{Document, Schema};
use crate::report::Color;
use crate::source::Sources;

/// Reads a document and gives it with the complaints.
fn read(text: &str) -> (Option<Document>, String) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let path = Path::new("api.yaml");
    let document = super::read_text(path, text.to_owned(), &mut sources, &mut diagnostics);
    (document, diagnostics.render(&sources, Color::Never))
}

/// Reads a document that nothing is to be said about.
fn accept(text: &str) -> Document {
    let (document, complaints) = read(text);
    assert_eq!(complaints, "");
    document.unwrap()
}

/// The head that every document needs.
fn head(version: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n")
}

/// The schema at a pointer.
fn schema<'a>(document: &'a Document, pointer: &str) -> &'a Schema {
    let pointer = crate::value::Pointer(pointer.into());
    let id = document.schemas.find(&pointer);
    document.schemas.get(id.unwrap_or_else(|| panic!("no schema at {pointer}"))).unwrap()
}
