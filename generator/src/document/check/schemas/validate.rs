//! Whether a value is one of a schema's: by all keywords of which that can be told.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::bounds;
use super::compare::{admits, order, same};
use super::patterns::checked;
use super::phrases::{named, quoted};
use super::spelled;
use crate::diagnostic::closest;
use crate::document::{Schema, SchemaId, Schemas};
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::value::{Node, Types};

/// How many schemas and values are looked at to validate what one schema gives. Beyond, it is taken for right.
const MOST_VALIDATED: usize = 2000;
/// How many bytes of values are held against patterns in all.
const MOST_MATCHED: usize = 100_000;
/// How deep a value is validated.
const DEEPEST: usize = 16;

/// Why a value is not allowed.
pub(super) struct Refusal {
    pub(super) text: Cow<'static, str>,
    /// What was probably meant in its stead.
    pub(super) meant: Option<String>,
    /// Whether it is of another type, or not among the values that are listed: there is no place for it in the code.
    pub(super) is_beyond: bool,
}

impl Refusal {
    fn new(text: impl Into<Cow<'static, str>>) -> Option<Refusal> {
        Some(Refusal { text: text.into(), meant: None, is_beyond: false })
    }

    fn beyond(text: String) -> Option<Refusal> {
        Some(Refusal { text: text.into(), meant: None, is_beyond: true })
    }
}

/// Validates values by schemas: what is refused is surely not allowed.
pub(super) struct Validator<'a> {
    schemas: &'a Schemas,
    left: usize,
    /// How many bytes may still be held against patterns.
    bytes: usize,
    /// The patterns so far, for the engine; none where it has no word for one, or where that is told.
    patterns: HashMap<&'a str, Option<regex_lite::Regex>>,
}

