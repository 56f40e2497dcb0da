//! `readOnly` and `writeOnly`: what belongs to answers is left out of requests, and the other way round.
//!
//! A shape that holds such a property, however deep, becomes two: one for each direction that uses it. So does one with a
//! required property that the settings let be absent from answers.

use super::rules::keepable;
use crate::api::{
    Api, Body, Component, FieldValue, Kind, Operation, Record, ShapeId, Shapes, Test, Use, Variant, Variation,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, HashSet};
use crate::settings::Settings;

/// The direction in which a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    Request,
    Response,
}

/// Gives each direction its own shapes, where they differ.
pub(super) fn split(api: &mut Api, settings: &Settings, diagnostics: &mut Diagnostics) {
    let restricted = restricted(&api.shapes);
    if restricted.is_empty() {
        return;
    }
    // What neither goes nor comes is whole.
    if api.operations.is_empty() {
        for id in api.shapes.ids() {
            if let Some(Kind::Record(record)) = api.shapes.get_mut(id).map(|shape| &mut shape.kind) {
                be_lenient(record);
            }
        }
        return;
    }
    let requests = reached(api, Direction::Request);
    let responses = reached(api, Direction::Response);
    let both = requests.iter().filter(|id| responses.contains(*id)).copied().collect();
    for at in 0..settings.properties.len() {
        tell_of_one(at, &api.shapes, (&requests, &responses), settings, diagnostics);
    }
    let mut copies = Copies { shapes: std::mem::take(&mut api.shapes), restricted, both, made: HashMap::new() };
    for operation in api.operations.iter_mut() {
        for direction in [Direction::Request, Direction::Response] {
            for root in roots_mut(operation, direction) {
                root.shape = copies.copy(root.shape, direction);
            }
        }
    }
    api.components = api.components.drain(..).flat_map(|component| copies.component(component)).list();
    api.shapes = copies.shapes;
}

fn roots_mut(operation: &mut Operation, direction: Direction) -> Vec<&mut Use> {
    if operation.incoming.is_some() {
        // The API sends it, as it does an answer.
        let body = operation.body.iter_mut().filter(|_| direction == Direction::Response);
        return body.flat_map(Body::values_mut).list();
    }
    match direction {
        Direction::Request => {
            let body = operation.body.iter_mut().flat_map(Body::values_mut);
            operation.parameters.iter_mut().map(|parameter| &mut parameter.value).chain(body).list()
        }
        Direction::Response => operation
            .responses
            .iter_mut()
            .flat_map(|response| {
                let values = response.contents.iter_mut().filter_map(|content| content.payload.value_mut());
                let values = values.chain(response.stream.as_mut().map(|stream| &mut stream.item));
                values.chain(response.headers.iter_mut().map(|header| &mut header.value))
            })
            .list(),
    }
}

/// Every use that a shape holds.
fn held(kind: &mut Kind) -> Vec<&mut Use> {
    match kind {
        Kind::List(inner) | Kind::Map(inner) => vec![inner],
        Kind::Record(record) => {
            let fields = record.fields.iter_mut().filter_map(|field| match &mut field.value {
                FieldValue::Value(value) => Some(value),
                FieldValue::Constant(_) => None,
            });
            fields.chain(&mut record.rest).list()
        }
        Kind::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.value).list(),
        Kind::Tuple(tuple) => tuple.items.iter_mut().chain(&mut tuple.rest).list(),
        _ => Vec::new(),
    }
}

fn held_shapes(shapes: &Shapes, id: ShapeId) -> Vec<ShapeId> {
    shapes.get(id).kind.uses().into_iter().map(|value| value.shape).list()
}

/// The shapes that hold a property of one direction only, by themselves or through others.
fn restricted(shapes: &Shapes) -> HashSet<ShapeId> {
    let mut holders: HashMap<ShapeId, Vec<ShapeId>> = HashMap::new();
    let mut found: Vec<ShapeId> = Vec::new();
    for id in shapes.ids() {
        if let Kind::Record(record) = &shapes.get(id).kind
            && record.fields.iter().any(|field| field.read_only != field.write_only || field.may_be_absent.is_some())
        {
            found.push(id);
        }
        for inner in held_shapes(shapes, id) {
            holders.entry(inner).or_default().push(id);
        }
    }
    let mut restricted = HashSet::new();
    while let Some(id) = found.pop() {
        if restricted.insert(id) {
            found.extend_from_slice(holders.list_of(&id));
        }
    }
    restricted
}

/// The shapes that a direction uses.
pub(super) fn reached(api: &mut Api, direction: Direction) -> HashSet<ShapeId> {
    let operations = api.operations.iter_mut();
    let mut found: Vec<ShapeId> =
        operations.flat_map(|operation| roots_mut(operation, direction)).map(|root| root.shape).list();
    let mut reached = HashSet::new();
    while let Some(id) = found.pop() {
        if reached.insert(id) {
            found.add_all(held_shapes(&api.shapes, id));
        }
    }
    reached
}

/// Has properties be optional that may be absent.
fn be_lenient(record: &mut Record) {
    for field in &mut record.fields {
        field.required &= field.may_be_absent.is_none();
    }
}

