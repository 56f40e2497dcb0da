//! Inline schemas that say the same are one type.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use rustc_hash::{FxHashMap, FxHashSet};

use super::roots::roots;
use crate::api::{Api, FieldValue, Kind, Literal, ShapeId, Use};
use crate::lists::{Listing, sort};
use crate::plan::notes::ShapeNotes;
use crate::value::Node;

/// Which shape stands for which.
#[derive(Debug, Default)]
pub(crate) struct Dedup {
    representative: FxHashMap<ShapeId, ShapeId>,
}

impl Dedup {
    /// Finds the shapes that are one. The shapes in `apart` stay themselves, but for the ones of a list among each other; of the others, components stand for their inline twins
    /// where there is enough of them to tell (three fields or values). Whether other properties are forbidden makes no
    /// difference to a type: an open record stands for its closed dedup, never the other way round.
    pub(crate) fn of(api: &Api, notes: &ShapeNotes, apart: &[Vec<ShapeId>]) -> Dedup {
        let mut printer =
            Printer { api, notes, known: FxHashMap::default(), ids: FxHashMap::default(), open: HashSet::new() };
        let is_apart: FxHashSet<ShapeId> = apart.iter().flatten().copied().collect();
        let mut first: HashMap<u32, ShapeId> = HashMap::new();
        let mut components: HashMap<u32, Option<ShapeId>> = HashMap::new();
        let mut prints = Vec::new();
        let reached = reached(api);
        for id in api.shapes.ids().filter(|id| reached.contains(id)) {
            if !notes.is_named(api, id) {
                continue;
            }
            let print = printer.structure(id);
            if api.shapes.get(id).component.is_some() {
                if is_telling(&api.shapes.get(id).kind) {
                    // Two components alike: neither can speak for an inline schema.
                    components.entry(print).and_modify(|known| *known = None).or_insert(Some(id));
                }
            } else if !is_apart.contains(&id) {
                let known = first.entry(print).or_insert(id);
                if is_closed(api, *known) && !is_closed(api, id) {
                    *known = id;
                }
                prints.push((id, print));
            }
        }
        let siblings = printer.siblings(apart);
        let representative = prints
            .into_iter()
            .filter_map(|(id, print)| {
                let component = components.get(&print).copied().flatten();
                let component = component.filter(|component| !is_closed(api, *component) || is_closed(api, id));
                Some((id, component.or_else(|| first.get(&print).copied())?))
            })
            .chain(siblings)
            .filter(|(id, representative)| id != representative)
            .collect();
        Dedup { representative }
    }

    /// The shape that stands for this one.
    pub(crate) fn get(&self, id: ShapeId) -> ShapeId {
        self.representative.get(&id).copied().unwrap_or(id)
    }

    /// Makes a shape stand for itself.
    pub(crate) fn part(&mut self, id: ShapeId) {
        self.representative.remove(&id);
    }
}

/// The shapes that operations lead to: there are others, of which those were made that go in one direction only.
fn reached(api: &Api) -> FxHashSet<ShapeId> {
    let roots = api.operations.iter().flat_map(roots);
    let mut found: Vec<ShapeId> = roots.map(|(value, _, _)| value.shape).list();
    if api.operations.is_empty() {
        found.extend(api.components.iter().map(|component| component.value.shape));
    }
    let mut reached = FxHashSet::default();
    while let Some(id) = found.pop() {
        if reached.insert(id) {
            found.extend(api.shapes.get(id).kind.uses().into_iter().map(|value| value.shape));
        }
    }
    reached
}

fn is_closed(api: &Api, id: ShapeId) -> bool {
    matches!(&api.shapes.get(id).kind, Kind::Record(record) if record.closed)
}

fn is_telling(kind: &Kind) -> bool {
    match kind {
        Kind::Record(record) => record.fields.len() >= 3,
        Kind::Choice(choice) => choice.values.len() >= 3,
        Kind::Union(union) => union.variants.len() >= 3,
        _ => false,
    }
}

/// Writes structures down, so that equal ones have equal text.
struct Printer<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    known: FxHashMap<ShapeId, u32>,
    ids: FxHashMap<String, u32>,
    open: HashSet<ShapeId>,
}

impl Printer<'_> {
    /// The inline shapes of each list, and the first of the list that is like it.
    fn siblings(&mut self, lists: &[Vec<ShapeId>]) -> Vec<(ShapeId, ShapeId)> {
        let mut siblings = Vec::new();
        for list in lists.iter().filter(|list| list.len() > 1) {
            let mut first: FxHashMap<u32, ShapeId> = FxHashMap::default();
            for &id in list {
                let shape = self.api.shapes.get(id);
                if self.notes.is_named(self.api, id) && shape.component.is_none() {
                    let print = self.structure(id);
                    siblings.push((id, *first.entry(print).or_insert(id)));
                }
            }
        }
        siblings
    }

    /// A number that shapes of the same structure share.
    fn structure(&mut self, id: ShapeId) -> u32 {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let text = if self.open.insert(id) { self.ruled(id) } else { return self.intern(format!("shape {}", id.0)) };
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

    /// The structure and the rules that go with it.
    fn ruled(&mut self, id: ShapeId) -> String {
        let text = self.text(id);
        let rules = &self.api.shapes.get(id).rules;
        if rules.is_empty() { text } else { format!("{text}\n{rules:?}") }
    }

    fn text(&mut self, id: ShapeId) -> String {
        let api = self.api;
        match &api.shapes.get(id).kind {
            // What holds itself is told from others by itself.
            _ if self.notes.is_recursive(id) => format!("shape {}", id.0),
            Kind::List(items) => format!("list {}", self.inner(items)),
            Kind::Map(values) => format!("map {}", self.inner(values)),
            Kind::Record(record) => {
                let mut text = String::from("record");
                for field in &record.fields {
                    let value = match &field.value {
                        FieldValue::Value(value) => self.inner(value),
                        FieldValue::Constant(constant) => literal(constant),
                    };
                    let flags = (field.required, field.undefined, field.chosen, field.read_only, field.write_only);
                    let _ = write!(text, "\n{:?} {flags:?} {value}", field.name);
                }
                if let Some(rest) = &record.rest {
                    let _ = write!(text, "\n..{}", self.inner(rest));
                }
                text
            }
            Kind::Choice(choice) => {
                let mut values: Vec<String> = choice.values.iter().map(literal).list();
                sort(&mut values, &Ord::cmp);
                format!("choice {values:?} {:?}", choice.names)
            }
            Kind::Union(union) => {
                let mut text = format!("union {:?} {}", union.tag, union.one);
                for variant in &union.variants {
                    let tags: Vec<String> = variant.tags.iter().map(literal).list();
                    let test = variant.untagged.then_some(&variant.test);
                    let _ = write!(text, "\n{tags:?} {} {test:?} {}", variant.writes_tag, self.inner(&variant.value));
                }
                text
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
}

fn literal(literal: &Literal) -> String {
    match literal {
        Node::String(text) => format!("{text:?}"),
        Node::Number(text) => text.to_string(),
        other => format!("{other:?}"),
    }
}
