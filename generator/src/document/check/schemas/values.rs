//! Values that a schema lists or gives: `enum`, `const`, `default`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

use indexmap::IndexSet;

use super::super::listed;
use super::{bounds, named};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::document::{Schema, SchemaId, Schemas};
use crate::value::{Node, Types};

/// How many schemas and values are looked at to judge one default. Beyond, it is taken for right.
const MOST_JUDGED: usize = 2000;
/// How deep a default is judged.
const DEEPEST: usize = 16;
/// How long a value is that is quoted whole.
const LONGEST_QUOTED: usize = 40;

/// Tells what is wrong with the values of a schema.
pub(super) fn check(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    if !schema.rare().retyped.is_empty() {
        retyped(schema, diagnostics);
    }
    if let Some(values) = &schema.enumeration {
        repeated(schema, values, diagnostics);
        of_other_types(schema, values, diagnostics);
    }
    if let Some(constant) = &schema.rare().constant {
        self::constant(schema, constant, diagnostics);
    }
    // `null` says that there is no default.
    if let Some(value) = schema.default.as_ref().filter(|value| **value != Node::Null) {
        default(schemas, schema, value, diagnostics);
    }
}

/// A value as a message quotes it.
pub(super) fn quoted(value: &Node) -> String {
    let mut text = String::new();
    spell(value, &mut text);
    let text = text.replace('`', "'");
    match text.char_indices().nth(LONGEST_QUOTED) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// Spells a value out, as far as it is quoted.
fn spell(value: &Node, text: &mut String) {
    if text.chars().count() > LONGEST_QUOTED {
        return;
    }
    match value {
        Node::String(value) => text.extend(["\"", value, "\""]),
        Node::Number(value) => text.push_str(value),
        Node::Null => text.push_str("null"),
        Node::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Node::Seq(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate().take(LONGEST_QUOTED) {
                text.push_str(if index == 0 { "" } else { ", " });
                spell(item, text);
            }
            text.push(']');
        }
        Node::Map(entries) => {
            text.push('{');
            for (index, (key, value)) in entries.iter().enumerate().take(LONGEST_QUOTED) {
                text.extend([if index == 0 { "\"" } else { ", \"" }, key, "\": "]);
                spell(value, text);
            }
            text.push('}');
        }
    }
}

/// The number that a JSON number's text says, perhaps rounded.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// How two numbers compare, where that can be told exactly.
pub(super) fn order(one: &str, other: &str) -> Option<Ordering> {
    /// So many digits are told apart.
    const EXACT: usize = 15;
    if let (Ok(one), Ok(other)) = (one.parse::<i128>(), other.parse::<i128>()) {
        return Some(one.cmp(&other));
    }
    let order = number(one)?.partial_cmp(&number(other)?)?;
    (order != Ordering::Equal || one.len().max(other.len()) <= EXACT).then_some(order)
}

/// Whether two values are the same, however their numbers are written.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => one == other || order(one, other) == Some(Ordering::Equal),
        _ => one == other,
    }
}

/// Whether a schema's types allow a value; a whole number is an integer, however it is written.
pub(super) fn admits(types: Types, value: &Node) -> bool {
    let of_value = match value {
        Node::Null => Types::NULL,
        Node::Bool(_) => Types::BOOLEAN,
        Node::String(_) => Types::STRING,
        Node::Seq(_) => Types::ARRAY,
        Node::Map(_) => Types::OBJECT,
        Node::Number(text) => {
            let is_whole = !text.contains(['.', 'e', 'E']) || number(text).is_none_or(|number| number.fract() == 0.0);
            if is_whole { Types::INTEGER.with(Types::NUMBER) } else { Types::NUMBER }
        }
    };
    types.is_empty() || !types.both(of_value).is_empty()
}

fn repeated(schema: &Schema, values: &[Node], diagnostics: &mut Diagnostics) {
    const FEW: usize = 16;
    let again: Vec<usize> = if values.len() <= FEW {
        let is_again = |(at, value): &(usize, &Node)| values.iter().take(*at).any(|before| before == *value);
        values.iter().enumerate().filter(is_again).map(|(at, _)| at).collect()
    } else {
        let mut seen: HashSet<&Node> = HashSet::with_capacity(values.len());
        values.iter().enumerate().filter(|(_, value)| !seen.insert(value)).map(|(at, _)| at).collect()
    };
    let Some(first) = again.first() else { return };
    let texts: IndexSet<String> = again.iter().filter_map(|at| values.get(*at)).map(quoted).collect();
    let texts = texts.iter().map(|text| text.trim_matches('`'));
    diagnostics.push(
        Diagnostic::note(Code::DuplicateValue, format!("`enum` repeats {}", listed(texts)))
            .at(&schema.pointer.child("enum").child(&first.to_string()))
            .label("one of them is enough"),
    );
}

/// Tells of values that were read as of the schema's type.
fn retyped(schema: &Schema, diagnostics: &mut Diagnostics) {
    let all = &schema.rare().retyped;
    let Some((place, first)) = all.first() else { return };
    let (keyword, at) = match place {
        Some(at) => ("enum", schema.pointer.child("enum").child(&at.to_string())),
        None => ("const", schema.pointer.child("const")),
    };
    let texts: Vec<String> = all.iter().map(|(_, value)| quoted(value)).collect();
    let are = if all.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} in `{keyword}` {are} not of the type {}",
        listed(texts.iter().map(|text| text.trim_matches('`'))),
        named(schema.types)
    );
    let (taken, help) = match (first, schema.types.contains(Types::STRING)) {
        (_, true) => ("text", "put the values in quotes, or leave `type` out"),
        (Node::String(text), _) if matches!(text.as_str(), "true" | "false") => ("booleans", UNQUOTED),
        _ => ("numbers", UNQUOTED),
    };
    diagnostics.push(
        Diagnostic::warning(Code::MismatchedValue, message)
            .at(&at)
            .label(format!("taken as {taken}: the type decides"))
            .help(help),
    );
}

