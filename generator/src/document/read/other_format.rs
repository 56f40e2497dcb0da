//! Documents of other formats, told by their fields.

use crate::value::Node;

/// A format: what it is called, and what to do about it.
type Format = (&'static str, &'static str);

const CONVERT_SWAGGER: &str = "convert it to OpenAPI first";

/// What a mapping is that states no version of OpenAPI, by what others state, and the field that says so.
pub(super) fn recognize(root: &Node) -> Option<(Format, &'static str)> {
    let text = |key: &str| root.get(key).and_then(Node::as_str);
    let has = |key: &str| root.get(key).is_some();
    let inside = |key: &str, field: &str| root.get(key).and_then(|value| value.get(field));
    let postman = || inside("info", "schema").and_then(Node::as_str).is_some_and(|url| url.contains("postman.com"));
    Some(if has("asyncapi") {
        (
            ("an AsyncAPI document", "AsyncAPI describes messages; ask for an OpenAPI document of the HTTP API"),
            "asyncapi",
        )
    } else if has("arazzo") {
        (
            (
                "an Arazzo document",
                "it describes workflows over an API: generate from the document that it names as its source",
            ),
            "arazzo",
        )
    } else if has("overlay") && has("actions") {
        (
            (
                "an overlay",
                "it changes another document: give that one, and this file with `--overlay` or `.overlay(…)`",
            ),
            "overlay",
        )
    } else if inside("info", "_postman_id").is_some() || postman() {
        (("a Postman collection", "convert it to OpenAPI first"), "info")
    } else if has("discoveryVersion") || text("kind") == Some("discovery#restDescription") {
        (
            ("a Google API discovery document", "convert it to OpenAPI first"),
            if has("kind") { "kind" } else { "discoveryVersion" },
        )
    } else if has("swaggerVersion") {
        (("Swagger 1", CONVERT_SWAGGER), "swaggerVersion")
    } else if has("__schema") || inside("data", "__schema").is_some() {
        (
            ("the schema of a GraphQL API", "a GraphQL API needs a client of its own"),
            if has("data") { "data" } else { "__schema" },
        )
    } else if text("_type") == Some("export") && has("resources") {
        (("an export of Insomnia", "export the API as an OpenAPI document instead"), "_type")
    } else if inside("log", "entries").is_some() {
        (("a HAR archive of requests", "convert it to OpenAPI first"), "log")
    } else if has("apiVersion") && has("kind") {
        (("a Kubernetes manifest", "give the document itself, if the manifest holds one"), "apiVersion")
    } else if has("smithy") {
        (("a Smithy model", "convert it to OpenAPI first, which `smithy build` does"), "smithy")
    } else if is_json_schema(root) {
        let field = ["$schema", "$defs", "properties", "allOf", "anyOf", "oneOf", "definitions", "type"];
        let field = field.into_iter().find(|field| has(field))?;
        (
            ("a JSON Schema", "a schema has no operations: put it into `components/schemas` of an OpenAPI document"),
            field,
        )
    } else if is_error(root) {
        (("an error that a server answered", "download the document again, and look at its status and credentials"), "")
    } else {
        return None;
    })
}

fn is_json_schema(root: &Node) -> bool {
    let has = |key: &str| root.get(key).is_some();
    let says_so = root.get("$schema").and_then(Node::as_str).is_some_and(|url| url.contains("json-schema.org"));
    let is_type = root
        .get("type")
        .and_then(Node::as_str)
        .is_some_and(|name| matches!(name, "object" | "array" | "string" | "number" | "integer" | "boolean"));
    !has("paths") && (says_so || is_type || (has("properties") && matches!(root.get("properties"), Some(Node::Map(_)))))
}

fn is_error(root: &Node) -> bool {
    let known = [
        "message",
        "error",
        "errors",
        "error_description",
        "status",
        "statusCode",
        "code",
        "detail",
        "documentation_url",
    ];
    let entries = root.entries();
    let says = |key: &str| root.get(key).is_some();
    (says("message") || says("error") || says("errors") || says("detail"))
        && entries.iter().all(|(key, _)| known.contains(&key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(text: &str) -> &'static str {
        let mut sources = crate::source::Sources::default();
        let mut diagnostics = crate::diagnostic::Diagnostics::default();
        let path = std::path::Path::new("api.yaml");
        let root = sources.read_text(path, text.to_owned(), &mut diagnostics);
        root.as_ref().and_then(recognize).map_or("", |((name, _), _)| name)
    }

    #[test]
    fn formats_are_told_by_what_they_state() {
        for (text, name) in [
            ("{asyncapi: 2.6.0, info: {}}", "an AsyncAPI document"),
            ("{arazzo: 1.0.0, info: {}}", "an Arazzo document"),
            ("{overlay: 1.0.0, actions: []}", "an overlay"),
            ("{info: {_postman_id: x, name: A}, item: []}", "a Postman collection"),
            (
                "{info: {schema: 'https://schema.getpostman.com/json/collection/v2.1.0/'}, item: []}",
                "a Postman collection",
            ),
            ("{kind: 'discovery#restDescription', discoveryVersion: v1}", "a Google API discovery document"),
            ("{swaggerVersion: '1.2', apis: []}", "Swagger 1"),
            ("{data: {__schema: {types: []}}}", "the schema of a GraphQL API"),
            ("{$schema: 'https://json-schema.org/draft/2020-12/schema', $defs: {}}", "a JSON Schema"),
            ("{type: object, properties: {}}", "a JSON Schema"),
            ("{message: Not Found, documentation_url: x}", "an error that a server answered"),
            ("{info: {title: T}, paths: {}}", ""),
            ("{paths: {}, type: object}", ""),
            ("{message: a, paths: {}}", ""),
            ("{}", ""),
        ] {
            assert_eq!(what(text), name, "{text}");
        }
    }
}
