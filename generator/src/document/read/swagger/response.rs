//! What a response holds: `schema` in each of the media types that the operation `produces`.

use indexmap::IndexMap;
use openapiv3::{Header, HeaderStyle, MediaType, ParameterSchemaOrContent, ReferenceOr};

use super::super::located::Located;
use super::super::reader::Reader;
use super::super::reference::Target;
use crate::lists::{Changing, Listing};
use crate::media_types;
use crate::value::Node;

/// How many references are followed to learn what an error is.
const REFERENCES: usize = 8;

impl<'d> Reader<'d> {
    /// The content of a status's response.
    ///
    /// An operation `produces` what its success is made of. So a file is what it is, even where nothing but JSON is
    /// produced, and an error that is an object is JSON, even where that is not.
    pub(in super::super) fn swagger_content(
        &mut self,
        response: &Located<'d>,
        status: &str,
        produces: &[String],
    ) -> IndexMap<String, MediaType> {
        let Some(schema) = self.schema_position(response, "schema") else {
            return IndexMap::new();
        };
        let is_file =
            response.get("schema").is_some_and(|schema| schema.node.get("type").and_then(Node::as_str) == Some("file"));
        let is_json = |name: &&str| media_types::is_json(name);
        let mut names: Vec<&str> = produces.iter().map(String::as_str).list();
        if is_file {
            names.keep(|name| !is_json(name));
        } else if !status.starts_with(['1', '2', '3']) && !names.iter().any(is_json) && self.is_object(response) {
            names.clear();
        }
        if names.is_empty() {
            // A file can be of any type.
            names.push(if is_file { "*/*" } else { "application/json" });
        }
        let examples = self.mapping(response, "examples");
        let example = |name: &str| examples.as_ref().and_then(|examples| examples.get(name));
        names
            .into_iter()
            .map(|name| {
                let example = example(name).map(|example| example.node.to_json());
                (name.to_owned(), MediaType { schema: Some(schema.clone()), example, ..MediaType::default() })
            })
            .collect()
    }

    /// Whether the schema of a response says that it is an object.
    fn is_object(&mut self, response: &Located<'d>) -> bool {
        let mut schema = response.get("schema");
        for _ in 0..REFERENCES {
            let Some(at) = schema else {
                return false;
            };
            let Some(text) = at.node.get("$ref").and_then(Node::as_str) else {
                let says = |key: &str| at.node.get(key).is_some();
                return at.node.get("type").and_then(Node::as_str).map_or(says("properties"), |name| name == "object");
            };
            schema = match self.resolve(text, &at.pointer) {
                Target::Found(target) => Some(target),
                Target::NoFile(_) | Target::Dangling(..) => None,
            };
        }
        false
    }

    /// A header of a response, which says itself what a schema says elsewhere.
    pub(in super::super) fn swagger_header(&mut self, at: &Located<'d>) -> Header {
        Header {
            description: self.prose(at, "description"),
            style: HeaderStyle::Simple,
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(ReferenceOr::ref_(&self.parameter_schema(at).0)),
            example: at.get("x-example").and_then(|example| self.sample(&example)),
            examples: Default::default(),
            extensions: Self::extensions(at, &[]),
        }
    }
}
