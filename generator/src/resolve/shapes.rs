//! Schemas become shapes.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::flat::{Additional, Flat, Key, Part};
use super::formats;
use super::rules::{self, Definitions, or_null};
use super::streams;
use crate::api::{
    Choice, Field, FieldValue, Format, Integer, Kind, Literal, Record, Rule, Shape, ShapeId, Shapes, Tuple, Use,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Node, Pointer, SchemaId, Types};
use crate::settings::Wishes;

/// The most values that become an enum: compilers need time that grows with the square of their number.
const LARGEST_CHOICE: usize = 1000;

/// Makes shapes of schemas, each once.
pub(super) struct Resolver<'a> {
    pub(super) document: &'a Document,
    pub(super) wishes: &'a Wishes<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) shapes: Shapes,
    components: HashMap<SchemaId, Rc<str>>,
    /// The components that name a schema with a discriminator in their `allOf`.
    pub(super) heirs: HashMap<SchemaId, Vec<SchemaId>>,
    flats: FxHashMap<Key, Rc<Flat<'a>>>,
    uses: FxHashMap<Key, Use>,
    /// The shapes that stand for others in multipart bodies, and for which of their properties are files.
    pub(super) uploads: HashMap<(ShapeId, Vec<String>), ShapeId>,
    /// The shapes of strings that hold JSON, and the schema of that.
    pub(super) contents: HashMap<ShapeId, SchemaId>,
    /// The shapes that stand for others in server-sent events.
    pub(super) events: HashMap<ShapeId, ShapeId>,
    /// Intersections whose shape is that of their only variant, while that is being made.
    pub(super) open: HashSet<Key>,
    /// What rules refer to.
    pub(super) rules: Definitions,
}

impl<'a> Resolver<'a> {
    /// A resolver for this document.
    pub(super) fn new(
        document: &'a Document,
        wishes: &'a Wishes<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Resolver<'a> {
        let components = document.component_schemas.iter().map(|(name, id)| (*id, Rc::from(name.as_str()))).collect();
        Resolver {
            document,
            wishes,
            diagnostics,
            shapes: Shapes::default(),
            components,
            heirs: heirs(document),
            flats: FxHashMap::default(),
            uses: FxHashMap::default(),
            uploads: HashMap::new(),
            contents: HashMap::new(),
            events: HashMap::new(),
            open: HashSet::new(),
            rules: Definitions::default(),
        }
    }

    /// The shape of a schema.
    pub(super) fn schema(&mut self, id: SchemaId) -> Use {
        self.parts(&[Part::Whole(id)])
    }

    /// A use of any value.
    pub(super) fn any(&mut self) -> Use {
        let key: Key = Rc::from([]);
        if let Some(known) = self.uses.get(&key) {
            return known.clone();
        }
        let any = Use { shape: self.shapes.push(Shape::ANY), nullable: false, rules: Vec::new() };
        self.uses.insert(key, any.clone());
        any
    }

    /// The shape of an intersection.
    pub(super) fn parts(&mut self, parts: &[Part]) -> Use {
        let (key, nullable_beside) = self.normal(parts);
        if key.is_empty() {
            return self.any();
        }
        let mut found = match self.uses.get(&key) {
            Some(known) => known.clone(),
            None => self.make(&key),
        };
        if nullable_beside {
            or_null(&mut found);
        }
        found
    }

    /// What an intersection says.
    pub(super) fn flat(&mut self, key: &Key) -> Rc<Flat<'a>> {
        if let Some(known) = self.flats.get(key) {
            return known.clone();
        }
        let flat = Rc::new(Flat::of(&self.document.schemas, key));
        self.flats.insert(key.clone(), flat.clone());
        flat
    }

    /// Follows references and one-member `allOf`s that add nothing but prose, so that what means the same is the same.
    /// Also tells whether something on the way added `null`.
    pub(super) fn normal(&self, parts: &[Part]) -> (Key, bool) {
        let mut normal = Vec::with_capacity(parts.len());
        let mut nullable = false;
        for part in parts {
            match part {
                Part::Whole(id) => self.follow(*id, &mut normal, &mut nullable, 0),
                part => normal.push(*part),
            }
        }
        if normal.len() > 1 {
            let mut seen = HashSet::new();
            normal.retain(|part| seen.insert(*part));
        }
        (normal.into(), nullable && parts.len() == 1)
    }

