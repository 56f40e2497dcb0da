//! Whether a value is one of a schema's.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::patterns::checked;
use super::values::{admits, order, quoted, same};
use super::{bounds, named};
use crate::diagnostic::closest;
use crate::document::{Schema, SchemaId, Schemas};
use crate::value::{Node, Types};

/// How many schemas and values are looked at to judge one default. Beyond, it is taken for right.
const MOST_JUDGED: usize = 2000;
/// How deep a default is judged.
const DEEPEST: usize = 16;
/// Why a value is not allowed.
pub(super) struct Refusal {
    pub(super) text: Cow<'static, str>,
    /// What was probably meant in its stead.
    pub(super) meant: Option<String>,
}

impl Refusal {
    fn new(text: impl Into<Cow<'static, str>>) -> Option<Refusal> {
        Some(Refusal { text: text.into(), meant: None })
    }
}

/// Judges a value by a schema: what is refused is surely not allowed.
pub(super) struct Judge<'a> {
    schemas: &'a Schemas,
    left: usize,
}

impl<'a> Judge<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        Self { schemas, left: MOST_JUDGED }
    }

    pub(super) fn refusal(&mut self, schema: &Schema, value: &Node, depth: usize) -> Option<Refusal> {
        let listed = schema.enumeration.as_ref().map_or(0, Vec::len);
        if depth > DEEPEST || self.left <= listed {
            return None;
        }
        self.left -= 1 + listed;
        if schema.nullable && *value == Node::Null {
            return None;
        }
        if schema.boolean == Some(false) {
            return Refusal::new("no value is");
        }
        if !admits(schema.types, value) {
            return Refusal::new(format!("it is {}, not of the type {}", value.kind(), named(schema.types)));
        }
        by_values(schema, value)
            .or_else(|| by_content(schema, value))
            .or_else(|| self.by_parts(schema, value, depth))
            .or_else(|| self.by_composition(schema, value, depth))
    }

    fn by_id(&mut self, id: SchemaId, value: &Node, depth: usize) -> Option<Refusal> {
        self.schemas.get(id).and_then(|schema| self.refusal(schema, value, depth + 1))
    }

    /// Whether items or properties are refused.
    fn by_parts(&mut self, schema: &Schema, value: &Node, depth: usize) -> Option<Refusal> {
        let rare = schema.rare();
        match value {
            Node::Seq(items) if rare.prefix_items.is_empty() => {
                let id = schema.items?;
                let refused = items.iter().take(self.left).find_map(|item| self.by_id(id, item, depth))?;
                Refusal::new(format!("an item of it: {}", refused.text))
            }
            Node::Map(_) if !rare.pattern_properties.is_empty() => None,
            Node::Map(entries) => {
                self.left = self.left.saturating_sub(entries.len() + schema.properties.len() + schema.required.len());
                if self.left == 0 {
                    return None;
                }
                if let Some(missing) = schema.required.iter().find(|name| value.get(name).is_none()) {
                    return Refusal::new(format!("it has no `{missing}`, which is required"));
                }
                for (name, inner) in entries.iter().take(self.left) {
                    let property = schema.properties.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
                    if let Some(refused) =
                        property.or(schema.additional_properties).and_then(|id| self.by_id(id, inner, depth))
                    {
                        return Refusal::new(format!("its `{name}`: {}", refused.text));
                    }
                }
                None
            }
            _ => None,
        }
    }

    fn by_composition(&mut self, schema: &Schema, value: &Node, depth: usize) -> Option<Refusal> {
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        let all = target.into_iter().chain(schema.all_of.iter().copied());
        for id in all {
            if let Some(refusal) = self.by_id(id, value, depth) {
                return Some(refusal);
            }
        }
        for variants in [&schema.any_of, &schema.one_of] {
            if !variants.is_empty() && variants.iter().all(|id| self.by_id(*id, value, depth).is_some()) {
                return Refusal::new("no alternative allows it");
            }
        }
        None
    }
}

fn by_values(schema: &Schema, value: &Node) -> Option<Refusal> {
    let constant = schema.rare().constant.as_slice();
    if let Some(constant) = constant.iter().find(|constant| !same(constant, value)) {
        return Refusal::new(format!("`const` is {}", quoted(constant).trim_matches('`')));
    }
    let values = schema.enumeration.as_deref().filter(|values| !values.iter().any(|listed| same(listed, value)))?;
    let meant = value.as_str().and_then(|value| closest(value, values.iter().filter_map(Node::as_str)));
    Some(Refusal { text: "it is not among the values of `enum`".into(), meant: meant.map(str::to_owned) })
}

