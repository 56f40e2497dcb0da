//! What is known of shapes before they have names: what the user says of them, and which hold themselves.

use std::borrow::Cow;
use std::rc::Rc;

use crate::api::{Api, Component, Kind, Shape, ShapeId, Variation};
use crate::maps::{HashMap, HashSet};
use crate::settings::{SchemaName, SchemaSettings};

/// What is known of shapes before they have names.
#[derive(Debug, Default)]
pub(crate) struct ShapeNotes {
    /// The names that the user gives types, to be taken as they are.
    names: HashMap<ShapeId, Rc<str>>,
    /// Types of the user's own, as code names them.
    replacements: HashMap<ShapeId, Rc<str>>,
    /// Lists and maps that hold themselves with no other type between.
    recursive: HashSet<ShapeId>,
    /// The types that a lock knows shapes as: those of different ones are not one type.
    locked: HashMap<ShapeId, usize>,
    /// The shorter names of components, as words.
    reduced: HashMap<Rc<str>, String>,
}

impl ShapeNotes {
    /// Looks through the shapes; names of types are spelled so.
    pub(crate) fn of(api: &Api, settings: &SchemaSettings<'_>, spelled: &dyn Fn(&SchemaName) -> String) -> ShapeNotes {
        let mut notes = ShapeNotes { recursive: recursive(api), ..ShapeNotes::default() };
        if settings.names.is_empty() && settings.replacements.is_empty() {
            return notes;
        }
        let components: HashSet<&str> =
            api.shapes.ids().filter_map(|id| api.shapes.get(id).component.as_deref()).collect();
        for id in api.shapes.ids() {
            let shape = api.shapes.get(id);
            let Some(schema) = &shape.schema else { continue };
            if let Some(name) = settings.names.get(schema) {
                notes.names.insert(id, varied(&spelled(name), shape, &components).into());
            }
            if let Some(path) = settings.replacements.get(schema) {
                notes.replacements.insert(id, path.clone());
            }
        }
        notes
    }

    /// Whether a shape is a list or a map that holds itself: no type of Rust can be spelled for it without a name.
    pub(crate) fn is_recursive(&self, id: ShapeId) -> bool {
        self.recursive.contains(&id)
    }

    /// Keeps apart what a lock knows as different types.
    pub(crate) fn keep_apart(&mut self, locked: HashMap<ShapeId, usize>) {
        self.locked = locked;
    }

    /// Calls components by shorter names.
    pub(crate) fn call(&mut self, reduced: HashMap<Rc<str>, String>) {
        self.reduced = reduced;
    }

    /// What a component is called: by its name, or a shorter one.
    pub(crate) fn component<'n>(&'n self, name: &'n str) -> &'n str {
        self.reduced.get(name).map_or(name, String::as_str)
    }

    /// What a shape is called, if it is a component's.
    pub(crate) fn component_of<'n>(&'n self, shape: &'n Shape) -> Option<&'n str> {
        shape.component.as_deref().map(|name| self.component(name))
    }

    /// The number of the type that a lock knows a shape as.
    pub(crate) fn locked(&self, id: ShapeId) -> Option<usize> {
        self.locked.get(&id).copied()
    }

    /// Whether a shape becomes a type with a name.
    pub(crate) fn is_named(&self, api: &Api, id: ShapeId) -> bool {
        let kind = &api.shapes.get(id).kind;
        matches!(kind, Kind::Record(_) | Kind::Choice(_) | Kind::Union(_) | Kind::Tuple(_)) || self.is_recursive(id)
    }

    /// Whether a component is another name for a type: a plain value, a list or a map, or another component.
    pub(crate) fn is_alias(&self, api: &Api, component: &Component) -> bool {
        let id = component.value.shape;
        let shape = api.shapes.get(id);
        let is_itself = self.is_named(api, id) && shape.component.as_ref() == Some(&component.name);
        !is_itself && shape.kind != Kind::External
    }

    /// Whether the user names a shape that the document does not, by its pointer.
    pub(crate) fn is_named_by_pointer(&self, api: &Api, id: ShapeId) -> bool {
        let shape = api.shapes.get(id);
        let is_pointer = shape.schema.as_ref().is_some_and(|pointer| shape.component.as_ref() == Some(&pointer.0));
        is_pointer && self.names.contains_key(&id)
    }

    /// The name that a shape's type is to have, as it is.
    pub(crate) fn name(&self, id: ShapeId) -> Option<&str> {
        self.names.get(&id).map(|name| &**name)
    }

    /// The type that stands for a shape, as code names it.
    pub(crate) fn replacement(&self, id: ShapeId) -> Option<&str> {
        self.replacements.get(&id).map(|path| &**path)
    }
}

/// The lists and maps that hold themselves with no other type between: of those that hold each other, the first.
fn recursive(api: &Api) -> HashSet<ShapeId> {
    let mut recursive = HashSet::new();
    for id in api.shapes.ids() {
        let mut seen = HashSet::new();
        let mut at = id;
        while let Kind::List(inner) | Kind::Map(inner) = &api.shapes.get(at).kind {
            at = inner.shape;
            if at == id {
                recursive.insert(id);
            }
            if recursive.contains(&at) || !seen.insert(at) {
                break;
            }
        }
    }
    recursive
}

/// What one of a schema's several shapes is called, by the name that the user gives it.
fn varied(name: &str, shape: &Shape, components: &HashSet<&str>) -> String {
    let varied = shape.variations.iter().fold(Cow::Borrowed(name), |name, variation| match variation {
        Variation::Sent if name.to_ascii_lowercase().ends_with("request") => format!("{name}Input").into(),
        Variation::Sent => format!("{name}Request").into(),
        Variation::Change if name.to_ascii_lowercase().contains("patch") => name,
        Variation::Change if components.contains(&*format!("{name}Patch")) => format!("{name}MergePatch").into(),
        Variation::Change => format!("{name}Patch").into(),
        Variation::Form => format!("{name}Form").into(),
    });
    varied.into_owned()
}
