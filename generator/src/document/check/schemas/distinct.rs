//! Lists of different items: how many there can be, where a schema has few values.

use super::bounds;
use super::compare::same;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Schema, SchemaId, Schemas};
use crate::lists::Listing;
use crate::value::{Node, Types};

/// How many schemas are looked at for one list, and of how many values it is looked up whether they repeat.
const FEW: usize = 32;

/// Tells of a list that is to have more items than there are values for it.
pub(super) fn check(schemas: &Schemas, schema: &Schema, diagnostics: &mut Diagnostics) {
    let rare = schema.rare();
    let (Some(at_least), Some(items)) = (rare.min_items.filter(|_| rare.unique_items), schema.items) else { return };
    // That a list is closed, or that there is no such item at all, is told as that.
    let Some(most) = most(schemas, items).filter(|most| *most > 0) else { return };
    if at_least <= most.saturating_add(rare.prefix_items.len() as u64) {
        return;
    }
    let (are, values) = if most == 1 { ("is", "value") } else { ("are", "values") };
    diagnostics.push(
        Diagnostic::warning(Code::ContradictoryBounds, "`minItems` asks for more items than there are different ones")
            .at(&schema.pointer.child("minItems"))
            .label(format!("at least {at_least}, and there {are} {most} {values} for them"))
            .with_note(bounds::CONSEQUENCE)
            .help("lower `minItems`, or leave `uniqueItems` out"),
    );
}

/// How many different values a schema allows at most. `None` where there is no telling, or no end.
fn most(schemas: &Schemas, id: SchemaId) -> Option<u64> {
    of(schemas, schemas.get(id)?, &mut { FEW })
}

fn of(schemas: &Schemas, schema: &Schema, left: &mut usize) -> Option<u64> {
    *left = left.checked_sub(1)?;
    let mut most = listed(schema).or_else(|| of_types(schema));
    let mut narrow = |other: Option<u64>| most = [most, other].into_iter().flatten().min();
    let target = schema.reference.as_ref().and_then(|reference| reference.target);
    for id in target.iter().chain(&schema.all_of) {
        narrow(schemas.get(*id).and_then(|schema| of(schemas, schema, left)));
    }
    for variants in [&schema.any_of, &schema.one_of].into_iter().filter(|variants| !variants.is_empty()) {
        let each = variants.iter().map(|id| of(schemas, schemas.get(*id)?, left));
        narrow(each.sum());
    }
    // Beside a type, `null` has been counted.
    most.map(|most| most + u64::from(schema.nullable && schema.types.is_empty()))
}

/// Of values that are listed.
fn listed(schema: &Schema) -> Option<u64> {
    if schema.boolean == Some(false) {
        return Some(0);
    }
    if schema.rare().constant.is_some() {
        return Some(1);
    }
    let values = schema.enumeration.as_deref()?;
    let is_new = |(at, value): &(usize, &Node)| !values.iter().take(*at).any(|before| same(before, value));
    let different = match values.len() {
        0..=FEW => values.iter().enumerate().filter(is_new).tally(),
        many => many,
    };
    let is_null_besides = schema.types.contains(Types::NULL) && !values.contains(&Node::Null);
    Some(different as u64 + u64::from(is_null_besides))
}

/// Of what is of the schema's types, within its bounds.
fn of_types(schema: &Schema) -> Option<u64> {
    let types = schema.types;
    if types.is_empty() {
        return None;
    }
    let empty = |keyword: &str| {
        let count = bounds::counted(schema).into_iter().find(|count| count.most == keyword)?;
        (count.at_most == Some(0)).then_some(1)
    };
    let of_each = [
        (Types::NULL, Some(1)),
        (Types::BOOLEAN, Some(2)),
        (Types::INTEGER, bounds::integers(schema)),
        (Types::NUMBER, None),
        (Types::STRING, empty("maxLength")),
        (Types::ARRAY, empty("maxItems")),
        (Types::OBJECT, empty("maxProperties")),
    ];
    of_each.into_iter().filter(|(of, _)| types.contains(*of)).map(|(_, count)| count).sum()
}
