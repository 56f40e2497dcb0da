//! Fields that are almost spelled right: OpenAPI ignores them without a word, which is seldom what was meant.

use super::{Located, Reader};
use crate::diagnostic::{Code, Diagnostic};

/// The keywords of a schema.
#[rustfmt::skip]
pub(super) const SCHEMA: &[&str] = &[
    "$ref", "type", "nullable", "format", "title", "description", "deprecated", "readOnly", "writeOnly", "default", "example",
    "examples", "enum", "const", "properties", "required", "additionalProperties", "patternProperties", "propertyNames",
    "unevaluatedProperties", "minProperties", "maxProperties", "items", "prefixItems", "contains", "unevaluatedItems",
    "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "minLength", "maxLength", "pattern",
    "contentEncoding", "contentMediaType", "contentSchema", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "allOf", "anyOf", "oneOf", "dependentRequired", "dependentSchemas", "discriminator", "externalDocs",
];

/// The fields of a path item.
pub(super) const PATH_ITEM: &[&str] = &[
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
    "summary",
    "description",
    "servers",
    "parameters",
];

/// The fields of an operation.
pub(super) const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

/// The fields of a parameter or a header.
pub(super) const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// What a parameter or a header of Swagger 2.0 says of its value.
#[rustfmt::skip]
pub(super) const SWAGGER_VALUE: &[&str] = &[
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
    "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable", "x-enum-varnames",
    "x-enumNames", "description",
];

/// The fields of a parameter or a header of Swagger 2.0.
#[rustfmt::skip]
pub(super) const SWAGGER_PARAMETER: &[&str] = &[
    "name", "in", "description", "required", "schema", "type", "format", "allowEmptyValue", "items", "collectionFormat",
    "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems",
    "minItems", "uniqueItems", "enum", "multipleOf",
];

/// The fields of a request body, a response, and a media type.
pub(super) const CONTENT: &[&str] = &[
    "description",
    "content",
    "required",
    "headers",
    "links",
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
];

impl<'d> Reader<'d> {
    /// Reports the fields of an object that differ from known ones in case, `_` or `-` only.
    pub(super) fn check_fields(&mut self, at: &Located<'d>, known: &[&str]) {
        for (key, _) in at.node.entries() {
            if !known.contains(&key.as_str()) {
                self.check_spelling(at, key, known);
            }
        }
    }

    /// Reports an unknown field if it differs from a known one in case, `_` or `-` only.
    pub(super) fn check_spelling(&mut self, at: &Located<'d>, key: &str, known: &[&str]) {
        if key.starts_with("x-") {
            return;
        }
        let Some(meant) = known.iter().find(|known| is_meant(key, known)) else {
            return;
        };
        if at.has(meant) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(Code::MisspeltField, format!("the field `{key}` is not read"))
                .at_key(&at.pointer.child(key))
                .help(format!("did you mean `{meant}`?")),
        );
    }
}

fn is_meant(key: &str, known: &str) -> bool {
    let letters = |text: &str| -> Vec<u8> {
        text.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase()).collect()
    };
    (known.len()..known.len() + 4).contains(&key.len()) && key != known && letters(key) == letters(known)
}
