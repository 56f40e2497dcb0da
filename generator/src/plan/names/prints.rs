//! Structures written down, so that shapes which say the same have the same number.

use std::collections::HashSet;
use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::own_name::title;
use crate::api::{Api, FieldValue, Kind, Literal, Record, ShapeId, Use};
use crate::lists::{Listing, sort};
use crate::plan::notes::ShapeNotes;
use crate::value::Node;

/// Writes structures down.
pub(super) struct Prints<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    known: FxHashMap<ShapeId, u32>,
    ids: FxHashMap<String, u32>,
    open: HashSet<ShapeId>,
}

impl<'a> Prints<'a> {
    pub(super) fn of(api: &'a Api, notes: &'a ShapeNotes) -> Prints<'a> {
        Prints { api, notes, known: FxHashMap::default(), ids: FxHashMap::default(), open: HashSet::new() }
    }

    /// A number that shapes have in common which say the same, whatever the order of their properties, values and
    /// variants; titles that name, and
    /// what a shape's schema says for one direction only, belong to it.
    pub(super) fn structure(&mut self, id: ShapeId) -> u32 {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let text = if self.open.insert(id) { self.whole(id) } else { return self.intern(format!("shape {}", id.0)) };
        self.open.remove(&id);
        let print = self.intern(text);
        self.known.insert(id, print);
        print
    }

    fn intern(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        *self.ids.entry(text).or_insert(next)
    }

    /// Below the top, a component is its name.
    fn inner(&mut self, value: &Use) -> String {
        let shape = self.api.shapes.get(value.shape);
        let inner = match &shape.component {
            Some(name) if self.notes.is_named(self.api, value.shape) => format!("component {name}"),
            _ => self.structure(value.shape).to_string(),
        };
        let nullable = if value.nullable { "?" } else { "" };
        if value.rules.is_empty() { inner + nullable } else { format!("{inner}{nullable} {:?}", value.rules) }
    }

    /// The structure and what goes with it.
    fn whole(&mut self, id: ShapeId) -> String {
        let mut text = self.text(id);
        let shape = self.api.shapes.get(id);
        // What becomes equal later does not merge.
        if let Some(locked) = self.notes.locked(id) {
            let _ = write!(text, "\nlocked {locked}");
        }
        if !shape.rules.is_empty() {
            let _ = write!(text, "\n{:?}", shape.rules);
        }
        if shape.component.is_none() {
            if !shape.variations.is_empty() {
                let _ = write!(text, "\n{:?}", shape.variations);
            }
            if let Some(title) = title(shape).filter(|_| self.notes.is_named(self.api, id)) {
                let _ = write!(text, "\ntitle {title:?}");
            }
        }
        text
    }

    fn text(&mut self, id: ShapeId) -> String {
        let api = self.api;
        match &api.shapes.get(id).kind {
            // What holds itself is told from others by itself.
            _ if self.notes.is_recursive(id) => format!("shape {}", id.0),
            Kind::List(items) => format!("list {}", self.inner(items)),
            Kind::Map(values) => format!("map {}", self.inner(values)),
            Kind::Record(record) => self.record(record),
            Kind::Choice(choice) => {
                let name = |at: usize| choice.names.get(at).map_or("", String::as_str);
                let mut values = choice.values.iter().enumerate().map(|(at, value)| (literal(value), name(at))).list();
                sort(&mut values, &Ord::cmp);
                format!("choice {values:?}")
            }
            Kind::Union(union) => {
                let mut variants = Vec::with_capacity(union.variants.len());
                for variant in &union.variants {
                    let mut tags: Vec<String> = variant.tags.iter().map(literal).list();
                    sort(&mut tags, &Ord::cmp);
                    let test = variant.untagged.then_some(&variant.test);
                    let flags = (variant.writes_tag, variant.fallback);
                    variants.push(format!("\n{tags:?} {flags:?} {test:?} {}", self.inner(&variant.value)));
                }
                sort(&mut variants, &Ord::cmp);
                format!("union {:?} {}{}", union.tag, union.one, variants.concat())
            }
            Kind::Tuple(tuple) => {
                let mut text = format!("tuple {}", tuple.required);
                for item in &tuple.items {
                    let _ = write!(text, "\n{}", self.inner(item));
                }
                if let Some(rest) = &tuple.rest {
                    let _ = write!(text, "\n..{}", self.inner(rest));
                }
                text
            }
            Kind::External => format!("external {:?}", self.notes.replacement(id)),
            scalar => format!("{scalar:?}"),
        }
    }

    fn record(&mut self, record: &Record) -> String {
        let mut fields = Vec::with_capacity(record.fields.len());
        for field in &record.fields {
            let value = match &field.value {
                FieldValue::Value(value) => self.inner(value),
                FieldValue::Constant(constant) => literal(constant),
            };
            let flags = (field.required, field.undefined, field.chosen, field.read_only, field.write_only);
            let empty = if field.null_is_empty { " or empty" } else { "" };
            fields.push(format!("\n{:?} {flags:?} {value}{empty}", field.name));
        }
        sort(&mut fields, &Ord::cmp);
        if let Some(rest) = &record.rest {
            fields.push(format!("\n..{}", self.inner(rest)));
        }
        format!("record{}", fields.concat())
    }
}

/// A value as text.
pub(super) fn literal(literal: &Literal) -> String {
    match literal {
        Node::String(text) => format!("{text:?}"),
        Node::Number(text) => text.to_string(),
        other => format!("{other:?}"),
    }
}
