//! The schemas that operations reach.

use openapiv3::{Header, MediaType, ParameterSchemaOrContent, ReferenceOr};

use crate::document::{Document, OperationEntry, Schema, SchemaId, Schemas};
use crate::value::Pointer;

/// Which schemas are reached, and how.
pub(super) struct Reach {
    /// By the schemas' numbers.
    how: Vec<How>,
}

/// How a schema is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Not,
    /// As a part of others, which say the rest of what a value must be.
    AsPart,
    /// As all that is said of some value.
    AsWhole,
}

impl Reach {
    /// What these operations reach, and all components where they are wanted.
    pub(super) fn of<'d>(
        document: &Document,
        operations: impl Iterator<Item = &'d OperationEntry>,
        all_types: bool,
    ) -> Reach {
        let mut search = Search { how: vec![How::Not; document.schemas.len()], open: Vec::new() };
        for operation in operations {
            search.operation(document, operation);
        }
        for (_, id) in document.component_schemas.iter().filter(|_| all_types) {
            search.reach(*id, How::AsWhole);
        }
        search.follow(&document.schemas);
        Reach { how: search.how }
    }

    /// The schemas that are reached, in the order in which they were read.
    pub(super) fn schemas<'s>(&self, schemas: &'s Schemas) -> impl Iterator<Item = (SchemaId, &'s Schema)> {
        schemas.ids().filter(|id| self.how(*id) > How::Not).filter_map(|id| Some((id, schemas.get(id)?)))
    }

    /// Whether a schema is all that is said of some value.
    pub(super) fn is_whole(&self, id: SchemaId) -> bool {
        self.how(id) == How::AsWhole
    }

    fn how(&self, id: SchemaId) -> How {
        self.how.get(id.0 as usize).copied().unwrap_or(How::Not)
    }
}

/// A search without recursion: chains may be long.
struct Search {
    how: Vec<How>,
    open: Vec<SchemaId>,
}

impl Search {
    fn operation(&mut self, document: &Document, entry: &OperationEntry) {
        let operation = &entry.operation;
        for parameter in operation.parameters.iter().filter_map(ReferenceOr::as_item) {
            self.format(document, &parameter.parameter_data_ref().format);
        }
        for body in operation.request_body.iter().filter_map(ReferenceOr::as_item) {
            body.content.values().for_each(|media| self.media_type(document, media));
        }
        let responses = operation.responses.responses.values().chain(&operation.responses.default);
        for response in responses.filter_map(ReferenceOr::as_item) {
            response.content.values().for_each(|media| self.media_type(document, media));
            response.headers.values().for_each(|header| self.header(document, header));
        }
        for callback in &entry.callbacks {
            self.operation(document, &callback.entry);
        }
    }

    fn media_type(&mut self, document: &Document, media: &MediaType) {
        if let Some(ReferenceOr::Reference { reference }) = &media.schema {
            self.place(document, reference);
        }
        if let Some(reference) = media.extensions.get("itemSchema").and_then(serde_json::Value::as_str) {
            self.place(document, reference);
        }
        for encoding in media.encoding.values() {
            encoding.headers.values().for_each(|header| self.header(document, header));
        }
    }

    fn header(&mut self, document: &Document, header: &ReferenceOr<Header>) {
        if let ReferenceOr::Item(header) = header {
            self.format(document, &header.format);
        }
    }

    fn format(&mut self, document: &Document, format: &ParameterSchemaOrContent) {
        match format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) => self.place(document, reference),
            ParameterSchemaOrContent::Schema(_) => {}
            ParameterSchemaOrContent::Content(content) => {
                content.values().for_each(|media| self.media_type(document, media));
            }
        }
    }

    fn place(&mut self, document: &Document, pointer: &str) {
        if let Some(id) = document.schemas.find(&Pointer(pointer.into())) {
            self.reach(id, How::AsWhole);
        }
    }

    fn reach(&mut self, id: SchemaId, how: How) {
        if let Some(known) = self.how.get_mut(id.0 as usize)
            && *known < how
        {
            *known = how;
            self.open.push(id);
        }
    }

    fn follow(&mut self, schemas: &Schemas) {
        while let Some(id) = self.open.pop() {
            if let Some(schema) = schemas.get(id) {
                let how = self.how.get(id.0 as usize).copied().unwrap_or(How::AsPart);
                self.below(schemas, schema, how);
            }
        }
    }

    fn below(&mut self, schemas: &Schemas, schema: &Schema, how: How) {
        let rare = schema.rare();
        if let Some(target) = schema.reference.as_ref().and_then(|reference| reference.target) {
            self.reach(target, how);
        }
        let is_bare = schema.properties.is_empty() && schema.all_of.is_empty() && schema.reference.is_none();
        let variants = if is_bare { how } else { How::AsPart };
        schema.one_of.iter().chain(&schema.any_of).for_each(|id| self.reach(*id, variants));
        let conditions = [rare.not, rare.if_schema, rare.then_schema, rare.else_schema, rare.contains];
        let dependent = rare.dependent_schemas.iter().map(|(_, id)| *id);
        let parts = schema.all_of.iter().copied().chain(conditions.into_iter().flatten()).chain(dependent);
        parts.for_each(|id| self.reach(id, How::AsPart));
        let properties = schema.properties.iter().chain(&rare.pattern_properties).map(|(_, id)| *id);
        let others = [
            schema.items,
            schema.additional_properties,
            rare.unevaluated_properties,
            rare.unevaluated_items,
            rare.property_names,
            rare.content_schema,
        ];
        for id in properties.chain(others.into_iter().flatten()).chain(rare.prefix_items.iter().copied()) {
            // A part may say of a property what another one has said more of.
            let is_whole = how == How::AsWhole || schemas.get(id).is_some_and(|inner| !inner.properties.is_empty());
            self.reach(id, if is_whole { How::AsWhole } else { How::AsPart });
        }
    }
}
