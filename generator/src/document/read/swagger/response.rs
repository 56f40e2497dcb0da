//! What a response holds: `schema` in each of the media types that the operation `produces`.

use indexmap::IndexMap;
use openapiv3::{Header, HeaderStyle, MediaType, ParameterSchemaOrContent, ReferenceOr};

use super::super::{Located, Reader, spelling};
use super::media;
use crate::document::Node;

impl<'d> Reader<'d> {
    /// The content of a response. A file is what it is, even where nothing but JSON is said to be produced.
    pub(in super::super) fn swagger_content(
        &mut self,
        response: &Located<'d>,
        produces: &[String],
    ) -> IndexMap<String, MediaType> {
        let Some(schema) = self.schema_position(response, "schema") else {
            return IndexMap::new();
        };
        let is_file =
            response.get("schema").is_some_and(|schema| schema.node.get("type").and_then(Node::as_str) == Some("file"));
        let mut names: Vec<&str> =
            produces.iter().map(String::as_str).filter(|name| !(is_file && media::is_json(name))).collect();
        if names.is_empty() {
            names.push(if is_file { "application/octet-stream" } else { "application/json" });
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

    /// A header of a response, which says itself what a schema says elsewhere.
    pub(in super::super) fn swagger_header(&mut self, at: &Located<'d>) -> Header {
        self.check_fields(at, spelling::SWAGGER_PARAMETER);
        Header {
            description: self.text(at, "description"),
            style: HeaderStyle::Simple,
            required: false,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(ReferenceOr::ref_(&self.parameter_schema(at).0)),
            example: at.get("x-example").map(|example| example.node.to_json()),
            examples: Default::default(),
            extensions: Self::extensions(at, &[]),
        }
    }
}
