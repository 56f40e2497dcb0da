//! Shapes become types.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::formats;
use super::names::Named;
use super::scope::Scope;
use super::settings::Asked;
use super::survey::{self, Parent, Survey};
use super::twins::Twins;
use super::variants;
use super::words::{type_name, value_name};
use crate::api::{self, Api, FieldValue, Kind, Literal, Location, ShapeId, Status, Style, Test, Use};
use crate::rust::{Choice, Doc, Entry, Field, Item, ItemKind, Record, Role, Tuple, Type, Union, Variant};
use crate::value::Node;

/// What is needed to write a type down.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    pub(super) twins: &'a Twins,
    pub(super) survey: &'a Survey,
    pub(super) names: &'a HashMap<ShapeId, Named>,
    pub(super) boxed: &'a HashSet<(ShapeId, ShapeId)>,
    pub(super) asked: &'a Asked<'a>,
    /// What the values of each operation's bodies are called.
    bodies: RefCell<HashMap<usize, HashMap<Vec<String>, String>>>,
}

impl<'a> Types<'a> {
    /// The types of what has been decided.
    pub(super) fn of(
        api: &'a Api,
        twins: &'a Twins,
        survey: &'a Survey,
        names: &'a HashMap<ShapeId, Named>,
        boxed: &'a HashSet<(ShapeId, ShapeId)>,
        asked: &'a Asked<'a>,
    ) -> Types<'a> {
        Types { api, twins, survey, names, boxed, asked, bodies: RefCell::default() }
    }
}

