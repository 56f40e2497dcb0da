//! Intersections that nothing meets: what a schema says beside a reference or in its `allOf`.

use super::bounds::{self, leave_nothing};
use super::compare::{admits, same};
use super::conjuncts::{Conjunct, conjuncts};
use super::phrases::named;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::document::{Says, Schema, SchemaId, Schemas};
use crate::lists::{Changing, Listing};
use crate::maps::HashSet;
use crate::value::{Node, Types};

/// How many pairs of values, or of names, of one schema are compared. Beyond, it is taken for right.
const MOST_COMPARED: usize = 20_000;

/// Tells of a schema that no value meets, since its parts contradict each other. Gives whether some value may meet it.
pub(super) fn check(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) -> bool {
    closed_by_itself(schemas, schema, diagnostics);
    if schema.all_of.is_empty() && (schema.reference.is_none() || says_nothing(schema)) {
        return true;
    }
    let Some(conjuncts) = conjuncts(schemas, schema) else { return true };
    if let Some(why) = contradiction(schemas, &conjuncts) {
        diagnostics.push(why.diagnostic(schema));
        return false;
    }
    if let Some(forbidden) = forbidden(schemas, &conjuncts) {
        let keyword = if schema.all_of.is_empty() { "$ref" } else { "allOf" };
        diagnostics.push(
            Diagnostic::note(
                Code::ForbiddenProperty,
                format!("a part of this schema forbids {}, which another part defines", listed(forbidden)),
            )
            .at_key(&schema.pointer.child(keyword))
            .label("`additionalProperties: false` looks at its own schema only")
            .with_note("the type has all of them; only an answer that is read strictly is refused for them")
            .help("leave it out of the part; since OpenAPI 3.1, `unevaluatedProperties: false` beside `allOf` forbids what no part defines"),
        );
    }
    true
}

/// Whether nothing beside a reference constrains the value, as far as conjuncts are compared.
fn says_nothing(schema: &Schema) -> bool {
    const BESIDE: Says = Says::ANNOTATIONS
        .with(Says::REFERENCE)
        .with(Says::NULL)
        .with(Says::FORMAT)
        .with(Says::ITEMS)
        .with(Says::ALTERNATIVES);
    schema.says().only(BESIDE)
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
    fn diagnostic(self, schema: &Schema) -> Diagnostic {
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
    let mut left = MOST_COMPARED;
    for (one, other) in apart(conjuncts) {
        let why = types(one, other)
            .or_else(|| values(one, other, &mut left))
            .or_else(|| ends(one, other).or_else(|| ends(other, one)))
            .or_else(|| counts(one, other).or_else(|| counts(other, one)));
        if let Some(why) = why {
            return Some(Contradiction { what: "value", why, keeps_type: false });
        }
    }
    closed(schemas, conjuncts)
}

/// The pairs that no part holds both of. Where one of a pair is null as well, there is no telling what is meant.
fn apart<'c, 'a>(conjuncts: &'c [Conjunct<'a>]) -> impl Iterator<Item = (&'a Schema, &'a Schema)> + use<'c, 'a> {
    conjuncts.iter().enumerate().flat_map(move |(at, one)| {
        let others = conjuncts.iter().skip(at + 1).filter(|other| !one.shares_part(other));
        others.map(|other| (one.schema, other.schema)).filter(|(one, other)| !one.nullable && !other.nullable)
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

fn values(one: &Schema, other: &Schema, left: &mut usize) -> Option<String> {
    match (listed_values(one), listed_values(other)) {
        (Some([]), _) | (_, Some([])) | (None, None) => None,
        (Some(values), Some(others)) => {
            *left = left.checked_sub(values.len().saturating_mul(others.len()))?;
            let none = !values.iter().any(|value| others.iter().any(|other| same(value, other)));
            none.then(|| "the values that its parts allow have none in common".to_owned())
        }
        (Some(values), None) => none_admitted(values, other.types, left),
        (None, Some(values)) => none_admitted(values, one.types, left),
    }
}

fn none_admitted(values: &[Node], types: Types, left: &mut usize) -> Option<String> {
    *left = left.checked_sub(values.len())?;
    let none = !values.iter().any(|value| admits(types, value));
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
struct Closed<'a> {
    properties: &'a [(String, SchemaId)],
    /// Their names, where there are many.
    names: HashSet<&'a str>,
}

impl<'a> Closed<'a> {
    fn of(schemas: &Schemas, schema: &'a Schema) -> Option<Closed<'a>> {
        const FEW: usize = 16;
        let additional = schema.additional_properties.and_then(|id| schemas.get(id)?.boolean);
        if additional != Some(false) || !schema.rare().pattern_properties.is_empty() {
            return None;
        }
        let properties = schema.properties.as_slice();
        let many = properties.iter().filter(|_| properties.len() > FEW);
        Some(Closed { properties, names: many.map(|(name, _)| name.as_str()).collect() })
    }

    fn allows(&self, name: &str) -> bool {
        self.names.contains(name) || self.names.is_empty() && self.properties.iter().any(|(known, _)| known == name)
    }
}

/// What each closed conjunct forbids of what others say, as long as that is looked up in bounds.
fn forbidden_by<'a, N: Iterator<Item = &'a str>>(
    schemas: &Schemas,
    conjuncts: &[Conjunct<'a>],
    names: impl Fn(&'a Schema) -> (usize, N),
) -> Option<Vec<&'a str>> {
    let mut left = MOST_COMPARED;
    for closed in conjuncts {
        let Some(allowed) = Closed::of(schemas, closed.schema) else { continue };
        let mut forbidden = Vec::new();
        for other in conjuncts.iter().filter(|other| !other.shares_part(closed)) {
            let (count, names) = names(other.schema);
            left = left.checked_sub(count)?;
            forbidden.add_all(names.filter(|name| !allowed.allows(name)));
        }
        if !forbidden.is_empty() {
            let mut seen = HashSet::new();
            forbidden.keep(|name| seen.insert(*name));
            return Some(forbidden);
        }
    }
    None
}

/// Whether one schema requires what another forbids.
fn closed<'a>(schemas: &Schemas, conjuncts: &[Conjunct<'a>]) -> Option<Contradiction> {
    let names = |schema: &'a Schema| (schema.required.len(), schema.required.iter().map(String::as_str));
    let required = forbidden_by(schemas, conjuncts, names)?;
    Some(Contradiction {
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
    let Some(closed) = Closed::of(schemas, schema) else { return };
    let names = schema.required.iter().map(String::as_str);
    let forbidden: Vec<&str> = names.filter(|name| !closed.allows(name)).list();
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
    let is_allowed = |id: &SchemaId| schemas.get(*id).is_some_and(|schema| schema.boolean != Some(false));
    forbidden_by(schemas, conjuncts, |schema| {
        let properties = schema.properties.iter().filter(|(_, id)| is_allowed(id));
        (schema.properties.len(), properties.map(|(name, _)| name.as_str()))
    })
}
