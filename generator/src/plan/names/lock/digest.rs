//! Digests of structures: equal for types that say the same, in every run and on every machine.

use std::fmt::Write;

use crate::api::{Api, FieldValue, Kind, ShapeId, Use};
use crate::lists::{Listing, sort};
use crate::maps::{HashMap, HashSet};
use crate::plan::names::prints::literal;
use crate::plan::notes::ShapeNotes;

/// How often one digest looks again at shapes that are in circles. There are as many ways through some as there are orders of
/// what they hold.
const MOST_TURNS: usize = 1000;

/// Makes digests, and remembers them.
pub(super) struct Digests<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    known: HashMap<ShapeId, u64>,
    /// The shapes around the one that is looked at.
    open: Vec<ShapeId>,
    /// The shapes in circles that this digest has looked at, and how often it may do so again.
    turned: HashSet<ShapeId>,
    turns: usize,
}

/// What has been written of a structure, and how far out the outermost shape is that it leads back to.
struct Written {
    text: String,
    back_to: usize,
}

impl<'a> Digests<'a> {
    pub(super) fn of(api: &'a Api, notes: &'a ShapeNotes) -> Digests<'a> {
        Digests { api, notes, known: HashMap::new(), open: Vec::new(), turned: HashSet::new(), turns: 0 }
    }

    /// The digest of a shape. Neither the order of properties, values and variants counts, nor rules, nor prose. Of
    /// components within it, their names do.
    pub(super) fn digest(&mut self, id: ShapeId) -> u64 {
        self.turned.clear();
        self.turns = 0;
        self.shape(id).0
    }

    /// The digest of a shape, and how far out the outermost shape is that it leads back to.
    fn shape(&mut self, id: ShapeId) -> (u64, usize) {
        let depth = self.open.len();
        if let Some(known) = self.known.get(&id) {
            return (*known, usize::MAX);
        }
        if let Some(at) = self.open.iter().position(|open| *open == id) {
            // A shape that holds itself is told by how far out it stands.
            return (fnv(&format!("around {}", depth - at)), at);
        }
        if self.turned.contains(&id) {
            if self.turns == MOST_TURNS {
                return (fnv("and so on"), 0);
            }
            self.turns += 1;
        }
        self.open.push(id);
        let mut written = Written { text: String::new(), back_to: usize::MAX };
        self.write(id, &mut written);
        self.open.pop();
        let digest = fnv(&written.text);
        // What is part of a circle is another text where it is looked at from elsewhere in it.
        if written.back_to == usize::MAX {
            self.known.insert(id, digest);
        } else {
            self.turned.insert(id);
        }
        (digest, if written.back_to < depth { written.back_to } else { usize::MAX })
    }

    /// A part; a component by its name, but for the one whose digest this is, which may be renamed.
    fn inner(&mut self, value: &Use, written: &mut Written) -> String {
        let shape = self.api.shapes.get(value.shape);
        let null = if value.nullable { "?" } else { "" };
        if let Some(name) = shape.component.as_deref().filter(|_| self.notes.is_named(self.api, value.shape))
            && !self.open.contains(&value.shape)
        {
            return format!("component {name}{null}");
        }
        let (digest, back_to) = self.shape(value.shape);
        written.back_to = written.back_to.min(back_to);
        format!("{digest:016x}{null}")
    }

    fn write(&mut self, id: ShapeId, written: &mut Written) {
        let api = self.api;
        let (head, mut parts) = match &api.shapes.get(id).kind {
            Kind::List(items) => ("list".to_owned(), vec![self.inner(items, written)]),
            Kind::Map(values) => ("map".to_owned(), vec![self.inner(values, written)]),
            Kind::Record(record) => {
                let mut parts = Vec::new();
                for field in &record.fields {
                    let value = match &field.value {
                        FieldValue::Value(value) => self.inner(value, written),
                        FieldValue::Constant(constant) => literal(constant),
                    };
                    parts.push(format!("{:?} {} {value}", field.name, field.required));
                }
                if let Some(rest) = &record.rest {
                    parts.push(format!("..{}", self.inner(rest, written)));
                }
                ("record".to_owned(), parts)
            }
            Kind::Choice(choice) => ("choice".to_owned(), choice.values.iter().map(literal).list()),
            Kind::Union(union) => {
                let mut parts = Vec::new();
                for variant in &union.variants {
                    let tags = variant.tags.iter().map(literal).list();
                    parts.push(format!("{} {}", tags.join(" "), self.inner(&variant.value, written)));
                }
                (format!("union {:?}", union.tag), parts)
            }
            Kind::Tuple(tuple) => {
                let mut parts = Vec::new();
                for (at, item) in tuple.items.iter().enumerate() {
                    parts.push(format!("{at:04} {}", self.inner(item, written)));
                }
                if let Some(rest) = &tuple.rest {
                    parts.push(format!("..{}", self.inner(rest, written)));
                }
                (format!("tuple {}", tuple.required), parts)
            }
            Kind::External => (format!("external {:?}", self.notes.replacement(id)), Vec::new()),
            Kind::Formatted(spelled) => (format!("formatted {}", spelled.called), Vec::new()),
            scalar => (format!("{scalar:?}"), Vec::new()),
        };
        sort(&mut parts, &Ord::cmp);
        written.text = head;
        for part in parts {
            let _ = write!(written.text, "\n{part}");
        }
    }
}

/// FNV-1a of 64 bits.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::fnv;

    #[test]
    fn digests_are_those_of_the_published_algorithm() {
        assert_eq!(fnv(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv("foobar"), 0x8594_4171_f739_67e8);
    }
}
