//! What goes over the wire: parameters, headers, bodies and answers.

use super::super::field::Holds::{Data, Each, Entries, Flag, List, Number, One, Text};
use super::super::field::{Field, all, always, v2, v3, v32};
use super::super::kind::Kind::{Encoding, Example, Header, Items, Link, MediaType, Schema};

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

pub(super) const ITEMS: &[Field] = swagger_values!();

pub(super) const PARAMETER: &[Field] = swagger_values!(
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

pub(super) const HEADER: &[Field] = swagger_values!(
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

pub(super) const REQUEST_BODY: &[Field] =
    &[v3("description", Text), v3("content", Entries(MediaType)), v3("required", Flag)];

pub(super) const MEDIA_TYPE: &[Field] = &[
    v3("schema", One(Schema)),
    v3("example", Data),
    v3("examples", Entries(Example)),
    v3("encoding", Entries(Encoding)),
    always(v32("itemSchema", One(Schema))),
    always(v32("prefixEncoding", Each(Encoding))),
    always(v32("itemEncoding", One(Encoding))),
];

pub(super) const ENCODING: &[Field] = &[
    v3("contentType", Text),
    v3("headers", Entries(Header)),
    v3("style", Text),
    v3("explode", Flag),
    v3("allowReserved", Flag),
    always(v32("encoding", Entries(Encoding))),
    always(v32("prefixEncoding", Each(Encoding))),
    always(v32("itemEncoding", One(Encoding))),
];

pub(super) const RESPONSE: &[Field] = &[
    all("description", Text),
    all("headers", Entries(Header)),
    v3("content", Entries(MediaType)),
    always(v3("links", Entries(Link))),
    always(v32("summary", Text)),
    v2("schema", One(Schema)),
    v2("examples", Data),
];

pub(super) const EXAMPLE: &[Field] = &[
    v3("summary", Text),
    v3("description", Text),
    v3("value", Data),
    v3("externalValue", Text),
    always(v32("dataValue", Data)),
    always(v32("serializedValue", Text)),
];
