//! A schema, its reference, its siblings and its `allOf` members as one: their intersection, one level deep.
//!
//! Nothing is copied but scalars: a property that several conjuncts constrain keeps the list of their schemas, and is
//! flattened when its turn comes.

use std::rc::Rc;

use oasmith_vocabulary::Test;

use super::part::{Alternatives, Part};
use super::sizes;
use super::unevaluated::{closes, ends};
use crate::api::Rule;
use crate::document::{Discriminator, Schema, SchemaId, Schemas};
use crate::formats::Format;
use crate::lists::Listing;
use crate::maps::{HashMap, HashSet};
use crate::value::{Node, Types};

/// What an intersection says of properties that it does not name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::resolve) enum Additional {
    #[default]
    Unsaid,
    Any,
    Closed,
    Schemas(Vec<Part>),
}

/// A union found in an intersection.
#[derive(Clone, Debug)]
pub(in crate::resolve) struct MergedUnion<'a> {
    pub(in crate::resolve) owner: SchemaId,
    pub(in crate::resolve) keyword: Alternatives,
    pub(in crate::resolve) variants: &'a [SchemaId],
    pub(in crate::resolve) discriminator: Option<&'a Discriminator>,
    /// Whether no property stands before it: then the variants' properties come first.
    pub(in crate::resolve) leads: bool,
}

/// The intersection.
#[derive(Clone, Debug, Default)]
pub(in crate::resolve) struct Merged<'a> {
    /// Whether nothing satisfies it.
    pub(in crate::resolve) never: bool,
    /// Whether it names integers and numbers both: then digits count.
    pub(in crate::resolve) counts_digits: bool,
    /// Whether there is more of it than the document allows to be repeated: then nothing is said here but annotations.
    pub(in crate::resolve) too_large: bool,
    /// How much of it is written elsewhere: properties, values and members of other schemas than the one whose it is.
    pub(in crate::resolve) inherited: usize,
    /// Empty: any type.
    pub(in crate::resolve) types: Types,
    pub(in crate::resolve) format: Option<&'a Rc<str>>,
    /// `contentEncoding`.
    pub(in crate::resolve) encoding: Option<&'a str>,
    pub(in crate::resolve) title: Option<&'a str>,
    pub(in crate::resolve) description: Option<&'a str>,
    pub(in crate::resolve) deprecated: bool,
    pub(in crate::resolve) read_only: bool,
    pub(in crate::resolve) write_only: bool,
    pub(in crate::resolve) default: Option<&'a Node>,
    pub(in crate::resolve) example: Option<&'a Node>,
    /// What `enum` and `const` leave.
    pub(in crate::resolve) values: Option<Vec<Node>>,
    pub(in crate::resolve) value_names: &'a [String],
    pub(in crate::resolve) properties: HashMap<&'a str, Vec<Part>>,
    pub(in crate::resolve) required: HashSet<&'a str>,
    pub(in crate::resolve) additional: Additional,
    pub(in crate::resolve) items: Vec<Part>,
    /// The schemas of an array's first items.
    pub(in crate::resolve) prefix: &'a [SchemaId],
    pub(in crate::resolve) min_items: u64,
    pub(in crate::resolve) max_items: u64,
    pub(in crate::resolve) unions: Vec<MergedUnion<'a>>,
    /// The simple ones.
    pub(in crate::resolve) rules: Vec<Rule>,
    /// Every schema that the intersection consists of.
    pub(in crate::resolve) members: Vec<SchemaId>,
    /// Keywords that neither the shape nor the rules say.
    pub(in crate::resolve) unchecked: Vec<&'static str>,
}

