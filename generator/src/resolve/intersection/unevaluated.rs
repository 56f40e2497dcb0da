//! `unevaluatedProperties` and `unevaluatedItems`, where they mean the same as `additionalProperties` and `items`.

use crate::document::{Schema, Schemas};
use crate::lists::Changing;

/// The names that `unevaluatedProperties` leaves out, where they are all that it leaves out: they stand in the schema
/// itself, or in what it refers to and its `allOf`, whatever the value.
pub(in crate::resolve) fn closes<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<Vec<&'a str>> {
    let mut names = Vec::new();
    let mut open = vec![(schema, true)];
    let mut count = 0;
    while let Some((next, is_first)) = open.pop() {
        let rare = next.rare();
        let depends = !next.any_of.is_empty()
            || !next.one_of.is_empty()
            || rare.if_schema.is_some()
            || !rare.dependent_schemas.is_empty()
            || !rare.pattern_properties.is_empty()
            || next.additional_properties.is_some()
            || !is_first && rare.unevaluated_properties.is_some();
        count += 1;
        if depends || count > 1000 {
            return None;
        }
        names.add_all(next.properties.iter().map(|(name, _)| name.as_str()));
        let target = next.reference.as_ref().and_then(|reference| reference.target);
        let members = target.iter().chain(&next.all_of);
        open.add_all(members.filter_map(|id| schemas.get(*id)).map(|member| (member, false)));
    }
    Some(names)
}

/// Whether `unevaluatedItems` means the same as `items`, since nothing else can have looked at an item.
pub(in crate::resolve) fn ends(schemas: &Schemas, schema: &Schema) -> bool {
    let rare = schema.rare();
    let closed = rare.unevaluated_items.and_then(|id| schemas.get(id)?.boolean) == Some(false);
    closed
        && schema.items.is_none()
        && rare.contains.is_none()
        && schema.reference.is_none()
        && rare.if_schema.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && rare.dependent_schemas.is_empty()
}
