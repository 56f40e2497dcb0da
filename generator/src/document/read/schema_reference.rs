//! References between schemas, resolved once every schema position has been walked.

use std::collections::HashMap;

use super::reference::{Target, percent_decode};
use super::{Located, Reader};
use crate::document::{Node, Pointer, SchemaId};

/// Schemas by the names that they give themselves.
#[derive(Default)]
struct Names {
    /// `$anchor` and `$dynamicAnchor`.
    anchors: HashMap<String, SchemaId>,
    /// `$id`.
    ids: HashMap<String, SchemaId>,
}

impl<'d> Reader<'d> {
    /// Resolves what waited: every `$ref` and every discriminator's mapping.
    ///
    /// A reference to a place that the grammar does not lead to makes a schema of that place, whose own references follow.
    pub(super) fn resolve_schema_references(&mut self) {
        let names = self.names();
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
                reference.target = self.schema_target(&reference.text, &keyword, &names);
                if let Some(schema) = self.schemas.get_mut(id) {
                    schema.reference = Some(reference);
                }
            }
            if let Some(mut discriminator) = discriminator {
                let keyword = pointer.child("discriminator");
                let mapping = keyword.child("mapping");
                for (tag, target) in &mut discriminator.mapping {
                    *target = self.mapping_target(&mapping.child(tag), &names);
                }
                let default = keyword.child("defaultMapping");
                discriminator.default = self.mapping_target(&default, &names);
                if let Some(schema) = self.schemas.get_mut(id) {
                    schema.discriminator = Some(discriminator);
                }
            }
        }
    }

    fn names(&self) -> Names {
        let mut names = Names::default();
        for index in 0..self.schemas.len() {
            let Ok(index) = u32::try_from(index) else {
                break;
            };
            let id = SchemaId(index);
            for (keyword, value) in self.schemas.get(id).into_iter().flat_map(|s| &s.other) {
                let table = match keyword.as_str() {
                    "$anchor" | "$dynamicAnchor" => &mut names.anchors,
                    "$id" => &mut names.ids,
                    _ => continue,
                };
                if let Node::String(name) = value {
                    table.entry(name.clone()).or_insert(id);
                }
            }
        }
        names
    }

    /// The schema that a reference leads to. Where it dangles, that is reported at the given place.
    fn schema_target(&mut self, text: &str, at: &Pointer, names: &Names) -> Option<SchemaId> {
        // Most references are to a component, as it stands in the table.
        if let Some(id) = self.schemas.find(&Pointer(text.into())) {
            return Some(id);
        }
        if let Some(id) = names.ids.get(text) {
            return Some(*id);
        }
        if let Some(id) = text.strip_prefix('#').and_then(|name| names.anchors.get(name)) {
            return Some(*id);
        }
        let target = self.resolve(text);
        if let Target::Found(target) = target {
            return Some(self.schema(&target));
        }
        if let Some(target) = self.inside_resource(text, at, names) {
            return Some(self.schema(&target));
        }
        self.report_unresolved(text, at, &target);
        None
    }

    /// A schema with an `$id` is a resource of its own: pointers from within count from it, and those from elsewhere name it.
    fn inside_resource(&self, text: &str, at: &Pointer, names: &Names) -> Option<Located<'d>> {
        let (base, fragment) = text.split_once('#')?;
        let around = if base.is_empty() {
            names
                .ids
                .values()
                .filter_map(|id| self.schemas.get(*id))
                .map(|schema| &schema.pointer)
                .filter(|resource| at.0.strip_prefix(&*resource.0).is_some_and(|rest| rest.starts_with('/')))
                .max_by_key(|resource| resource.0.len())?
                .clone()
        } else {
            let id = names.ids.get(base)?;
            self.schemas.get(*id)?.pointer.clone()
        };
        let path = around.0.strip_prefix('#')?;
        match self.resolve(&["#", path, &percent_decode(fragment)].concat()) {
            Target::Found(target) => Some(target),
            Target::External | Target::Dangling(..) => None,
        }
    }

    /// The schema that a discriminator's mapping names: a component's name, else a reference.
    fn mapping_target(&mut self, at: &Pointer, names: &Names) -> Option<SchemaId> {
        let Target::Found(value) = self.walk_pointer(at.0.trim_start_matches('#')) else {
            return None;
        };
        let text = value.node.as_str()?;
        let components = Located::new(self.root, Pointer::default())
            .get("components")
            .and_then(|components| components.get("schemas"));
        if let Some(components) = components
            && !text.contains(['#', '/', '.'])
            && components.node.get(text).is_none()
        {
            self.report_unresolved(text, at, &Target::Dangling(components, text.to_owned()));
            return None;
        }
        let component = Pointer::default().child("components").child("schemas").child(text);
        if let Some(id) = self.schemas.find(&component) {
            return Some(id);
        }
        self.schema_target(text, at, names)
    }
}
