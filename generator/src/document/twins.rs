//! Components that a framework has written twice, for what is sent and for what is answered, and that say the same.
//!
//! FastAPI and pydantic write `Item-Input` and `Item-Output` of one model. A type of each would be two of the same, and what a
//! call gives could not be sent back.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Document, Reference, Schema, SchemaId, Schemas};
use crate::lists::{Listing, sort, sort_by_key};
use crate::maps::{HashMap, HashSet};

/// What the name of the component ends with that is sent.
const INPUT: &str = "-Input";
/// What the name of its twin ends with.
const OUTPUT: &str = "-Output";

/// A component that is sent, and the one that is answered.
type Pair = (SchemaId, SchemaId);

/// Makes each component of what is answered another name of its twin, where both say the same of twins that are joined as well.
/// Those that `is_apart` holds for stay two.
pub(crate) fn join(document: &mut Document, is_apart: &dyn Fn(&str, &str) -> bool) {
    let pair = |(name, stem, pair): (&str, &str, Pair)| (pair, is_apart(name, &format!("{stem}{OUTPUT}")));
    let pairs = pairs(document).map(pair).list();
    for (input, output) in joined(&document.schemas, &pairs) {
        let text = document.schemas.get(input).map(|schema| schema.pointer.to_string()).unwrap_or_default();
        if let Some(schema) = document.schemas.get_mut(output) {
            let pointer = schema.pointer.clone();
            let reference = Some(Reference { text, target: Some(input) });
            *schema = Schema { pointer, reference, ..Schema::default() };
        }
    }
}

/// The components that have been joined with their twins, and what is left of their names.
pub(crate) fn stems(document: &Document) -> impl Iterator<Item = (&str, &str)> {
    pairs(document).filter_map(|(name, stem, (input, output))| {
        let reference = document.schemas.get(output)?.reference.as_ref()?;
        (reference.target == Some(input)).then_some((name, stem))
    })
}

/// The pairs that a document's names say, each with the first one's name and what is left of it.
fn pairs(document: &Document) -> impl Iterator<Item = (&str, &str, Pair)> {
    let components = document.component_schemas.iter();
    let by_name: HashMap<&str, SchemaId> = components.map(|(name, id)| (name.as_str(), *id)).collect();
    document.component_schemas.iter().filter_map(move |(name, input)| {
        let stem = name.strip_suffix(INPUT)?;
        let output = by_name.get(format!("{stem}{OUTPUT}").as_str())?;
        Some((name.as_str(), stem, (*input, *output)))
    })
}

/// The pairs that are one: all that say the same, but for those that lead to pairs which are two.
fn joined(schemas: &Schemas, pairs: &[(Pair, bool)]) -> Vec<Pair> {
    let inputs = pairs.iter().map(|(pair, _)| (pair.0, *pair)).collect();
    let outputs = pairs.iter().map(|(pair, _)| (pair.1, *pair)).collect();
    let mut held_by: HashMap<Pair, Vec<Pair>> = HashMap::new();
    let mut apart = Vec::new();
    for (pair, is_apart) in pairs {
        let mut input = Saying { schemas, twins: &inputs, met: Vec::new() };
        let mut output = Saying { schemas, twins: &outputs, met: Vec::new() };
        if *is_apart || input.digest(pair.0) != output.digest(pair.1) {
            apart.push(*pair);
        }
        input.met.into_iter().for_each(|other| held_by.entry(other).or_default().push(*pair));
    }
    let mut gone: HashSet<Pair> = HashSet::new();
    while let Some(pair) = apart.pop() {
        if gone.insert(pair) {
            apart.extend_from_slice(held_by.list_of(&pair));
        }
    }
    pairs.iter().map(|(pair, _)| *pair).filter(|pair| !gone.contains(pair)).list()
}

