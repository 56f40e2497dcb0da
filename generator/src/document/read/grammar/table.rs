//! The objects of OpenAPI and Swagger: which fields each has in which version, and what those hold.
//!
//! OpenAPI 3.2, section 4; 3.1 and 3.0 likewise; Swagger 2.0, section "Schema". Schemas are among them for the places that
//! they hold; their other keywords are those of JSON Schema 2020-12.

use super::super::version::Version;
use Holds::{Data, Each, Entries, Flag, List, Number, One, Text, Texts};
use Kind::{
    Callback, Components, Contact, Discriminator, Encoding, Example, ExternalDocs, Flow, Flows, Header, Info, Items,
    License, Link, MediaType, Operation, Parameter, PathItem, RequestBody, Response, Root, Schema, SecurityScheme,
    Server, ServerVariable, Tag, Xml,
};
use Version::{V20, V30, V31, V32};

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

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Holds {
    /// Anything, none of which is an object of OpenAPI.
    Data,
    Text,
    /// A text or a list of them.
    Texts,
    Flag,
    Number,
    List,
    One(Kind),
    /// A list.
    Each(Kind),
    /// A mapping from names.
    Entries(Kind),
}

/// A field, and the versions that define it, the first and the last.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Field {
    pub(super) name: &'static str,
    pub(super) since: Version,
    pub(super) until: Version,
    pub(super) holds: Holds,
    /// Whether it is read in documents of every version.
    pub(super) is_read_always: bool,
}

const fn field(name: &'static str, since: Version, until: Version, holds: Holds) -> Field {
    Field { name, since, until, holds, is_read_always: false }
}

/// Of every version.
const fn all(name: &'static str, holds: Holds) -> Field {
    field(name, V20, V32, holds)
}

/// Of Swagger 2.0 only.
const fn v2(name: &'static str, holds: Holds) -> Field {
    field(name, V20, V20, holds)
}

/// Of OpenAPI 3.
const fn v3(name: &'static str, holds: Holds) -> Field {
    field(name, V30, V32, holds)
}

/// Since OpenAPI 3.1.
const fn v31(name: &'static str, holds: Holds) -> Field {
    field(name, V31, V32, holds)
}

/// Since OpenAPI 3.2.
const fn v32(name: &'static str, holds: Holds) -> Field {
    field(name, V32, V32, holds)
}

/// Read whatever the version of the document.
const fn always(field: Field) -> Field {
    Field { is_read_always: true, ..field }
}

impl Field {
    /// Whether a version defines the field.
    pub(super) fn is_of(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }
}

const ROOT: &[Field] = &[
    v3("openapi", Text),
    v2("swagger", Text),
    all("info", One(Info)),
    v3("servers", Each(Server)),
    all("paths", Entries(PathItem)),
    v3("components", One(Components)),
    all("security", List),
    all("tags", Each(Tag)),
    all("externalDocs", One(ExternalDocs)),
    always(v31("webhooks", Entries(PathItem))),
    v31("jsonSchemaDialect", Text),
    always(v32("$self", Text)),
    v2("host", Text),
    v2("basePath", Text),
    v2("schemes", List),
    v2("consumes", List),
    v2("produces", List),
    always(v2("definitions", Entries(Schema))),
    always(v2("parameters", Entries(Parameter))),
    always(v2("responses", Entries(Response))),
    v2("securityDefinitions", Entries(SecurityScheme)),
];

const INFO: &[Field] = &[
    all("title", Text),
    all("version", Text),
    all("description", Text),
    always(v31("summary", Text)),
    all("termsOfService", Text),
    all("contact", One(Contact)),
    all("license", One(License)),
];

const CONTACT: &[Field] = &[all("name", Text), all("url", Text), all("email", Text)];

const LICENSE: &[Field] = &[all("name", Text), all("url", Text), always(v31("identifier", Text))];

const SERVER: &[Field] =
    &[v3("url", Text), v3("description", Text), v3("variables", Entries(ServerVariable)), always(v32("name", Text))];

const SERVER_VARIABLE: &[Field] = &[v3("enum", List), v3("default", Text), v3("description", Text)];

const COMPONENTS: &[Field] = &[
    v3("schemas", Entries(Schema)),
    v3("responses", Entries(Response)),
    v3("parameters", Entries(Parameter)),
    v3("examples", Entries(Example)),
    v3("requestBodies", Entries(RequestBody)),
    v3("headers", Entries(Header)),
    v3("securitySchemes", Entries(SecurityScheme)),
    v3("links", Entries(Link)),
    v3("callbacks", Entries(Callback)),
    always(v31("pathItems", Entries(PathItem))),
    always(v32("mediaTypes", Entries(MediaType))),
];

const PATH_ITEM: &[Field] = &[
    all("get", One(Operation)),
    all("put", One(Operation)),
    all("post", One(Operation)),
    all("delete", One(Operation)),
    all("options", One(Operation)),
    all("head", One(Operation)),
    all("patch", One(Operation)),
    always(v3("trace", One(Operation))),
    always(v32("query", One(Operation))),
    always(v32("additionalOperations", Entries(Operation))),
    always(v3("summary", Text)),
    always(v3("description", Text)),
    always(v3("servers", Each(Server))),
    all("parameters", Each(Parameter)),
    all("$ref", Text),
];