/// Why what a value holds is refused, whatever the schema lists: by bounds, lengths, `pattern`, `format` and the like.
pub(super) fn by_content(schema: &Schema, value: &Node) -> Option<Refusal> {
    by_size(schema, value).or_else(|| match value {
        Node::Number(number) => by_divisor(schema, number).or_else(|| by_range(schema, number)),
        Node::String(text) => by_pattern(schema, text).or_else(|| by_format(schema, text)),
        Node::Seq(items) => by_repetition(schema, items),
        Node::Map(_) | Node::Null | Node::Bool(_) => None,
    })
}

fn by_divisor(schema: &Schema, value: &str) -> Option<Refusal> {
    let Some(Node::Number(divisor)) = &schema.rare().multiple_of else { return None };
    // Fractions are left alone: their remainders are not exact.
    let (Ok(whole), Ok(by)) = (value.parse::<i128>(), divisor.parse::<i128>()) else { return None };
    if whole.checked_rem(by)? == 0 {
        return None;
    }
    Refusal::new(format!("`multipleOf` is {divisor}"))
}

fn by_range(schema: &Schema, value: &str) -> Option<Refusal> {
    let format = schema.format.as_deref()?;
    let (least, most) = match format {
        "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "int64" => (i128::from(i64::MIN), i128::from(i64::MAX)),
        _ => return None,
    };
    if (least..=most).contains(&value.parse::<i128>().ok()?) {
        return None;
    }
    Refusal::new(format!("it is beyond what `{format}` holds"))
}

fn by_pattern(schema: &Schema, text: &str) -> Option<Refusal> {
    let pattern = schema.rare().pattern.as_deref()?;
    if checked(pattern)?.is_match(text) {
        return None;
    }
    Refusal::new("`pattern` does not match it")
}

/// Judges by the formats of which every spelling is known: what is not even of their shape is refused.
fn by_format(schema: &Schema, text: &str) -> Option<Refusal> {
    let format = schema.format.as_deref()?;
    let shape = match format {
        "date" => "dddd-dd-dd",
        "uuid" => "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
        _ => return None,
    };
    let is_at = |(expected, found): (u8, u8)| match expected {
        b'd' => found.is_ascii_digit(),
        b'x' => found.is_ascii_hexdigit(),
        other => found == other,
    };
    if text.len() == shape.len() && shape.bytes().zip(text.bytes()).all(is_at) {
        return None;
    }
    Refusal::new(format!("it is not of the format `{format}`"))
}

fn by_repetition(schema: &Schema, items: &[Node]) -> Option<Refusal> {
    /// So many items are compared with each other.
    const FEW: usize = 64;
    let is_again = |(at, item): (usize, &Node)| items.iter().take(at).any(|before| same(before, item));
    if !schema.rare().unique_items || items.len() > FEW || !items.iter().enumerate().any(is_again) {
        return None;
    }
    Refusal::new("`uniqueItems`, and an item is there twice")
}

fn by_size(schema: &Schema, value: &Node) -> Option<Refusal> {
    let (of, size) = match value {
        Node::Number(value) => return beyond_bounds(schema, value),
        Node::String(text) => (Types::STRING, text.chars().count()),
        Node::Seq(items) => (Types::ARRAY, items.len()),
        Node::Map(entries) => (Types::OBJECT, entries.len()),
        Node::Null | Node::Bool(_) => return None,
    };
    let size = u64::try_from(size).ok()?;
    let count = bounds::counted(schema).into_iter().find(|count| count.of == of)?;
    if let Some(at_least) = count.at_least.filter(|at_least| size < *at_least) {
        return Refusal::new(format!("`{}` is {at_least}", count.least));
    }
    let at_most = count.at_most.filter(|at_most| size > *at_most)?;
    Refusal::new(format!("`{}` is {at_most}", count.most))
}

fn beyond_bounds(schema: &Schema, value: &str) -> Option<Refusal> {
    let below = bounds::lower(schema).filter(|end| match order(value, end.value) {
        Some(Ordering::Less) => true,
        Some(Ordering::Equal) => end.is_exclusive,
        _ => false,
    });
    let above = bounds::upper(schema).filter(|end| match order(value, end.value) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => end.is_exclusive,
        _ => false,
    });
    let end = below.or(above)?;
    Refusal::new(format!("`{}` is {}", end.keyword, end.value))
}
