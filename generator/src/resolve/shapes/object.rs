//! The shape of an object: a record where properties have names, a map where they have none.

use crate::api::{Field, FieldValue, Kind, Record, Rule, Use};
use crate::lists::{Changing, Listing};
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::intersection::{Additional, Merged, Part, type_of};
use crate::value::{Node, Types};

impl ShapeBuilder<'_> {
    /// What an object is, and the rules for a map's values.
    pub(super) fn object(&mut self, merged: &Merged<'_>, rules: &mut Vec<Rule>) -> Kind {
        let rest = match &merged.additional {
            Additional::Schemas(parts) => Some(self.parts(parts)),
            Additional::Any => Some(self.any()),
            Additional::Closed | Additional::Unsaid => None,
        };
        let closed = merged.additional == Additional::Closed;
        let undefined: Vec<&str> = if closed { Vec::new() } else { Self::undefined(merged).list() };
        if merged.properties.is_empty() && undefined.is_empty() && !closed {
            let value = match rest {
                Some(rest) => rest,
                None => self.any(),
            };
            if !value.rules.is_empty() {
                rules.push(Rule::Items(value.rules.clone()));
            }
            return Kind::Map(Use { rules: Vec::new(), ..value });
        }
        let mut fields = Vec::with_capacity(merged.properties.len());
        for (name, parts) in &merged.properties {
            let required = merged.required.contains(name);
            fields.push(self.field(name, parts, required));
        }
        for name in undefined {
            let value = rest.clone().unwrap_or_else(|| self.any());
            fields.push(Field { undefined: true, ..Field::of(name, FieldValue::Value(value)) });
        }
        // Without properties, an object is free to have any.
        let rest = rest.or_else(|| merged.properties.is_empty().then(|| self.any()).filter(|_| !closed));
        Kind::Record(Record { fields, rest, closed })
    }

    /// The properties that are required, and defined nowhere.
    fn undefined<'f>(merged: &Merged<'f>) -> impl Iterator<Item = &'f str> {
        merged.required.iter().copied().filter(|name| !merged.properties.contains_key(name))
    }

    fn field(&mut self, name: &str, parts: &[Part], required: bool) -> Field {
        let prose = self.intersections.annotations(parts);
        let value = self.parts(parts);
        let constant = match (&prose.values, required, value.nullable) {
            (Some(values), true, false) => match values.as_slice() {
                [only @ (Node::String(_) | Node::Bool(_))] => Some(only.clone()),
                [only @ Node::Number(_)] if type_of(only) == Types::INTEGER => Some(only.clone()),
                _ => None,
            },
            _ => None,
        };
        let mut unchecked = prose.unchecked;
        if matches!(self.shapes.get(value.shape).kind, Kind::Formatted(spelled) if spelled.is_bytes()) {
            unchecked.keep(|keyword| *keyword != "contentEncoding");
        }
        let value = match constant {
            Some(constant) => FieldValue::Constant(constant),
            None => FieldValue::Value(value),
        };
        Field {
            required,
            read_only: prose.read_only,
            write_only: prose.write_only,
            deprecated: prose.deprecated,
            description: prose.description.map(|text| self.context.prose(text, parts)),
            default: prose.default.and_then(|default| self.context.sample(default, parts)),
            example: prose.example.and_then(|example| self.context.sample(example, parts)),
            unchecked,
            ..Field::of(name, value)
        }
    }
}