const UNQUOTED: &str = "write the values without quotes, or say `type: string`";

fn of_other_types(schema: &Schema, values: &[Node], diagnostics: &mut Diagnostics) {
    let is_other = |value: &&Node| !admits(schema.types, value);
    let count = values.iter().filter(is_other).count();
    let Some((first, value)) = values.iter().enumerate().find(|(_, value)| is_other(value)) else { return };
    let types = named(schema.types);
    let at = schema.pointer.child("enum").child(&first.to_string());
    let diagnostic = if count == values.len() {
        let follows = "given as any JSON value; a request that has one is refused, and so is an answer read strictly";
        Diagnostic::warning(Code::MismatchedValue, format!("no value of `enum` is of the type {types}"))
            .label("no value is allowed")
            .with_note(follows)
    } else {
        let texts: Vec<String> = values.iter().filter(is_other).map(quoted).collect();
        let (are, they) = if count == 1 { ("is", "it is") } else { ("are", "they are") };
        let texts = listed(texts.iter().map(|text| text.trim_matches('`')));
        Diagnostic::warning(Code::MismatchedValue, format!("{texts} in `enum` {are} not of the type {types}"))
            .label(format!("{they} left out"))
    };
    let is_array = schema.types == Types::ARRAY && !matches!(value, Node::Seq(_));
    diagnostics.push(diagnostic.at(&at).help(match value {
        Node::Null => "say that `null` is allowed, such as by `type: [string, \"null\"]`",
        _ if is_array => "put `enum` into `items`, if these are the values of the items",
        Node::String(text) if is_of(schema.types, text) => UNQUOTED,
        Node::String(_) => "say `type: string`, if these are the values",
        Node::Number(_) | Node::Bool(_) if schema.types.contains(Types::STRING) => {
            "put the values in quotes, or leave `type` out"
        }
        _ => "say the type that the values have, or leave `type` out",
    }));
}

/// Whether a text would be of one of these types without its quotes.
fn is_of(types: Types, text: &str) -> bool {
    let is_boolean = matches!(text, "true" | "false") && types.contains(Types::BOOLEAN);
    let is_null = text == "null" && types.contains(Types::NULL);
    is_boolean || is_null || number(text).is_some() && admits(types, &Node::Number(text.into()))
}

fn constant(schema: &Schema, constant: &Node, diagnostics: &mut Diagnostics) {
    let beyond = match &schema.enumeration {
        _ if !admits(schema.types, constant) => format!("it is not of the type {}", named(schema.types)),
        Some(values) if !values.iter().any(|value| same(value, constant)) => {
            "it is not among those of `enum`".to_owned()
        }
        _ => return,
    };
    diagnostics.push(
        Diagnostic::warning(Code::MismatchedValue, format!("the value {} of `const` is not allowed", quoted(constant)))
            .at(&schema.pointer.child("const"))
            .label(beyond)
            .with_note("given as any JSON value; a request that has one is refused, and so is an answer read strictly"),
    );
}

fn default(schemas: &Schemas, schema: &Schema, value: &Node, diagnostics: &mut Diagnostics) {
    let Some(why) = (Judge { schemas, left: MOST_JUDGED }).refusal(schema, value, 0) else { return };
    // That the values of `enum` are of another type has been told.
    if schema.enumeration.iter().flatten().any(|listed| same(listed, value)) && !admits(schema.types, value) {
        return;
    }
    let diagnostic =
        Diagnostic::note(Code::InvalidDefault, format!("the default {} is no value of its schema", quoted(value)))
            .at(&schema.pointer.child("default"))
            .label(why.text)
            .with_note("it is only documented; nothing is sent in the place of what a caller leaves out");
    diagnostics.push(match why.meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic,
    });
}

/// Why a value is not allowed.
struct Refusal {
    text: Cow<'static, str>,
    /// What was probably meant in its stead.
    meant: Option<String>,
}

impl Refusal {
    fn new(text: impl Into<Cow<'static, str>>) -> Option<Refusal> {
        Some(Refusal { text: text.into(), meant: None })
    }
}

/// Judges a value by a schema: what is refused is surely not allowed.
struct Judge<'a> {
    schemas: &'a Schemas,
    left: usize,
}

impl Judge<'_> {
    fn refusal(&mut self, schema: &Schema, value: &Node, depth: usize) -> Option<Refusal> {
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
            .or_else(|| by_size(schema, value))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Node {
        Node::Number(text.into())
    }

    #[test]
    fn numbers_are_compared_by_what_they_say() {
        assert_eq!(order("9223372036854775807", "9223372036854775806"), Some(Ordering::Greater));
        assert_eq!(order("1.0", "1"), Some(Ordering::Equal));
        assert_eq!(order("1e3", "999"), Some(Ordering::Greater));
        assert_eq!(order("0.10000000000000000001", "0.1"), None);
        assert!(same(&number("1"), &number("1.0")) && !same(&number("1"), &number("2")));
    }

    #[test]
    fn whole_numbers_are_integers() {
        assert!(admits(Types::INTEGER, &number("2.0")));
        assert!(admits(Types::NUMBER, &number("2")));
        assert!(!admits(Types::INTEGER, &number("2.5")));
        assert!(!admits(Types::STRING, &number("2023.1")));
        assert!(admits(Types::default(), &Node::Null));
    }
}
