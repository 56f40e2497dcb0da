//! Keywords of schemas that are written as another version of OpenAPI, or another draft of JSON Schema, has them. Most are read
//! as what they mean there; other tools may not.

use super::located::Located;
use super::reader::Reader;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::Node;
use Form::{Any, Flag, List, Null, Number, Text, True};
use Version::{V20, V30, V31, V32};

/// A keyword in documents whose version does not have it.
struct Foreign {
    keyword: &'static str,
    /// The values with which it is another's.
    form: Form,
    /// The first and the last version of such documents.
    versions: (Version, Version),
    /// What it is called. Empty where that is the keyword.
    what: &'static str,
    owner: &'static str,
    /// What the document's own version has in its place, if it has anything.
    help: &'static str,
    /// Whether it is read as what it means there.
    is_read: bool,
}

/// Kinds of values.
enum Form {
    Any,
    Flag,
    True,
    Number,
    Text,
    /// The text `null`, or nothing at all.
    Null,
    List,
}

impl Form {
    fn holds(&self, node: &Node) -> bool {
        match self {
            Any => true,
            Flag => matches!(node, Node::Bool(_)),
            True => matches!(node, Node::Bool(true)),
            Number => matches!(node, Node::Number(_)),
            Text => matches!(node, Node::String(_)),
            Null => matches!(node, Node::Null) || node.as_str() == Some("null"),
            List => matches!(node, Node::Seq(_)),
        }
    }
}

const OPENAPI_30: &str = "OpenAPI 3.0";
const OPENAPI_31: &str = "OpenAPI 3.1";
const OLD_DRAFTS: &str = "drafts of JSON Schema before 2019-09";