impl<'a> Merged<'a> {
    /// The intersection of these parts. Of other schemas than its own it may take over so many properties, values and
    /// members. Of some schemas it is known that they are too large by themselves, for so much.
    pub(in crate::resolve) fn of(
        schemas: &'a Schemas,
        parts: &[Part],
        most: usize,
        known: &HashMap<SchemaId, usize>,
    ) -> Merged<'a> {
        let mut wholes = parts.iter().filter_map(|part| match part {
            Part::Whole(id) => Some(*id),
            _ => None,
        });
        let own = wholes.next().filter(|_| wholes.next().is_none());
        let mut builder = Builder { most, own, known: Some(known), ..Builder::new(schemas, parts) };
        let mut types = Types::default();
        for part in parts {
            match part {
                Part::Whole(id) => builder.schema(*id),
                Part::Only(only) => types = restrict(types, *only),
                Part::Also(_) | Part::Alone | Part::Without(..) => {}
            }
        }
        builder.also();
        let mut merged = builder.finish();
        if merged.too_large {
            return merged;
        }
        if !types.is_empty() {
            merged.only(types);
        }
        merged.settle();
        merged
    }

    /// What an intersection says of a value beside its structure: prose, samples, the values that it can have where
    /// they are few, and what stays unchecked.
    pub(in crate::resolve) fn annotations(schemas: &'a Schemas, parts: &[Part]) -> Merged<'a> {
        let mut builder = Builder { is_outline: true, ..Builder::new(schemas, parts) };
        for part in parts {
            if let Part::Whole(id) = part {
                builder.schema(*id);
            }
        }
        let mut merged = builder.merged;
        merged.settle();
        merged
    }

    /// Whether it says nothing but what its unions say (and what documentation says).
    pub(in crate::resolve) fn is_bare(&self) -> bool {
        let Merged {
            never,
            values,
            properties,
            required,
            additional,
            items,
            prefix,
            rules,
            // What the types and unions leave is looked at with the variants.
            unions: _,
            types: _,
            counts_digits: _,
            format: _,
            encoding: _,
            // Rules say it, too.
            min_items: _,
            max_items: _,
            // Documentation says it.
            title: _,
            description: _,
            deprecated: _,
            read_only: _,
            write_only: _,
            default: _,
            example: _,
            value_names: _,
            unchecked: _,
            // It is about the intersection and not about values.
            too_large: _,
            inherited: _,
            members: _,
        } = self;
        let is_typed = values.is_some() || !items.is_empty() || !prefix.is_empty();
        let is_object = !properties.is_empty() || !required.is_empty() || matches!(additional, Additional::Schemas(_));
        !never && !is_typed && !is_object && rules.is_empty()
    }

    /// Whether both are scalars or lists and say the same, but for what items are and for documentation.
    pub(in crate::resolve) fn says_the_same(&self, other: &Merged<'_>) -> bool {
        let Merged {
            types,
            counts_digits,
            format,
            encoding,
            values,
            min_items,
            max_items,
            rules,
            // Neither is an object, a tuple or a union, or without any values.
            properties: _,
            required: _,
            additional: _,
            prefix: _,
            unions: _,
            never: _,
            // The caller goes on to the items.
            items: _,
            // Documentation says it.
            title: _,
            description: _,
            deprecated: _,
            read_only: _,
            write_only: _,
            default: _,
            example: _,
            value_names: _,
            unchecked: _,
            // It is about the intersection and not about values.
            too_large: _,
            inherited: _,
            members: _,
        } = self;
        self.is_scalar_or_list()
            && other.is_scalar_or_list()
            && (*types, *counts_digits) == (other.types, other.counts_digits)
            && *format == other.format
            && *encoding == other.encoding
            && *values == other.values
            && *rules == other.rules
            && (*min_items, *max_items) == (other.min_items, other.max_items)
    }

    fn is_scalar_or_list(&self) -> bool {
        !self.never
            && self.unions.is_empty()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == Additional::Unsaid
            && self.prefix.is_empty()
    }

    fn only(&mut self, types: Types) {
        let number_as_integer = self.types.contains(Types::NUMBER) && types.contains(Types::INTEGER);
        let both = if self.types.is_empty() { types } else { self.types.both(types) };
        let both = if number_as_integer { both.with(Types::INTEGER) } else { both };
        self.never |= both.is_empty();
        self.types = both;
    }

    /// Infers the types that the other keywords imply.
    fn settle(&mut self) {
        if let Some(values) = &self.values {
            let mut of_values = Types::default();
            for value in values {
                of_values = of_values.with(type_of(value));
            }
            if self.types.is_empty() {
                self.types = of_values;
            } else {
                let types = self.types;
                let kept: Vec<Node> = values.iter().filter(|value| admits(types, value)).cloned().list();
                let left = kept.iter().fold(Types::default(), |types, value| types.with(type_of(value)));
                let null = self.types.both(Types::NULL);
                self.never |= kept.is_empty() && null.is_empty();
                // `nullable` beside an enumeration that forgets `null` is meant.
                self.types = left.with(null);
                self.values = Some(kept);
            }
        }
        if self.types.is_empty() && self.unions.is_empty() {
            self.types = self.told_types();
        }
        if self.types.contains(Types::NUMBER) {
            self.counts_digits = self.types.contains(Types::INTEGER);
            self.types = self.types.without(Types::INTEGER);
        }
    }

    /// The types that keywords tell of, where none is said. A format is heard where nothing else tells.
    fn told_types(&self) -> Types {
        let object = !self.properties.is_empty() || !self.required.is_empty() || self.additional != Additional::Unsaid;
        let array = !self.items.is_empty() || !self.prefix.is_empty();
        let has = |test: Test| self.rules.iter().any(|rule| rule.judges() == Some(test));
        let (string, number) = (has(Test::String), has(Test::Number));
        let formatted = self.formatted_types();
        let is_heard = |types: Types| formatted == types && !object && !array && !string;
        let told = [
            (object, Types::OBJECT),
            (array, Types::ARRAY),
            (string || !object && !array && formatted == Types::STRING, Types::STRING),
            (number && formatted != Types::STRING || is_heard(Types::NUMBER), Types::NUMBER),
            (is_heard(Types::INTEGER), Types::INTEGER),
        ];
        told.into_iter().filter(|(is_told, _)| *is_told).fold(Types::default(), |types, (_, told)| types.with(told))
    }

    /// The types that the format tells of. Of a number that may be in quotes, the document's own values say whether it is.
    fn formatted_types(&self) -> Types {
        let Some(format) = self.format else { return Types::default() };
        let values = [self.default, self.example].into_iter().flatten();
        let is_text = values.into_iter().any(|value| matches!(value, Node::String(_)));
        match Format::of(format, Types::STRING).filter(|_| is_text) {
            Some(_) => Types::STRING,
            None => Format::told(format).unwrap_or_default(),
        }
    }
}

