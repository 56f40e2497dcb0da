//! The items that named shapes become.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::components;
use super::planner::{Planner, optional};
use super::roles::Roles;
use crate::api::{self, FieldValue, Kind, OperationId, Shape, ShapeId, Test, Use};
use crate::lists::{Changing, Listing, sort, sort_by_key};
use crate::maps::HashMap;
use crate::plan::names::{By, Usage, Usages, arrange};
use crate::rust::{
    self, Choice, Doc, Entry, Field, GroupId, Item, ItemKind, ModuleId, Record, Tuple, Type, Union, Variant,
};
use crate::table::Table;
use crate::value::Node;

impl Planner<'_> {
    /// The types that operations need and that components become, in their modules; behind them the enums of media types.
    pub(crate) fn types(&self, operations: &[OperationId], contents: Vec<(ModuleId, Item)>) -> rust::Types {
        let dedup = &self.names.dedup;
        let group_of = |id| self.names.owner(id).1;
        let mut needed = Usages::of(self.api, &self.names.notes, dedup, operations.iter().copied(), &group_of);
        needed.extend(Usages::of_components(self.api, &self.names.notes, dedup));
        let mut items: HashMap<ModuleId, Vec<Item>> = HashMap::new();
        let mut roles = Roles::default();
        for &id in &needed.order {
            let item = self.item(id, needed.usage(id), &mut roles);
            if let (Some(named), Some(item)) = (self.names.types.get(&id), item) {
                items.entry(named.module).or_default().push(item);
            }
        }
        items.entry(ModuleId::Shared).or_default().add_all(components::aliases(self));
        for (module, item) in contents {
            items.entry(module).or_default().push(item);
        }
        let mut shared = items.remove(&ModuleId::Shared).unwrap_or_default();
        sort(&mut shared, &|one, other| one.ident.cmp(&other.ident));
        rust::Types { modules: self.modules(items), shared, definitions: Table::default(), features: Vec::new() }
    }

    fn modules(&self, mut items: HashMap<ModuleId, Vec<Item>>) -> Table<GroupId, rust::Module> {
        let groups = &self.names.groups;
        groups.names.map(|id, group| {
            let name = &group.name;
            let tag = self.api.tags.iter().find(|tag| tag.name == *name).filter(|_| group.by == By::Tag);
            let title = match group.by {
                By::Incoming => String::new(),
                By::Tag => format!("tagged `{name}`"),
                By::Segment => format!("under `/{name}`"),
                By::Nothing => "of the client".to_owned(),
            };
            rust::Module {
                name: group.module.clone(),
                title,
                description: tag.and_then(|tag| tag.description.clone()),
                types: items.remove(&ModuleId::Group(id)).unwrap_or_default(),
            }
        })
    }

    /// The item that a named shape becomes.
    fn item(&self, id: ShapeId, usage: Option<&Usage>, roles: &mut Roles) -> Option<Item> {
        let shape = &*self.agreed(id);
        let ident = self.names.types.get(&id)?.ident.clone();
        let kind = match &shape.kind {
            Kind::Record(record) => ItemKind::Record(self.record(id, record)),
            Kind::Choice(choice) => ItemKind::Choice(self.choice(id, choice)),
            Kind::Union(union) => ItemKind::Union(self.union(id, union)),
            Kind::Tuple(tuple) => ItemKind::Tuple(self.tuple(id, tuple)),
            // They have a name, as they hold themselves.
            Kind::List(items) => ItemKind::Wrapper(Type::Vec(Box::new(self.nullable(items)))),
            Kind::Map(values) => ItemKind::Wrapper(Type::Map(Box::new(self.nullable(values)))),
            _ => return None,
        };
        let default = matches!(&kind, ItemKind::Record(record) if has_default(record));
        let (role, remark) = self.role(id, roles).unzip();
        let is_inline = shape.component.is_none() && role.is_none();
        let doc = Doc {
            role,
            remark: remark.flatten(),
            used_by: usage.filter(|_| is_inline).map(|usage| self.users(usage)).unwrap_or_default(),
            title: shape.title.clone(),
            description: shape.description.clone(),
            example: shape.example.clone().filter(|_| !matches!(shape.kind, Kind::Choice(_))),
        };
        let (rules, derives) = (shape.rules.clone(), self.given.derives(id));
        Some(Item { ident, doc, deprecated: shape.deprecated, default, derives, rules, kind })
    }

    /// A shape with what all places say of it that it stands for.
    fn agreed(&self, id: ShapeId) -> Cow<'_, Shape> {
        let mut shape = Cow::Borrowed(self.api.shapes.get(id));
        // A component says what it is.
        if shape.component.is_some() {
            return shape;
        }
        for other in self.names.dedup.others(id) {
            let other = self.api.shapes.get(*other);
            let shape = shape.to_mut();
            shape.title.take_if(|title| other.title.as_ref() != Some(title));
            shape.description.take_if(|description| other.description.as_ref() != Some(description));
            shape.deprecated &= other.deprecated;
            if let (Kind::Record(record), Kind::Record(other)) = (&mut shape.kind, &other.kind) {
                agree(record, other);
            }
        }
        shape
    }

    /// What the members of a type are called, one after the other.
    fn idents(&self, id: ShapeId) -> impl Iterator<Item = String> {
        self.names.members.get(id).iter().map(|member| member.ident.clone())
    }

    fn record(&self, id: ShapeId, record: &api::Record) -> Record {
        let usage = self.names.usages.usage(id);
        let in_request = usage.is_some_and(|usage| usage.in_request);
        let mut idents = self.idents(id);
        let mut entries = Vec::with_capacity(record.fields.len());
        for field in &record.fields {
            entries.push(match &field.value {
                FieldValue::Constant(value) => {
                    Entry::Constant { name: field.name.clone(), value: value.clone(), required: field.required }
                }
                FieldValue::Value(value) => Entry::Field(Field {
                    ident: idents.next().unwrap_or_default(),
                    name: field.name.clone(),
                    ty: self.field(id, value, field.required, in_request),
                    required: field.required,
                    asked: (field.undefined || field.chosen && !field.required) && in_request,
                    null_is_empty: field.null_is_empty,
                    deprecated: field.deprecated,
                    description: field.description.clone().or_else(|| field.undefined.then(|| UNDEFINED.to_owned())),
                    default: field.default.clone(),
                    example: self.example(value, field.default.as_ref(), field.example.as_ref()),
                    rules: value.rules.clone(),
                    unchecked: field.unchecked.clone(),
                }),
            });
        }
        arrange(&mut entries, self.names.arguments.of_type(id), &|entry| match entry {
            Entry::Field(field) if field.required || field.asked => Some(field.name.clone()),
            _ => None,
        });
        let rest = record.rest.as_ref().map(|rest| {
            let name = idents.next().unwrap_or_default();
            (name, Type::Map(Box::new(self.nullable(rest))), rest.rules.clone())
        });
        Record { closed: record.closed, entries, rest, setters: in_request }
    }

    fn choice(&self, id: ShapeId, choice: &api::Choice) -> Choice {
        let integers = choice.values.iter().all(|value| matches!(value, Node::Number(_)));
        Choice { values: self.idents(id).zip(choice.values.iter().cloned()).list(), integers }
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
        Tuple { items: items.list(), rest: tuple.rest.as_ref().map(|rest| self.nullable(rest)) }
    }

    fn union(&self, id: ShapeId, union: &api::Union) -> Union {
        let variants: Vec<Variant> = union
            .variants
            .iter()
            .zip(self.idents(id))
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
            .list();
        let untagged = self.tried(union, &variants);
        let fallback = union.variants.iter().position(|variant| variant.fallback);
        Union { tag: union.tag.clone(), fallback, one: union.one, untagged, variants }
    }

    /// The variants that a value without a tag may be, in the order in which they are tried.
    fn tried(&self, union: &api::Union, variants: &[Variant]) -> Vec<usize> {
        let listed = |at: usize| union.variants.get(at).map_or(0, |variant| self.listed(variant.value.shape));
        let mut tried: Vec<(usize, &Test)> =
            variants.iter().enumerate().filter_map(|(at, variant)| Some((at, variant.test.as_ref()?))).list();
        // Without a tag, those that ask for more keys go first anyhow, and others than objects are none of theirs.
        let is_object = |test: &Test| matches!(test, Test::Object(_));
        let mut objects = tried.iter().filter(|(_, test)| is_object(test)).copied().list();
        sort_by_key(&mut objects, &|(at, _)| Reverse(listed(*at)));
        let mut objects = objects.into_iter();
        for each in tried.iter_mut().filter(|(_, test)| is_object(test)) {
            *each = objects.next().unwrap_or(*each);
        }
        if union.tag.is_some() {
            sort_by_key(&mut tried, &|(_, test)| test.specificity());
        }
        tried.into_iter().map(|(at, _)| at).list()
    }

    /// Of how many required properties a record lists the values: what fits all of them is rather that than what takes any.
    fn listed(&self, id: ShapeId) -> usize {
        let Kind::Record(record) = &self.api.shapes.get(id).kind else { return 0 };
        let is_listed = |field: &&api::Field| match &field.value {
            _ if !field.required => false,
            FieldValue::Constant(_) => true,
            FieldValue::Value(value) => matches!(self.api.shapes.get(value.shape).kind, Kind::Choice(_)),
        };
        record.fields.iter().filter(is_listed).tally()
    }
}

/// Leaves out what is said otherwise of the same fields.
fn agree(record: &mut api::Record, other: &api::Record) {
    for field in &mut record.fields {
        let Some(other) = other.fields.iter().find(|other| other.name == field.name) else { continue };
        field.description.take_if(|description| other.description.as_ref() != Some(description));
        field.default.take_if(|default| other.default.as_ref() != Some(default));
        field.deprecated &= other.deprecated;
    }
}

/// What is to be said of a property that is required, and defined nowhere.
const UNDEFINED: &str = "The document requires it, and says no more of it.";

fn has_default(record: &Record) -> bool {
    record.entries.iter().all(|entry| match entry {
        Entry::Constant { .. } => true,
        Entry::Field(field) => !field.asked && matches!(field.ty, Type::Option(_)),
    })
}