    fn follow(&self, id: SchemaId, into: &mut Vec<Part>, nullable: &mut bool, depth: u8) {
        let Some(schema) = self.document.schemas.get(id) else { return };
        let says_itself = self.wishes.concern(id)
            || schema.format.is_some()
            || schema.rare().content_encoding.is_some()
            || schema.enumeration.is_some()
            || schema.rare().constant.is_some()
            || !schema.properties.is_empty()
            || !schema.required.is_empty()
            || schema.additional_properties.is_some()
            || schema.rare().unevaluated_properties.is_some()
            || !schema.rare().pattern_properties.is_empty()
            || schema.items.is_some()
            || !schema.rare().prefix_items.is_empty()
            || !schema.any_of.is_empty()
            || !schema.one_of.is_empty()
            || schema.boolean == Some(false)
            || schema.rare().not.is_some()
            || schema.rare().if_schema.is_some()
            || schema.rare().contains.is_some()
            || schema.rare().unevaluated_items.is_some()
            || schema.rare().property_names.is_some()
            || !schema.rare().dependent_required.is_empty()
            || !schema.rare().dependent_schemas.is_empty()
            || schema.rare().min_properties.is_some()
            || schema.rare().max_properties.is_some()
            || schema.rare().min_length.is_some()
            || schema.rare().max_length.is_some()
            || schema.rare().pattern.is_some()
            || schema.rare().minimum.is_some()
            || schema.rare().maximum.is_some()
            || schema.rare().exclusive_minimum.is_some()
            || schema.rare().exclusive_maximum.is_some()
            || schema.rare().multiple_of.is_some()
            || schema.rare().min_items.is_some()
            || schema.rare().max_items.is_some()
            || schema.rare().unique_items
            || schema.rare().discriminator.is_some();
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        let members = usize::from(target.is_some()) + schema.all_of.len();
        let only_null = schema.types.without(Types::OBJECT).without(Types::NULL).is_empty();
        if says_itself || members == 0 || !only_null || depth > 64 {
            let says_nothing = !says_itself && members == 0 && schema.types.is_empty();
            if !(says_nothing && depth > 0) {
                into.push(Part::Whole(id));
            }
            return;
        }
        let mut inner = Vec::new();
        let mut inner_nullable = schema.types.contains(Types::NULL);
        for member in target.iter().chain(&schema.all_of) {
            self.follow(*member, &mut inner, &mut inner_nullable, depth + 1);
        }
        match inner.as_slice() {
            // An heir that adds nothing is told from its base by its tag.
            [Part::Whole(base)] if self.heirs.get(base).is_some_and(|heirs| heirs.contains(&id)) => {
                into.push(Part::Whole(id));
            }
            [] | [_] => {
                *nullable |= inner_nullable;
                into.append(&mut inner);
            }
            // What means more than one schema is itself, under its own name.
            _ => into.push(Part::Whole(id)),
        }
    }

    /// The component that this intersection is.
    pub(super) fn component(&self, key: &Key) -> Option<Rc<str>> {
        match &**key {
            [Part::Whole(id)] => self.components.get(id).cloned(),
            _ => None,
        }
    }

    /// Remembers a use for an intersection.
    pub(super) fn remember(&mut self, key: &Key, found: Use) -> Use {
        self.uses.insert(key.clone(), found.clone());
        found
    }

