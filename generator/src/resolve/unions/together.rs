//! Variants that a value may be all at once: inline objects of an `anyOf` which agree on what they share are one record.

use std::rc::Rc;

use crate::api::Rule;
use crate::document::{Says, Schema, SchemaId};
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::intersection::{Additional, Alternatives, Intersections, Key, Merged, MergedUnion, Part};
use crate::resolve::rules::is_simple;
use crate::value::Types;

/// With more variants than this, a caller is better served by an enum.
const MOST: usize = 8;

/// How deep lists inside of properties are compared.
const DEPTH: u8 = 4;

impl<'a> Intersections<'a> {
    /// The intersection of `rest` with what any of the variants may have, where that is one record: what a value is that
    /// several variants describe at once. Which of them it has to be is left to a rule.
    pub(super) fn together(&mut self, union: &MergedUnion<'a>, rest: &Key) -> Option<Key> {
        let is_offered = union.keyword == Alternatives::AnyOf && union.discriminator.is_none();
        if !is_offered || !(2..=MOST).contains(&union.variants.len()) {
            return None;
        }
        let base = self.merged(rest);
        let is_open = |merged: &Merged<'_>| matches!(merged.additional, Additional::Unsaid | Additional::Any);
        if !base.unions.is_empty() || !is_open(&base) || !is_object_or_nothing(&base) {
            return None;
        }
        let mut known: HashMap<&'a str, Vec<Part>> = HashMap::default();
        for id in union.variants {
            let schema = self.schemas.get(*id)?;
            let merged = self.merged(&Key::from([Part::Whole(*id)]));
            if !is_inline_object(schema) || merged.never || merged.properties.is_empty() || !is_open(&merged) {
                return None;
            }
            for (name, parts) in &merged.properties {
                // What is always the same tells variants apart.
                if self.merged(&Key::from(parts.as_slice())).values.as_ref().is_some_and(|values| values.len() == 1) {
                    return None;
                }
                let agrees = known.get(name).is_none_or(|other| self.agree(other, parts, DEPTH));
                if !agrees {
                    return None;
                }
                known.entry(name).or_insert_with(|| parts.clone());
            }
        }
        let in_base = |name: &str| base.properties.get(name);
        let agrees =
            known.iter().all(|(name, parts)| in_base(name).is_none_or(|other| self.agree(other, parts, DEPTH)));
        agrees.then(|| rest.iter().copied().chain(union.variants.iter().map(|id| Part::Also(*id))).collect())
    }

    /// Whether two intersections mean the same type, with the same rules: the same schemas, or scalars and lists alike.
    fn agree(&mut self, one: &[Part], other: &[Part], depth: u8) -> bool {
        let (one, other) = (self.canonicalize(one), self.canonicalize(other));
        if one == other {
            return true;
        }
        let (first, second) = (self.merged(&one.0), self.merged(&other.0));
        let schema = |id: &SchemaId| self.schemas.get(*id);
        let has_structure =
            |merged: &Merged<'a>| merged.members.iter().filter_map(schema).any(|schema| !is_simple(schema));
        let structure = has_structure(&first) || has_structure(&second);
        one.1 == other.1
            && first.says_the_same(&second)
            && !structure
            && match (first.items.as_slice(), second.items.as_slice()) {
                ([], []) => true,
                ([], _) | (_, []) => false,
                (first, second) => depth > 0 && self.agree(first, second, depth - 1),
            }
    }
}

impl<'a> ShapeBuilder<'a> {
    /// The rule that a record is one of these at least: it has what one requires, and is as that one wants it as a whole. The
    /// properties are those of the record, whose types and rules hold anyhow.
    pub(super) fn at_least_one(&mut self, variants: &[SchemaId]) -> Option<Rule> {
        let all: Vec<Rc<Merged<'a>>> =
            variants.iter().map(|id| self.intersections.merged(&Key::from([Part::Whole(*id)]))).list();
        let in_all = |name: &str| all.iter().all(|merged| merged.required.contains(name));
        let mut lists = Vec::with_capacity(all.len());
        for merged in &all {
            let mut rules = self.structure(merged);
            // What all require, the record requires by itself.
            let own = merged.required.iter().filter(|name| merged.properties.contains_key(*name) && !in_all(name));
            let own: Vec<Rc<str>> = own.map(|name| Rc::from(*name)).list();
            if !own.is_empty() {
                rules.insert(0, Rule::Required(own));
            }
            if rules.is_empty() {
                return None;
            }
            lists.push(rules);
        }
        Some(Rule::AnyOf(lists))
    }
}

/// Whether what stands beside the alternatives says nothing of a value but that it is an object, and what it holds.
fn is_object_or_nothing(merged: &Merged<'_>) -> bool {
    let types = merged.types.without(Types::NULL);
    !merged.never && merged.values.is_none() && (types.is_empty() || types == Types::OBJECT)
}

/// Whether a schema is written in its place, and is an object by its own properties alone.
fn is_inline_object(schema: &Schema) -> bool {
    const OTHERWISE: Says =
        Says::NULL.with(Says::REFERENCE).with(Says::VALUES).with(Says::ALL_OF).with(Says::ALTERNATIVES);
    (schema.types.is_empty() || schema.types == Types::OBJECT)
        && !schema.says().any(OTHERWISE)
        && schema.rare().pattern_properties.is_empty()
}