/// OpenAPI 3.0, section "Schema Object", and 3.1, section "Schema Object": all of JSON Schema 2020-12. Beside `if`, `contains`
/// and the like, the keywords that go with them need no word of their own.
#[rustfmt::skip]
const FOREIGN: &[Foreign] = &[
    Foreign::new("type", List, V20, V20, OPENAPI_31, "write one `type`, with `x-nullable: true` where a value may be null").called("a list of types"),
    Foreign::new("type", List, V30, V30, OPENAPI_31, "write one `type`, with `nullable: true` where a value may be null, or `oneOf` with a schema for each type").called("a list of types"),
    Foreign::new("type", Null, V20, V20, OPENAPI_31, "write `x-nullable: true` beside the type that a value has otherwise").called("`type: \"null\"`"),
    Foreign::new("type", Null, V30, V30, OPENAPI_31, "write `nullable: true` beside the type that a value has otherwise").called("`type: \"null\"`"),
    Foreign::new("nullable", True, V20, V20, OPENAPI_30, "write `x-nullable: true`"),
    Foreign::new("nullable", True, V31, V32, OPENAPI_30, "list `null` among the types, such as `type: [string, \"null\"]`"),
    Foreign::new("x-nullable", True, V30, V30, "Swagger 2.0", "name it `nullable`"),
    Foreign::new("x-nullable", True, V31, V32, "Swagger 2.0", "list `null` among the types, such as `type: [string, \"null\"]`"),
    Foreign::new("items", List, V20, V30, "drafts of JSON Schema before 2020-12", "write one schema, which all items are of").called("a list of `items`"),
    Foreign::new("items", List, V31, V32, "drafts of JSON Schema before 2020-12", "name it `prefixItems`").called("a list of `items`"),
    Foreign::new("oneOf", Any, V20, V20, OPENAPI_30, ""),
    Foreign::new("anyOf", Any, V20, V20, OPENAPI_30, ""),
    Foreign::new("not", Any, V20, V20, OPENAPI_30, ""),
    Foreign::new("writeOnly", True, V20, V20, OPENAPI_30, ""),
    Foreign::new("discriminator", Text, V30, V32, "Swagger 2.0", "write the property's name as `propertyName` in it").called("a string as `discriminator`"),
    Foreign::new("exclusiveMinimum", Flag, V31, V32, OPENAPI_30, "write the bound itself in the place of `minimum`").called("a boolean `exclusiveMinimum`"),
    Foreign::new("exclusiveMaximum", Flag, V31, V32, OPENAPI_30, "write the bound itself in the place of `maximum`").called("a boolean `exclusiveMaximum`"),
    Foreign::new("exclusiveMinimum", Number, V20, V30, OPENAPI_31, "write `minimum` and `exclusiveMinimum: true`").called("a number as `exclusiveMinimum`"),
    Foreign::new("exclusiveMaximum", Number, V20, V30, OPENAPI_31, "write `maximum` and `exclusiveMaximum: true`").called("a number as `exclusiveMaximum`"),
    Foreign::new("const", Any, V20, V30, OPENAPI_31, "write `enum` with this value alone"),
    Foreign::new("examples", List, V20, V30, OPENAPI_31, "write one of them as `example`"),
    Foreign::new("prefixItems", Any, V20, V30, OPENAPI_31, "write one schema as `items`, which all items are of"),
    Foreign::new("contains", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("unevaluatedItems", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("patternProperties", Any, V20, V30, OPENAPI_31, "write one schema as `additionalProperties`, whatever the names"),
    Foreign::new("propertyNames", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("unevaluatedProperties", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("dependentRequired", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("dependentSchemas", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("dependencies", Any, V20, V30, OLD_DRAFTS, ""),
    Foreign::new("dependencies", Any, V31, V32, OLD_DRAFTS, "name it `dependentRequired` or `dependentSchemas`"),
    Foreign::new("if", Any, V20, V30, OPENAPI_31, ""),
    Foreign::new("contentEncoding", Any, V20, V30, OPENAPI_31, "`format: byte` is text in base64"),
    Foreign::new("contentMediaType", Any, V20, V30, OPENAPI_31, "`format: binary` is a file"),
    Foreign::new("$defs", Any, V20, V20, OPENAPI_31, "put the schemas into the document's `definitions`"),
    Foreign::new("$defs", Any, V30, V30, OPENAPI_31, "put the schemas into `components`, under `schemas`"),
    Foreign::new("$recursiveRef", Any, V20, V32, "JSON Schema 2019-09", "write `$ref: '#'` or the way to the schema that is meant").not_read(),
    Foreign::new("extends", Any, V20, V32, "drafts of JSON Schema before 04", "write it as `allOf`").not_read(),
    Foreign::new("disallow", Any, V20, V32, "drafts of JSON Schema before 04", "write it as `not`").not_read(),
    Foreign::new("divisibleBy", Any, V20, V32, "drafts of JSON Schema before 04", "name it `multipleOf`").not_read(),
    Foreign::new("$dynamicRef", Any, V20, V30, OPENAPI_31, "write `$ref`"),
];

impl Foreign {
    const fn new(
        keyword: &'static str,
        form: Form,
        first: Version,
        last: Version,
        owner: &'static str,
        help: &'static str,
    ) -> Foreign {
        Foreign { keyword, form, versions: (first, last), what: "", owner, help, is_read: true }
    }

    const fn not_read(self) -> Foreign {
        Foreign { is_read: false, ..self }
    }

    const fn called(self, what: &'static str) -> Foreign {
        Foreign { what, ..self }
    }
}

impl Reader<'_> {
    /// Tells of a keyword of another dialect than the document's.
    pub(super) fn check_dialect(&mut self, at: &Located<'_>, key: &str, node: &Node) {
        let own = self.version;
        let is_foreign = |row: &&Foreign| (row.versions.0..=row.versions.1).contains(&own) && row.form.holds(node);
        let mut rows = FOREIGN.iter().filter(|row| row.keyword == key);
        let Some(foreign) = rows.find(is_foreign).filter(|_| !self.has_dialect(at)) else { return };
        // Without a type they are ignored, which is told.
        if key == "items" && !at.has("type") {
            return;
        }
        let what = if foreign.what.is_empty() { format!("`{key}`") } else { foreign.what.to_owned() };
        let message = format!("{what} belongs to {}", foreign.owner);
        let diagnostic = if foreign.is_read {
            Diagnostic::note(Code::OtherVersion, message)
                .with_note(format!("the document is {}; it is read all the same", own.name()))
        } else {
            Diagnostic::warning(Code::OtherVersion, message).label("not read")
        };
        let diagnostic = diagnostic.at_key(&at.pointer.child(key));
        self.diagnostics.push(match foreign.help {
            "" => diagnostic,
            help => diagnostic.help(help),
        });
    }

    /// Whether a schema, or the file that it is in, says itself in which dialect it is written.
    fn has_dialect(&self, at: &Located<'_>) -> bool {
        let says = |node: &Node| node.get("$schema").is_some();
        says(at.node)
            || self.opened.get(at.pointer.file()).is_some_and(|root| root.as_ref().is_ok_and(|root| says(root)))
    }

    /// Tells of a default dialect of schemas that is read as another one.
    pub(super) fn check_schema_dialect(&mut self, root: &Located<'_>) {
        let Some(at) = root.get("jsonSchemaDialect") else { return };
        let Some(uri) = at.node.as_str().filter(|uri| !uri.contains("2020-12") && !uri.contains("spec.openapis.org"))
        else {
            return;
        };
        let message = format!("schemas are written as `{uri}` says");
        self.diagnostics.push(
            Diagnostic::note(Code::OtherVersion, message)
                .at(&at.pointer)
                .label("read as JSON Schema 2020-12, which OpenAPI has"),
        );
    }
}
