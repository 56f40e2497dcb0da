//! The kinds of objects that OpenAPI and Swagger have.

use super::super::version::Version;
use Kind::{
    Callback, Components, Contact, Discriminator, Encoding, Example, ExternalDocs, Flow, Flows, Header, Info, Items,
    License, Link, MediaType, Operation, Parameter, PathItem, RequestBody, Response, Root, Schema, SecurityScheme,
    Server, ServerVariable, Tag, Xml,
};
use Version::V20;

/// The kinds of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Kind {
    Root,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    /// Swagger 2.0's small schema of a parameter's items.
    Items,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
    Schema,
}

impl Kind {
    /// What people call the object, with its article.
    pub(in super::super) const fn name(self) -> &'static str {
        match self {
            Root => "the document",
            Info => "`info`",
            Contact => "a contact",
            License => "a license",
            Server => "a server",
            ServerVariable => "a server's variable",
            Components => "`components`",
            PathItem => "a path item",
            Operation => "an operation",
            ExternalDocs => "a link to external documentation",
            Parameter => "a parameter",
            Items => "the items of a parameter",
            RequestBody => "a request body",
            MediaType => "a media type",
            Encoding => "an encoding",
            Response => "a response",
            Callback => "a callback",
            Example => "an example",
            Link => "a link",
            Header => "a header",
            Tag => "a tag",
            Discriminator => "a discriminator",
            Xml => "an `xml` object",
            SecurityScheme => "a security scheme",
            Flows => "`flows`",
            Flow => "an OAuth flow",
            Schema => "a schema",
        }
    }

    /// The name without its article.
    pub(super) fn bare_name(self) -> &'static str {
        let name = self.name();
        ["an ", "a ", "the "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
    }

    /// Where references to such objects lead in most documents.
    pub(in super::super) const fn section(self, version: Version) -> Option<&'static str> {
        match (version, self) {
            (V20, Parameter) => Some("#/parameters/"),
            (V20, Response) => Some("#/responses/"),
            (V20, Schema) => Some("#/definitions/"),
            (V20, _) => None,
            (_, Parameter) => Some("#/components/parameters/"),
            (_, Response) => Some("#/components/responses/"),
            (_, Schema) => Some("#/components/schemas/"),
            (_, RequestBody) => Some("#/components/requestBodies/"),
            (_, Header) => Some("#/components/headers/"),
            (_, Example) => Some("#/components/examples/"),
            (_, Link) => Some("#/components/links/"),
            (_, Callback) => Some("#/components/callbacks/"),
            (_, PathItem) => Some("#/components/pathItems/"),
            (_, MediaType) => Some("#/components/mediaTypes/"),
            (_, SecurityScheme) => Some("#/components/securitySchemes/"),
            _ => None,
        }
    }
}
