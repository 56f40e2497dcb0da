//! JSON Merge Patch (RFC 7396): a value that says what changes of another one.
//!
//! What is left out stays, what is `null` goes, and objects are merged; lists are replaced as a whole. So every property
//! of an object can be left out, or be `null`, whatever its schema says of that, and rules for the object do not hold.

use std::rc::Rc;

use super::resolver::Resolver;
use super::rules::or_null;
use crate::api::{Field, FieldValue, Kind, Literal, Rule, Shape, ShapeId, Test, Union, Use, Variant, Variation};
use crate::formats::Integer;
use crate::lists::Listing;
use crate::maps::{HashMap, HashSet};
use crate::value::Node;

/// What is said of a patch beside what is said of what it changes.
const REMARK: &str = "As a patch: what is left out stays as it is, and what is `null` goes.";

impl Resolver<'_> {
    /// What changes such a value. It is the value's own shape where that allows all changes.
    pub(super) fn patch(&mut self, value: Use) -> Use {
        let reached = self.reached(value.shape);
        let differs = self.differs(&reached);
        self.replaced(value, &differs)
    }

    /// The shapes that merging gets to from this one, with those that each holds.
    fn reached(&self, root: ShapeId) -> HashMap<ShapeId, Vec<ShapeId>> {
        let mut reached = HashMap::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if reached.contains_key(&id) {
                continue;
            }
            let kind = self.kind(id);
            let held = if merges(kind) { kind.uses().into_iter().map(|value| value.shape).list() } else { Vec::new() };
            open.extend(&held);
            reached.insert(id, held);
        }
        reached
    }

    /// Those of the shapes that do not allow every change, and those that hold such.
    fn differs(&self, reached: &HashMap<ShapeId, Vec<ShapeId>>) -> HashSet<ShapeId> {
        let mut holders: HashMap<ShapeId, Vec<ShapeId>> = HashMap::new();
        for (holder, held) in reached {
            held.iter().for_each(|id| holders.entry(*id).or_default().push(*holder));
        }
        let mut open: Vec<ShapeId> = reached.keys().copied().filter(|id| !self.allows_all(*id)).list();
        let mut differs = HashSet::new();
        while let Some(id) = open.pop() {
            if differs.insert(id) {
                open.extend_from_slice(holders.list_of(&id));
            }
        }
        differs
    }

    /// Whether each property of an object can be left out, and be `null`, as far as its shape says.
    fn allows_all(&self, id: ShapeId) -> bool {
        let shape = self.builder.shapes.get(id);
        let has_null = |value: &Use| value.nullable || *self.kind(value.shape) == Kind::Any;
        match &shape.kind {
            Kind::Record(record) => {
                let is_free = |field: &Field| match &field.value {
                    FieldValue::Value(value) => !field.required && !field.undefined && has_null(value),
                    FieldValue::Constant(_) => false,
                };
                shape.rules.is_empty() && record.fields.iter().all(is_free) && record.rest.iter().all(has_null)
            }
            Kind::Map(value) => has_null(value),
            Kind::Union(union) => union.tag.is_none() || writes_tag(union),
            _ => true,
        }
    }

    /// The shape of what changes this one.
    fn patched(&mut self, id: ShapeId, differs: &HashSet<ShapeId>) -> ShapeId {
        if !differs.contains(&id) {
            return id;
        }
        if let Some(known) = self.patches.get(&id) {
            return *known;
        }
        let original = self.builder.shapes.get(id).clone();
        let is_own_name = original.component.as_ref() != original.schema.as_ref().map(|pointer| &pointer.0);
        let name = |name: Rc<str>| if is_own_name { self.patch_name(&name) } else { format!("{name}Patch") };
        let is_component = original.component.is_some();
        let description = match original.description {
            Some(description) => Some(format!("{description}\n\n{REMARK}")),
            None => is_component.then(|| REMARK.to_owned()),
        };
        let mut shape = Shape {
            component: original.component.map(|component| name(component).into()),
            description,
            rules: Vec::new(),
            example: None,
            ..original
        };
        shape.variations.push(Variation::Change);
        // It may hold itself.
        let patch = self.builder.shapes.push(shape.clone());
        self.patches.insert(id, patch);
        match &mut shape.kind {
            Kind::Record(record) => {
                record.fields =
                    std::mem::take(&mut record.fields).into_iter().map(|field| self.change(field, differs)).list();
                record.rest = record.rest.take().map(|rest| self.property(rest, differs));
            }
            Kind::Map(value) => *value = self.property(value.clone(), differs),
            Kind::Union(union) => self.variants_of(union, differs),
            _ => {}
        }
        if let Some(reserved) = self.builder.shapes.get_mut(patch) {
            *reserved = shape;
        }
        patch
    }

    /// What changes a value that is there, or stands in its place.
    fn replaced(&mut self, value: Use, differs: &HashSet<ShapeId>) -> Use {
        let kind = self.kind(value.shape);
        let rules = if let Kind::Map(_) = kind {
            value.rules.into_iter().filter_map(rule_of_map).list()
        } else if merges(kind) && differs.contains(&value.shape) {
            Vec::new()
        } else {
            value.rules
        };
        Use { shape: self.patched(value.shape, differs), rules, ..value }
    }

    /// What changes a property's value: or `null`, which removes it.
    fn property(&mut self, value: Use, differs: &HashSet<ShapeId>) -> Use {
        let mut found = self.replaced(value, differs);
        or_null(&mut found);
        found
    }

    fn change(&mut self, field: Field, differs: &HashSet<ShapeId>) -> Field {
        let value = match field.value {
            FieldValue::Value(value) => self.property(value, differs),
            FieldValue::Constant(constant) => self.constant(constant),
        };
        Field { value: FieldValue::Value(value), required: false, undefined: false, default: None, ..field }
    }

    /// A constant that can be left out, or `null`.
    fn constant(&mut self, constant: Literal) -> Use {
        let kind = match constant {
            Node::Bool(_) => Kind::Boolean,
            Node::Number(_) => Kind::Integer(Integer::I64),
            _ => Kind::String { format: None },
        };
        Use {
            nullable: true,
            rules: vec![Rule::Enum(vec![constant.json().into(), Node::Null.json().into()])],
            ..self.make(kind)
        }
    }

    /// A patch need not have the tag, so it tells nothing apart; but what is no property of a variant is its union's to write.
    fn variants_of(&mut self, union: &mut Union, differs: &HashSet<ShapeId>) {
        let is_tagged = writes_tag(union);
        union.one = false;
        for Variant { value, tags, fallback, untagged, test, .. } in &mut union.variants {
            *value = self.replaced(value.clone(), differs);
            *untagged = true;
            if !is_tagged {
                tags.clear();
                *fallback = false;
            }
            if let Test::Object(keys) = test {
                keys.clear();
            }
        }
        union.tag = union.tag.take().filter(|_| is_tagged);
    }

    fn patch_name(&self, name: &str) -> String {
        if name.to_ascii_lowercase().contains("patch") {
            return name.to_owned();
        }
        let patch = format!("{name}Patch");
        let is_taken = self.document().component_schemas.iter().any(|(known, _)| *known == patch);
        if is_taken { format!("{name}MergePatch") } else { patch }
    }
}

/// Whether values of this kind are merged, and not replaced.
fn merges(kind: &Kind) -> bool {
    matches!(kind, Kind::Record(_) | Kind::Map(_) | Kind::Union(_))
}

/// Whether the tag is one that the union writes itself.
fn writes_tag(union: &Union) -> bool {
    union.variants.iter().any(|variant| variant.writes_tag)
}

/// A rule for a map, as far as it is one for what is set in it.
fn rule_of_map(rule: Rule) -> Option<Rule> {
    match rule {
        Rule::Items(rules) => {
            let mut value = Use { shape: ShapeId(0), nullable: false, rules };
            or_null(&mut value);
            Some(Rule::Items(value.rules))
        }
        _ => None,
    }
}
