//! What the members of types are called: fields, variants and values.

use super::identifiers::value_name;
use super::long_variants;
use super::reserved;
use super::scope::Scope;
use super::values::value_names;
use super::variants;
use crate::api::{Api, Choice, FieldValue, Kind, Literal, Record, ShapeId};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::HashMap;
use crate::plan::notes::ShapeNotes;
use crate::rust::TypeName;
use crate::value::Node;

/// A field of a struct, a variant of an enum, or a value of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The property's name, empty for the field of those that have none; the value; or the variant's name before the user's.
    pub(crate) key: String,
    pub(crate) ident: String,
}

/// The members of every type.
#[derive(Debug, Default)]
pub(crate) struct Members {
    by_type: HashMap<ShapeId, Vec<Member>>,
}

impl Members {
    /// Names the members of these types.
    pub(super) fn of(api: &Api, notes: &ShapeNotes, types: &HashMap<ShapeId, TypeName>) -> Members {
        let named = types.iter().map(|(id, named)| (*id, members(api, notes, *id, &named.ident)));
        Members { by_type: named.collect() }
    }

    /// The members of a shape's type, in the document's order.
    pub(crate) fn get(&self, id: ShapeId) -> &[Member] {
        self.by_type.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same, to be called otherwise.
    pub(crate) fn get_mut(&mut self, id: ShapeId) -> &mut [Member] {
        self.by_type.get_mut(&id).map(Vec::as_mut_slice).unwrap_or_default()
    }
}

/// Properties that are constants are no fields.
fn members(api: &Api, notes: &ShapeNotes, id: ShapeId, named: &str) -> Vec<Member> {
    match &api.shapes.get(id).kind {
        Kind::Record(record) => fields(record),
        Kind::Choice(choice) => values(choice),
        Kind::Union(union) => {
            let names = long_variants::shortened(variants::names(api, notes, union), named).into_iter();
            names.map(|name| Member { key: name.clone(), ident: name }).list()
        }
        _ => Vec::new(),
    }
}

fn fields(record: &Record) -> Vec<Member> {
    let mut scope = Scope::of(reserved::RECORD_METHODS.iter().copied());
    let fields = record.fields.iter().filter(|field| matches!(field.value, FieldValue::Value(_)));
    let mut fields = fields.map(|field| Member { key: field.name.clone(), ident: value_name(&field.name) }).list();
    // Not in document order, so that names don't change with it: whose exact name it is goes first.
    let mut order = fields.iter_mut().list();
    sort_by_key(&mut order, &|field| (field.key != field.ident, field.key.clone()));
    order.into_iter().for_each(|field| field.ident = scope.free(&field.ident));
    let rest = record.rest.iter();
    fields.add_all(rest.map(|_| Member { key: String::new(), ident: scope.free("additional_properties") }));
    fields
}

fn values(choice: &Choice) -> Vec<Member> {
    let values = choice.values.iter().enumerate();
    let called = values.map(|(at, value)| choice.names.get(at).map_or(text(value), String::as_str)).list();
    let idents = value_names(&called).into_iter();
    let keys = choice.values.iter().map(|value| text(value).to_owned());
    keys.zip(idents).map(|(key, ident)| Member { key, ident }).list()
}

fn text(value: &Literal) -> &str {
    match value {
        Node::String(text) => text,
        Node::Number(text) => text,
        _ => "",
    }
}
