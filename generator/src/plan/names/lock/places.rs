//! Where shapes and operations stand, in the document's own terms.

use super::digest::Digests;
use crate::api::{Api, FieldValue, Kind, Location, OperationId, ShapeId, Union, Use, Variant, Variation};
use crate::lists::{Listing, sort_by_key};
use crate::maps::{HashMap, HashSet};
use crate::plan::names::prints::literal;
use crate::plan::names::roots::roots;
use crate::plan::notes::ShapeNotes;
use crate::settings::title;
use crate::value::{Node, Pointer};

/// An operation by its method and path, a callback with the operation that it is one of.
pub(crate) fn operation(api: &Api, id: OperationId) -> String {
    let operation = &api.operations[id];
    match operation.incoming.as_ref().map(|incoming| &incoming.callback) {
        None => title(operation),
        Some(None) => format!("webhook {}", title(operation)),
        Some(Some((of, name))) => format!("{} callback {name} {}", self::operation(api, *of), title(operation)),
    }
}

/// The pointer to an operation that has a title such as `POST /pets`.
pub(super) fn pointer_of(title: &str) -> Option<String> {
    let (method, path) = title.split_once(' ').filter(|(_, path)| path.starts_with('/'))?;
    Some(Pointer::root("").child("paths").child(path).child(&method.to_lowercase()).0.to_string())
}

/// A parameter, as positional arguments are written down.
pub(crate) fn parameter(location: Location, name: &str) -> String {
    format!("{} {name}", location.word())
}

/// The place of each shape that has a name: its schema's, else the way that leads to it.
pub(super) fn places(api: &Api, notes: &ShapeNotes) -> HashMap<ShapeId, String> {
    let mut places = HashMap::new();
    for id in api.shapes.ids().filter(|id| notes.is_named(api, *id)) {
        if let Some(place) = of_schema(api, id) {
            places.insert(id, place);
        }
    }
    let mut operations = api.operations.ids().map(|id| (operation(api, id), id)).list();
    sort_by_key(&mut operations, &|(title, _)| title.clone());
    let mut walk = Walk { api, notes, places, seen: HashSet::new() };
    for (title, id) in operations {
        for (root, _) in roots(&api.operations[id]) {
            walk.visit(root.value, &title, &root.words.join(" "));
        }
    }
    for component in &api.components {
        walk.visit(&component.value, "components", &component.name);
    }
    walk.places
}

fn of_schema(api: &Api, id: ShapeId) -> Option<String> {
    let shape = api.shapes.get(id);
    let schema = shape.schema.as_ref()?;
    let variations = shape.variations.iter().map(|variation| match variation {
        Variation::Sent => " sent",
        Variation::Change => " change",
        Variation::Form => " form",
    });
    Some(std::iter::once(&*schema.0).chain(variations).list().concat())
}

struct Walk<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    places: HashMap<ShapeId, String>,
    seen: HashSet<ShapeId>,
}

impl Walk<'_> {
    fn visit(&mut self, value: &Use, from: &str, step: &str) {
        let id = value.shape;
        if !self.seen.insert(id) {
            return;
        }
        let api = self.api;
        let way = format!("{from} > {step}");
        let place = match self.notes.is_named(api, id) {
            true => self.places.entry(id).or_insert(way).clone(),
            false => way,
        };
        match &api.shapes.get(id).kind {
            Kind::Record(record) => {
                for field in &record.fields {
                    if let FieldValue::Value(value) = &field.value {
                        self.visit(value, &place, &field.name);
                    }
                }
                record.rest.iter().for_each(|rest| self.visit(rest, &place, "*"));
            }
            Kind::Union(union) => {
                for (at, variant) in union.variants.iter().enumerate() {
                    let tags = variant.tags.iter().map(literal).list();
                    let step = if tags.is_empty() { at.to_string() } else { tags.join(" ") };
                    self.visit(&variant.value, &place, &step);
                }
            }
            Kind::Tuple(tuple) => {
                for (at, item) in tuple.items.iter().enumerate() {
                    self.visit(item, &place, &at.to_string());
                }
                tuple.rest.iter().for_each(|rest| self.visit(rest, &place, "*"));
            }
            Kind::List(inner) | Kind::Map(inner) => self.visit(inner, &place, "*"),
            _ => {}
        }
    }
}

/// What the members of a shape's type are known by, in the order in which they have names: fields by property, values by
/// themselves, variants by their tags, else their component, else their structure.
pub(crate) fn members(api: &Api, notes: &ShapeNotes, id: ShapeId) -> Vec<String> {
    match &api.shapes.get(id).kind {
        Kind::Record(record) => {
            let fields = record.fields.iter().filter(|field| matches!(field.value, FieldValue::Value(_)));
            fields.map(|field| field.name.clone()).chain(record.rest.iter().map(|_| String::new())).list()
        }
        Kind::Choice(choice) => {
            let value = |value: &Node| match value {
                Node::String(text) => text.to_string(),
                other => literal(other),
            };
            choice.values.iter().map(value).list()
        }
        Kind::Union(union) => variants(api, notes, union),
        _ => Vec::new(),
    }
}

/// What the variants of a union are known by, in their order.
pub(crate) fn variants(api: &Api, notes: &ShapeNotes, union: &Union) -> Vec<String> {
    let mut digests = Digests::of(api, notes);
    let mut keys: Vec<String> = Vec::new();
    for variant in &union.variants {
        let mut key = variant_key(api, &mut digests, variant);
        while keys.contains(&key) {
            key.push_str(" (again)");
        }
        keys.push(key);
    }
    keys
}

fn variant_key(api: &Api, digests: &mut Digests<'_>, variant: &Variant) -> String {
    if !variant.tags.is_empty() {
        return variant.tags.iter().map(literal).list().join(" ");
    }
    match &api.shapes.get(variant.value.shape).component {
        Some(_) => of_schema(api, variant.value.shape).unwrap_or_default(),
        None => format!("{:016x}", digests.digest(variant.value.shape)),
    }
}

/// The properties that a value can't be made without, in their order.
pub(crate) fn arguments(api: &Api, id: ShapeId) -> Vec<String> {
    let Kind::Record(record) = &api.shapes.get(id).kind else { return Vec::new() };
    let is_argument = |field: &&crate::api::Field| {
        matches!(field.value, FieldValue::Value(_)) && (field.required || field.undefined || field.chosen)
    };
    record.fields.iter().filter(is_argument).map(|field| field.name.clone()).list()
}
