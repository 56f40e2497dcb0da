//! Components that a framework has written twice, for what is sent and for what is answered, and that say the same.
//!
//! FastAPI and pydantic write `Item-Input` and `Item-Output` of one model. A type of each would be two of the same, and what a
//! call gives could not be sent back.

use super::{Document, Reference, Schema, SchemaId, Schemas};
use crate::lists::Listing;
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
    let by_name: HashMap<&str, SchemaId> =
        document.component_schemas.iter().map(|(name, id)| (name.as_str(), *id)).collect();
    let pair = |(name, input): &(String, SchemaId)| {
        let output = format!("{}{OUTPUT}", name.strip_suffix(INPUT)?);
        let id = *by_name.get(output.as_str())?;
        Some(((*input, id), name.clone(), is_apart(name, &output)))
    };
    let pairs = document.component_schemas.iter().filter_map(pair).list();
    for ((input, output), name) in joined(&document.schemas, pairs) {
        if let Some(schema) = document.schemas.get_mut(output) {
            let pointer = schema.pointer.clone();
            let text = format!("#/components/schemas/{name}");
            let reference = Some(Reference { text, target: Some(input) });
            *schema = Schema { pointer, reference, ..Schema::default() };
        }
    }
}

/// The components that have been joined with their twins, and what is left of their names.
pub(crate) fn stems(document: &Document) -> impl Iterator<Item = (&str, &str)> {
    let by_name: HashMap<&str, SchemaId> =
        document.component_schemas.iter().map(|(name, id)| (name.as_str(), *id)).collect();
    document.component_schemas.iter().filter_map(move |(name, input)| {
        let stem = name.strip_suffix(INPUT)?;
        let output = document.schemas.get(*by_name.get(format!("{stem}{OUTPUT}").as_str())?)?;
        let leads_here = output.reference.as_ref().is_some_and(|reference| reference.target == Some(*input));
        leads_here.then_some((name.as_str(), stem))
    })
}

/// The pairs that are one: all that say the same, but for those that lead to pairs which are two.
fn joined(schemas: &Schemas, pairs: Vec<(Pair, String, bool)>) -> Vec<(Pair, String)> {
    let known: HashSet<Pair> = pairs.iter().map(|(pair, ..)| *pair).collect();
    let mut held_by: HashMap<Pair, Vec<Pair>> = HashMap::new();
    let mut apart = Vec::new();
    for (pair, _, is_apart) in &pairs {
        match same_but_for(schemas, *pair, &known).filter(|_| !is_apart) {
            Some(others) => others.into_iter().for_each(|other| held_by.entry(other).or_default().push(*pair)),
            None => apart.push(*pair),
        }
    }
    let mut gone: HashSet<Pair> = HashSet::new();
    while let Some(pair) = apart.pop() {
        if gone.insert(pair) {
            apart.extend(held_by.get(&pair).into_iter().flatten());
        }
    }
    pairs.into_iter().filter(|(pair, ..)| !gone.contains(pair)).map(|(pair, name, _)| (pair, name)).list()
}

/// The pairs that two schemas lead to at the same places, if they say the same otherwise.
fn same_but_for(schemas: &Schemas, pair: Pair, known: &HashSet<Pair>) -> Option<Vec<Pair>> {
    let (mut left, mut others) = (vec![pair], Vec::new());
    while let Some((one, other)) = left.pop() {
        let (mut one, mut other) = (schemas.get(one)?.clone(), schemas.get(other)?.clone());
        let (parts, other_parts) = (take_parts(&mut one), take_parts(&mut other));
        let (targets, other_targets) = (take_targets(&mut one), take_targets(&mut other));
        if one != other {
            return None;
        }
        left.extend(parts.into_iter().zip(other_parts));
        for targets in targets.into_iter().zip(other_targets).filter(|(one, other)| one != other) {
            others.push(Some(targets).filter(|targets| known.contains(targets))?);
        }
    }
    Some(others)
}

/// Takes the schemas within a schema out of it, and where it stands. What else it says is left.
fn take_parts(schema: &mut Schema) -> Vec<SchemaId> {
    schema.pointer = Default::default();
    let Schema { properties, additional_properties, items, all_of, any_of, one_of, rare, .. } = schema;
    let mut parts = properties.iter_mut().map(|(_, id)| id).list();
    parts.extend(additional_properties.iter_mut().chain(items));
    parts.extend(all_of.iter_mut().chain(any_of).chain(one_of));
    if let Some(rare) = rare {
        parts.extend(rare.pattern_properties.iter_mut().chain(&mut rare.dependent_schemas).map(|(_, id)| id));
        parts.extend(rare.property_names.iter_mut().chain(&mut rare.unevaluated_properties));
        parts.extend(rare.prefix_items.iter_mut().chain(&mut rare.contains).chain(&mut rare.unevaluated_items));
        parts.extend(rare.content_schema.iter_mut().chain(&mut rare.not));
        parts.extend(rare.if_schema.iter_mut().chain(&mut rare.then_schema).chain(&mut rare.else_schema));
    }
    parts.into_iter().map(|id| std::mem::replace(id, NONE)).list()
}

/// Takes out the schemas that a schema leads to, and how it says so.
fn take_targets(schema: &mut Schema) -> Vec<SchemaId> {
    let mut targets = Vec::new();
    if let Some(reference) = schema.reference.as_mut().filter(|reference| reference.target.is_some()) {
        reference.text.clear();
        targets.extend(reference.target.as_mut());
    }
    if let Some(discriminator) = schema.rare.as_mut().and_then(|rare| rare.discriminator.as_mut()) {
        discriminator.pointer = Default::default();
        targets.extend(discriminator.mapping.iter_mut().filter_map(|(_, target)| target.as_mut()));
        targets.extend(discriminator.default.as_mut());
    }
    targets.into_iter().map(|id| std::mem::replace(id, NONE)).list()
}

/// What stands where a schema was taken out.
const NONE: SchemaId = SchemaId(u32::MAX);