    fn make(&mut self, key: &Key) -> Use {
        let flat = self.flat(key);
        if let [Part::Whole(id)] = &**key
            && let Some(path) = self.wishes.replacement(*id)
        {
            let shape = self.allocate(key, &flat);
            self.set(shape, Kind::Given(path.clone()));
            return self.remember(key, Use { shape, nullable: flat.types.contains(Types::NULL), rules: Vec::new() });
        }
        if let [Part::Whole(base)] = &**key
            && flat.unions.is_empty()
            && let Some(heirs) = self.heirs.get(base).cloned()
        {
            return self.base_union(key, &flat, *base, &heirs);
        }
        if !flat.unions.is_empty() && flat.values.is_none() {
            return self.union(key, &flat);
        }
        let types = flat.types.without(Types::NULL);
        if types.is_empty() && flat.types.contains(Types::NULL) {
            let shape = self.allocate(key, &flat);
            self.set(shape, Kind::Null);
            return self.remember(key, Use { shape, nullable: true, rules: Vec::new() });
        }
        if is_single(types) || types.is_empty() || flat.values.is_some() {
            return self.single(key, &flat, types);
        }
        self.typed_union(key, types)
    }

    /// Reserves the shape of an intersection, so that what it holds can refer back to it.
    pub(super) fn allocate(&mut self, key: &Key, flat: &Flat<'_>) -> ShapeId {
        let name = match &**key {
            [Part::Whole(id)] => self.wishes.name(*id).cloned(),
            _ => None,
        };
        self.shapes.push(Shape {
            kind: Kind::Any,
            rules: Vec::new(),
            // Where the schema is none, its name makes one of it.
            component: self.component(key).or(name.clone()),
            name,
            title: flat.title.map(str::to_owned),
            description: flat.description.map(str::to_owned),
            example: flat.example.cloned(),
            deprecated: flat.deprecated,
        })
    }

    /// Fills a reserved shape.
    pub(super) fn set(&mut self, id: ShapeId, kind: Kind) {
        if let Some(shape) = self.shapes.get_mut(id) {
            shape.kind = kind;
        }
    }

    fn single(&mut self, key: &Key, flat: &Flat<'a>, types: Types) -> Use {
        let shape = self.allocate(key, flat);
        let nullable = flat.types.contains(Types::NULL)
            && flat.values.as_ref().is_none_or(|values| flat.types != Types::NULL || values.contains(&Node::Null));
        self.remember(key, Use { shape, nullable, rules: flat.rules.clone() });
        let mut rules = flat.rules.clone();
        let at = key.iter().find_map(|part| match part {
            Part::Whole(id) => self.document.schemas.get(*id).map(|schema| schema.pointer.clone()),
            _ => None,
        });
        let kind = self.kind(flat, types, &mut rules, &at.unwrap_or_default());
        let mut beyond: Vec<Rule> = rules.extract_if(.., |rule| !rules::is_of_one_type(rule)).collect();
        beyond.extend(self.structure(flat));
        if !flat.unions.is_empty() {
            // Beside values that the document lists, alternatives are no types.
            let unions = flat.unions.iter();
            beyond.extend(unions.filter_map(|union| self.one_of_these(union.keyword, union.variants)));
        }
        match (&kind, &flat.values) {
            (Kind::Never, _) => beyond = vec![Rule::Never],
            (Kind::Choice(_), _) | (_, None) => {}
            (_, Some(values)) => {
                let null = Some(Node::Null).filter(|null| nullable && !values.contains(null));
                beyond.push(Rule::Values(values.iter().cloned().chain(null).collect()));
            }
        }
        if let Some(content) = streams::content_schema(self.document, key) {
            self.contents.insert(shape, content);
        }
        self.set(shape, kind);
        let mut found = Use { shape, nullable, rules };
        self.add_rules(&mut found, beyond);
        self.remember(key, found)
    }