impl<'a> Validator<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        Self { schemas, left: 0, bytes: MOST_MATCHED, patterns: HashMap::new() }
    }

    /// Why a schema refuses a value.
    pub(super) fn refusal(&mut self, schema: &'a Schema, value: &Node) -> Option<Refusal> {
        self.left = MOST_VALIDATED;
        self.validate(schema, value, 0)
    }

    /// Why a schema refuses each of the values that it lists itself, by what stands beside the list; their places.
    pub(super) fn refused<'v>(&mut self, schema: &'a Schema, values: &'v [Node]) -> Vec<(usize, &'v Node, Refusal)> {
        self.left = MOST_VALIDATED;
        let validated =
            values.iter().enumerate().filter(|(_, value)| **value != Node::Null && admits(schema.types, value));
        validated.filter_map(|(at, value)| Some((at, value, self.beside(schema, value, 0)?))).list()
    }

    fn validate(&mut self, schema: &'a Schema, value: &Node, depth: usize) -> Option<Refusal> {
        let listed = schema.enumeration.as_ref().map_or(0, Vec::len);
        if depth > DEEPEST || self.left <= listed {
            return None;
        }
        self.left -= listed;
        if schema.nullable && *value == Node::Null {
            return None;
        }
        if schema.boolean == Some(false) {
            return Refusal::new("no value is");
        }
        if !admits(schema.types, value) {
            return Refusal::beyond(format!("it is {}, not of the type {}", value.kind(), named(schema.types)));
        }
        by_values(schema, value)
            .or_else(|| self.beside(schema, value, depth))
            .or_else(|| self.by_alternatives(schema, value, depth))
    }

    /// By everything but the type, the values that are listed, and alternatives.
    fn beside(&mut self, schema: &'a Schema, value: &Node, depth: usize) -> Option<Refusal> {
        self.left = self.left.checked_sub(1)?;
        by_size(schema, value)
            .or_else(|| self.by_content(schema, value))
            .or_else(|| self.by_parts(schema, value, depth))
            .or_else(|| self.by_conjuncts(schema, value, depth))
    }

    fn by_id(&mut self, id: SchemaId, value: &Node, depth: usize) -> Option<Refusal> {
        self.schemas.get(id).and_then(|schema| self.validate(schema, value, depth + 1))
    }

    fn by_content(&mut self, schema: &'a Schema, value: &Node) -> Option<Refusal> {
        match value {
            Node::Number(number) => by_divisor(schema, number).or_else(|| by_range(schema, number)),
            Node::String(text) => self.by_pattern(schema, text).or_else(|| by_format(schema, text)),
            Node::Seq(items) => by_repetition(schema, items),
            Node::Map(_) | Node::Null | Node::Bool(_) => None,
        }
    }

    fn by_pattern(&mut self, schema: &'a Schema, text: &str) -> Option<Refusal> {
        if self.matches(schema.rare().pattern.as_deref()?, text)? {
            return None;
        }
        Refusal::new("`pattern` does not match it")
    }

    /// Whether a pattern matches a text, where that is checked.
    fn matches(&mut self, pattern: &'a str, text: &str) -> Option<bool> {
        let known = self.patterns.entry(pattern).or_insert_with(|| checked(pattern));
        let engine = known.as_ref()?;
        self.bytes = self.bytes.checked_sub(text.len())?;
        Some(engine.is_match(text))
    }

    /// Whether items or properties are refused.
    fn by_parts(&mut self, schema: &'a Schema, value: &Node, depth: usize) -> Option<Refusal> {
        match value {
            Node::Seq(items) => self.by_items(schema, items, depth),
            Node::Map(entries) => self.by_properties(schema, value, entries, depth),
            _ => None,
        }
    }

    fn by_items(&mut self, schema: &'a Schema, items: &[Node], depth: usize) -> Option<Refusal> {
        let rare = schema.rare();
        for (at, item) in items.iter().enumerate().take(self.left) {
            let id = rare.prefix_items.get(at).copied().or(schema.items);
            if let Some(refused) = id.and_then(|id| self.by_id(id, item, depth)) {
                return Refusal::new(format!("an item of it: {}", refused.text));
            }
        }
        let contained = rare.contains.filter(|_| items.len() <= self.left)?;
        let may_be = items.iter().filter(|item| self.by_id(contained, item, depth).is_none()).tally();
        if may_be as u64 >= rare.min_contains.unwrap_or(1) {
            return None;
        }
        Refusal::new("it lacks items that `contains` asks for")
    }

    fn by_properties(
        &mut self,
        schema: &'a Schema,
        value: &Node,
        entries: &[(String, Node)],
        depth: usize,
    ) -> Option<Refusal> {
        let rare = schema.rare();
        let dependent = rare.dependent_required.iter().filter(|(name, _)| value.get(name).is_some());
        let required = || schema.required.iter().chain(dependent.clone().flat_map(|(_, names)| names));
        let looked_at = entries.len() + schema.properties.len() + required().count();
        self.left = self.left.checked_sub(looked_at).filter(|left| *left > 0)?;
        if let Some(missing) = required().find(|name| value.get(name).is_none()) {
            return Refusal::new(format!("it has no `{missing}`, which is required"));
        }
        for (name, inner) in entries.iter().take(self.left) {
            let property = schema.properties.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
            let matching: Vec<(SchemaId, Option<bool>)> =
                rare.pattern_properties.iter().map(|(pattern, id)| (*id, self.matches(pattern, name))).list();
            // What a pattern that is not checked may match is not additional for sure.
            let is_additional = property.is_none() && matching.iter().all(|(_, matches)| *matches == Some(false));
            let additional = schema.additional_properties.filter(|_| is_additional);
            let by_pattern = matching.into_iter().filter(|(_, matches)| *matches == Some(true)).map(|(id, _)| id);
            for id in property.into_iter().chain(by_pattern).chain(additional) {
                if let Some(refused) = self.by_id(id, inner, depth) {
                    return Refusal::new(format!("its `{name}`: {}", refused.text));
                }
            }
            let by_name = rare.property_names.and_then(|id| self.by_id(id, &Node::String(name.clone()), depth));
            if let Some(refused) = by_name {
                return Refusal::new(format!("the name `{name}` in it: {}", refused.text));
            }
        }
        None
    }

    fn by_conjuncts(&mut self, schema: &'a Schema, value: &Node, depth: usize) -> Option<Refusal> {
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        let all = target.into_iter().chain(schema.all_of.iter().copied());
        for id in all {
            if let Some(refusal) = self.by_id(id, value, depth) {
                return Some(refusal);
            }
        }
        None
    }

    fn by_alternatives(&mut self, schema: &'a Schema, value: &Node, depth: usize) -> Option<Refusal> {
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
        return Refusal::beyond(format!("`const` is {}", quoted(constant).trim_matches('`')));
    }
    let values = schema.enumeration.as_deref().filter(|values| !values.iter().any(|listed| same(listed, value)))?;
    let meant = value.as_str().and_then(|value| closest(value, values.iter().filter_map(Node::as_str)));
    Some(Refusal {
        text: "it is not among the values of `enum`".into(),
        meant: meant.map(str::to_owned),
        is_beyond: true,
    })
}

fn by_divisor(schema: &Schema, value: &str) -> Option<Refusal> {
    let Some(Node::Number(divisor)) = &schema.rare().multiple_of else { return None };
    let ((value, scale), (by, other)) = (decimal(value)?, decimal(divisor)?);
    let shifted = |digits: i128, by: u32| 10_i128.checked_pow(by).and_then(|power| digits.checked_mul(power));
    let (value, by) = (shifted(value, other.saturating_sub(scale))?, shifted(by, scale.saturating_sub(other))?);
    if value.checked_rem(by)? == 0 {
        return None;
    }
    Refusal::new(format!("`multipleOf` is {divisor}"))
}

/// The digits of a number that is written without an exponent, and how many of them are behind the point.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some((digits, u32::try_from(fraction.len()).ok()?))
}

fn by_range(schema: &Schema, value: &str) -> Option<Refusal> {
    let format = schema.format.as_deref()?;
    let (least, most) = spelled::range(format)?;
    if (least..=most).contains(&value.parse::<i128>().ok()?) {
        return None;
    }
    Refusal::new(format!("it is beyond what `{format}` holds"))
}

fn by_format(schema: &Schema, text: &str) -> Option<Refusal> {
    let format = schema.format.as_deref().filter(|format| spelled::refuses(format, text))?;
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
