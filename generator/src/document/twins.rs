//! Components that a framework has written twice, for what is sent and for what is answered, and that say the same.
//!
//! FastAPI and pydantic write `Item-Input` and `Item-Output` of one model. A type of each would be two of the same, and what a
//! call gives could not be sent back.

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
    let inputs = pairs.iter().map(|((input, output), ..)| (*input, *input, *output));
    let outputs = pairs.iter().map(|((input, output), ..)| (*output, *input, *output));
    let (inputs, outputs) = (inputs.map(twin).collect(), outputs.map(twin).collect());
    let mut held_by: HashMap<Pair, Vec<Pair>> = HashMap::new();
    let mut apart = Vec::new();
    for (pair, _, is_apart) in &pairs {
        let mut input = Saying { schemas, twins: &inputs, met: Vec::new() };
        let mut output = Saying { schemas, twins: &outputs, met: Vec::new() };
        if *is_apart || input.text(pair.0) != output.text(pair.1) {
            apart.push(*pair);
        }
        input.met.into_iter().for_each(|other| held_by.entry(other).or_default().push(*pair));
    }
    let mut gone: HashSet<Pair> = HashSet::new();
    while let Some(pair) = apart.pop() {
        if gone.insert(pair) {
            apart.extend(held_by.get(&pair).into_iter().flatten());
        }
    }
    pairs.into_iter().filter(|(pair, ..)| !gone.contains(pair)).map(|(pair, name, _)| (pair, name)).list()
}

fn twin((id, input, output): (SchemaId, SchemaId, SchemaId)) -> (SchemaId, Pair) {
    (id, (input, output))
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
    /// All that it says. Two that say the same, but for the order of properties, values and alternatives, have the same text.
    fn text(&mut self, id: SchemaId) -> String {
        let Some(mut schema) = self.schemas.get(id).cloned() else { return String::new() };
        schema.pointer = Default::default();
        sort(&mut schema.required, &Ord::cmp);
        sort(&mut schema.properties, &Ord::cmp);
        let mut text = String::new();
        if let Some(reference) = schema.reference.as_mut().filter(|reference| reference.target.is_some()) {
            reference.text.clear();
            text += &reference.target.take().map(|target| self.target(target)).unwrap_or_default();
        }
        if schema.rare().enumeration_names.is_empty()
            && let Some(values) = &mut schema.enumeration
        {
            sort_by_key(values, &|value| format!("{value:?}"));
        }
        self.parts(&mut schema, &mut text);
        text + &format!("{schema:?}")
    }

    /// Puts what the parts of a schema say behind the text, and takes them out.
    fn parts(&mut self, schema: &mut Schema, text: &mut String) {
        for (_, part) in &mut schema.properties {
            *text += &self.part(part);
        }
        for part in schema.additional_properties.iter_mut().chain(&mut schema.items) {
            *text += &self.part(part);
        }
        for alternatives in [&mut schema.all_of, &mut schema.any_of, &mut schema.one_of] {
            let mut said = alternatives.iter_mut().map(|part| self.part(part)).list();
            sort(&mut said, &Ord::cmp);
            *text += &said.concat();
        }
        let Some(rare) = &mut schema.rare else { return };
        for (_, part) in rare.pattern_properties.iter_mut().chain(&mut rare.dependent_schemas) {
            *text += &self.part(part);
        }
        let single = rare.property_names.iter_mut().chain(&mut rare.unevaluated_properties).chain(&mut rare.contains);
        let single = single.chain(&mut rare.unevaluated_items).chain(&mut rare.content_schema).chain(&mut rare.not);
        let single = single.chain(&mut rare.if_schema).chain(&mut rare.then_schema).chain(&mut rare.else_schema);
        for part in single.chain(&mut rare.prefix_items) {
            *text += &self.part(part);
        }
        if let Some(discriminator) = &mut rare.discriminator {
            discriminator.pointer = Default::default();
            sort(&mut discriminator.mapping, &|(one, _), (other, _)| one.cmp(other));
            let mapped = discriminator.mapping.iter_mut().filter_map(|(_, target)| target.as_mut());
            for target in mapped.chain(&mut discriminator.default) {
                *text += &self.target(std::mem::replace(target, NONE));
            }
        }
    }

    fn part(&mut self, part: &mut SchemaId) -> String {
        format!("({})", self.text(std::mem::replace(part, NONE)))
    }

    /// What a schema leads to: a twin by its pair, so that both twins say the same.
    fn target(&mut self, target: SchemaId) -> String {
        let pair = self.twins.get(&target).copied();
        self.met.extend(pair);
        format!("<{:?}>", pair.unwrap_or((target, target)))
    }
}

/// What stands where a schema was taken out.
const NONE: SchemaId = SchemaId(u32::MAX);
