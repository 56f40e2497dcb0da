//! Bounds that leave nothing between them.

use std::cmp::Ordering;

use super::compare::{number, order};
use super::phrases::named;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::document::{Schema, SchemaId, Schemas};
use crate::value::{Node, Types};

/// What follows from bounds that leave nothing.
pub(super) const CONSEQUENCE: &str = "a request that has a value is refused, and so is an answer that is read strictly";

/// One end of a range of numbers: the keyword, its value, and whether the value itself is outside.
#[derive(Clone, Copy, Debug)]
pub(super) struct End<'a> {
    pub(super) keyword: &'static str,
    pub(super) value: &'a str,
    pub(super) is_exclusive: bool,
}

/// Tells of bounds that contradict each other.
pub(super) fn check(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    structure_of_other_types(schema, diagnostics);
    if schema.rare.is_none() {
        return;
    }
    numbers(schema, diagnostics);
    counts(schema, diagnostics);
    closed(schemas, schema, diagnostics);
    divisor(schema, diagnostics);
    of_other_types(schema, diagnostics);
}

/// The lower end of a schema's numbers: the narrower one of two.
pub(super) fn lower(schema: &Schema) -> Option<End<'_>> {
    let rare = schema.rare();
    let inclusive = end("minimum", rare.minimum.as_ref(), false);
    narrower(inclusive, end("exclusiveMinimum", rare.exclusive_minimum.as_ref(), true), Ordering::Less)
}

/// The upper end of a schema's numbers: the narrower one of two.
pub(super) fn upper(schema: &Schema) -> Option<End<'_>> {
    let rare = schema.rare();
    let inclusive = end("maximum", rare.maximum.as_ref(), false);
    narrower(inclusive, end("exclusiveMaximum", rare.exclusive_maximum.as_ref(), true), Ordering::Greater)
}

fn end<'a>(keyword: &'static str, value: Option<&'a Node>, is_exclusive: bool) -> Option<End<'a>> {
    match value {
        Some(Node::Number(value)) => Some(End { keyword, value, is_exclusive }),
        _ => None,
    }
}

fn narrower<'a>(inclusive: Option<End<'a>>, exclusive: Option<End<'a>>, wider: Ordering) -> Option<End<'a>> {
    match (inclusive, exclusive) {
        (Some(one), Some(other)) if order(other.value, one.value) == Some(wider) => Some(one),
        (one, other) => other.or(one),
    }
}

/// Whether no number is between two ends.
pub(super) fn leave_nothing(lower: End<'_>, upper: End<'_>) -> bool {
    match order(lower.value, upper.value) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => lower.is_exclusive || upper.is_exclusive,
        _ => false,
    }
}

fn numbers(schema: &Schema, diagnostics: &mut Diagnostics) {
    let (Some(lower), Some(upper)) = (lower(schema), upper(schema)) else { return };
    let nothing = leave_nothing(lower, upper);
    let is_integer = schema.types.without(Types::NULL) == Types::INTEGER;
    let is_empty = nothing || is_integer && leave_no_integer(lower, upper);
    if !is_empty {
        return;
    }
    let what = if nothing { "number" } else { "integer" };
    let least = if lower.is_exclusive { "more than" } else { "at least" };
    let most = if upper.is_exclusive { "less than" } else { "at most" };
    diagnostics.push(
        Diagnostic::warning(
            Code::ContradictoryBounds,
            format!("no {what} is between `{}` and `{}`", lower.keyword, upper.keyword),
        )
        .at(&schema.pointer.child(lower.keyword))
        .label(format!("{least} {}, and {most} {}", lower.value, upper.value))
        .with_note(CONSEQUENCE),
    );
}

/// Whether no integer is between two ends, where that can be told exactly.
fn leave_no_integer(lower: End<'_>, upper: End<'_>) -> bool {
    between(lower, upper).is_some_and(|(first, last)| first > last)
}

/// The first and the last integer between two ends, where that can be told exactly.
fn between(lower: End<'_>, upper: End<'_>) -> Option<(i64, i64)> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let (from, to) = (number(lower.value)?, number(upper.value)?);
    if from.abs() >= EXACT || to.abs() >= EXACT {
        return None;
    }
    let first = if lower.is_exclusive { from.floor() + 1.0 } else { from.ceil() };
    let last = if upper.is_exclusive { to.ceil() - 1.0 } else { to.floor() };
    // Whole, and within what is exact.
    #[allow(clippy::cast_possible_truncation)]
    Some((first as i64, last as i64))
}

