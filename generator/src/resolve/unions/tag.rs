//! Tags: the property that tells the variants of a union apart, by a discriminator or by constants.

use super::draft::Draft;
use crate::api::Literal;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Discriminator, SchemaId};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::{HashMap, HashSet};
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::intersection::{Intersections, Key, Merged, Part};
use crate::value::{Node, Types};

/// What tells variants apart.
pub(super) struct Tag {
    pub(super) property: String,
    /// One list a variant.
    pub(super) values: Vec<Vec<Literal>>,
    /// The variant that has the values which are not listed.
    pub(super) fallback: Option<usize>,
    /// Whether that is meant where there is no tag, too.
    pub(super) stands_for_absent: bool,
}

impl Tag {
    /// The first value that is listed twice.
    fn repeated(&self) -> Option<&Literal> {
        let mut seen: HashSet<&Literal> = HashSet::default();
        self.values.iter().flatten().find(|value| !seen.insert(value))
    }

    /// Whether every variant that can be an object has a value, and none has another's.
    fn tells_apart(&self, is_object: &[bool]) -> bool {
        let has_values = |(at, (values, is_object)): (usize, (&Vec<Literal>, &bool))| {
            !values.is_empty() || !is_object || self.fallback == Some(at)
        };
        self.repeated().is_none() && self.values.iter().zip(is_object).enumerate().all(has_values)
    }

    /// What is told of a discriminator that does not tell apart what it should.
    fn told(&self, is_object: &[bool]) -> Diagnostic {
        let without = self.values.iter().zip(is_object).position(|(values, is_object)| values.is_empty() && *is_object);
        let why = match (self.repeated(), without) {
            (Some(Literal::String(tag)), _) => format!("several of them allow `{tag}`"),
            (Some(_), _) | (None, None) => "several of them allow the same value".to_owned(),
            (None, Some(at)) => format!("nothing says which value stands for the alternative number {}", at + 1),
        };
        let message = format!("the discriminator `{}` does not tell the alternatives apart", self.property);
        Diagnostic::note(Code::UndefinedDiscriminator, message)
            .label(why)
            .with_note("so they are told apart by what else is in them")
    }
}

/// What the variants of a union say of a property: the constants that it can have.
#[derive(Clone, Debug)]
struct Constants {
    values: Vec<Literal>,
    /// Whether every object of the variant has it.
    required: bool,
    /// Whether each object that it may be has but one of them.
    single: bool,
    nullable: bool,
}

