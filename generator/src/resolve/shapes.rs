//! Schemas become shapes.

mod object;
mod one_type;
mod too_large;

use super::builder::ShapeBuilder;
use super::formats;
use super::intersection::{Key, Part};
use super::rules::or_null;
use crate::api::{Component, Kind, Use};
use crate::document::SchemaId;
use crate::lists::Listing;
use crate::value::Types;

impl<'a> ShapeBuilder<'a> {
    /// The components that become types whether operations lead to them or not.
    pub(super) fn components_wanted(&mut self) -> Vec<Component> {
        if !self.context.schema_settings.settings.wants_all_types(self.context.document) {
            return Vec::new();
        }
        let document = self.context.document;
        let components = document.component_schemas.iter();
        let component = |(name, id): &(String, SchemaId)| {
            let is_record = self.intersections.is_variant_of_itself(*id);
            let value = if is_record { self.parts(&[Part::Whole(*id), Part::Alone]) } else { self.schema(*id) };
            Component { name: name.as_str().into(), value }
        };
        components.map(component).list()
    }

    /// The shape of a schema.
    pub(super) fn schema(&mut self, id: SchemaId) -> Use {
        self.parts(&[Part::Whole(id)])
    }

    /// The shape of an intersection.
    pub(super) fn parts(&mut self, parts: &[Part]) -> Use {
        let (key, nullable_beside) = self.intersections.canonicalize(parts);
        if key.is_empty() {
            return self.any();
        }
        let mut found = match self.uses.get(&key) {
            Some(known) => known.clone(),
            None => self.make(&key),
        };
        self.name_rules(&key, &mut found);
        if nullable_beside {
            or_null(&mut found);
        }
        found
    }

    fn make(&mut self, key: &Key) -> Use {
        let merged = self.intersections.merged(key);
        if let [Part::Whole(id)] = &**key
            && self.context.schema_settings.is_replaced(*id)
        {
            let shape = self.allocate(key, &merged);
            self.set(shape, Kind::External);
            return self.remember(key, Use { shape, nullable: merged.types.contains(Types::NULL), rules: Vec::new() });
        }
        if merged.too_large {
            return self.too_large(key, &merged);
        }
        if let [Part::Whole(base)] = &**key
            && merged.unions.is_empty()
        {
            if let Some(told) = self.intersections.lineages.told(*base, self.context.document) {
                self.context.diagnostics.push(told);
            }
            if let Some(lineage) = self.intersections.lineages.get(base).cloned() {
                return self.base_union(key, &merged, *base, &lineage);
            }
        }
        if !merged.unions.is_empty() && merged.values.is_none() {
            return self.union(key, &merged);
        }
        let types = merged.types.without(Types::NULL);
        if types.is_empty() && merged.types.contains(Types::NULL) {
            let shape = self.allocate(key, &merged);
            self.set(shape, Kind::Null);
            return self.remember(key, Use { shape, nullable: true, rules: Vec::new() });
        }
        if types.is_one() || types.is_empty() || merged.values.is_some() {
            return self.one_type(key, &merged, types);
        }
        let number = types.without(Types::STRING);
        if types != number
            && matches!(number, Types::INTEGER | Types::NUMBER)
            && formats::is_also_text(self.context.schema_settings, merged.format, &merged.rules)
        {
            return self.one_type(key, &merged, Types::STRING);
        }
        self.typed_union(key, types)
    }
}