const OPERATION: &[Field] = &[
    all("tags", List),
    all("summary", Text),
    all("description", Text),
    all("externalDocs", One(ExternalDocs)),
    all("operationId", Text),
    all("parameters", Each(Parameter)),
    all("responses", Entries(Response)),
    all("deprecated", Flag),
    all("security", List),
    v3("requestBody", One(RequestBody)),
    always(v3("callbacks", Entries(Callback))),
    always(v3("servers", Each(Server))),
    v2("consumes", List),
    v2("produces", List),
    v2("schemes", List),
];

const EXTERNAL_DOCS: &[Field] = &[all("url", Text), all("description", Text)];

/// What Swagger 2.0 has parameters, their items and headers say of their values.
macro_rules! swagger_values {
    ($($field:expr),* $(,)?) => {
        &[
            $($field,)*
            v2("type", Text),
            v2("format", Text),
            v2("items", One(Items)),
            v2("collectionFormat", Text),
            v2("default", Data),
            v2("enum", List),
            v2("maximum", Number),
            v2("exclusiveMaximum", Flag),
            v2("minimum", Number),
            v2("exclusiveMinimum", Flag),
            v2("multipleOf", Number),
            v2("maxLength", Number),
            v2("minLength", Number),
            v2("pattern", Text),
            v2("maxItems", Number),
            v2("minItems", Number),
            v2("uniqueItems", Flag),
        ]
    };
}

const ITEMS: &[Field] = swagger_values!();

const PARAMETER: &[Field] = swagger_values!(
    all("name", Text),
    all("in", Text),
    all("description", Text),
    all("required", Flag),
    all("schema", One(Schema)),
    v3("deprecated", Flag),
    all("allowEmptyValue", Flag),
    v3("style", Text),
    v3("explode", Flag),
    v3("allowReserved", Flag),
    v3("example", Data),
    v3("examples", Entries(Example)),
    v3("content", Entries(MediaType)),
);

const HEADER: &[Field] = swagger_values!(
    all("description", Text),
    v3("required", Flag),
    v3("schema", One(Schema)),
    v3("deprecated", Flag),
    v3("allowEmptyValue", Flag),
    v3("style", Text),
    v3("explode", Flag),
    v3("allowReserved", Flag),
    v3("example", Data),
    v3("examples", Entries(Example)),
    v3("content", Entries(MediaType)),
);

const REQUEST_BODY: &[Field] = &[v3("description", Text), v3("content", Entries(MediaType)), v3("required", Flag)];

const MEDIA_TYPE: &[Field] = &[
    v3("schema", One(Schema)),
    v3("example", Data),
    v3("examples", Entries(Example)),
    v3("encoding", Entries(Encoding)),
    always(v32("itemSchema", One(Schema))),
    always(v32("prefixEncoding", Each(Encoding))),
    always(v32("itemEncoding", One(Encoding))),
];

const ENCODING: &[Field] = &[
    v3("contentType", Text),
    v3("headers", Entries(Header)),
    v3("style", Text),
    v3("explode", Flag),
    v3("allowReserved", Flag),
    always(v32("encoding", Entries(Encoding))),
    always(v32("prefixEncoding", Each(Encoding))),
    always(v32("itemEncoding", One(Encoding))),
];

const RESPONSE: &[Field] = &[
    all("description", Text),
    all("headers", Entries(Header)),
    v3("content", Entries(MediaType)),
    always(v3("links", Entries(Link))),
    always(v32("summary", Text)),
    v2("schema", One(Schema)),
    v2("examples", Data),
];

const EXAMPLE: &[Field] = &[
    v3("summary", Text),
    v3("description", Text),
    v3("value", Data),
    v3("externalValue", Text),
    always(v32("dataValue", Data)),
    always(v32("serializedValue", Text)),
];

const LINK: &[Field] = &[
    v3("operationRef", Text),
    v3("operationId", Text),
    v3("parameters", Data),
    v3("requestBody", Data),
    v3("description", Text),
    v3("server", One(Server)),
];

const TAG: &[Field] = &[
    all("name", Text),
    all("description", Text),
    all("externalDocs", One(ExternalDocs)),
    always(v32("summary", Text)),
    always(v32("parent", Text)),
    always(v32("kind", Text)),
];

const DISCRIMINATOR: &[Field] =
    &[always(v3("propertyName", Text)), always(v3("mapping", Data)), always(v32("defaultMapping", Text))];

const XML: &[Field] = &[
    all("name", Text),
    all("namespace", Text),
    all("prefix", Text),
    all("attribute", Flag),
    all("wrapped", Flag),
    always(v32("nodeType", Text)),
];