    fn kind(&mut self, flat: &Flat<'_>, types: Types, rules: &mut Vec<Rule>, at: &Pointer) -> Kind {
        if flat.never {
            return Kind::Never;
        }
        if let Some(values) = &flat.values
            && let Some(choice) = choice(values, flat.value_names)
        {
            if choice.values.len() <= LARGEST_CHOICE {
                rules.clear();
                return Kind::Choice(choice);
            }
            self.diagnostics.push(
                Diagnostic::note(
                    Code::LargeEnumeration,
                    format!("an enumeration of {} values is not spelled out", choice.values.len()),
                )
                .at_key(&at.child("enum"))
                .with_note(format!(
                    "up to {LARGEST_CHOICE} values become an enum; compilers need long for larger ones"
                )),
            );
        }
        match types {
            Types::BOOLEAN => Kind::Boolean,
            Types::INTEGER => Kind::Integer(integer(flat)),
            Types::NUMBER if flat.format.is_some_and(|format| **format == *"decimal") => Kind::Decimal,
            Types::NUMBER => Kind::Number { single: flat.format.is_some_and(|format| **format == *"float") },
            Types::STRING => formats::kind(self.wishes.settings, flat.format, flat.encoding, rules),
            Types::ARRAY if !flat.prefix.is_empty() => self.tuple(flat, rules),
            Types::ARRAY => {
                let items = if flat.items.is_empty() { self.any() } else { self.parts(&flat.items) };
                if !items.rules.is_empty() {
                    rules.push(Rule::Items(items.rules.clone()));
                }
                Kind::List(Use { rules: Vec::new(), ..items })
            }
            Types::OBJECT => self.object(flat, rules),
            _ => Kind::Any,
        }
    }

    fn tuple(&mut self, flat: &Flat<'_>, rules: &mut Vec<Rule>) -> Kind {
        let required = usize::try_from(flat.min_items).unwrap_or(usize::MAX).min(flat.prefix.len());
        // The items that must be there say so by their types.
        rules.retain(|rule| !matches!(rule, Rule::MinItems(least) if *least <= required as u64));
        let mut items: Vec<Use> = flat.prefix.iter().map(|id| self.schema(*id)).collect();
        // What may follow is kept, whatever it is.
        let mut rest = Some(self.parts(&flat.items)).filter(|_| flat.max_items > flat.prefix.len() as u64);
        if rest.as_ref().is_some_and(|rest| self.is_never(rest)) {
            rules.push(Rule::MaxItems(flat.prefix.len() as u64));
            rest = None;
        }
        if items.iter().any(|item| !item.rules.is_empty()) {
            rules.push(Rule::Prefix(items.iter_mut().map(|item| std::mem::take(&mut item.rules)).collect()));
        }
        if let Some(rest) = rest.as_mut().filter(|rest| !rest.rules.is_empty()) {
            rules.push(Rule::ItemsFrom(flat.prefix.len() as u64, std::mem::take(&mut rest.rules)));
        }
        Kind::Tuple(Tuple { items, required, rest })
    }

    fn is_never(&self, value: &Use) -> bool {
        self.shapes.get(value.shape).kind == Kind::Never
    }

    /// Gives the lists and maps that hold themselves with no type between a shape that can have a name.
    pub(super) fn name_recursion(&mut self) {
        for id in self.shapes.ids() {
            if self.holds_itself(id)
                && let Some(shape) = self.shapes.get_mut(id)
            {
                let inner = Shape { kind: std::mem::replace(&mut shape.kind, Kind::Any), ..Shape::ANY };
                let inner = self.shapes.push(inner);
                self.set(id, Kind::Recursive(Use { shape: inner, nullable: false, rules: Vec::new() }));
            }
        }
    }

    fn holds_itself(&self, id: ShapeId) -> bool {
        let mut seen = HashSet::new();
        let mut at = id;
        while let Kind::List(inner) | Kind::Map(inner) = &self.shapes.get(at).kind {
            at = inner.shape;
            if at == id {
                return true;
            }
            if !seen.insert(at) {
                return false;
            }
        }
        false
    }

    fn object(&mut self, flat: &Flat<'_>, rules: &mut Vec<Rule>) -> Kind {
        let rest = match &flat.additional {
            Additional::Schemas(parts) => Some(self.parts(parts)),
            Additional::Any => Some(self.any()),
            Additional::Closed | Additional::Unsaid => None,
        };
        let closed = flat.additional == Additional::Closed;
        if flat.properties.is_empty() && !closed {
            let value = match rest {
                Some(rest) => rest,
                None => self.any(),
            };
            if !value.rules.is_empty() {
                rules.push(Rule::Items(value.rules.clone()));
            }
            return Kind::Map(Use { rules: Vec::new(), ..value });
        }
        let mut fields = Vec::with_capacity(flat.properties.len());
        for (name, parts) in &flat.properties {
            let required = flat.required.contains(name);
            fields.push(self.field(name, parts, required));
        }
        Kind::Record(Record { fields, rest, closed })
    }

