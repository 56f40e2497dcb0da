//! Structures written down, so that shapes which say the same have the same number.

use std::fmt::Write;

use crate::maps::HashMap;
use crate::maps::HashSet;

use super::own_name::title;
use crate::api::{Api, FieldValue, Kind, Literal, Record, Rule, ShapeId, Use};
use crate::lists::{Listing, sort};
use crate::plan::notes::ShapeNotes;
use crate::value::Node;

/// Writes structures down.
pub(super) struct Prints<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    known: HashMap<ShapeId, u32>,
    ids: HashMap<String, u32>,
    open: HashSet<ShapeId>,
}

impl<'a> Prints<'a> {
    pub(super) fn of(api: &'a Api, notes: &'a ShapeNotes) -> Prints<'a> {
        Prints { api, notes, known: HashMap::default(), ids: HashMap::default(), open: HashSet::new() }
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
        if value.rules.is_empty() {
            inner + nullable
        } else {
            format!("{inner}{nullable} {}", in_any_order(&value.rules))
        }
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
            let _ = write!(text, "\n{}", in_any_order(&shape.rules));
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

/// Rules as text, in which lists stand in the order of the alphabet: what a document enumerates has no order, but for items by
/// their places.
fn in_any_order(rules: &[Rule]) -> String {
    listed(&mut format!("{rules:?}").chars(), None, Order { is_kept: true, is_kept_inside: false })
}

#[derive(Clone, Copy)]
struct Order {
    is_kept: bool,
    /// Whether that of the next list inside is.
    is_kept_inside: bool,
}

/// What stands before this sign, its parts sorted.
fn listed(text: &mut std::str::Chars<'_>, end: Option<char>, order: Order) -> String {
    let (mut parts, mut part) = (Vec::new(), String::new());
    while let Some(sign) = text.next().filter(|sign| Some(*sign) != end) {
        let is_kept_inside = part.ends_with("PrefixItems");
        match sign {
            ',' => parts.push(std::mem::take(&mut part)),
            _ => part.push(sign),
        }
        match sign {
            '"' => quoted(text, &mut part),
            '[' => part += &listed(text, Some(']'), Order { is_kept: order.is_kept_inside, is_kept_inside: false }),
            '(' => part += &listed(text, Some(')'), Order { is_kept: true, is_kept_inside }),
            '{' => part += &listed(text, Some('}'), Order { is_kept: true, is_kept_inside: false }),
            _ => {}
        }
    }
    parts.push(part);
    let mut parts = parts.iter().map(|part| part.trim()).list();
    if !order.is_kept {
        sort(&mut parts, &Ord::cmp);
    }
    parts.join(",")
}

/// The rest of a text in quotes.
fn quoted(text: &mut std::str::Chars<'_>, part: &mut String) {
    while let Some(sign) = text.next() {
        part.push(sign);
        match sign {
            '\\' => part.extend(text.next()),
            '"' => return,
            _ => {}
        }
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

#[cfg(test)]
mod tests {
    use super::in_any_order;
    use crate::api::Rule;

    #[test]
    fn rules_say_the_same_in_any_order_of_what_they_enumerate() {
        let of = |names: [&str; 2]| Rule::Required(names.map(std::rc::Rc::from).into());
        assert_eq!(in_any_order(&[of(["a", "b, ]\""])]), in_any_order(&[of(["b, ]\"", "a"])]));
        assert_ne!(in_any_order(&[of(["a", "b"])]), in_any_order(&[of(["a", "c"])]));
    }

    #[test]
    fn items_by_their_places_have_an_order() {
        let of = |lists: [Rule; 2]| Rule::PrefixItems(lists.map(|rule| vec![rule]).into());
        let (one, other) = (|| Rule::MinLength(1), || Rule::MaxLength(2));
        assert_ne!(in_any_order(&[of([one(), other()])]), in_any_order(&[of([other(), one()])]));
        let any = |lists: [Rule; 2]| Rule::AnyOf(lists.map(|rule| vec![rule]).into());
        assert_eq!(in_any_order(&[any([one(), other()])]), in_any_order(&[any([other(), one()])]));
    }
}