impl<'a> ShapeBuilder<'a> {
    /// The property that tells the variants that are objects apart, and its values for each: the discriminator's; else one that
    /// has a constant in each, whether it is required or not; else one of which each requires other values.
    pub(super) fn tag(&mut self, drafts: &[Draft<'a>], discriminator: Option<&Discriminator>) -> Option<Tag> {
        let is_object: Vec<bool> =
            drafts.iter().map(|draft| self.intersections.test(&draft.key, 0).admits_objects()).list();
        let constants: Vec<HashMap<String, Constants>> =
            drafts.iter().map(|draft| self.intersections.constants(&draft.key, 0)).list();
        if let Some(discriminator) = discriminator {
            let values = self.discriminated(drafts, &constants, discriminator);
            let fallback = discriminator.default.and_then(|id| self.draft_of(drafts, id));
            let property = discriminator.property.clone();
            let tag = Tag { property, values, fallback, stands_for_absent: fallback.is_some() };
            if tag.tells_apart(&is_object) {
                return Some(tag);
            }
            let told = tag.told(&is_object).at_key(&discriminator.pointer);
            self.context.diagnostics.push(told);
        }
        let objects: Vec<usize> = (0..drafts.len()).filter(|at| is_object.get(*at) == Some(&true)).list();
        let mut names: Vec<(&String, bool)> = Vec::new();
        for name in objects.iter().filter_map(|at| constants.get(*at)).flat_map(HashMap::keys) {
            if names.iter().all(|(known, _)| *known != name) {
                let all = || objects.iter().filter_map(|at| constants.get(*at)?.get(name));
                let required = all().count() == objects.len() && all().all(|own| own.required);
                if all().count() > 1 && (required || all().all(|own| own.single && !own.nullable)) {
                    names.push((name, required));
                }
            }
        }
        sort_by_key(&mut names, &|(name, required)| (!required, usual(name), *name));
        names.into_iter().find_map(|(name, _)| {
            // One may have it without a constant: what is not listed is that.
            let mut others = objects.iter().filter(|at| constants.get(**at).is_some_and(|own| !own.contains_key(name)));
            let (fallback, none) = (others.next().copied(), others.next().is_none());
            let names_it = |at: usize| {
                drafts
                    .get(at)
                    .is_some_and(|draft| self.intersections.merged(&draft.key).properties.contains_key(name.as_str()))
            };
            if !none || !fallback.is_none_or(names_it) {
                return None;
            }
            let of = |own: &HashMap<String, Constants>| own.get(name).map(|own| own.values.clone());
            let values = constants.iter().map(|own| of(own).unwrap_or_default()).list();
            let tag = Tag { property: name.clone(), values, fallback, stands_for_absent: false };
            Some(tag).filter(|tag| tag.tells_apart(&is_object))
        })
    }

    /// The variant that a schema is.
    fn draft_of(&self, drafts: &[Draft<'a>], id: SchemaId) -> Option<usize> {
        let own = self.intersections.canonicalize(&[Part::Whole(id)]).0;
        let [Part::Whole(id)] = *own else { return None };
        drafts.iter().position(|draft| draft.schema == Some(id))
    }

    /// The values of the discriminator's property for each variant: those that are given to it, and those that it allows and
    /// no other one is given. Variants may well allow all that the mapping lists.
    fn discriminated(
        &mut self,
        drafts: &[Draft<'a>],
        constants: &[HashMap<String, Constants>],
        discriminator: &Discriminator,
    ) -> Vec<Vec<Literal>> {
        let allowed = |at: usize| constants.get(at).and_then(|all| all.get(&discriminator.property));
        let allowed = |at: usize| allowed(at).map(|own| own.values.as_slice()).unwrap_or_default();
        let given: Vec<Vec<Literal>> = drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| {
                let mut values = self.mapped(draft, discriminator);
                // OpenAPI: without a mapping, the component's name is the value.
                let name = values.is_empty().then(|| self.component_of(draft)).flatten();
                values.add_all(name.filter(|name| allowed(at).contains(name)));
                values
            })
            .list();
        // Sets, for each variant may allow as many values as there are variants.
        let taken: HashSet<Literal> = given.iter().flatten().cloned().collect();
        let mut values = given;
        for (at, (values, draft)) in values.iter_mut().zip(drafts).enumerate() {
            let mut seen: HashSet<&Literal> = HashSet::default();
            let free = allowed(at).iter().filter(|value| !taken.contains(*value) && seen.insert(value));
            values.add_all(free.cloned());
            let types = self.intersections.types_of(&draft.key, &discriminator.property);
            if values.is_empty() && types.is_empty() | types.contains(Types::STRING) {
                values.add_all(self.component_of(draft));
            }
        }
        values
    }

    /// The values that the discriminator maps to a variant, or that a vendor's extension gives it.
    fn mapped(&mut self, draft: &Draft<'a>, discriminator: &Discriminator) -> Vec<Literal> {
        let is_this = |target: &Option<SchemaId>| {
            let target = target.map(|id| self.intersections.canonicalize(&[Part::Whole(id)]).0);
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
            .list();
        if values.is_empty() {
            let named = [draft.schema, draft.named].into_iter().flatten();
            let vendor =
                named.filter_map(|id| self.context.document.schemas.get(id)?.rare().discriminator_value.clone()).next();
            values.add_all(vendor.map(Node::String));
        }
        let types = self.intersections.types_of(&draft.key, &discriminator.property);
        values.iter_mut().for_each(|value| typed(value, types));
        values
    }

    /// The name of the component that a variant is.
    fn component_of(&self, draft: &Draft<'a>) -> Option<Literal> {
        let named = [draft.schema, draft.named].into_iter().flatten();
        named.filter_map(|id| self.component_name(id)).next().map(|name| Node::String(name.to_string()))
    }
}

impl Intersections<'_> {
    /// The types that a property has in an object.
    fn types_of(&mut self, key: &Key, property: &str) -> Types {
        let merged = self.merged(key);
        let Some(parts) = merged.properties.get(property) else { return Types::default() };
        let own = self.canonicalize(parts).0;
        self.merged(&own).types.without(Types::NULL)
    }

    /// The properties of an object that hold one of a few constants.
    fn constants(&mut self, key: &Key, depth: u8) -> HashMap<String, Constants> {
        let merged = self.merged(key);
        let mut found = HashMap::new();
        for (name, parts) in &merged.properties {
            let own: Key = self.canonicalize(parts).0;
            let property = self.merged(&own);
            let Some(all) = &property.values else { continue };
            let values: Vec<Literal> = all.iter().filter(|value| **value != Node::Null).cloned().list();
            let scalar = |value: &Node| matches!(value, Node::String(_) | Node::Bool(_) | Node::Number(_));
            if values.iter().all(scalar) {
                let nullable = values.len() < all.len() || property.types.contains(Types::NULL);
                let (required, single) = (merged.required.contains(name), values.len() == 1);
                found.insert(
                    (*name).to_owned(),
                    Constants { values, required: required && !nullable, single, nullable },
                );
            }
        }
        let Some(union) = merged.unions.first().filter(|_| depth < 8) else { return found };
        let mut common: Option<HashMap<String, Constants>> = None;
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
        self.throughout(key, &|merged| merged.properties.contains_key(name), 0)
    }

    /// Whether every value of the variant must be an object with this property.
    pub(super) fn requires(&mut self, key: &Key, name: &str) -> bool {
        let must =
            |merged: &Merged<'_>| merged.required.contains(name) && merged.types.without(Types::NULL) == Types::OBJECT;
        self.throughout(key, &must, 0)
    }

    /// Whether this holds of the variant, or of every variant of it, where it is a union itself.
    fn throughout(&mut self, key: &Key, holds: &dyn Fn(&Merged<'_>) -> bool, depth: u8) -> bool {
        let merged = self.merged(key);
        if holds(&merged) {
            return true;
        }
        let Some(union) = merged.unions.first().filter(|_| depth < 8) else { return false };
        self.distributed(key, union).iter().all(|variant| self.throughout(variant, holds, depth + 1))
    }
}

fn in_both(mut common: HashMap<String, Constants>, other: &HashMap<String, Constants>) -> HashMap<String, Constants> {
    common.retain(|name, _| other.contains_key(name));
    for (name, own) in common.iter_mut() {
        let Some(other) = other.get(name) else { continue };
        own.required &= other.required;
        own.single &= other.single;
        own.nullable |= other.nullable;
        for value in &other.values {
            if !own.values.contains(value) {
                own.values.push(value.clone());
            }
        }
    }
    common
}

/// Where a name stands among those that tags usually have.
fn usual(name: &str) -> usize {
    ["type", "kind", "object"].iter().position(|usual| *usual == name).unwrap_or(usize::MAX)
}

/// Makes the text that a mapping has for a tag a value of the tag's own type.
fn typed(value: &mut Literal, types: Types) {
    let Node::String(text) = value else { return };
    if types == Types::INTEGER && text.parse::<i64>().is_ok() {
        *value = Node::Number(text.as_str().into());
    } else if types == Types::BOOLEAN
        && let Ok(known) = text.parse()
    {
        *value = Node::Bool(known);
    }
}
