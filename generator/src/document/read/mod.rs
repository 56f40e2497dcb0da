//! From text to the document: a walk that follows OpenAPI's grammar, so that examples and extensions are never mistaken for
//! schemas.
//!
//! What is missing is supplied, what is malformed is left out, each with a diagnostic. References between anything but
//! schemas are followed where they stand. Schemas are walked first and their references resolved at the end, when every
//! place that one may lead to is known. Other files are read when a reference leads into them, and of their values no more
//! is walked than references lead to.

mod callback;
mod component_names;
mod content;
mod dialect;
mod fields;
mod file;
mod files;
mod foreign;
mod glued;
mod grammar;
mod info;
mod link;
mod located;
mod meant;
mod operation;
mod other_format;
mod own_uri;
mod parameter;
mod path;
mod reader;
mod reference;
mod repeated;
mod resource;
mod response;
mod schema;
mod schema_cycle;
mod schema_reference;
mod security;
mod swagger;
mod tags;
mod values;
mod version;

#[cfg(test)]
mod tests;

#[cfg(test)]
use std::path::Path;

use crate::lists::Listing;
use crate::maps::HashMap;
use crate::maps::HashSet;

use super::{Allowance, Document, Repeats, SchemaId, Schemas};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Sources;
use crate::value::{Node, Pointer};
use files::Files;
use grammar::Elsewhere;
use located::Located;
use reader::Reader;
use version::Version;

/// Reads the document of which this is the root, and what it refers to. `None` where it can't be used at all, which has
/// been reported.
pub(crate) fn read(root: Node, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let document = read_root(root, sources, diagnostics)?;
    report_no_operations(&document, diagnostics);
    Some(document)
}

/// Says that there is nothing to call, unless what was said before is why.
fn report_no_operations(document: &Document, diagnostics: &mut Diagnostics) {
    if !document.operations.is_empty() || !document.webhooks.is_empty() {
        return;
    }
    // Wrong types elsewhere don't tell why.
    let is_elsewhere = |diagnostic: &Diagnostic| {
        let first = diagnostic.at.as_ref().and_then(|place| place.pointer()?.segments().next());
        diagnostic.code == Code::WrongType && !matches!(first.as_deref(), Some("paths" | "webhooks"))
    };
    let is_told = diagnostics.iter().filter(|diagnostic| !is_elsewhere(diagnostic)).any(|diagnostic| {
        matches!(
            diagnostic.code,
            Code::MisspelledField
                | Code::MisplacedField
                | Code::OtherVersion
                | Code::SkippedOperation
                | Code::InvalidPath
                | Code::WrongType
        ) && diagnostic.severity == Severity::Warning
    });
    if is_told {
        return;
    }
    if !document.component_schemas.is_empty() {
        diagnostics.push(
            Diagnostic::note(Code::NoOperations, "the document has no operations")
                .at_key(&Pointer::default().child("paths"))
                .with_note("so its components become types, and there is no client"),
        );
        return;
    }
    diagnostics.push(
        Diagnostic::warning(Code::NoOperations, "the document has no operations")
            .at_key(&Pointer::default().child("paths"))
            .with_note("so the client has nothing to call")
            .help("operations stand under the paths in `paths`: `/pets: {get: {…}}`"),
    );
}

/// Reads a document that is in memory; the path is only for messages.
#[cfg(test)]
pub(super) fn read_text(
    path: &Path,
    text: String,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let root = sources.read_text(path, text, diagnostics)?;
    read_root(root, sources, diagnostics)
}

fn read_root(root: Node, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let version = Version::of(&root, sources, diagnostics)?;
    let files = Files::new();
    let bytes = sources.bytes();
    let mut reader = Reader {
        root: files.keep(root)?,
        version,
        files: &files,
        opened: HashMap::new(),
        sources,
        diagnostics,
        schemas: Schemas::default(),
        unresolved: Vec::new(),
        read: HashSet::default(),
        allowance: Allowance::of(bytes, repeated::CODE),
        repeats: Repeats::of(bytes),
        depth: 0,
        suggested: 0,
        in_callback: false,
        without: HashSet::default(),
        spelled: 0,
        spelled_values: 0,
        spelled_zeros: 0,
        elsewhere: Elsewhere::default(),
        operation_ids: HashSet::new(),
        linked: Vec::new(),
    };
    Some(reader.document())
}

impl<'d> Reader<'d> {
    fn document(&mut self) -> Document {
        let root = Located::new(self.root, Pointer::default());
        self.own_uri(&root);
        let component_schemas = self.component_schemas(&root);
        let operations = self.paths(&root, "paths");
        let webhooks = self.paths(&root, "webhooks");
        let document = Document {
            is_swagger: self.version == Version::V20,
            info: self.info(&root),
            servers: match self.version {
                Version::V20 => self.swagger_servers(&root),
                _ => self.servers(&root),
            },
            tags: self.tags(&root),
            // Where this is unreadable, operations that say nothing themselves are called without credentials.
            security: self.security(&root).unwrap_or_default(),
            security_schemes: self.security_schemes(&root),
            operations,
            webhooks,
            component_schemas: Vec::new(),
            schemas: Schemas::default(),
            bytes: 0,
        };
        self.check_links();
        self.check_component_names(&root);
        self.resolve_schema_references();
        self.report_schema_cycles();
        self.check_objects();
        let component_schemas = self.with_foreign(component_schemas);
        Document {
            component_schemas,
            schemas: std::mem::take(&mut self.schemas),
            bytes: self.sources.bytes(),
            ..document
        }
    }

    fn component_schemas(&mut self, root: &Located<'d>) -> Vec<(String, SchemaId)> {
        let (holder, key) = match self.version {
            Version::V20 => (Some(root.clone()), "definitions"),
            _ => (self.mapping(root, "components"), "schemas"),
        };
        let Some(holder) = holder else {
            return Vec::new();
        };
        self.entries(&holder, key).into_iter().map(|(name, schema)| (name.to_owned(), self.schema(&schema))).list()
    }
}
