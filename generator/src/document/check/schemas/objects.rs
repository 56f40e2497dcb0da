//! Properties that are required and not defined.

use super::super::listed;
use super::conjuncts::{conjuncts, kin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::document::{Schema, Schemas};

/// Tells of properties that a schema, which is all that is said of a value, requires and nothing defines.
pub(super) fn required(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.required.is_empty() && schema.all_of.is_empty() && schema.reference.is_none() {
        return;
    }
    // What a schema requires alone is told where that schema stands.
    let is_reference = schema.reference.is_some() && schema.all_of.is_empty() && schema.required.is_empty();
    if is_reference || !schema.rare().pattern_properties.is_empty() {
        return;
    }
    let own = |schema: &Schema| schema.required.iter().all(|name| defines(schema, name));
    if schema.all_of.is_empty() && schema.reference.is_none() && own(schema) {
        return;
    }
    let (Some(conjuncts), Some(kin)) = (conjuncts(schemas, schema), kin(schemas, schema)) else { return };
    let is_open = |kin: &&Schema| {
        let additional = kin.additional_properties.and_then(|id| schemas.get(id));
        !kin.rare().pattern_properties.is_empty() || additional.is_some_and(|schema| schema.boolean != Some(false))
    };
    // A map's values are of a known type, whatever their names; what is closed has been told.
    if kin.iter().any(is_open) {
        return;
    }
    for conjunct in conjuncts {
        let undefined: Vec<&str> = conjunct
            .schema
            .required
            .iter()
            .map(String::as_str)
            .filter(|name| !kin.iter().any(|schema| defines(schema, name)))
            .collect();
        let is_closed = conjunct.schema.additional_properties.is_some();
        if !undefined.is_empty() && !is_closed {
            diagnostics.push(undefined_in(conjunct.schema, &kin, undefined));
        }
    }
}

fn defines(schema: &Schema, name: &str) -> bool {
    schema.properties.iter().any(|(known, _)| known == name)
}

fn undefined_in(schema: &Schema, kin: &[&Schema], undefined: Vec<&str>) -> Diagnostic {
    let all = || kin.iter().flat_map(|schema| &schema.properties).map(|(name, _)| name.as_str());
    let is_required = |name: &str| kin.iter().any(|schema| schema.required.iter().any(|other| other == name));
    let meant = undefined.iter().find_map(|name| closest(name, all()).filter(|meant| !is_required(meant)));
    let (are, they) = if undefined.len() == 1 { ("is", "it") } else { ("are", "them") };
    let diagnostic =
        Diagnostic::note(Code::UndefinedRequired, format!("{} {are} required, and not defined", listed(undefined)))
            .at_key(&schema.pointer.child("required"))
            .label(format!("the type has no field for {they}"))
            .with_note("requests go without; only an answer that is read strictly must have it");
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help("define it under `properties`, or don't require it"),
    }
}