/// What a schema says, in an order that is not the document's.
struct Saying<'s> {
    schemas: &'s Schemas,
    /// The components that are spoken of as one with their twins.
    twins: &'s HashMap<SchemaId, Pair>,
    /// Those that were met.
    met: Vec<Pair>,
}

impl Saying<'_> {
    /// A digest of all that it says, the same for schemas that differ in the order of keywords, properties, values and alternatives
    /// alone.
    fn digest(&mut self, id: SchemaId) -> u64 {
        let mut hasher = DefaultHasher::new();
        let Some(mut schema) = self.schemas.get(id).cloned() else { return hasher.finish() };
        schema.pointer = Default::default();
        sort(&mut schema.required, &Ord::cmp);
        sort(&mut schema.properties, &Ord::cmp);
        if let Some(reference) = schema.reference.as_mut().filter(|reference| reference.target.is_some()) {
            reference.text.clear();
            self.target(&mut reference.target, &mut hasher);
        }
        if schema.rare().enumeration_names.is_empty()
            && let Some(values) = &mut schema.enumeration
        {
            sort_by_key(values, &|value| format!("{value:?}"));
        }
        self.parts(&mut schema, &mut hasher);
        format!("{schema:?}").hash(&mut hasher);
        hasher.finish()
    }

    /// Adds what the parts of a schema say, and takes them out.
    fn parts(&mut self, schema: &mut Schema, hasher: &mut DefaultHasher) {
        for (_, part) in &mut schema.properties {
            self.part(part).hash(hasher);
        }
        for part in schema.additional_properties.iter_mut().chain(&mut schema.items) {
            self.part(part).hash(hasher);
        }
        for alternatives in [&mut schema.all_of, &mut schema.any_of, &mut schema.one_of] {
            let mut said = alternatives.iter_mut().map(|part| self.part(part)).list();
            sort(&mut said, &Ord::cmp);
            said.hash(hasher);
        }
        let Some(rare) = &mut schema.rare else { return };
        sort(&mut rare.pattern_properties, &Ord::cmp);
        sort(&mut rare.dependent_schemas, &Ord::cmp);
        sort(&mut rare.dependent_required, &Ord::cmp);
        sort(&mut rare.empty, &Ord::cmp);
        sort(&mut rare.other, &|(one, _), (other, _)| one.cmp(other));
        for (_, part) in rare.pattern_properties.iter_mut().chain(&mut rare.dependent_schemas) {
            self.part(part).hash(hasher);
        }
        let single = [
            &mut rare.property_names,
            &mut rare.unevaluated_properties,
            &mut rare.contains,
            &mut rare.unevaluated_items,
            &mut rare.content_schema,
            &mut rare.not,
            &mut rare.if_schema,
            &mut rare.then_schema,
            &mut rare.else_schema,
        ];
        for part in single {
            part.iter_mut().for_each(|part| self.part(part).hash(hasher));
        }
        for part in &mut rare.prefix_items {
            self.part(part).hash(hasher);
        }
        if let Some(discriminator) = &mut rare.discriminator {
            discriminator.pointer = Default::default();
            sort(&mut discriminator.mapping, &|(one, _), (other, _)| one.cmp(other));
            for (_, target) in &mut discriminator.mapping {
                self.target(target, hasher);
            }
            self.target(&mut discriminator.default, hasher);
        }
    }

    fn part(&mut self, part: &mut SchemaId) -> u64 {
        self.digest(std::mem::replace(part, NONE))
    }

    /// Adds what a schema leads to, and takes it out: a twin as its pair, so that both twins say the same.
    fn target(&mut self, target: &mut Option<SchemaId>, hasher: &mut DefaultHasher) {
        let pair = target.take().map(|id| match self.twins.get(&id) {
            Some(pair) => {
                self.met.push(*pair);
                *pair
            }
            None => (id, id),
        });
        pair.hash(hasher);
    }
}

/// What stands where a schema was taken out.
const NONE: SchemaId = SchemaId(u32::MAX);
