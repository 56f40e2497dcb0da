//! Tags: the property that tells the variants of a union apart, by a discriminator or by constants.

use std::rc::Rc;

use indexmap::IndexMap;

use super::Draft;
use crate::api::Literal;
use crate::document::{Discriminator, Node, SchemaId, Types};
use crate::resolve::flat::{Flat, Key, Part};
use crate::resolve::shapes::Resolver;

/// What tells variants apart.
pub(super) struct Tag {
    pub(super) property: String,
    /// One list a variant.
    pub(super) values: Vec<Vec<Literal>>,
}

impl Tag {
    /// Whether every variant has a value, and none has another's.
    fn tells_apart(&self) -> bool {
        let all: Vec<&Literal> = self.values.iter().flatten().collect();
        let distinct = all.iter().enumerate().all(|(at, value)| !all.iter().take(at).any(|other| other == value));
        distinct && self.values.iter().all(|values| !values.is_empty())
    }
}

impl<'a> Resolver<'a> {
    /// The property that tells the variants apart, and its values for each.
    pub(super) fn tag(&mut self, drafts: &[Draft<'a>], discriminator: Option<&Discriminator>) -> Option<Tag> {
        let constants: Vec<IndexMap<String, Vec<Literal>>> =
            drafts.iter().map(|draft| self.constants(&draft.key, 0)).collect();
        if let Some(discriminator) = discriminator {
            let values = drafts
                .iter()
                .zip(&constants)
                .map(|(draft, constants)| self.discriminated(draft, constants, discriminator))
                .collect();
            return Some(Tag { property: discriminator.property.clone(), values }).filter(Tag::tells_apart);
        }
        let names: Vec<&String> = constants.first()?.keys().collect();
        names.into_iter().find_map(|name| {
            let values: Option<Vec<Vec<Literal>>> =
                constants.iter().map(|constants| constants.get(name).cloned()).collect();
            Some(Tag { property: name.clone(), values: values? }).filter(Tag::tells_apart)
        })
    }

    fn discriminated(
        &self,
        draft: &Draft<'a>,
        constants: &IndexMap<String, Vec<Literal>>,
        discriminator: &Discriminator,
    ) -> Vec<Literal> {
        let is_this = |target: &Option<SchemaId>| {
            let target = target.map(|id| self.normal(&[Part::Whole(id)]).0);
            target.as_deref().is_some_and(|target| match target {
                [Part::Whole(id)] => Some(*id) == draft.schema,
                _ => false,
            })
        };
        let mut values: Vec<Literal> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| is_this(target))
            .map(|(value, _)| Node::String(value.clone()))
            .collect();
        for value in constants.get(&discriminator.property).into_iter().flatten() {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        if values.is_empty() {
            // OpenAPI: without a mapping, the component's name is the value.
            let named = [draft.schema, draft.named].into_iter().flatten();
            values.extend(
                named
                    .filter_map(|id| self.component(&Rc::from([Part::Whole(id)])))
                    .next()
                    .map(|name| Node::String(name.to_string())),
            );
        }
        values
    }

    /// The required properties of an object that hold one of a few constants.
    fn constants(&mut self, key: &Key, depth: u8) -> IndexMap<String, Vec<Literal>> {
        let flat = self.flat(key);
        let mut found = IndexMap::new();
        for (name, parts) in &flat.properties {
            if flat.required.contains(name) {
                let own: Key = self.normal(parts).0;
                let property = self.flat(&own);
                let scalar = |value: &Node| matches!(value, Node::String(_) | Node::Bool(_) | Node::Number(_));
                if let Some(values) = property.values.as_ref().filter(|values| values.iter().all(scalar)) {
                    found.insert((*name).to_owned(), values.clone());
                }
            }
        }
        let Some(union) = flat.unions.first().filter(|_| depth < 8) else { return found };
        let mut common: Option<IndexMap<String, Vec<Literal>>> = None;
        for variant in self.distributed(key, union) {
            let of_variant = self.constants(&variant, depth + 1);
            common = Some(match common {
                None => of_variant,
                Some(common) => in_both(common, &of_variant),
            });
        }
        found.extend(common.into_iter().flatten());
        found
    }

    /// Whether a record of the variant names this property.
    pub(super) fn has_property(&mut self, key: &Key, name: &str) -> bool {
        self.throughout(key, &|flat| flat.properties.contains_key(name), 0)
    }

    /// Whether every value of the variant must be an object with this property.
    pub(super) fn requires(&mut self, key: &Key, name: &str) -> bool {
        let must = |flat: &Flat<'_>| flat.required.contains(name) && flat.types.without(Types::NULL) == Types::OBJECT;
        self.throughout(key, &must, 0)
    }

    /// Whether this holds of the variant, or of every variant of it, where it is a union itself.
    fn throughout(&mut self, key: &Key, holds: &dyn Fn(&Flat<'_>) -> bool, depth: u8) -> bool {
        let flat = self.flat(key);
        if holds(&flat) {
            return true;
        }
        let Some(union) = flat.unions.first().filter(|_| depth < 8) else { return false };
        self.distributed(key, union).iter().all(|variant| self.throughout(variant, holds, depth + 1))
    }
}

fn in_both(
    mut common: IndexMap<String, Vec<Literal>>,
    other: &IndexMap<String, Vec<Literal>>,
) -> IndexMap<String, Vec<Literal>> {
    common.retain(|name, _| other.contains_key(name));
    for (name, values) in &mut common {
        for value in other.get(name).into_iter().flatten() {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
    }
    common
}
