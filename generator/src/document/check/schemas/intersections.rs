//! Intersections that nothing meets: what a schema says beside a reference or in its `allOf`.

use std::collections::HashSet;

use super::super::listed;
use super::bounds::{self, leave_nothing};
use super::conjuncts::{Conjunct, conjuncts};
use super::named;
use super::values::{admits, same};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Node, Schema, Schemas, Types};

/// How many pairs of values are compared.
const MOST_COMPARED: usize = 10_000;

/// Tells of a schema that no value meets, since its parts contradict each other.
pub(super) fn check(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    closed_by_itself(schemas, schema, diagnostics);
    if schema.all_of.is_empty() && (schema.reference.is_none() || says_nothing(schema)) {
        return;
    }
    let Some(conjuncts) = conjuncts(schemas, schema) else { return };
    if let Some(why) = contradiction(schemas, &conjuncts) {
        diagnostics.push(why.told_of(schema));
    } else if let Some(forbidden) = forbidden(schemas, &conjuncts) {
        let keyword = if schema.all_of.is_empty() { "$ref" } else { "allOf" };
        diagnostics.push(
            Diagnostic::note(
                Code::ForbiddenProperty,
                format!("a part of this schema forbids {}, which another part defines", listed(forbidden)),
            )
            .at_key(&schema.pointer.child(keyword))
            .label("`additionalProperties: false` looks at its own schema only")
            .with_note("the type has all of them; only an answer that is read strictly is refused for them")
            .help("`unevaluatedProperties: false` beside `allOf` (OpenAPI 3.1) forbids what no part defines"),
        );
    }
}

/// Whether nothing beside a reference constrains the value.
fn says_nothing(schema: &Schema) -> bool {
    schema.types.is_empty()
        && schema.enumeration.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional_properties.is_none()
        && schema.rare.is_none()
}

/// Why nothing meets a schema.
struct Contradiction {
    /// What kind of value nothing is left of: "value" or "object".
    what: &'static str,
    why: String,
    /// Whether the type is that of an object all the same.
    keeps_type: bool,
}

impl Contradiction {
    fn told_of(self, schema: &Schema) -> Diagnostic {
        let keyword = if schema.all_of.is_empty() { "$ref" } else { "allOf" };
        let follows = if self.keeps_type {
            "the type has everything that the parts define; only an answer that is read strictly is refused"
        } else {
            "a request that has a value is refused, and so is an answer that is read strictly"
        };
        Diagnostic::warning(
            Code::UnsatisfiableSchema,
            format!("no {} meets everything that this schema says", self.what),
        )
        .at_key(&schema.pointer.child(keyword))
        .label(self.why)
        .with_note(follows)
    }
}

