//! References between schemas, resolved once every schema position has been walked.

use std::collections::HashMap;

use super::reference::Target;
use super::{Located, Reader, Version};
use crate::document::{Node, Pointer, SchemaId, Schemas};

/// Schemas by the names that they give themselves.
#[derive(Default)]
struct Names {
    /// `$anchor` and `$dynamicAnchor`, behind the root of their file.
    anchors: HashMap<String, SchemaId>,
    /// `$id`.
    ids: HashMap<String, SchemaId>,
    /// How many schemas have been looked at.
    seen: u32,
    /// Anchors of whole files, by the files' roots: for places that nothing else leads to.
    unwalked: HashMap<Pointer, HashMap<String, Pointer>>,
}

impl Names {
    /// Learns the names of the schemas that were walked since.
    fn update(&mut self, schemas: &Schemas) {
        while let Some(schema) = schemas.get(SchemaId(self.seen)) {
            let id = SchemaId(self.seen);
            self.seen += 1;
            for (keyword, value) in &schema.other {
                let Node::String(name) = value else {
                    continue;
                };
                match keyword.as_str() {
                    "$anchor" | "$dynamicAnchor" => {
                        let anchor = format!("{}{name}", Pointer::root(schema.pointer.file()));
                        self.anchors.entry(anchor).or_insert(id);
                    }
                    "$id" => {
                        self.ids.entry(name.clone()).or_insert(id);
                    }
                    _ => {}
                }
            }
        }
    }
}

impl<'d> Reader<'d> {
    /// Resolves what waited: every `$ref` and every discriminator's mapping.
    ///
    /// A reference to a place that the grammar does not lead to makes a schema of that place, whose own references follow.
    pub(super) fn resolve_schema_references(&mut self) {
        let mut names = Names::default();
        let mut next = 0;
        while let Some(id) = self.unresolved.get(next).copied() {
            next += 1;
            let Some(schema) = self.schemas.get(id) else {
                continue;
            };
            let pointer = schema.pointer.clone();
            let reference = schema.reference.clone();
            let discriminator = schema.discriminator.clone();

            if let Some(mut reference) = reference {
                let keyword = pointer.child("$ref");
                reference.target = self.schema_target(&reference.text, &keyword, &mut names);
                if let Some(schema) = self.schemas.get_mut(id) {
                    schema.reference = Some(reference);
                }
            }
            if let Some(mut discriminator) = discriminator {
                let keyword = pointer.child("discriminator");
                let mapping = keyword.child("mapping");
                for (tag, target) in &mut discriminator.mapping {
                    *target = self.mapping_target(&mapping.child(tag), &mut names);
                }
                let default = keyword.child("defaultMapping");
                discriminator.default = self.mapping_target(&default, &mut names);
                if let Some(schema) = self.schemas.get_mut(id) {
                    schema.discriminator = Some(discriminator);
                }
            }
        }
    }

    /// The schema that a reference leads to. Where it dangles, that is reported at the given place.
    fn schema_target(&mut self, text: &str, at: &Pointer, names: &mut Names) -> Option<SchemaId> {
        // Most references are to a component of the same file, as it stands in the table.
        let file = at.file();
        let local = text.starts_with('#');
        let known =
            if local && !file.is_empty() { Pointer([file, text].concat().into()) } else { Pointer(text.into()) };
        if let Some(id) = self.schemas.find(&known) {
            return Some(id);
        }
        names.update(&self.schemas);
        if let Some(id) = names.ids.get(text) {
            return Some(*id);
        }
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        if !base.is_empty()
            && let Some(resource) = names.ids.get(base)
        {
            let resource = self.schemas.get(*resource)?.pointer.clone();
            if let Some(target) = self.inside(&resource, fragment) {
                return Some(self.schema(&target));
            }
        }
        if !fragment.is_empty()
            && !fragment.starts_with('/')
            && let Some(id) = self.anchor(base, fragment, at, names)
        {
            return Some(id);
        }
        let target = self.resolve(text, at);
        if let Target::Found(target) = target {
            return Some(self.schema(&target));
        }
        if local
            && let Some(resource) = self.resource_around(at, names)
            && let Some(target) = self.inside(&resource, fragment)
        {
            return Some(self.schema(&target));
        }
        self.report_unresolved(text, at, &target);
        None
    }

    /// The schema that has an anchor of this name in the file that a reference leads to.
    fn anchor(&mut self, base: &str, anchor: &str, at: &Pointer, names: &mut Names) -> Option<SchemaId> {
        let root = self.file(base, at.file()).ok()?;
        if let Some(id) = names.anchors.get(&format!("{}{anchor}", root.pointer)) {
            return Some(*id);
        }
        let unwalked = names.unwalked.entry(root.pointer.clone()).or_insert_with(|| {
            let mut anchors = HashMap::new();
            find_anchors(&root, &mut anchors);
            anchors
        });
        let pointer = unwalked.get(anchor)?.clone();
        let schema = self.value_at(&pointer)?;
        Some(self.schema(&schema))
    }

    /// The resource that a place is inside of: a schema with an `$id`, whose pointers count from it.
    fn resource_around(&self, at: &Pointer, names: &Names) -> Option<Pointer> {
        names
            .ids
            .values()
            .filter_map(|id| self.schemas.get(*id))
            .map(|schema| &schema.pointer)
            .filter(|resource| at.0.strip_prefix(&*resource.0).is_some_and(|rest| rest.starts_with('/')))
            .max_by_key(|resource| resource.0.len())
            .cloned()
    }

    /// What a fragment means inside a resource.
    fn inside(&mut self, resource: &Pointer, fragment: &str) -> Option<Located<'d>> {
        let root = self.value_at(resource)?;
        match self.walk(root, fragment) {
            Target::Found(target) => Some(target),
            Target::NoFile(_) | Target::Dangling(..) => None,
        }
    }

    /// The schema that a discriminator's mapping names: a component's name, else a reference.
    fn mapping_target(&mut self, at: &Pointer, names: &mut Names) -> Option<SchemaId> {
        let value = self.value_at(at)?;
        let text = value.node.as_str()?;
        if text.contains(['#', '/']) {
            return self.schema_target(text, at, names);
        }
        let mut nearest = None;
        for file in [at.file(), ""] {
            let Some(components) = self.component_container(file) else {
                continue;
            };
            if let Some(schema) = components.node.get(text) {
                return Some(self.schema(&Located::new(schema, components.pointer.child(text))));
            }
            nearest = nearest.or(Some(components));
        }
        match nearest {
            Some(components) if !text.contains('.') => {
                self.report_unresolved(text, at, &Target::Dangling(components, text.to_owned()));
                None
            }
            _ => self.schema_target(text, at, names),
        }
    }

    /// The mapping that holds a file's named schemas.
    fn component_container(&mut self, file: &str) -> Option<Located<'d>> {
        let root = self.opened(file)?;
        if self.version == Version::V20 {
            return self.mapping(&root, "definitions");
        }
        let components = self.mapping(&root, "components")?;
        self.mapping(&components, "schemas")
    }
}

fn find_anchors(at: &Located<'_>, anchors: &mut HashMap<String, Pointer>) {
    for keyword in ["$anchor", "$dynamicAnchor"] {
        if let Some(Node::String(name)) = at.node.get(keyword) {
            anchors.entry(name.clone()).or_insert_with(|| at.pointer.clone());
        }
    }
    at.entries().map(|(_, value)| value).chain(at.items()).for_each(|value| find_anchors(&value, anchors));
}
