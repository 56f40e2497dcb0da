//! References between schemas, resolved once every schema position has been walked.

use super::file::NoFile;
use super::grammar::Kind;
use super::located::Located;
use super::reader::Reader;
use super::reference::Target;
use super::resource::Resources;
use super::version::Version;
use crate::document::SchemaId;
use crate::value::{Pointer, holds_control};

impl<'d> Reader<'d> {
    /// Resolves what waited: every `$ref` and every discriminator's mapping.
    ///
    /// A reference to a place that the grammar does not lead to makes a schema of that place, whose own references follow.
    pub(super) fn resolve_schema_references(&mut self) {
        let mut resources = Resources::default();
        let mut next = 0;
        while let Some(id) = self.unresolved.get(next).copied() {
            next += 1;
            let Some(schema) = self.schemas.get(id) else {
                continue;
            };
            let pointer = schema.pointer.clone();
            let reference = schema.reference.clone();
            let discriminator = schema.rare().discriminator.clone();

            if let Some(mut reference) = reference {
                let keyword = pointer.child("$ref");
                reference.target = self.schema_target(&reference.text, &keyword, &mut resources);
                if let Some(schema) = self.schemas.get_mut(id) {
                    schema.reference = Some(reference);
                }
            }
            if let Some(mut discriminator) = discriminator {
                let keyword = pointer.child("discriminator");
                let mapping = keyword.child("mapping");
                for (tag, target) in &mut discriminator.mapping {
                    *target = self.mapping_target(&mapping.child(tag), &mut resources);
                }
                let default = keyword.child("defaultMapping");
                discriminator.default = self.mapping_target(&default, &mut resources);
                if let Some(schema) = self.schemas.get_mut(id) {
                    schema.rare_mut().discriminator = Some(discriminator);
                }
            }
        }
    }

    /// The schema that a reference leads to. Where it dangles, that is reported at the given place.
    fn schema_target(&mut self, text: &str, at: &Pointer, resources: &mut Resources) -> Option<SchemaId> {
        if holds_control(text.trim()) {
            self.report_unresolved(text, at, &Target::NoFile(NoFile::ControlCharacter));
            return None;
        }
        resources.update(&self.schemas, self.sources);
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        if !resources.is_empty()
            && let Some(resource) = resources.find(base, at, self.sources)
            && let Some(id) = self.in_resource(&resource, fragment, resources)
        {
            return Some(id);
        }
        let uri = resources.uri(base, at);
        let written = text;
        let mapped = uri.as_ref().filter(|uri| self.sources.is_mapped(uri)).map(|uri| [uri, "#", fragment].concat());
        let text = mapped.as_deref().unwrap_or(text);
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        // Most references are to a component of the same file, as it stands in the table.
        let known = if base.is_empty() { Pointer([at.file(), text].concat().into()) } else { Pointer(text.into()) };
        let is_known = self.version > Version::V20 || text.starts_with("#/definitions/");
        if let Some(id) = self.schemas.find(&known).filter(|_| is_known) {
            return Some(id);
        }
        if is_anchor(fragment)
            && let Ok(root) = self.file(base, at.file())
        {
            if let Some(id) = resources.anchor(&root.pointer, fragment) {
                return Some(id);
            }
            if let Some(pointer) = resources.unwalked_anchor(&root, fragment) {
                return self.value_at(&pointer).map(|schema| self.schema(&schema));
            }
        }
        let target = match self.resolve(text, at) {
            Target::Found(target) => {
                let is_wrong = self.report_wrong_component(written, at, &target, Kind::Schema).is_some();
                return (!is_wrong).then(|| self.schema(&target));
            }
            Target::NoFile(NoFile::Unreadable(reason, url)) => Target::NoFile(NoFile::Unreadable(reason, url.or(uri))),
            Target::NoFile(NoFile::Outside(outside, url)) => Target::NoFile(NoFile::Outside(outside, url.or(uri))),
            other => other,
        };
        self.report_unresolved(written, at, &target);
        None
    }

    /// The schema that a fragment means inside a resource.
    fn in_resource(&mut self, resource: &Pointer, fragment: &str, resources: &Resources) -> Option<SchemaId> {
        if is_anchor(fragment) {
            return resources.anchor(resource, fragment);
        }
        let root = self.value_at(resource)?;
        match self.walk(root, fragment) {
            Target::Found(target) => Some(self.schema(&target)),
            Target::NoFile(_) | Target::Dangling(..) => None,
        }
    }

    /// The schema that a discriminator's mapping names: a component's name, else a reference.
    fn mapping_target(&mut self, at: &Pointer, resources: &mut Resources) -> Option<SchemaId> {
        let value = self.value_at(at)?;
        let text = value.node.as_str()?.trim();
        if text.contains(['#', '/']) || holds_control(text) {
            return self.schema_target(text, at, resources);
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
            _ => self.schema_target(text, at, resources),
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

/// Whether a fragment is an anchor's name, and no pointer.
fn is_anchor(fragment: &str) -> bool {
    !fragment.is_empty() && !fragment.starts_with('/')
}
