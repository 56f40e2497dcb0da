//! The files that references lead to: which may be read, and what of them may be told.

use std::path::Path;
use std::rc::Rc;

use super::limit::NoBytes;
use super::root::{self, Area, Outside};
use super::{Source, Sources, limit, name_of};
use crate::diagnostic::{Cause, Diagnostic, Diagnostics};
use crate::lists::{Changing, Listing};
use crate::value::Node;

/// A file that a reference leads to.
#[derive(Debug)]
pub(crate) enum File {
    /// One that was sought before, by its name.
    Known(Rc<str>),
    /// One that was not: its name and its values, or why it has none.
    New(Rc<str>, Result<Node, NoValues>),
    /// One that may not be read.
    Outside(Outside),
}

/// Why a file has no values.
#[derive(Clone, Debug)]
pub(crate) enum NoValues {
    /// It can't be read.
    Reason(Rc<str>),
    /// It is no document, which has been told.
    Told(Cause),
}

impl Sources {
    /// Says where the files of the document at a path may be: in the folder that the user tells, or in what is around it.
    ///
    /// # Errors
    ///
    /// What the user tells is no folder, or the document is not in it.
    pub(crate) fn set_root(&mut self, document: &Path, told: Option<&Path>) -> Result<(), String> {
        self.areas = Area::root(document, told)?.into_iter().list();
        let folders = self.mapped.iter().filter(|(url, _)| url.ends_with('/'));
        self.areas.add_all(folders.map(|(url, folder)| Area::mapped(folder, url)));
        Ok(())
    }

    /// Finds the root of the document at a path, where none has been set.
    pub(super) fn find_root(&mut self, document: &Path) {
        if self.areas.is_empty() {
            // Only what the user tells may be wrong.
            let _ = self.set_root(document, None);
        }
    }

    /// The file at a path that a reference leads to. Each is read once, whatever the paths that lead to it.
    ///
    /// What is wrong inside the file is reported there, as a warning: it costs what refers to the file, such as the file of
    /// the name `from`.
    pub(crate) fn open(&mut self, path: &Path, from: &str, diagnostics: &mut Diagnostics) -> File {
        if let Some(name) = self.paths.get(path) {
            return File::Known(name.clone());
        }
        let real = path.canonicalize();
        if let Err(outside) = self.admit(path, real.as_deref().ok()) {
            return File::Outside(outside);
        }
        if let Some(name) = real.as_ref().ok().and_then(|real| self.paths.get(real)).cloned() {
            self.paths.insert(path.to_path_buf(), name.clone());
            return File::Known(name);
        }
        let name = name_of(path);
        self.know(path, name.clone());
        // What has been admitted is read, whatever becomes of the links meanwhile.
        let bytes = real.map_err(|error| NoBytes::of(&error)).and_then(|real| limit::read_file(&real));
        let values = match bytes {
            Ok(bytes) => self.values(path, from, &name, bytes, diagnostics),
            Err(no_bytes) => {
                if no_bytes.may_change {
                    self.push(path, name.clone(), String::new());
                }
                Err(NoValues::Reason(format!("`{}`: {}", path.display(), no_bytes.reason).into()))
            }
        };
        File::New(name, values)
    }

    /// Whether a reference may lead to a path. A file that the user lets stand for a URL may be anywhere.
    fn admit(&self, path: &Path, real: Option<&Path>) -> Result<(), Outside> {
        let is_named = self.mapped.iter().any(|(url, file)| file == path && !url.ends_with('/'));
        if is_named { Ok(()) } else { root::admit(&self.areas, path, real) }
    }

    /// The values of a file of these bytes that a reference leads to, or why it has none.
    fn values(
        &mut self,
        path: &Path,
        from: &str,
        name: &Rc<str>,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Node, NoValues> {
        let mut found = Diagnostics::default();
        let source = self.decode(path, name.clone(), bytes, &mut found);
        let is_prose = source.as_ref().is_some_and(|source| source.is_prose());
        let values =
            source.and_then(
                |source| {
                    if is_prose { Some(Node::String(source.text.clone())) } else { source.parse(&mut found) }
                },
            );
        let is_document = values.as_ref().is_some_and(is_document);
        if let Some(source) = self.names.get(name).and_then(|place| self.list.get_mut(*place)) {
            source.quotable = is_document;
        }
        match values {
            Some(values) if is_document || is_prose => {
                found.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic.softened()));
                return Ok(values);
            }
            // Nearly every text is a YAML string, also that of a page.
            Some(_) => {
                found = Diagnostics::default();
                self.get(name).and_then(Source::recognize).into_iter().for_each(|told| found.push(told));
            }
            None => {}
        }
        let cause = found.iter().last().map(Diagnostic::as_cause);
        let from = self.get(from).map(|source| source.path().display().to_string()).unwrap_or_default();
        let note = format!("a reference in `{from}` leads here; what refers to it is left out, or takes any value");
        for diagnostic in found {
            diagnostics.push(discreet(diagnostic.softened().with_note(&note)));
        }
        let reason = || {
            format!("`{}` is not part of a document: it holds neither a mapping nor a list of mappings", path.display())
        };
        Err(cause.map_or_else(|| NoValues::Reason(reason().into()), NoValues::Told))
    }
}

impl Source {
    /// Whether the file's name says that it is prose, which is one string.
    fn is_prose(&self) -> bool {
        self.path.extension().is_some_and(|extension| {
            ["md", "markdown", "txt"].iter().any(|prose| extension.eq_ignore_ascii_case(prose))
        })
    }
}

/// Whether a file with these values may be part of a document. Nearly every text is a YAML string.
fn is_document(values: &Node) -> bool {
    match values {
        Node::Map(_) | Node::Bool(_) => true,
        Node::Seq(items) => items.iter().all(|item| matches!(item, Node::Map(_))),
        Node::Null | Node::Number(_) | Node::String(_) => false,
    }
}

/// A complaint about a file that is no document, without anything of what the file holds.
fn discreet(mut diagnostic: Diagnostic) -> Diagnostic {
    // The parsers say what they expected, and some of them, in quotes, what they found instead.
    let label = &diagnostic.label;
    if label.starts_with("invalid ") || !label.starts_with("expected ") && label.contains(['"', '`']) {
        diagnostic.label.clear();
    }
    diagnostic.with_note("nothing of the file is shown until it can be read as YAML or JSON")
}