/// The JSON type of a value; whole numbers are integers.
pub(in crate::resolve) fn type_of(value: &Node) -> Types {
    match value {
        Node::Null => Types::NULL,
        Node::Bool(_) => Types::BOOLEAN,
        Node::Number(text) if text.contains(['.', 'e', 'E']) => Types::NUMBER,
        Node::Number(_) => Types::INTEGER,
        Node::String(_) => Types::STRING,
        Node::Seq(_) => Types::ARRAY,
        Node::Map(_) => Types::OBJECT,
    }
}

fn admits(types: Types, value: &Node) -> bool {
    let of_value = type_of(value);
    types.contains(of_value) || (of_value == Types::INTEGER && types.contains(Types::NUMBER))
}

fn restrict(types: Types, only: Types) -> Types {
    if types.is_empty() { only } else { types.both(only) }
}

struct Builder<'a, 'p> {
    schemas: &'a Schemas,
    parts: &'p [Part],
    merged: Merged<'a>,
    /// The names that the first closed conjunct knows.
    closed_by: Option<Vec<&'a str>>,
    /// The members so far.
    seen: HashSet<SchemaId>,
    /// The schema that may say as much as it likes, since it is written once.
    own: Option<SchemaId>,
    /// How much others may say.
    most: usize,
    /// Schemas that are known to say too much, for so much that they might say.
    known: Option<&'p HashMap<SchemaId, usize>>,
    /// Whether only annotations and few values are wanted.
    is_outline: bool,
}

/// Longer lists of values are not looked at where only a constant would make a difference.
const FEW_VALUES: usize = 64;

impl<'a, 'p> Builder<'a, 'p> {
    fn new(schemas: &'a Schemas, parts: &'p [Part]) -> Builder<'a, 'p> {
        let merged = Merged { max_items: u64::MAX, ..Merged::default() };
        let seen = HashSet::default();
        Builder {
            schemas,
            parts,
            merged,
            closed_by: None,
            seen,
            own: None,
            most: usize::MAX,
            known: None,
            is_outline: false,
        }
    }