    fn field(&mut self, name: &str, parts: &[Part], required: bool) -> Field {
        let own: Key = Rc::from(parts);
        let prose = self.flat(&own);
        let value = self.parts(parts);
        let constant = match (&prose.values, required, value.nullable) {
            (Some(values), true, false) => match values.as_slice() {
                [only @ (Node::String(_) | Node::Bool(_))] => Some(only.clone()),
                [only @ Node::Number(_)] if super::flat::type_of(only) == Types::INTEGER => Some(only.clone()),
                _ => None,
            },
            _ => None,
        };
        let mut unchecked = prose.unchecked.clone();
        if let Kind::Formatted(Format::Base64 | Format::Base64Url) = self.shapes.get(value.shape).kind {
            unchecked.retain(|keyword| *keyword != "contentEncoding");
        }
        Field {
            name: name.to_owned(),
            value: match constant {
                Some(constant) => FieldValue::Constant(constant),
                None => FieldValue::Value(value),
            },
            required,
            read_only: prose.read_only,
            write_only: prose.write_only,
            deprecated: prose.deprecated,
            description: prose.description.map(str::to_owned),
            default: prose.default.cloned(),
            example: prose.example.cloned(),
            unchecked,
        }
    }
}

/// OpenAPI lets a schema with a discriminator stand for all components that have it in their `allOf`.
fn heirs(document: &Document) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut heirs: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for (_, id) in &document.component_schemas {
        let members = document.schemas.get(*id).map(|schema| schema.all_of.as_slice()).unwrap_or_default();
        for member in members {
            let target = document.schemas.get(*member).and_then(|member| member.reference.as_ref()?.target);
            if let Some(base) = target
                && document.schemas.get(base).is_some_and(|base| {
                    base.rare().discriminator.is_some() && base.one_of.is_empty() && base.any_of.is_empty()
                })
            {
                heirs.entry(base).or_default().push(*id);
            }
        }
    }
    heirs
}

/// Whether there is just one type.
pub(super) fn is_single(types: Types) -> bool {
    each(types).count() == 1
}

/// The types in a set, one by one.
pub(super) fn each(types: Types) -> impl Iterator<Item = Types> {
    [Types::NULL, Types::BOOLEAN, Types::INTEGER, Types::NUMBER, Types::STRING, Types::ARRAY, Types::OBJECT]
        .into_iter()
        .filter(move |one| types.contains(*one))
}

/// An enumeration of strings, or of integers; `None` for mixed ones.
fn choice(values: &[Literal], names: &[String]) -> Option<Choice> {
    let mut kept: Vec<Literal> = Vec::with_capacity(values.len());
    let mut kept_names = Vec::new();
    let mut seen = HashSet::new();
    for (at, value) in values.iter().enumerate() {
        let text = match value {
            Node::Null => continue,
            Node::String(text) => text.as_str(),
            Node::Number(text) => text,
            _ => return None,
        };
        if seen.insert(text) {
            kept.push(value.clone());
            if names.len() == values.len() {
                kept_names.extend(names.get(at).cloned());
            }
        }
    }
    let strings = kept.iter().all(|value| matches!(value, Node::String(_)));
    let integers = kept.iter().all(|value| matches!(value, Node::Number(text) if text.parse::<i64>().is_ok()));
    (!kept.is_empty() && (strings || integers)).then_some(Choice { values: kept, names: kept_names })
}

fn integer(flat: &Flat<'_>) -> Integer {
    match flat.format.map(|format| &**format) {
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") => Integer::I32,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32") => Integer::U32,
        Some("uint64") => Integer::U64,
        None if told_values(flat).any(|value| value.parse::<i64>().is_err() && value.parse::<i128>().is_ok()) => {
            Integer::I128
        }
        _ => Integer::I64,
    }
}

/// The numbers that the document itself takes for values.
fn told_values<'a>(flat: &Flat<'a>) -> impl Iterator<Item = &'a str> {
    [flat.default, flat.example].into_iter().flatten().filter_map(|value| match value {
        Node::Number(text) => Some(&**text),
        _ => None,
    })
}
