//! The variants of a union, each with what stands beside the union.

use crate::document::{Says, Schema, SchemaId};
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::resolve::intersection::{Additional, Intersections, Key, Merged, MergedUnion, Part};
use crate::value::Types;

/// A variant as it is combined with what stands beside its union.
pub(super) struct Combined {
    /// Its own schema, after references.
    pub(super) own: Key,
    /// The intersection that it is.
    pub(super) variant: Key,
    /// Whether that is its own schema alone.
    pub(super) apart: bool,
    /// Whether its own schema adds `null`.
    pub(super) nullable: bool,
}

impl<'a> Intersections<'a> {
    /// A variant with the rest of the intersection, where that says more of it than its own schema does.
    pub(super) fn combined(
        &mut self,
        id: SchemaId,
        union: &MergedUnion<'a>,
        rest: &Key,
        types: Option<Types>,
    ) -> Combined {
        let (own, nullable) = self.canonicalize(&[Part::Whole(id)]);
        let own_merged = self.merged(&own);
        let apart = types.is_some_and(|types| fits(types, &own_merged)) || self.includes(id, union.owner);
        let parts: Key = match (apart, union.leads) {
            (true, _) => own.clone(),
            (false, true) => own.iter().chain(rest.iter()).copied().collect(),
            (false, false) => rest.iter().chain(own.iter()).copied().collect(),
        };
        let (variant, _) = self.canonicalize(&parts);
        Combined { own, variant, apart, nullable }
    }

    /// The intersection with each variant of a union that it holds, in the union's place.
    pub(super) fn distributed(&self, key: &Key, union: &MergedUnion<'_>) -> Vec<Key> {
        let rest = key.iter().copied().chain([Part::Without(union.owner, union.keyword)]);
        let with = |id: &SchemaId| rest.clone().chain([Part::Whole(*id)]).list();
        union.variants.iter().map(|id| self.canonicalize(&with(id)).0).list()
    }

    /// Whether the intersection is one of the union's own variants, come upon through its base.
    pub(super) fn is_variant_itself(&self, key: &Key, union: &MergedUnion<'_>) -> bool {
        let wholes: Vec<SchemaId> = key
            .iter()
            .filter_map(|part| match part {
                Part::Whole(id) if *id != union.owner => Some(*id),
                _ => None,
            })
            .list();
        !wholes.is_empty()
            && union.variants.iter().any(|variant| {
                let (own, _) = self.canonicalize(&[Part::Whole(*variant)]);
                matches!(&*own, [Part::Whole(id)] if wholes.contains(id))
            })
    }

    /// Whether the variants say nothing of a value's shape, only which properties must be there.
    pub(super) fn only_restricts(&mut self, union: &MergedUnion<'_>, base: &Merged<'_>) -> bool {
        let objects = |types: Types| types.without(Types::NULL) == Types::OBJECT;
        union.variants.iter().all(|id| {
            let (own, _) = self.canonicalize(&[Part::Whole(*id)]);
            let merged = self.merged(&own);
            let known = merged.properties.values().flatten().all(|part| match part {
                Part::Whole(id) => self.schemas.get(*id).is_some_and(says_little),
                _ => false,
            });
            known
                && merged.unions.is_empty()
                && merged.items.is_empty()
                && merged.values.is_none()
                && merged.types.without(Types::OBJECT).is_empty()
                && merged.properties.keys().all(|name| base.properties.contains_key(name))
                && (!base.properties.is_empty()
                    || objects(base.types) && !merged.required.is_empty() && merged.additional == Additional::Unsaid)
        })
    }

    /// Whether a schema contains another one through references and `allOf`.
    fn includes(&self, id: SchemaId, base: SchemaId) -> bool {
        let mut seen = HashSet::default();
        let mut open = vec![id];
        while let Some(schema) = open.pop().and_then(|id| self.schemas.get(id)) {
            let target = schema.reference.as_ref().and_then(|reference| reference.target);
            for member in target.iter().chain(&schema.all_of) {
                if *member == base {
                    return true;
                }
                if seen.insert(*member) {
                    open.push(*member);
                }
            }
        }
        false
    }
}

/// A variant that only repeats a property's name, or says `not`.
fn says_little(schema: &Schema) -> bool {
    const MUCH: Says = Says::PROPERTIES
        .with(Says::REFERENCE)
        .with(Says::TYPES)
        .with(Says::VALUES)
        .with(Says::ALL_OF)
        .with(Says::ALTERNATIVES);
    !schema.says().any(MUCH)
}

/// Whether what the union's surroundings say of types adds nothing to the variant.
fn fits(base: Types, variant: &Merged<'_>) -> bool {
    let base = base.without(Types::NULL);
    base.is_empty() || !variant.types.is_empty() && base.contains(variant.types) || !variant.unions.is_empty()
}
