//! What shapes are built with, and those that are built.

use std::rc::Rc;

use super::context::Context;
use super::definitions::Definitions;
use super::intersection::{Intersections, Key, Lineages, Merged, Part};
use crate::api::{Kind, Shape, ShapeId, Shapes, Use};
use crate::document::SchemaId;
use crate::maps::{HashMap, HashSet};

/// Makes shapes of schemas, each once.
pub(super) struct ShapeBuilder<'a> {
    pub(super) context: Context<'a>,
    pub(super) intersections: Intersections<'a>,
    pub(super) shapes: Shapes,
    components: HashMap<SchemaId, Rc<str>>,
    /// The components that say nothing but one schema within them, by that schema.
    holders: HashMap<SchemaId, SchemaId>,
    pub(super) uses: HashMap<Key, Use>,
    /// The shapes of strings that hold JSON, and the schema of that.
    pub(super) contents: HashMap<ShapeId, SchemaId>,
    /// Intersections whose shape is that of their only variant, while that is being made.
    pub(super) open: HashSet<Key>,
    /// What rules refer to.
    pub(super) definitions: Definitions,
}

impl<'a> ShapeBuilder<'a> {
    pub(super) fn new(context: Context<'a>, lineages: &'a Lineages) -> ShapeBuilder<'a> {
        let document = context.document;
        let intersections = Intersections::new(document, context.schema_settings, lineages);
        let mut components: HashMap<SchemaId, Rc<str>> =
            document.component_schemas.iter().map(|(name, id)| (*id, Rc::from(name.as_str()))).collect();
        let mut holders = HashMap::new();
        for (name, id) in &document.component_schemas {
            if let [Part::Whole(meant)] = &*intersections.canonicalize(&[Part::Whole(*id)]).0
                && let (Some(within), Some(component)) = (document.schemas.get(*meant), document.schemas.get(*id))
                && meant != id
                && within.pointer.to_string().starts_with(&format!("{}/", component.pointer))
            {
                components.insert(*meant, name.as_str().into());
                holders.insert(*meant, *id);
            }
        }
        ShapeBuilder {
            intersections,
            context,
            shapes: Shapes::default(),
            components,
            holders,
            uses: HashMap::default(),
            contents: HashMap::new(),
            open: HashSet::new(),
            definitions: Definitions::default(),
        }
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

    /// The component that this intersection is.
    pub(super) fn component(&self, key: &Key) -> Option<Rc<str>> {
        match &**key {
            // The component's own name is its record's.
            [Part::Whole(id)] if self.intersections.is_variant_of_itself(*id) => {
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

    /// Remembers a use for an intersection.
    pub(super) fn remember(&mut self, key: &Key, found: Use) -> Use {
        self.uses.insert(key.clone(), found.clone());
        found
    }

    /// Reserves the shape of an intersection, so that what it holds can refer back to it.
    pub(super) fn allocate(&mut self, key: &Key, merged: &Merged<'_>) -> ShapeId {
        let schema = match &**key {
            [Part::Whole(id)] if self.intersections.is_variant_of_itself(*id) => None,
            [Part::Whole(id)] | [Part::Whole(id), Part::Alone] => Some(*id),
            _ => None,
        };
        let named = schema.filter(|id| self.context.schema_settings.is_named(*id));
        let pointer = |id: SchemaId| Some(self.context.document.schemas.get(id)?.pointer.clone());
        let (schema_id, schema, named) = (schema, schema.and_then(pointer), named.and_then(pointer));
        let title = merged.title.map(|text| self.context.prose(text, key));
        let holder = schema_id.and_then(|id| self.holders.get(&id)).map(|id| [Part::Whole(*id)]);
        let description = match (merged.description, &holder) {
            (Some(text), _) => Some(self.context.prose(text, key)),
            (None, None) => None,
            (None, Some(holder)) => {
                let said = self.intersections.annotations(holder).description;
                said.map(|text| self.context.prose(text, holder))
            }
        };
        let example = merged.example.and_then(|example| self.context.sample(example, key));
        self.shapes.push(Shape {
            kind: Kind::Any,
            rules: Vec::new(),
            component: self.component(key).or(named.map(|pointer| pointer.0)),
            schema,
            variations: Vec::new(),
            title,
            description,
            example,
            deprecated: merged.deprecated,
        })
    }

    /// Fills a reserved shape.
    pub(super) fn set(&mut self, id: ShapeId, kind: Kind) {
        if let Some(shape) = self.shapes.get_mut(id) {
            shape.kind = kind;
        }
    }
}
