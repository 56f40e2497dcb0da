//! Which operations are wanted.

use super::pattern::fits;
use super::spanned::Spanned;
use crate::api::{Api, Operation};
use crate::diagnostic::Diagnostic;
use crate::document::OperationEntry;

/// The operations wanted: everything, where nothing is named, but for what is excluded.
///
/// Operations are named by `POST /path`, `/path` or operationId. In all names, `*` is any text and `?` any one character.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    pub(crate) operations: Vec<Spanned>,
    pub(crate) tags: Vec<Spanned>,
    pub(crate) excluded: Vec<Spanned>,
    pub(crate) excluded_tags: Vec<Spanned>,
}

impl Selection {
    /// Whether an operation is wanted.
    pub(crate) fn wants(&self, operation: &Operation) -> bool {
        self.chooses(&Name::of(operation), &operation.tags)
    }

    /// Whether an operation of the document is wanted.
    pub(crate) fn wants_entry(&self, entry: &OperationEntry) -> bool {
        let id = entry.operation.operation_id.as_deref();
        self.chooses(&Name { id, method: &entry.method, path: &entry.path }, &entry.operation.tags)
    }

    fn chooses(&self, operation: &Name<'_>, own_tags: &[String]) -> bool {
        let is_named = |names: &[Spanned]| names.iter().any(|name| operation.fits(&name.text));
        let is_tagged = |tags: &[Spanned]| tags.iter().any(|tag| has_tag(own_tags, &tag.text));
        let includes_all = self.operations.is_empty() && self.tags.is_empty();
        (includes_all || is_named(&self.operations) || is_tagged(&self.tags))
            && !is_named(&self.excluded)
            && !is_tagged(&self.excluded_tags)
    }

    /// Whether nothing is named, and so everything is wanted.
    fn is_everything(&self) -> bool {
        [&self.operations, &self.tags, &self.excluded, &self.excluded_tags].into_iter().all(Vec::is_empty)
    }

    /// Whether a complaint concerns what is wanted. One that names no operation does.
    pub(crate) fn concerns(&self, diagnostic: &Diagnostic, api: &Api) -> bool {
        let Some(title) = diagnostic.operation.as_deref().filter(|_| !self.is_everything()) else { return true };
        let is_this = |operation: &&Operation| self::title(operation) == title;
        match api.operations.iter().find(is_this) {
            Some(operation) => self.wants(operation),
            // It was skipped, so that its tags and id are not known.
            None => {
                let names_it = |wanted: &Spanned| Name::titled(title).is_some_and(|name| name.fits(&wanted.text));
                let includes = self.operations.is_empty() || self.operations.iter().any(names_it);
                includes && !self.excluded.iter().any(names_it)
            }
        }
    }
}

/// `POST /path`.
pub(crate) fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Whether an operation is named so: by `POST /path`, `/path` or operationId, with wildcards.
pub(crate) fn is_named(operation: &Operation, name: &str) -> bool {
    Name::of(operation).fits(name)
}

/// What an operation may be named by.
pub(super) struct Name<'o> {
    id: Option<&'o str>,
    method: &'o str,
    path: &'o str,
}

impl<'o> Name<'o> {
    pub(super) fn of(operation: &'o Operation) -> Name<'o> {
        Name { id: operation.id.as_deref(), method: &operation.method, path: &operation.path }
    }

    pub(super) fn titled(title: &'o str) -> Option<Name<'o>> {
        let (method, path) = title.split_once(' ')?;
        Some(Name { id: None, method, path })
    }

    pub(super) fn fits(&self, name: &str) -> bool {
        let name = name.trim();
        match name.split_once(char::is_whitespace) {
            Some((method, path)) => {
                fits(&method.to_ascii_uppercase(), self.method) && fits(path.trim_start(), self.path)
            }
            None if name.starts_with('/') => fits(name, self.path),
            None => fits(name, self.id.unwrap_or_default()),
        }
    }
}

pub(super) fn has_tag(tags: &[String], pattern: &str) -> bool {
    tags.iter().any(|tag| fits(pattern, tag))
}