/// Says which types are two since a setting lets a property be absent from answers, and not from requests; or that no answer
/// has it.
fn tell_of_one(
    at: usize,
    shapes: &Shapes,
    (sent, read): (&HashSet<ShapeId>, &HashSet<ShapeId>),
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) {
    let Some(key) = settings.properties.get(at).map(|setting| &setting.key) else { return };
    let has_it = |id: &ShapeId| match &shapes.get(*id).kind {
        Kind::Record(record) => record.fields.iter().any(|field| field.may_be_absent == Some(at)),
        _ => false,
    };
    let all = shapes.ids().filter(has_it).list();
    if !all.is_empty() && all.iter().all(|id| sent.contains(id) && !read.contains(id)) {
        let message = format!("no answer has `{}`, and requests go on to require it", key.text);
        let diagnostic = settings.point(key, Diagnostic::warning(Code::UnknownName, message));
        diagnostics.push(diagnostic.help("leave the setting out, or change the document, by an overlay for instance"));
        return;
    }
    let two = all.into_iter().filter(|id| sent.contains(id) && read.contains(id));
    let names: Vec<&str> = two.filter_map(|id| shapes.get(id).component.as_deref()).list();
    let Some(first) = names.first() else { return };
    let message = format!("requests go on to require `{}`", key.text);
    let diagnostic = settings.point(key, Diagnostic::note(Code::SplitType, message));
    let is = if names.len() == 1 { "is" } else { "are" };
    diagnostics.push(diagnostic.with_note(format!(
        "{} {is} sent and read: what is sent has a type of its own, `{first}Request`, and so has what holds it",
        listed(names.iter().copied())
    )));
}

/// What a component is called where a request has other properties of it than an answer.
fn sent(name: &str) -> String {
    let says_so = name.to_ascii_lowercase().ends_with("request");
    format!("{name}{}", if says_so { "Input" } else { "Request" })
}

struct Copies {
    shapes: Shapes,
    restricted: HashSet<ShapeId>,
    /// Used in both directions, so that one of the two needs another name.
    both: HashSet<ShapeId>,
    made: HashMap<(ShapeId, Direction), ShapeId>,
}

impl Copies {
    /// A component in the directions in which operations use it; one that they don't use is as the API sends it.
    fn component(&mut self, component: Component) -> Vec<Component> {
        let id = component.value.shape;
        if !self.restricted.contains(&id) {
            return vec![component];
        }
        let made = [Direction::Response, Direction::Request].map(|direction| self.made.get(&(id, direction)).copied());
        let mut copies: Vec<ShapeId> = made.into_iter().flatten().list();
        if copies.is_empty() {
            copies.push(self.copy(id, Direction::Response));
        }
        let of_copy = |copy: ShapeId| {
            let own = self.shapes.get(id).component.as_ref() == Some(&component.name);
            let name =
                self.shapes.get(copy).component.clone().filter(|_| own).unwrap_or_else(|| component.name.clone());
            Component { name, value: Use { shape: copy, ..component.value.clone() } }
        };
        copies.into_iter().map(of_copy).list()
    }

    /// The shape that stands for this one in a direction.
    fn copy(&mut self, id: ShapeId, direction: Direction) -> ShapeId {
        if !self.restricted.contains(&id) {
            return id;
        }
        if let Some(made) = self.made.get(&(id, direction)) {
            return *made;
        }
        let mut shape = self.shapes.get(id).clone();
        if direction == Direction::Request && self.both.contains(&id) {
            shape.component = shape.component.map(|name| sent(&name).into());
            shape.variations.push(Variation::Sent);
        }
        if let (Kind::Union(union), Direction::Response) = (&mut shape.kind, direction) {
            for variant in &mut union.variants {
                self.ask_less(variant);
            }
        }
        if let Kind::Record(record) = &mut shape.kind {
            if direction == Direction::Response {
                be_lenient(record);
            }
            record.fields.keep(|field| match direction {
                Direction::Request => !field.read_only || field.write_only,
                Direction::Response => !field.write_only || field.read_only,
            });
            let known = |name: &str| record.rest.is_some() || record.fields.iter().any(|field| field.name == name);
            shape.rules = shape.rules.into_iter().map(|rule| keepable(rule, &known)).list();
        }
        let copy = self.shapes.push(shape.clone());
        self.made.insert((id, direction), copy);
        for value in held(&mut shape.kind) {
            value.shape = self.copy(value.shape, direction);
        }
        if let Some(reserved) = self.shapes.get_mut(copy) {
            *reserved = shape;
        }
        copy
    }

    /// A value may be a variant without the properties that may be absent from it.
    fn ask_less(&self, variant: &mut Variant) {
        if let (Test::Object(keys), Kind::Record(record)) =
            (&mut variant.test, &self.shapes.get(variant.value.shape).kind)
        {
            let may_be_absent =
                |key: &String| record.fields.iter().any(|field| field.name == *key && field.may_be_absent.is_some());
            keys.keep(|key| !may_be_absent(key));
        }
    }
}
