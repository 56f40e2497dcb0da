//! Document → Api: every reference resolved, every schema a shape.

mod builder;
mod content;
mod context;
mod definitions;
mod directions;
mod form;
mod formats;
mod headers;
mod incoming;
mod intersection;
mod lenient;
mod multipart;
mod operations;
mod parameters;
mod patch;
mod raw;
mod resolver;
mod rules;
mod security;
mod servers;
mod shapes;
mod side;
mod streams;
mod styles;
mod unions;
mod untyped;

use std::rc::Rc;

use crate::api::{Api, Tag};
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Says, SchemaId, twins};
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::settings::SchemaSettings;
use crate::table::Table;
use builder::ShapeBuilder;
use context::Context;
pub(crate) use lenient::Unmet;
use resolver::Resolver;

/// A document, resolved.
pub(crate) struct Resolved {
    pub(crate) api: Api,
    /// The settings about properties that nothing came of.
    pub(crate) unmet: Unmet,
}

/// Resolves a document, of whose enumerations those with more than `largest_enumeration` values are not spelled out.
pub(crate) fn resolve(
    document: &Document,
    schema_settings: &SchemaSettings<'_>,
    largest_enumeration: usize,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let schemes = security::schemes(document);
    let lineages = intersection::Lineages::of(document);
    let mut resolver = Resolver::new(ShapeBuilder::new(
        Context::new(document, schema_settings, largest_enumeration, diagnostics),
        &lineages,
    ));
    let (mut operations, mut called) = (Table::default(), Vec::new());
    for entry in &document.operations {
        if let Some(operation) = operations::operation(&mut resolver, entry, &schemes) {
            called.push((operations.push(operation), entry));
        }
    }
    incoming::add(&mut resolver, &called, &mut operations);
    let components = resolver.builder.components_wanted();
    unions::tags_as_constants(&mut resolver.builder.shapes);
    let mut api = Api {
        title: document.info.title.trim().to_owned(),
        version: document.info.version.trim().to_owned(),
        description: document.info.description.clone(),
        servers: servers::servers(document),
        tags: tags(document),
        schemes,
        security: resolver.security.take().unwrap_or_default(),
        operations,
        components,
        schema_names: document.component_schemas.iter().map(|(name, _)| Rc::from(name.as_str())).collect(),
        twins: twins::stems(document).map(|(name, stem)| (Rc::from(name), stem.to_owned())).collect(),
        other_names: other_names(document),
        shapes: std::mem::take(&mut resolver.builder.shapes),
        definitions: resolver.builder.definitions.definitions(),
    };
    multipart::name(&resolver.uploads, &mut api);
    let unmet = lenient::mark(&mut api.shapes, schema_settings);
    directions::split(&mut api, schema_settings.settings, diagnostics);
    Resolved { api, unmet }
}

/// The components that only refer to another one.
fn other_names(document: &Document) -> HashSet<Rc<str>> {
    let components: HashSet<SchemaId> = document.component_schemas.iter().map(|(_, id)| *id).collect();
    let refers = |id: SchemaId| {
        let schema = document.schemas.get(id)?;
        let target = schema.reference.as_ref()?.target.filter(|target| components.contains(target));
        target.filter(|_| schema.says().only(Says::ANNOTATIONS.with(Says::REFERENCE)))
    };
    let names = document.component_schemas.iter().filter(|(_, id)| refers(*id).is_some());
    names.map(|(name, _)| Rc::from(name.as_str())).collect()
}

fn tags(document: &Document) -> Vec<Tag> {
    document.tags.iter().map(|tag| Tag { name: tag.name.clone(), description: tag.description.clone() }).list()
}
