//! Schemas become shapes.

mod normal;
mod object;
mod recursion;
mod single;
mod too_large;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::flat::{Flat, Key, Part};
use super::formats;
use super::rules::{Definitions, or_null};
use crate::api::{Component, Kind, Security, Shape, ShapeId, Shapes, Use};
use crate::diagnostic::Diagnostics;
use crate::document::{Allowance, Document, Ratio, Repeats, SchemaId};
use crate::lists::Listing;
use crate::settings::Wishes;
use crate::value::Types;

/// How many properties, values and members of other schemas intersections may take over, all together.
const INHERITED: Ratio = Ratio { each_thousand: 200, least: 2_000 };

/// Makes shapes of schemas, each once.
pub(super) struct Resolver<'a> {
    pub(super) document: &'a Document,
    pub(super) wishes: &'a Wishes<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) shapes: Shapes,
    components: HashMap<SchemaId, Rc<str>>,
    /// The schemas that stand for the components that inherit from them.
    pub(super) heirs: HashMap<SchemaId, Lineage>,
    flats: FxHashMap<Key, Rc<Flat<'a>>>,
    uses: FxHashMap<Key, Use>,
    /// What schemas mean that only refer to others.
    followed: RefCell<FxHashMap<SchemaId, normal::Meaning>>,
    /// How much of other schemas intersections may still take over.
    allowance: Allowance,
    /// The intersections whose variants have been counted, and found affordable.
    pub(super) counted: FxHashSet<Key>,
    /// The intersections looked at for the first time while variants are being counted.
    trail: Option<Vec<Key>>,
    /// Prose, defaults and examples that several places repeat.
    pub(super) repeats: Repeats,
    /// The shapes that stand for others in multipart bodies, and for which of their properties are files.
    pub(super) uploads: HashMap<(ShapeId, Vec<String>), ShapeId>,
    /// The shapes of strings that hold JSON, and the schema of that.
    pub(super) contents: HashMap<ShapeId, SchemaId>,
    /// The shapes of what changes others, in JSON Merge Patch.
    pub(super) patches: HashMap<ShapeId, ShapeId>,
    /// The shapes that stand for others in server-sent events.
    pub(super) events: HashMap<ShapeId, ShapeId>,
    /// Intersections whose shape is that of their only variant, while that is being made.
    pub(super) open: HashSet<Key>,
    /// What rules refer to.
    pub(super) rules: Definitions,
    /// What operations ask for that don't say it themselves, once one of them was met.
    pub(super) security: Option<Security>,
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
            followed: RefCell::default(),
            allowance: Allowance::of(document.bytes, INHERITED),
            counted: FxHashSet::default(),
            trail: None,
            repeats: Repeats::of(document.bytes),
            uploads: HashMap::new(),
            contents: HashMap::new(),
            patches: HashMap::new(),
            events: HashMap::new(),
            open: HashSet::new(),
            rules: Definitions::default(),
            security: None,
        }
    }

    /// The components that become types whether operations lead to them or not.
    pub(super) fn components_wanted(&mut self) -> Vec<Component> {
        if !self.wishes.settings.wants_all_types(self.document) {
            return Vec::new();
        }
        let document = self.document;
        let components = document.component_schemas.iter();
        let component = |(name, id): &(String, SchemaId)| {
            let is_record = self.is_variant_of_itself(*id);
            let value = if is_record { self.parts(&[Part::Whole(*id), Part::Alone]) } else { self.schema(*id) };
            Component { name: name.as_str().into(), value }
        };
        components.map(component).list()
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
        self.name_rules(&key, &mut found);
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
        let most = self.allowance.most();
        let mut flat = Flat::of(&self.document.schemas, key, most);
        // Markers that set unions aside only repeat what the key without them says.
        flat.too_large |= !self.allowance.spend(if flat.too_large { most.saturating_add(1) } else { flat.inherited });
        let flat = Rc::new(flat);
        self.flats.insert(key.clone(), flat.clone());
        if let Some(trail) = &mut self.trail {
            trail.push(key.clone());
        }
        flat
    }

    /// Tries whether what this counts can be afforded as a whole. If not, nothing of it is remembered.
    pub(super) fn afford(&mut self, count: impl FnOnce(&mut Resolver<'a>) -> bool) -> bool {
        self.allowance.begin();
        self.trail = Some(Vec::new());
        let counted = count(self);
        let trail = self.trail.take().unwrap_or_default();
        let affordable = self.allowance.end() && counted;
        if !affordable {
            for key in trail {
                self.flats.remove(&key);
            }
        }
        affordable
    }

    /// What is said of an intersection beside its structure.
    pub(super) fn annotations(&self, parts: &[Part]) -> Flat<'a> {
        Flat::annotations(&self.document.schemas, parts)
    }

    /// The component that this intersection is.
    pub(super) fn component(&self, key: &Key) -> Option<Rc<str>> {
        match &**key {
            // The component's own name is its record's.
            [Part::Whole(id)] if self.is_variant_of_itself(*id) => {
                self.components.get(id).map(|name| format!("Any{name}").into())
            }
            [Part::Whole(id)] | [Part::Whole(id), Part::Alone] => self.components.get(id).cloned(),
            _ => None,
        }
    }

    /// The name of the component that a schema is.
    pub(super) fn component_name(&self, id: SchemaId) -> Option<Rc<str>> {
        self.components.get(&id).cloned()
    }

    /// Whether a schema stands for those that inherit from it, and for itself.
    pub(super) fn is_variant_of_itself(&self, id: SchemaId) -> bool {
        self.heirs.get(&id).is_some_and(|lineage| lineage.is_variant)
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
        if flat.too_large {
            return self.too_large(key, &flat);
        }
        if let [Part::Whole(base)] = &**key
            && flat.unions.is_empty()
            && let Some(lineage) = self.heirs.get(base).cloned()
        {
            return self.base_union(key, &flat, *base, &lineage);
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
        let number = types.without(Types::STRING);
        if types != number
            && matches!(number, Types::INTEGER | Types::NUMBER)
            && formats::is_also_text(self.wishes, flat.format, &flat.rules)
        {
            return self.single(key, &flat, Types::STRING);
        }
        self.typed_union(key, types)
    }

    /// Reserves the shape of an intersection, so that what it holds can refer back to it.
    pub(super) fn allocate(&mut self, key: &Key, flat: &Flat<'_>) -> ShapeId {
        let name = match &**key {
            [Part::Whole(id)] if self.is_variant_of_itself(*id) => None,
            [Part::Whole(id)] | [Part::Whole(id), Part::Alone] => self.wishes.name(*id).cloned(),
            _ => None,
        };
        let title = flat.title.map(|text| self.prose(text, key));
        let description = flat.description.map(|text| self.prose(text, key));
        let example = flat.example.and_then(|example| self.sample(example, key));
        self.shapes.push(Shape {
            kind: Kind::Any,
            rules: Vec::new(),
            // Where the schema is none, its name makes one of it.
            component: self.component(key).or(name.clone()),
            name,
            title,
            description,
            example,
            deprecated: flat.deprecated,
        })
    }

    /// Fills a reserved shape.
    pub(super) fn set(&mut self, id: ShapeId, kind: Kind) {
        if let Some(shape) = self.shapes.get_mut(id) {
            shape.kind = kind;
        }
    }
}

