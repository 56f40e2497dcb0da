//! What all of resolving knows, and where it complains.

use super::intersection::Part;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Repeats, shortened};
use crate::settings::SchemaSettings;
use crate::value::{Node, Pointer};

/// The document, what the user asks for, and what is to be told.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) schema_settings: &'a SchemaSettings<'a>,
    /// The most values of an enumeration that are spelled out: others are a rule.
    pub(super) largest_enumeration: usize,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// Prose, defaults and examples that several places repeat.
    pub(super) repeats: Repeats,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        document: &'a Document,
        schema_settings: &'a SchemaSettings<'a>,
        largest_enumeration: usize,
        diagnostics: &'a mut Diagnostics,
    ) -> Context<'a> {
        Context { document, schema_settings, largest_enumeration, diagnostics, repeats: Repeats::of(document.bytes) }
    }

    /// A copy of a text that documents an intersection.
    pub(super) fn prose(&mut self, text: &str, parts: &[Part]) -> String {
        let was_shortened = self.repeats.shortened;
        let copy = self.repeats.text(text);
        self.note_shortened(was_shortened, parts);
        copy
    }

    /// A copy of a default or an example of an intersection.
    pub(super) fn sample(&mut self, value: &Node, parts: &[Part]) -> Option<Node> {
        let was_shortened = self.repeats.shortened;
        let copy = self.repeats.value(value);
        self.note_shortened(was_shortened, parts);
        copy
    }

    /// Says so, the first time.
    fn note_shortened(&mut self, was_shortened: bool, parts: &[Part]) {
        if self.repeats.shortened && !was_shortened {
            self.diagnostics.push(shortened(&self.place(parts)));
        }
    }

    /// The place of the first schema of an intersection.
    pub(super) fn place(&self, parts: &[Part]) -> Pointer {
        let first = parts.iter().find_map(|part| match part {
            Part::Whole(id) => self.document.schemas.get(*id),
            _ => None,
        });
        first.map(|schema| schema.pointer.clone()).unwrap_or_default()
    }
}