/// How many integers a schema's bounds allow, where that can be told exactly.
pub(super) fn integers(schema: &Schema) -> Option<u64> {
    let (first, last) = between(lower(schema)?, upper(schema)?)?;
    u64::try_from(last.checked_sub(first)?.checked_add(1)?).ok()
}

/// A keyword that counts at least, one that counts at most, and what they say.
pub(super) struct Count {
    pub(super) least: &'static str,
    pub(super) at_least: Option<u64>,
    pub(super) most: &'static str,
    pub(super) at_most: Option<u64>,
    /// The type that has what is counted.
    pub(super) of: Types,
    /// What is counted.
    what: &'static str,
}

/// The counts of a schema.
pub(super) fn counted(schema: &Schema) -> [Count; 3] {
    let rare = schema.rare();
    let count = |of, what, (least, at_least), (most, at_most)| Count { least, at_least, most, at_most, of, what };
    [
        count(Types::STRING, "characters", ("minLength", rare.min_length), ("maxLength", rare.max_length)),
        count(Types::ARRAY, "items", ("minItems", rare.min_items), ("maxItems", rare.max_items)),
        count(
            Types::OBJECT,
            "properties",
            ("minProperties", rare.min_properties),
            ("maxProperties", rare.max_properties),
        ),
    ]
}

fn counts(schema: &Schema, diagnostics: &mut Diagnostics) {
    let rare = schema.rare();
    let contains = rare.contains.map(|_| Count {
        least: "minContains",
        at_least: rare.min_contains,
        most: "maxContains",
        at_most: rare.max_contains,
        of: Types::ARRAY,
        what: "such items",
    });
    for Count { least, at_least, most, at_most, of, what } in counted(schema).into_iter().chain(contains) {
        let (Some(at_least), Some(at_most)) = (at_least, at_most) else { continue };
        if at_least > at_most {
            let message =
                format!("no {} has at least {at_least} {what} and at most {at_most}", named(of).trim_matches('`'));
            diagnostics.push(
                Diagnostic::warning(Code::ContradictoryBounds, message)
                    .at(&schema.pointer.child(least))
                    .label(format!("more than `{most}` allows"))
                    .with_note(CONSEQUENCE),
            );
        }
    }
    if let Some(most) = rare.max_properties.filter(|most| *most < schema.required.len() as u64) {
        diagnostics.push(
            Diagnostic::warning(
                Code::ContradictoryBounds,
                format!("no object has at most {most} of {} required properties", schema.required.len()),
            )
            .at(&schema.pointer.child("maxProperties"))
            .with_note(CONSEQUENCE),
        );
    }
}

/// Tells of counts that a list or an object can't reach, since it is closed.
fn closed(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    let rare = schema.rare();
    let is_never =
        |id: Option<SchemaId>| id.and_then(|id| schemas.get(id)).is_some_and(|schema| schema.boolean == Some(false));
    let most_items = is_never(schema.items).then_some(("items", rare.prefix_items.len(), "minItems", rare.min_items));
    let is_closed = is_never(schema.additional_properties) && rare.pattern_properties.is_empty();
    let most_properties =
        is_closed.then_some(("additionalProperties", schema.properties.len(), "minProperties", rare.min_properties));
    for (closing, most, least, at_least) in most_items.into_iter().chain(most_properties) {
        let Some(at_least) = at_least.filter(|at_least| *at_least > most as u64) else { continue };
        let (of, what) = if closing == "items" { (Types::ARRAY, "items") } else { (Types::OBJECT, "properties") };
        // Of other types it says nothing, which is told.
        if !schema.types.is_empty() && !schema.types.contains(of) {
            continue;
        }
        let message = format!("`{least}` asks for more {what} than `{closing}: false` allows");
        diagnostics.push(
            Diagnostic::warning(Code::ContradictoryBounds, message)
                .at(&schema.pointer.child(least))
                .label(format!("at least {at_least}, and at most {most}"))
                .with_note(CONSEQUENCE)
                .help(format!("leave `{closing}` out, or list all {what} that there may be")),
        );
    }
    let (at_least, at_most) = (rare.min_contains.unwrap_or(1), rare.max_items);
    if let Some(at_most) = at_most.filter(|at_most| rare.contains.is_some() && *at_most < at_least) {
        let (keyword, label) = match rare.min_contains {
            Some(_) => ("minContains", format!("more than `maxItems` allows, which is {at_most}")),
            None => ("contains", format!("asks for one item, and `maxItems` is {at_most}")),
        };
        diagnostics.push(
            Diagnostic::warning(
                Code::ContradictoryBounds,
                format!("no array of at most {at_most} items has {at_least} such items"),
            )
            .at_key(&schema.pointer.child(keyword))
            .label(label)
            .with_note(CONSEQUENCE),
        );
    }
}