fn contradiction(schemas: &Schemas, conjuncts: &[Conjunct<'_>]) -> Option<Contradiction> {
    let pairs = conjuncts.iter().enumerate().flat_map(|(at, one)| {
        conjuncts
            .iter()
            .skip(at + 1)
            .filter(|other| !one.shares_part(other))
            .map(move |other| (one.schema, other.schema))
    });
    // Where one of them is null as well, there is no telling what is meant.
    pairs.filter(|(one, other)| !one.nullable && !other.nullable).find_map(|(one, other)| {
        let value = |why| Contradiction { what: "value", why, keeps_type: false };
        types(one, other)
            .or_else(|| values(one, other))
            .or_else(|| ends(one, other).or_else(|| ends(other, one)))
            .or_else(|| counts(one, other).or_else(|| counts(other, one)))
            .map(value)
            .or_else(|| closed(schemas, one, other).or_else(|| closed(schemas, other, one)))
    })
}

fn types(one: &Schema, other: &Schema) -> Option<String> {
    let number = |types: Types| if types.contains(Types::NUMBER) { types.with(Types::INTEGER) } else { types };
    let apart =
        |one: Types, other: Types| !one.is_empty() && !other.is_empty() && number(one).both(number(other)).is_empty();
    apart(one.types, other.types)
        .then(|| format!("one part asks for {}, another for {}", named(one.types), named(other.types)))
}

/// The values that a schema lists, if it does.
fn listed_values(schema: &Schema) -> Option<&[Node]> {
    schema.rare().constant.as_ref().map(std::slice::from_ref).or(schema.enumeration.as_deref())
}

fn values(one: &Schema, other: &Schema) -> Option<String> {
    match (listed_values(one), listed_values(other)) {
        (Some(left), Some(right)) => {
            let is_cheap = left.len().saturating_mul(right.len()) <= MOST_COMPARED;
            let none = is_cheap && !left.is_empty() && !right.is_empty();
            (none && !left.iter().any(|value| right.iter().any(|other| same(value, other))))
                .then(|| "the values that its parts allow have none in common".to_owned())
        }
        (Some(values), None) => none_admitted(values, other.types),
        (None, Some(values)) => none_admitted(values, one.types),
        (None, None) => None,
    }
}

fn none_admitted(values: &[Node], types: Types) -> Option<String> {
    let none = !values.is_empty() && values.len() <= MOST_COMPARED && !values.iter().any(|value| admits(types, value));
    none.then(|| format!("no value that one part lists is of the type {} of another", named(types)))
}

/// Numbers that are to be beyond one end by one part, and before another end by the other part.
fn ends(one: &Schema, other: &Schema) -> Option<String> {
    let (lower, upper) = (bounds::lower(one)?, bounds::upper(other)?);
    leave_nothing(lower, upper).then(|| {
        format!("`{}: {}` of one part, `{}: {}` of another", lower.keyword, lower.value, upper.keyword, upper.value)
    })
}

fn counts(one: &Schema, other: &Schema) -> Option<String> {
    bounds::counted(one).into_iter().zip(bounds::counted(other)).find_map(|(one, other)| {
        let (at_least, at_most) = (one.at_least?, other.at_most?);
        (at_least > at_most)
            .then(|| format!("`{}: {at_least}` of one part, `{}: {at_most}` of another", one.least, other.most))
    })
}

/// The properties that a schema allows, where those are all that it allows.
fn closed_names<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<impl Fn(&str) -> bool + 'a> {
    const FEW: usize = 16;
    let additional = schema.additional_properties.and_then(|id| schemas.get(id)?.boolean);
    if additional != Some(false) || !schema.rare().pattern_properties.is_empty() {
        return None;
    }
    let properties = &schema.properties;
    let many: HashSet<&str> = match properties.len() {
        0..=FEW => HashSet::new(),
        _ => properties.iter().map(|(name, _)| name.as_str()).collect(),
    };
    Some(move |name: &str| many.contains(name) || many.is_empty() && properties.iter().any(|(known, _)| known == name))
}

/// Whether one schema requires what the other forbids.
fn closed(schemas: &Schemas, closed: &Schema, other: &Schema) -> Option<Contradiction> {
    if other.required.is_empty() {
        return None;
    }
    let allows = closed_names(schemas, closed)?;
    let required: Vec<&str> = other.required.iter().map(String::as_str).filter(|name| !allows(name)).collect();
    (!required.is_empty()).then(|| Contradiction {
        what: "object",
        why: format!("a part with `additionalProperties: false` forbids {}, which another requires", listed(required)),
        keeps_type: true,
    })
}

/// A schema that requires what it forbids itself.
fn closed_by_itself(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.required.is_empty() {
        return;
    }
    let Some(allows) = closed_names(schemas, schema) else { return };
    let forbidden: Vec<&str> = schema.required.iter().map(String::as_str).filter(|name| !allows(name)).collect();
    if !forbidden.is_empty() {
        let are = if forbidden.len() == 1 { "is" } else { "are" };
        diagnostics.push(
            Diagnostic::warning(
                Code::UnsatisfiableSchema,
                format!("{} {are} required, and forbidden by `additionalProperties: false`", listed(forbidden)),
            )
            .at_key(&schema.pointer.child("required"))
            .label("no object has what it must not have")
            .with_note("the type has no place for it; only an answer that is read strictly is refused")
            .help("define it under `properties`, or don't require it"),
        );
    }
}

/// The properties that one part defines and another forbids.
fn forbidden<'a>(schemas: &Schemas, conjuncts: &[Conjunct<'a>]) -> Option<Vec<&'a str>> {
    conjuncts.iter().find_map(|closed| {
        let allows = closed_names(schemas, closed.schema)?;
        let others = conjuncts.iter().filter(|other| !other.shares_part(closed));
        let names: Vec<&str> = others
            .flat_map(|other| &other.schema.properties)
            .filter(|(name, id)| !allows(name) && schemas.get(*id).is_some_and(|schema| schema.boolean != Some(false)))
            .map(|(name, _)| name.as_str())
            .collect();
        (!names.is_empty()).then_some(names)
    })
}