impl Types<'_> {
    /// The type of a value, `null` left out of account.
    pub(super) fn plain(&self, value: &Use) -> Type {
        self.shape(value.shape, None)
    }

    /// The type of a value, `Option` where it may be null.
    pub(super) fn nullable(&self, value: &Use) -> Type {
        optional(self.plain(value), self.needs_null(value))
    }

    /// Whether `null` has to be added to the type of a value: any value may be `null` anyhow.
    fn needs_null(&self, value: &Use) -> bool {
        value.nullable && !matches!(self.api.shapes.get(self.twins.get(value.shape)).kind, Kind::Any)
    }

    fn held(&self, value: &Use, by: ShapeId) -> Type {
        self.shape(value.shape, Some(by))
    }

    fn shape(&self, id: ShapeId, by: Option<ShapeId>) -> Type {
        let id = self.twins.get(id);
        if let Some(named) = self.names.get(&id) {
            let ty = Type::Named { ident: named.ident.clone(), module: named.module };
            return if by.is_some_and(|by| self.boxed.contains(&(by, id))) { Type::Box(Box::new(ty)) } else { ty };
        }
        match &self.api.shapes.get(id).kind {
            Kind::Boolean => Type::Bool,
            Kind::Integer(integer) => Type::Integer(*integer),
            Kind::Number { single: true } => Type::F32,
            Kind::Number { single: false } => Type::F64,
            Kind::Decimal => Type::Number,
            Kind::String { .. } => Type::String,
            Kind::Formatted(spelled) => formats::ty(spelled, self.asked.settings),
            Kind::File => Type::Upload,
            Kind::FormPart => Type::FormPart,
            Kind::FormData => Type::FormData,
            Kind::Null => Type::Unit,
            Kind::List(items) => {
                let inner = self.nullable(items);
                Type::Vec(Box::new(inner))
            }
            Kind::Map(values) => {
                let inner = self.nullable(values);
                Type::Map(Box::new(inner))
            }
            // Shapes with a name that no operation leads to.
            Kind::Record(_) | Kind::Choice(_) | Kind::Union(_) | Kind::Tuple(_) | Kind::Recursive(_) => Type::Value,
            Kind::Any | Kind::Never => Type::Value,
            Kind::Given(path) => Type::Given(path.to_string()),
        }
    }

    /// The item that a named shape becomes.
    pub(super) fn item(&self, id: ShapeId, operations: &[(String, usize)]) -> Option<Item> {
        let shape = self.api.shapes.get(id);
        let ident = self.names.get(&id)?.ident.clone();
        let mut kind = match &shape.kind {
            Kind::Record(record) => ItemKind::Record(self.record(id, record)),
            Kind::Choice(choice) => ItemKind::Choice(self::choice(choice)),
            Kind::Union(union) => ItemKind::Union(self.union(id, union)),
            Kind::Tuple(tuple) => ItemKind::Tuple(self.tuple(id, tuple)),
            Kind::Recursive(inner) => ItemKind::Wrapper(self.plain(inner)),
            _ => return None,
        };
        self.asked.rename_members(id, &mut kind);
        let default = matches!(&kind, ItemKind::Record(record) if has_default(record));
        let (role, remark) = self.role(id, operations).unzip();
        let doc = Doc {
            role,
            remark: remark.flatten(),
            title: shape.title.clone(),
            description: shape.description.clone(),
            example: shape.example.clone().filter(|_| !matches!(shape.kind, Kind::Choice(_))),
        };
        let (rules, derives) = (shape.rules.clone(), self.asked.derives(id));
        Some(Item { ident, doc, deprecated: shape.deprecated, default, derives, rules, kind })
    }

    /// The media type of the body whose value is called this, where it is not called the request.
    fn body_called(&self, number: usize, words: &[String]) -> Option<String> {
        let operation = self.api.operations.get(number)?;
        let mut called = self.bodies.borrow_mut();
        let called = called.entry(number).or_insert_with(|| survey::bodies_called(operation));
        called.get(words).cloned()
    }

    /// What a type that is used in one place only is there for, and what the document says of that place.
    fn role(&self, id: ShapeId, operations: &[(String, usize)]) -> Option<(Role, Option<String>)> {
        let usage = self.survey.usage(id)?;
        let site = usage.only_site()?;
        let number = match &site.parent {
            Parent::Operation(number) => *number,
            Parent::Component => return None,
            Parent::Shape(parent) => {
                let owner = self.names.get(parent)?.ident.clone();
                return Some((Role { what: "A part of".to_owned(), named: None, owner, module: None }, None));
            }
        };
        let (owner, group) = operations.get(number)?;
        let named = |what: &str, named: Option<String>| Role {
            what: what.to_owned(),
            named,
            owner: owner.clone(),
            module: Some(*group),
        };
        let role = |what: &str| named(what, None);
        let operation = self.api.operations.get(number)?;
        let said = |status: Option<Status>| {
            let response = operation.responses.iter().find(|response| Some(response.status) == status);
            response.and_then(|response| response.description.clone())
        };
        let success = || {
            let success = operation.responses.iter().find(|response| response.status.is_success());
            success.or(operation.responses.first())?.description.clone()
        };
        if let Some(media_type) = self.body_called(number, &site.words) {
            return Some((named("The body in", Some(media_type.to_owned())), None));
        }
        let streams = || operation.responses.iter().any(|response| response.stream.is_some());
        let words: Vec<&str> = site.words.iter().map(String::as_str).collect();
        Some(match words.as_slice() {
            ["payload"] => {
                (role("The payload read by"), operation.body.as_ref().and_then(|body| body.description.clone()))
            }
            ["payload", "item"] => (role("An item of the payload read by"), None),
            ["request"] => (role("The body of"), operation.body.as_ref().and_then(|body| body.description.clone())),
            ["response"] => (role("The answer to"), success()),
            ["request", "item"] => (role("An item of the body of"), None),
            ["response", "item"] => (role("An item of the answer to"), success()),
            // Parameters may be called so, too.
            ["item"] if streams() => (role("An item of the answer to"), success()),
            ["event"] if streams() => (role("An event of the answer to"), success()),
            ["error"] => (role("The answer to a failed"), said(Some(Status::Default))),
            ["response", status] => {
                (role(&format!("The answer with status {status} to")), said(status.parse().ok().map(Status::Exact)))
            }
            _ => (named("A value of", Some(site.words.join(" "))), None),
        })
    }

    fn record(&self, id: ShapeId, record: &api::Record) -> Record {
        let usage = self.survey.usage(id);
        let in_request = usage.is_some_and(|usage| usage.in_request);
        let mut scope = Scope::of(["new"]);
        let mut entries = Vec::with_capacity(record.fields.len());
        for field in &record.fields {
            entries.push(match &field.value {
                FieldValue::Constant(value) => {
                    Entry::Constant { name: field.name.clone(), value: value.clone(), required: field.required }
                }
                FieldValue::Value(value) => Entry::Field(Field {
                    ident: scope.free(&value_name(&field.name)),
                    name: field.name.clone(),
                    ty: self.field(id, value, field.required, in_request),
                    required: field.required,
                    asked: field.undefined && in_request,
                    deprecated: field.deprecated,
                    description: field.description.clone().or_else(|| field.undefined.then(|| UNDEFINED.to_owned())),
                    default: field.default.clone(),
                    example: self.example(value, field.default.as_ref(), field.example.as_ref()),
                    rules: value.rules.clone(),
                    unchecked: field.unchecked.clone(),
                }),
            });
        }
        let rest = record.rest.as_ref().map(|rest| {
            let name = scope.free("additional_properties");
            (name, Type::Map(Box::new(self.nullable(rest))), rest.rules.clone())
        });
        Record { closed: record.closed, entries, rest, setters: in_request }
    }

    /// An example, where it tells more than the type, its documentation and the default do.
    pub(super) fn example(&self, value: &Use, default: Option<&Literal>, example: Option<&Literal>) -> Option<Literal> {
        let said = self.names.contains_key(&value.shape)
            || matches!(self.api.shapes.get(value.shape).kind, Kind::Boolean | Kind::Null | Kind::Choice(_));
        example.filter(|example| !said && Some(*example) != default).cloned()
    }

    /// Whether a parameter must be sent, and has values that a parameter does not show: `null`, and what is empty.
    pub(super) fn insists(&self, parameter: &api::Parameter) -> bool {
        let may_be_empty = || match self.api.shapes.get(parameter.value.shape).kind {
            Kind::Any | Kind::Null | Kind::List(_) | Kind::Map(_) | Kind::Union(_) | Kind::Recursive(_) => true,
            Kind::Record(ref record) => !record.fields.iter().any(|field| field.required),
            _ => false,
        };
        // A path can't do without any of its parameters.
        let may_be_absent = matches!(parameter.location, Location::Query | Location::Header | Location::Cookie);
        parameter.required
            && may_be_absent
            && (parameter.value.nullable || parameter.style != Style::Json && may_be_empty())
    }

    fn field(&self, by: ShapeId, value: &Use, required: bool, in_request: bool) -> Type {
        let plain = self.held(value, by);
        match (required, self.needs_null(value)) {
            (true, false) => plain,
            (false, true) if in_request => Type::Option(Box::new(Type::Nullable(Box::new(plain)))),
            _ => optional(plain, true),
        }
    }

    fn tuple(&self, id: ShapeId, tuple: &api::Tuple) -> Tuple {
        let items = tuple.items.iter().enumerate().map(|(at, item)| {
            let required = at < tuple.required;
            (self.field(id, item, required, true), required)
        });
        Tuple { items: items.collect(), rest: tuple.rest.as_ref().map(|rest| self.nullable(rest)) }
    }

    fn union(&self, id: ShapeId, union: &api::Union) -> Union {
        let names = variants::names(self.api, union);
        let variants: Vec<Variant> = union
            .variants
            .iter()
            .zip(names)
            .map(|(variant, ident)| {
                let shape = self.api.shapes.get(variant.value.shape);
                Variant {
                    ident,
                    ty: optional(self.held(&variant.value, id), self.needs_null(&variant.value)),
                    tags: variant.tags.clone(),
                    writes_tag: variant.writes_tag,
                    test: variant.untagged.then(|| variant.test.clone()),
                    rules: variant.value.rules.clone(),
                    description: shape
                        .description
                        .clone()
                        .filter(|_| shape.component.is_none())
                        .or_else(|| shape.title.clone()),
                }
            })
            .collect();
        let mut tried: Vec<(usize, &Test)> =
            variants.iter().enumerate().filter_map(|(at, variant)| Some((at, variant.test.as_ref()?))).collect();
        tried.sort_by_key(|(_, test)| test.specificity());
        let untagged = tried.into_iter().map(|(at, _)| at).collect();
        let fallback = union.variants.iter().position(|variant| variant.fallback);
        Union { tag: union.tag.clone(), fallback, one: union.one, untagged, variants }
    }
}

/// What is to be said of a property that is required, and defined nowhere.
const UNDEFINED: &str = "The document requires it, and says no more of it.";

/// `Option<ty>` where it may be absent; an option of an option is one.
pub(super) fn optional(ty: Type, absent: bool) -> Type {
    match ty {
        Type::Option(_) => ty,
        ty if absent => Type::Option(Box::new(ty)),
        ty => ty,
    }
}

fn has_default(record: &Record) -> bool {
    record.entries.iter().all(|entry| match entry {
        Entry::Constant { .. } => true,
        Entry::Field(field) => !field.asked && matches!(field.ty, Type::Option(_)),
    })
}

fn choice(choice: &api::Choice) -> Choice {
    let integers = choice.values.iter().all(|value| matches!(value, Node::Number(_)));
    let names = choice.values.iter().enumerate().map(|(at, value)| {
        let text = match value {
            Node::String(text) => text.as_str(),
            Node::Number(text) => text,
            _ => "",
        };
        type_name(choice.names.get(at).map_or(text, String::as_str))
    });
    let names = variants::distinct(names.collect());
    Choice { values: names.into_iter().zip(choice.values.iter().cloned()).collect(), integers }
}
