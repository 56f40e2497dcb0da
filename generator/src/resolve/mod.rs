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
mod media_types;
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
mod streams;
mod styles;
mod unions;
mod untyped;

use crate::api::{Api, Operation, Tag};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::lists::Listing;
use crate::settings::SchemaSettings;
use builder::ShapeBuilder;
use context::Context;
use resolver::Resolver;

/// Resolves a document.
pub(crate) fn resolve(document: &Document, schema_settings: &SchemaSettings<'_>, diagnostics: &mut Diagnostics) -> Api {
    let schemes = security::schemes(document);
    let lineages = intersection::Lineages::of(document);
    let mut resolver =
        Resolver::new(ShapeBuilder::new(Context::new(document, schema_settings, diagnostics), &lineages));
    let mut operations: Vec<Operation> =
        document.operations.iter().filter_map(|entry| operations::operation(&mut resolver, entry, &schemes)).list();
    operations.extend(incoming::incoming(&mut resolver));
    let components = resolver.builder.components_wanted();
    resolver.builder.name_recursion();
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
        shapes: std::mem::take(&mut resolver.builder.shapes),
        definitions: resolver.builder.definitions.definitions(),
    };
    directions::split(&mut api);
    api
}

fn tags(document: &Document) -> Vec<Tag> {
    document.tags.iter().map(|tag| Tag { name: tag.name.clone(), description: tag.description.clone() }).list()
}