/// The components that inherit from a schema and are told apart.
#[derive(Clone, Debug)]
pub(super) struct Lineage {
    /// The schema whose discriminator tells them apart: the base itself, or the one that it inherits from.
    pub(super) discriminator: SchemaId,
    pub(super) heirs: Vec<SchemaId>,
    /// Whether the schema's own values occur as well: then it is an heir itself.
    pub(super) is_variant: bool,
}

/// How many heirs with heirs of their own a component may have above it, on average. Beyond that, only a base stands for its
/// heirs.
const DEPTH_OF_HEIRS: usize = 8;

/// OpenAPI lets a schema with a discriminator stand for all components that have it in their `allOf`, or have one that has.
/// An heir that has heirs stands for these and for itself.
fn heirs(document: &Document) -> HashMap<SchemaId, Lineage> {
    let has_no_union =
        |id: SchemaId| document.schemas.get(id).filter(|schema| schema.one_of.is_empty() && schema.any_of.is_empty());
    let is_base = |id: SchemaId| has_no_union(id).is_some_and(|base| base.rare().discriminator.is_some());
    let components: FxHashSet<SchemaId> = document.component_schemas.iter().map(|(_, id)| *id).collect();
    let mut lineages: HashMap<SchemaId, Lineage> = HashMap::new();
    // The nearest base above each schema that has been met: chains may be long.
    let mut bases: FxHashMap<SchemaId, Option<SchemaId>> = FxHashMap::default();
    for (_, id) in &document.component_schemas {
        let ancestors = ancestors(document, *id);
        for ancestor in &ancestors {
            let discriminator = if is_base(*ancestor) {
                *ancestor
            } else {
                let above = || self::ancestors(document, *ancestor).into_iter().find(|above| is_base(*above));
                match *bases.entry(*ancestor).or_insert_with(above) {
                    Some(base) if components.contains(ancestor) && has_no_union(*ancestor).is_some() => base,
                    _ => continue,
                }
            };
            let is_variant = discriminator != *ancestor;
            let lineage = Lineage { discriminator, heirs: Vec::new(), is_variant };
            lineages.entry(*ancestor).or_insert(lineage).heirs.push(*id);
        }
    }
    // In a long chain each would have all that come after it.
    let inner: usize = lineages.values().filter(|lineage| lineage.is_variant).map(|lineage| lineage.heirs.len()).sum();
    if inner > DEPTH_OF_HEIRS * document.component_schemas.len() {
        lineages.retain(|_, lineage| !lineage.is_variant);
    }
    lineages
}

/// What a schema inherits from through `allOf`, each once.
fn ancestors(document: &Document, id: SchemaId) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut open = vec![id];
    let mut seen = FxHashSet::from_iter([id]);
    while let Some(schema) = open.pop().and_then(|id| document.schemas.get(id)) {
        for member in &schema.all_of {
            let target = document.schemas.get(*member).and_then(|member| member.reference.as_ref()?.target);
            let Some(base) = target.filter(|base| seen.insert(*base)) else { continue };
            found.push(base);
            open.push(base);
        }
    }
    found
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
