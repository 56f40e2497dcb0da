//! Which schemas mean the same: what only refers to another one, and adds nothing but prose, is that one.

use std::collections::HashSet;

use super::Resolver;
use crate::document::{Schema, SchemaId, Types};
use crate::resolve::flat::{Key, Part};

impl Resolver<'_> {
    /// Follows references and one-member `allOf`s that add nothing but prose, so that what means the same is the same.
    /// Also tells whether something on the way added `null`.
    pub(in crate::resolve) fn normal(&self, parts: &[Part]) -> (Key, bool) {
        let mut normal = Vec::with_capacity(parts.len());
        let mut nullable = false;
        for part in parts {
            match part {
                Part::Whole(id) => self.follow(*id, &mut normal, &mut nullable, 0),
                part => normal.push(*part),
            }
        }
        if normal.len() > 1 {
            let mut seen = HashSet::new();
            normal.retain(|part| seen.insert(*part));
        }
        (normal.into(), nullable && parts.len() == 1)
    }

    fn follow(&self, id: SchemaId, into: &mut Vec<Part>, nullable: &mut bool, depth: u8) {
        let Some(schema) = self.document.schemas.get(id) else { return };
        let says_itself = self.wishes.concern(id) || says_itself(schema);
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        let members = usize::from(target.is_some()) + schema.all_of.len();
        let only_null = schema.types.without(Types::OBJECT).without(Types::NULL).is_empty();
        if says_itself || members == 0 || !only_null || depth > 64 {
            let says_nothing = !says_itself && members == 0 && schema.types.is_empty();
            if !(says_nothing && depth > 0) {
                into.push(Part::Whole(id));
            }
            return;
        }
        let mut inner = Vec::new();
        let mut inner_nullable = schema.types.contains(Types::NULL);
        for member in target.iter().chain(&schema.all_of) {
            self.follow(*member, &mut inner, &mut inner_nullable, depth + 1);
        }
        match inner.as_slice() {
            // An heir that adds nothing is told from its base by its tag.
            [Part::Whole(base)] if self.heirs.get(base).is_some_and(|heirs| heirs.contains(&id)) => {
                into.push(Part::Whole(id));
            }
            [] | [_] => {
                *nullable |= inner_nullable;
                into.append(&mut inner);
            }
            // What means more than one schema is itself, under its own name.
            _ => into.push(Part::Whole(id)),
        }
    }
}

/// Whether a schema says anything itself, beside its types, its prose, and the schemas that it combines.
fn says_itself(schema: &Schema) -> bool {
    let rare = schema.rare();
    schema.format.is_some()
        || rare.content_encoding.is_some()
        || schema.enumeration.is_some()
        || rare.constant.is_some()
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional_properties.is_some()
        || rare.unevaluated_properties.is_some()
        || !rare.pattern_properties.is_empty()
        || schema.items.is_some()
        || !rare.prefix_items.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || schema.boolean == Some(false)
        || rare.not.is_some()
        || rare.if_schema.is_some()
        || rare.contains.is_some()
        || rare.unevaluated_items.is_some()
        || rare.property_names.is_some()
        || !rare.dependent_required.is_empty()
        || !rare.dependent_schemas.is_empty()
        || rare.min_properties.is_some()
        || rare.max_properties.is_some()
        || rare.min_length.is_some()
        || rare.max_length.is_some()
        || rare.pattern.is_some()
        || rare.minimum.is_some()
        || rare.maximum.is_some()
        || rare.exclusive_minimum.is_some()
        || rare.exclusive_maximum.is_some()
        || rare.multiple_of.is_some()
        || rare.min_items.is_some()
        || rare.max_items.is_some()
        || rare.unique_items
        || rare.discriminator.is_some()
}
