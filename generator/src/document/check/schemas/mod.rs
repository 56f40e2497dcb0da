//! Schemas that contradict themselves.

mod bounds;
mod compare;
mod conjuncts;
mod distinct;
mod formats;
mod intersections;
mod objects;
mod patterns;
mod phrases;
mod spelled;
mod unions;
mod validate;
mod values;

use super::reach::Reach;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Schema, Schemas};
use patterns::Patterns;
use validate::Validator;

/// Tells what contradicts itself in the schemas that are reached.
pub(super) fn check(schemas: &Schemas, reach: &Reach, diagnostics: &mut Diagnostics) {
    let mut patterns = Patterns::default();
    let mut validator = Validator::new(schemas);
    for (id, schema) in reach.schemas(schemas) {
        empty(schema, diagnostics);
        access(schema, diagnostics);
        values::check(&mut validator, schema, diagnostics);
        bounds::check(schemas, schema, diagnostics);
        formats::check(schema, diagnostics);
        if schema.rare.is_some() {
            distinct::check(schemas, schema, diagnostics);
            patterns.check(schema, diagnostics);
            unions::discriminator(schemas, schema, diagnostics);
        }
        unions::identical(schemas, schema, diagnostics);
        let is_met = intersections::check(schemas, schema, diagnostics);
        let lists = schema.enumeration.is_some() || schema.rare().constant.is_some();
        // Otherwise it has been told.
        if is_met && lists {
            values::refused(&mut validator, schema, diagnostics);
        }
        if reach.is_whole(id) {
            objects::required(schemas, schema, diagnostics);
        }
    }
}

/// Keywords that list nothing.
fn empty(schema: &Schema, diagnostics: &mut Diagnostics) {
    for keyword in &schema.rare().empty {
        let at = schema.pointer.child(keyword);
        let message = format!("`{keyword}` is empty");
        diagnostics.push(match *keyword {
            "allOf" => Diagnostic::note(Code::EmptyKeyword, message).at_key(&at).label("ignored: it says nothing"),
            "enum" => Diagnostic::warning(Code::EmptyKeyword, message)
                .at_key(&at)
                .label("no value is allowed")
                .with_note("given as any JSON value; a request that has one is refused")
                .help("leave it out, if any value will do"),
            _ => Diagnostic::warning(Code::EmptyKeyword, message)
                .at_key(&at)
                .label("ignored: taken literally, no value would be allowed")
                .help("leave it out, or list what is allowed"),
        });
    }
}

/// Values that go neither way.
fn access(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.read_only && schema.write_only {
        diagnostics.push(
            Diagnostic::warning(Code::IgnoredField, "`readOnly` and `writeOnly` are ignored where both are said")
                .at(&schema.pointer.child("writeOnly"))
                .label("requests and answers have it, as if neither were said")
                .help("`readOnly` is for what only answers have, `writeOnly` for what only requests have"),
        );
    }
}
