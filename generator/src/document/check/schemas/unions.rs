//! Alternatives that are the same, and discriminators that their variants don't have.

use super::conjuncts::kin;
use super::phrases::named;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::document::{Discriminator, Says, Schema, SchemaId, Schemas};
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::value::Types;

/// How many alternatives that are no references are compared with each other.
const MOST_COMPARED: usize = 32;
/// How many variants are searched for a discriminator.
const MOST_SEARCHED: usize = 256;

/// Tells of a `oneOf` that has an alternative twice.
pub(super) fn identical(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.one_of.len() < 2 {
        return;
    }
    let mut targets: HashSet<SchemaId> = HashSet::new();
    let mut scalars: Vec<&Schema> = Vec::new();
    let again = schema.one_of.iter().position(|id| {
        let Some(member) = schemas.get(*id) else { return false };
        if let Some(target) = target(member) {
            return !targets.insert(target);
        }
        let is_known = scalars.iter().any(|known| same_scalar(known, member));
        if scalars.len() < MOST_COMPARED {
            scalars.push(member);
        }
        is_known
    });
    if let Some(at) = again {
        diagnostics.push(
            Diagnostic::note(Code::IdenticalAlternatives, "`oneOf` has the same alternative twice")
                .at(&schema.pointer.child("oneOf").child(&at.to_string()))
                .label("taken as one; taken literally, a value that meets both is not allowed"),
        );
    }
}

/// The schema that a reference, and nothing else, leads to.
fn target(schema: &Schema) -> Option<SchemaId> {
    let is_bare = schema.says().only(Says::ANNOTATIONS.with(Says::REFERENCE));
    schema.reference.as_ref().filter(|_| is_bare)?.target
}

/// Whether two schemas of scalars say the same. Of any other ones there is no telling here.
fn same_scalar(one: &Schema, other: &Schema) -> bool {
    const OF_SCALARS: Says = Says::ANNOTATIONS.with(Says::TYPES).with(Says::NULL).with(Says::FORMAT).with(Says::VALUES);
    let is_scalar = |schema: &Schema| !schema.types.is_empty() && schema.says().only(OF_SCALARS);
    is_scalar(one)
        && is_scalar(other)
        && one.types == other.types
        && one.format == other.format
        && one.nullable == other.nullable
        && one.enumeration == other.enumeration
        && one.rare().constant == other.rare().constant
        && one.title == other.title
}

/// Tells of a discriminator that names a property which is not defined.
pub(super) fn discriminator(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    let Some(discriminator) = &schema.rare().discriminator else { return };
    let property = discriminator.property.as_str();
    let defines = |schema: &Schema| schema.properties.iter().any(|(name, _)| name == property);
    let lacks = |schema: &Schema| kin(schemas, schema).is_some_and(|kin| !kin.iter().any(|schema| defines(schema)));
    let variants = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
    let at = schema.pointer.child("discriminator");
    let types = schema.types.without(Types::NULL);
    if variants.is_empty() {
        let diagnostic = if !types.is_empty() && !types.contains(Types::OBJECT) {
            let message = format!("`discriminator` says nothing of a value of type {}", named(types));
            Diagnostic::note(Code::IgnoredField, message).label("it tells objects apart")
        } else if lacks(schema) {
            let message = format!("the discriminator's property `{property}` is not defined");
            Diagnostic::note(Code::UndefinedDiscriminator, message).help("define it under `properties`, and require it")
        } else {
            return;
        };
        diagnostics.push(diagnostic.at_key(&at));
        return;
    }
    mapped_elsewhere(schemas, discriminator, variants, diagnostics);
    let message = {
        // What stands beside the alternatives is said of all of them.
        if defines(schema) || variants.len() > MOST_SEARCHED {
            return;
        }
        let members = variants.iter().filter_map(|id| schemas.get(*id));
        let without: Vec<String> =
            members.filter(|member| is_object(schemas, member) && lacks(member)).map(name).list();
        let lack = match without.len() {
            0 => return,
            1 => "does not define",
            _ => "do not define",
        };
        let without = listed(without.iter().map(String::as_str));
        format!("{without} {lack} the discriminator's property `{property}`")
    };
    diagnostics.push(
        Diagnostic::note(Code::UndefinedDiscriminator, message)
            .at(&at.child("propertyName"))
            .with_note(
                "where it tells the alternatives apart, it is read and written beside the properties that are defined",
            )
            .help("define it in each of them, and require it"),
    );
}

/// Tells of tags that stand for a schema which is none of the alternatives.
fn mapped_elsewhere(
    schemas: &Schemas,
    discriminator: &Discriminator,
    variants: &[SchemaId],
    diagnostics: &mut Diagnostics,
) {
    let targets: Option<HashSet<SchemaId>> = variants.iter().map(|id| target(schemas.get(*id)?)).collect();
    // What is inside an alternative may be meant.
    let is_plain = |id: &SchemaId| {
        schemas.get(*id).is_some_and(|schema| {
            schema.one_of.is_empty()
                && schema.any_of.is_empty()
                && schema.reference.is_none()
                && schema.rare().discriminator.is_none()
        })
    };
    let Some(targets) = targets.filter(|targets| targets.iter().all(is_plain)) else { return };
    for (tag, id) in &discriminator.mapping {
        let Some(other) = id.filter(|id| !targets.contains(id)).and_then(|id| schemas.get(id)) else { continue };
        let message =
            format!("the tag `{tag}` stands for `{}`, which is none of the alternatives", other.pointer.last());
        diagnostics.push(
            Diagnostic::warning(Code::UndefinedDiscriminator, message)
                .at(&discriminator.pointer.child("mapping").child(tag))
                .with_note("a value with this tag is read as one that is not known, and kept as it came")
                .help("add the schema to the alternatives, or take the tag out"),
        );
    }
}

/// Whether an alternative is said to be an object, itself or by its reference.
fn is_object(schemas: &Schemas, schema: &Schema) -> bool {
    let target = schema.reference.as_ref().and_then(|reference| schemas.get(reference.target?));
    [Some(schema), target].into_iter().flatten().any(|schema| !schema.properties.is_empty())
}

/// What an alternative is called.
fn name(schema: &Schema) -> String {
    let reference = schema.reference.as_ref().map(|reference| reference.text.as_str());
    match reference.and_then(|text| text.rsplit_once('/')) {
        Some((_, name)) => name.to_owned(),
        None => schema.title.clone().unwrap_or_else(|| {
            let at = schema.pointer.last().parse::<usize>().unwrap_or_default();
            format!("number {}", at + 1)
        }),
    }
}