fn divisor(schema: &Schema, diagnostics: &mut Diagnostics) {
    let Some(Node::Number(divisor)) = &schema.rare().multiple_of else { return };
    let Some(value) = number(divisor).filter(|value| *value <= 0.0) else { return };
    let label = if value < 0.0 { "taken without its sign" } else { "not checked: nothing is a multiple of 0" };
    diagnostics.push(
        Diagnostic::warning(Code::InvalidBound, format!("`multipleOf` is {divisor}, and not greater than 0"))
            .at(&schema.pointer.child("multipleOf"))
            .label(label),
    );
}

/// Tells of keywords that say nothing of the types that the schema allows.
fn of_other_types(schema: &Schema, diagnostics: &mut Diagnostics) {
    let types = schema.types.without(Types::NULL);
    if types.is_empty() {
        return;
    }
    let rare = schema.rare();
    let number = Types::NUMBER.with(Types::INTEGER);
    let said = [
        ("minLength", rare.min_length.is_some(), Types::STRING),
        ("maxLength", rare.max_length.is_some(), Types::STRING),
        ("pattern", rare.pattern.is_some(), Types::STRING),
        ("minimum", rare.minimum.is_some(), number),
        ("maximum", rare.maximum.is_some(), number),
        ("exclusiveMinimum", rare.exclusive_minimum.is_some(), number),
        ("exclusiveMaximum", rare.exclusive_maximum.is_some(), number),
        ("multipleOf", rare.multiple_of.is_some(), number),
        ("minItems", rare.min_items.is_some(), Types::ARRAY),
        ("maxItems", rare.max_items.is_some(), Types::ARRAY),
        ("minProperties", rare.min_properties.is_some(), Types::OBJECT),
        ("maxProperties", rare.max_properties.is_some(), Types::OBJECT),
    ];
    let idle = |(_, is_said, of): &(&str, bool, Types)| *is_said && types.both(*of).is_empty();
    let mut idle = said.iter().filter(|each| idle(each)).map(|(keyword, _, _)| *keyword).peekable();
    let Some(first) = idle.peek().copied() else { return };
    let is_one = idle.clone().count() == 1;
    let help = meant(types, first);
    let diagnostic = Diagnostic::note(
        Code::IgnoredField,
        format!("{} {} nothing of a value of type {}", listed(idle), if is_one { "says" } else { "say" }, named(types)),
    )
    .at_key(&schema.pointer.child(first))
    .label("not checked");
    diagnostics.push(match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    });
}

/// Tells of properties of what is no object, and of items of what is no list.
fn structure_of_other_types(schema: &Schema, diagnostics: &mut Diagnostics) {
    let types = schema.types.without(Types::NULL);
    if types.is_empty() {
        return;
    }
    let said = [
        ("properties", !schema.properties.is_empty(), Types::OBJECT),
        ("items", schema.items.is_some() || !schema.rare().prefix_items.is_empty(), Types::ARRAY),
    ];
    for (keyword, _, of) in said.into_iter().filter(|(_, is_said, of)| *is_said && types.both(*of).is_empty()) {
        let message = format!("`{keyword}` says nothing of a value of type {}", named(types));
        let place = if keyword == "items" && schema.items.is_none() { "prefixItems" } else { keyword };
        diagnostics.push(
            Diagnostic::warning(Code::IgnoredField, message)
                .at_key(&schema.pointer.child(place))
                .label("ignored")
                .help(match of {
                    Types::OBJECT if types == Types::ARRAY => {
                        "put them into `items`, if they are the items' properties".to_owned()
                    }
                    _ => format!("did you mean `type: {}`?", named(of).trim_matches('`')),
                }),
        );
    }
}

/// What bounds a value of such a type, where another keyword was tried.
fn meant(types: Types, keyword: &str) -> Option<&'static str> {
    let is_number = !types.both(Types::NUMBER.with(Types::INTEGER)).is_empty();
    Some(match keyword {
        "pattern" => return None,
        _ if types == Types::STRING => "the length of a string is bounded by `minLength` and `maxLength`",
        _ if types == Types::ARRAY => "the items of an array are counted by `minItems` and `maxItems`",
        _ if types == Types::OBJECT => "the properties of an object are counted by `minProperties` and `maxProperties`",
        _ if is_number => "a number is bounded by `minimum` and `maximum`",
        _ => return None,
    })
}
