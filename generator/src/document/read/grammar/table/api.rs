//! The document as a whole: what it says of itself, where it is served, its paths and operations.

use super::super::field::Holds::{Data, Each, Entries, Flag, List, One, Text};
use super::super::field::{Field, all, always, v2, v3, v31, v32};
use super::super::kind::Kind::{
    Callback, Components, Contact, Example, ExternalDocs, Header, Info, License, Link, MediaType, Operation, Parameter,
    PathItem, RequestBody, Response, Schema, SecurityScheme, Server, ServerVariable, Tag,
};

pub(super) const ROOT: &[Field] = &[
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

pub(super) const INFO: &[Field] = &[
    all("title", Text),
    all("version", Text),
    all("description", Text),
    always(v31("summary", Text)),
    all("termsOfService", Text),
    all("contact", One(Contact)),
    all("license", One(License)),
];

pub(super) const CONTACT: &[Field] = &[all("name", Text), all("url", Text), all("email", Text)];

pub(super) const LICENSE: &[Field] = &[all("name", Text), all("url", Text), always(v31("identifier", Text))];

pub(super) const SERVER: &[Field] =
    &[v3("url", Text), v3("description", Text), v3("variables", Entries(ServerVariable)), always(v32("name", Text))];

pub(super) const SERVER_VARIABLE: &[Field] = &[v3("enum", List), v3("default", Text), v3("description", Text)];

pub(super) const COMPONENTS: &[Field] = &[
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

pub(super) const TAG: &[Field] = &[
    all("name", Text),
    all("description", Text),
    all("externalDocs", One(ExternalDocs)),
    always(v32("summary", Text)),
    always(v32("parent", Text)),
    always(v32("kind", Text)),
];

pub(super) const EXTERNAL_DOCS: &[Field] = &[all("url", Text), all("description", Text)];

pub(super) const PATH_ITEM: &[Field] = &[
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

pub(super) const OPERATION: &[Field] = &[
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

pub(super) const LINK: &[Field] = &[
    v3("operationRef", Text),
    v3("operationId", Text),
    v3("parameters", Data),
    v3("requestBody", Data),
    v3("description", Text),
    v3("server", One(Server)),
];