const SECURITY_SCHEME: &[Field] = &[
    all("type", Text),
    all("description", Text),
    all("name", Text),
    all("in", Text),
    always(v3("scheme", Text)),
    always(v3("bearerFormat", Text)),
    v3("flows", One(Flows)),
    always(v3("openIdConnectUrl", Text)),
    always(v32("oauth2MetadataUrl", Text)),
    always(v32("deprecated", Flag)),
    v2("flow", Text),
    v2("authorizationUrl", Text),
    v2("tokenUrl", Text),
    v2("scopes", Data),
];

const FLOWS: &[Field] = &[
    v3("implicit", One(Flow)),
    v3("password", One(Flow)),
    v3("clientCredentials", One(Flow)),
    v3("authorizationCode", One(Flow)),
    always(v32("deviceAuthorization", One(Flow))),
];

const FLOW: &[Field] = &[
    v3("authorizationUrl", Text),
    v3("tokenUrl", Text),
    v3("refreshUrl", Text),
    v3("scopes", Data),
    always(v32("deviceAuthorizationUrl", Text)),
];

const SCHEMA: &[Field] = &[
    all("$ref", Text),
    all("type", Texts),
    all("properties", Entries(Schema)),
    all("required", List),
    all("description", Text),
    all("title", Text),
    all("format", Text),
    all("enum", List),
    all("items", One(Schema)),
    all("allOf", Each(Schema)),
    all("anyOf", Each(Schema)),
    all("oneOf", Each(Schema)),
    all("not", One(Schema)),
    all("nullable", Flag),
    all("default", Data),
    all("example", Data),
    all("examples", List),
    all("deprecated", Flag),
    all("readOnly", Flag),
    all("writeOnly", Flag),
    all("const", Data),
    all("additionalProperties", One(Schema)),
    all("patternProperties", Entries(Schema)),
    all("propertyNames", One(Schema)),
    all("unevaluatedProperties", One(Schema)),
    all("minProperties", Number),
    all("maxProperties", Number),
    all("prefixItems", Each(Schema)),
    all("additionalItems", One(Schema)),
    all("contains", One(Schema)),
    all("unevaluatedItems", One(Schema)),
    all("minItems", Number),
    all("maxItems", Number),
    all("uniqueItems", Flag),
    all("minContains", Number),
    all("maxContains", Number),
    all("minLength", Number),
    all("maxLength", Number),
    all("pattern", Text),
    all("contentEncoding", Text),
    all("contentMediaType", Text),
    all("contentSchema", One(Schema)),
    all("minimum", Number),
    all("maximum", Number),
    all("exclusiveMinimum", Data),
    all("exclusiveMaximum", Data),
    all("multipleOf", Number),
    all("if", One(Schema)),
    all("then", One(Schema)),
    all("else", One(Schema)),
    all("dependentRequired", Data),
    all("dependentSchemas", Entries(Schema)),
    all("dependencies", Entries(Schema)),
    all("$defs", Entries(Schema)),
    all("definitions", Entries(Schema)),
    all("discriminator", One(Discriminator)),
    all("xml", One(Xml)),
    all("externalDocs", One(ExternalDocs)),
];

impl Kind {
    /// The object's fields in all versions. A callback has none but the expressions that are its keys.
    pub(super) const fn fields(self) -> &'static [Field] {
        match self {
            Root => ROOT,
            Info => INFO,
            Contact => CONTACT,
            License => LICENSE,
            Server => SERVER,
            ServerVariable => SERVER_VARIABLE,
            Components => COMPONENTS,
            PathItem => PATH_ITEM,
            Operation => OPERATION,
            ExternalDocs => EXTERNAL_DOCS,
            Parameter => PARAMETER,
            Items => ITEMS,
            RequestBody => REQUEST_BODY,
            MediaType => MEDIA_TYPE,
            Encoding => ENCODING,
            Response => RESPONSE,
            Callback => &[],
            Example => EXAMPLE,
            Link => LINK,
            Header => HEADER,
            Tag => TAG,
            Discriminator => DISCRIMINATOR,
            Xml => XML,
            SecurityScheme => SECURITY_SCHEME,
            Flows => FLOWS,
            Flow => FLOW,
            Schema => SCHEMA,
        }
    }

    /// The object's field of this name, if the version defines it.
    pub(super) fn field(self, name: &str, version: Version) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name && field.is_of(version))
    }

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

/// Whether a name that stands among media types is that of what a media type has.
pub(in super::super) fn is_field_of_media_type(name: &str) -> bool {
    matches!(name, "schema" | "itemSchema" | "example" | "examples" | "encoding")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_version_defines_a_field_twice() {
        for kind in [Root, PathItem, Operation, Parameter, Header, Response, MediaType, SecurityScheme, Schema] {
            for version in [V20, V30, V31, V32] {
                let mut names: Vec<&str> =
                    kind.fields().iter().filter(|field| field.is_of(version)).map(|field| field.name).collect();
                names.sort_unstable();
                let count = names.len();
                names.dedup();
                assert_eq!(names.len(), count, "{kind:?} {version:?}");
            }
        }
    }
}
