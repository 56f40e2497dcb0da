//! Properties that are required and not defined.

use super::conjuncts::{conjuncts, kin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest, listed};
use crate::document::{Schema, Schemas};
use crate::lists::{Changing, Listing};
use crate::maps::HashSet;
use crate::value::Types;

/// How many pairs of names are compared one by one.
const FEW: usize = 256;
/// How many pairs of names are compared to find what was meant.
const MOST_COMPARED: usize = 4096;

/// Tells of properties that a schema, which is all that is said of a value, requires and nothing defines.
pub(super) fn required(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    let is_alone = schema.all_of.is_empty() && schema.reference.is_none();
    never(schemas, schema, diagnostics);
    // What a schema requires that is only referred to is told where that schema stands.
    let is_reference = schema.reference.is_some() && schema.all_of.is_empty() && schema.required.is_empty();
    let is_defined = is_alone && undefined(&[schema], &schema.required).is_empty();
    let is_no_object = !schema.types.is_empty() && !schema.types.contains(Types::OBJECT);
    if is_reference || is_defined || is_no_object {
        return;
    }
    let (Some(conjuncts), Some(kin)) = (conjuncts(schemas, schema), kin(schemas, schema)) else { return };
    let is_open = |kin: &&Schema| {
        let additional = kin.additional_properties.and_then(|id| schemas.get(id));
        !kin.rare().pattern_properties.is_empty() || additional.is_some_and(|schema| schema.boolean != Some(false))
    };
    // A map's values are of a known type, whatever their names.
    if kin.iter().any(is_open) {
        return;
    }
    // What is closed has been told.
    for conjunct in conjuncts.iter().filter(|conjunct| conjunct.schema.additional_properties.is_none()) {
        let mut undefined = undefined(&kin, &conjunct.schema.required);
        // What a discriminator names without a property is told where the discriminator stands.
        undefined.keep(|name| !schemas.have_tag(name));
        if !undefined.is_empty() {
            diagnostics.push(undefined_in(conjunct.schema, &kin, undefined));
        }
    }
}

/// Tells of properties that a schema requires and gives no value.
fn never(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    let is_false = |id| schemas.get(id).is_some_and(|schema: &Schema| schema.boolean == Some(false));
    let never = schema.properties.iter().filter(|(_, id)| is_false(*id)).map(|(name, _)| name.as_str());
    let never: Vec<&str> = never.filter(|name| schema.required.iter().any(|required| required == name)).list();
    if !never.is_empty() {
        diagnostics.push(
            Diagnostic::warning(
                Code::UnsatisfiableSchema,
                format!("{} can have no value, and is required", listed(never)),
            )
            .at_key(&schema.pointer.child("required"))
            .label("no object meets both")
            .help("say what it is under `properties`, or don't require it"),
        );
    }
}

/// Those of the names that none of the schemas defines.
fn undefined<'a>(schemas: &[&Schema], names: &'a [String]) -> Vec<&'a str> {
    let all = || schemas.iter().flat_map(|schema| &schema.properties).map(|(name, _)| name.as_str());
    let count: usize = schemas.iter().map(|schema| schema.properties.len()).total();
    let names = names.iter().map(String::as_str);
    if count.saturating_mul(names.len()) <= FEW {
        return names.filter(|name| !all().any(|known| known == *name)).list();
    }
    let known: HashSet<&str> = all().collect();
    names.filter(|name| !known.contains(name)).list()
}

fn undefined_in(schema: &Schema, kin: &[&Schema], undefined: Vec<&str>) -> Diagnostic {
    let all = || kin.iter().flat_map(|schema| &schema.properties).map(|(name, _)| name.as_str());
    let is_required = |name: &str| kin.iter().any(|schema| schema.required.iter().any(|other| other == name));
    // With more of them there is no telling what somebody meant.
    let few = undefined.iter().take(MOST_COMPARED / (1 + all().count()));
    let meant = few.filter_map(|name| closest(name, all())).find(|meant| !is_required(meant));
    let are = if undefined.len() == 1 { "is" } else { "are" };
    let diagnostic =
        Diagnostic::note(Code::UndefinedRequired, format!("{} {are} required, and not defined", listed(undefined)))
            .at_key(&schema.pointer.child("required"))
            .label("any value will do")
            .with_note("requests have to give such a property; an answer may leave it out, unless it is read strictly");
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help("define it under `properties`, or don't require it"),
    }
}