    fn finish(self) -> Merged<'a> {
        let mut merged = self.merged;
        if merged.too_large {
            return Merged {
                too_large: true,
                title: merged.title,
                description: merged.description,
                deprecated: merged.deprecated,
                read_only: merged.read_only,
                write_only: merged.write_only,
                max_items: u64::MAX,
                ..Merged::default()
            };
        }
        if let Some(names) = self.closed_by
            && merged.properties.keys().all(|name| names.contains(name))
            && !matches!(merged.additional, Additional::Schemas(_))
        {
            merged.additional = Additional::Closed;
        }
        merged
    }

    fn schema(&mut self, id: SchemaId) {
        if self.merged.too_large || !self.seen.insert(id) {
            return;
        }
        self.merged.members.push(id);
        let Some(schema) = self.schemas.get(id) else { return };
        if self.own != Some(id) && !self.is_outline {
            let values = schema.enumeration.as_ref().map_or(0, Vec::len);
            // What is required and no property may become one.
            let properties = schema.properties.len().max(schema.required.len());
            self.merged.inherited += 1 + properties + values + schema.required.len() / 4;
            let is_known = self.known.and_then(|known| known.get(&id)).is_some_and(|most| *most >= self.most);
            if is_known || self.merged.inherited > self.most {
                self.merged.too_large = true;
                return;
            }
        }
        self.merged.never |= schema.boolean == Some(false);
        // The outermost prose wins: it was written for this place.
        self.annotations(schema);
        self.types(schema);
        self.values(schema);
        if self.is_outline {
            self.unchecked(schema);
        } else {
            self.object(schema);
            self.array(schema);
            self.rules(schema);
        }
        if let Some(target) = schema.reference.as_ref().and_then(|reference| reference.target) {
            self.schema(target);
        }
        for member in &schema.all_of {
            self.schema(*member);
        }
        for (keyword, variants) in [(Alternatives::OneOf, &schema.one_of), (Alternatives::AnyOf, &schema.any_of)] {
            if !variants.is_empty() && !self.is_outline && !self.parts.contains(&Part::Without(id, keyword)) {
                self.merged.unions.push(MergedUnion {
                    owner: id,
                    keyword,
                    variants,
                    discriminator: schema.rare().discriminator.as_ref(),
                    leads: self.merged.properties.is_empty(),
                });
            }
        }
    }

    /// The alternatives that may hold beside others.
    fn also(&mut self) {
        let mut required: Option<Vec<&'a str>> = None;
        for part in self.parts {
            let Part::Also(id) = part else { continue };
            let Some(schema) = self.schemas.get(*id) else { continue };
            self.merged.inherited += 1 + schema.properties.len() + schema.required.len();
            if self.merged.inherited > self.most {
                self.merged.too_large = true;
                return;
            }
            for (name, property) in &schema.properties {
                // Those that share a property agree on it.
                self.merged.properties.entry(name).or_insert_with(|| vec![Part::Whole(*property)]);
            }
            if schema.additional_properties.is_some() {
                self.anything_further();
            }
            let all = schema.required.iter().map(String::as_str);
            required = Some(match required.take() {
                Some(before) => all.filter(|name| before.contains(name)).list(),
                None => all.list(),
            });
        }
        self.merged.required.extend(required.into_iter().flatten());
    }

    fn annotations(&mut self, schema: &'a Schema) {
        let merged = &mut self.merged;
        merged.title = merged.title.or(schema.title.as_deref());
        merged.description = merged.description.or(schema.description.as_deref());
        merged.default = merged.default.or(schema.default.as_ref());
        merged.example = merged.example.or(schema.examples.first());
        merged.format = merged.format.or(schema.format.as_ref());
        merged.encoding = merged.encoding.or(schema.rare().content_encoding.as_deref());
        merged.deprecated |= schema.deprecated;
        merged.read_only |= schema.read_only;
        merged.write_only |= schema.write_only;
    }

    fn types(&mut self, schema: &'a Schema) {
        if !schema.types.is_empty() {
            self.merged.only(schema.types);
        }
    }

    fn values(&mut self, schema: &'a Schema) {
        let constant = schema.rare().constant.as_ref().map(std::slice::from_ref);
        let is_wanted = |values: &&[Node]| !self.is_outline || values.len() <= FEW_VALUES;
        for values in [schema.enumeration.as_deref(), constant].into_iter().flatten().filter(is_wanted) {
            self.merged.values = Some(match self.merged.values.take() {
                None => values.to_vec(),
                Some(before) => {
                    let values: HashSet<&Node> = values.iter().collect();
                    before.into_iter().filter(|value| values.contains(value)).list()
                }
            });
        }
        if self.merged.value_names.is_empty() {
            self.merged.value_names = &schema.rare().enumeration_names;
        }
    }

    fn object(&mut self, schema: &'a Schema) {
        for (name, property) in &schema.properties {
            let parts = self.merged.properties.entry(name).or_default();
            let part = Part::Whole(*property);
            // A schema is met once; only what alternatives share comes first in another way.
            if parts.first() != Some(&part) {
                parts.push(part);
            }
        }
        self.merged.required.extend(schema.required.iter().map(String::as_str));
        self.additional(schema);
        if let Some(unevaluated) =
            schema.rare().unevaluated_properties.filter(|_| schema.additional_properties.is_none())
        {
            let names = closes(self.schemas, schema);
            let said = self.schemas.get(unevaluated).and_then(|unevaluated| unevaluated.boolean);
            match (said, names) {
                (Some(false), Some(names)) => drop(self.closed_by.get_or_insert(names)),
                (Some(false), None) => {}
                (None, Some(_)) => self.further(unevaluated),
                (Some(true), _) | (None, None) => self.anything_further(),
            }
        }
    }

    /// What properties hold that the schema has no name for.
    fn additional(&mut self, schema: &'a Schema) {
        let additional = schema.additional_properties;
        let boolean = additional.and_then(|id| self.schemas.get(id)?.boolean);
        match (schema.rare().pattern_properties.as_slice(), additional, boolean) {
            ([], None, _) => {}
            ([], Some(_), Some(false)) => {
                self.closed_by.get_or_insert_with(|| schema.properties.iter().map(|(name, _)| name.as_str()).list());
            }
            ([], Some(id), None) => self.further(id),
            // Every name but those that match the only pattern is forbidden; a rule sees to that.
            ([(_, id)], Some(_), Some(false)) => self.further(*id),
            _ => self.anything_further(),
        }
    }

    fn anything_further(&mut self) {
        if self.merged.additional == Additional::Unsaid {
            self.merged.additional = Additional::Any;
        }
    }

    fn further(&mut self, id: SchemaId) {
        let part = Part::Whole(id);
        match &mut self.merged.additional {
            Additional::Schemas(parts) if parts.contains(&part) => {}
            Additional::Schemas(parts) => parts.push(part),
            other => *other = Additional::Schemas(vec![part]),
        }
    }

    fn array(&mut self, schema: &'a Schema) {
        let rare = schema.rare();
        let unevaluated = rare.unevaluated_items.filter(|_| ends(self.schemas, schema));
        if let Some(items) = schema.items.or(unevaluated) {
            self.merged.items.push(Part::Whole(items));
        }
        if self.merged.prefix.is_empty() {
            self.merged.prefix = &rare.prefix_items;
        }
        self.merged.min_items = self.merged.min_items.max(rare.min_items.unwrap_or(0));
        self.merged.max_items = self.merged.max_items.min(rare.max_items.unwrap_or(u64::MAX));
    }

    fn rules(&mut self, schema: &'a Schema) {
        for rule in sizes::rules(schema) {
            if !self.merged.rules.contains(&rule) {
                self.merged.rules.push(rule);
            }
        }
        self.unchecked(schema);
    }

    fn unchecked(&mut self, schema: &'a Schema) {
        let unchecked = [
            ("contentEncoding", schema.rare().content_encoding.is_some()),
            ("contentMediaType", schema.rare().content_media_type.is_some()),
        ];
        for (keyword, said) in unchecked {
            if said && !self.merged.unchecked.contains(&keyword) {
                self.merged.unchecked.push(keyword);
            }
        }
    }
}
