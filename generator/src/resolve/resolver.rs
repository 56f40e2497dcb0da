//! What operations are resolved with.

use openapiv3::ReferenceOr;

use super::builder::ShapeBuilder;
use crate::api::{Kind, Security, Shape, ShapeId, Use};
use crate::diagnostic::{Cause, Diagnostic};
use crate::document::{Document, SchemaId};
use crate::maps::HashMap;
use crate::value::Pointer;

/// The shapes of schemas, and those that stand for others in some media types.
pub(super) struct Resolver<'a> {
    pub(super) builder: ShapeBuilder<'a>,
    /// The shapes that stand for others in multipart bodies, and for which of their properties are files.
    pub(super) uploads: HashMap<(ShapeId, Vec<String>), ShapeId>,
    /// The shapes of what changes others, in JSON Merge Patch.
    pub(super) patches: HashMap<ShapeId, ShapeId>,
    /// The shapes that stand for others in server-sent events.
    pub(super) events: HashMap<ShapeId, ShapeId>,
    /// What operations ask for that don't say it themselves, once one of them was met.
    pub(super) security: Option<Security>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(builder: ShapeBuilder<'a>) -> Resolver<'a> {
        Resolver { builder, uploads: HashMap::new(), patches: HashMap::new(), events: HashMap::new(), security: None }
    }

    pub(super) fn document(&self) -> &'a Document {
        self.builder.context.document
    }

    /// Tells of something.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.builder.context.diagnostics.push(diagnostic);
    }

    /// Tells of what is the cause of something else.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) -> Cause {
        self.builder.context.diagnostics.tell(diagnostic)
    }

    /// What a shape is.
    pub(super) fn kind(&self, shape: ShapeId) -> &Kind {
        &self.builder.shapes.get(shape).kind
    }

    /// A use of a shape that no schema has.
    pub(super) fn make(&mut self, kind: Kind) -> Use {
        let shape = self.builder.shapes.push(Shape { kind, ..Shape::ANY });
        Use { shape, nullable: false, rules: Vec::new() }
    }

    /// The schema at a position; none where there is none.
    pub(super) fn schema_id(&self, schema: Option<&ReferenceOr<openapiv3::Schema>>) -> Option<SchemaId> {
        let ReferenceOr::Reference { reference } = schema? else { return None };
        self.document().schemas.find(&Pointer(reference.as_str().into()))
    }

    /// The shape of a schema position; anything goes where there is none.
    pub(super) fn schema(&mut self, schema: Option<&ReferenceOr<openapiv3::Schema>>) -> Use {
        match self.schema_id(schema) {
            Some(id) => self.builder.schema(id),
            None => self.builder.any(),
        }
    }
}
