//! Which schemas say that a value is bytes, or nothing of it at all: whole bodies, files and other parts of forms.

use openapiv3::ReferenceOr;

use super::resolver::Resolver;
use crate::api::Use;
use crate::document::{Says, Schema, SchemaId};
use crate::lists::Listing;
use crate::media_types::{is_binary, is_range};
use crate::value::Types;

/// How deep alternatives are looked into.
const DEPTH: u8 = 16;

/// The schema at a position, behind references.
pub(super) fn at<'r>(
    resolver: &'r Resolver<'_>,
    schema: Option<&ReferenceOr<openapiv3::Schema>>,
) -> Option<&'r Schema> {
    followed(resolver, resolver.schema_id(schema)?)
}

/// The schema that references lead to.
pub(super) fn followed<'r>(resolver: &'r Resolver<'_>, id: SchemaId) -> Option<&'r Schema> {
    let mut schema = resolver.document().schemas.get(id)?;
    for _ in 0..DEPTH {
        match schema.reference.as_ref().and_then(|reference| reference.target) {
            Some(target) => schema = resolver.document().schemas.get(target)?,
            None => break,
        }
    }
    Some(schema)
}

/// Whether a whole body under a name of JSON, or under a range that JSON is in, is bytes all the same: what is
/// `format: binary` or of a media type that is no text goes as it is, and where neither the media type nor the schema says
/// anything, so does all.
pub(super) fn is_body(
    resolver: &Resolver<'_>,
    media_type: &str,
    schema: Option<&ReferenceOr<openapiv3::Schema>>,
) -> bool {
    let is_range = is_range(media_type);
    match at(resolver, schema) {
        None => is_range && schema.is_none(),
        Some(schema) if says_nothing(schema) => {
            is_range || schema.rare().content_media_type.as_deref().is_some_and(is_binary)
        }
        Some(schema) => is_bytes(schema, None),
    }
}

/// Whether this is a string whose media type may be any: it goes as it is, where another value would be JSON.
pub(super) fn is_any_string(resolver: &Resolver<'_>, media_type: &str, value: &Use) -> bool {
    is_range(media_type) && resolver.kind(value.shape).is_string()
}

/// Whether a schema says of a string that it is bytes.
pub(super) fn is_string_of_bytes(resolver: &Resolver<'_>, schema: &ReferenceOr<openapiv3::Schema>) -> bool {
    at(resolver, Some(schema)).is_some_and(|schema| is_bytes(schema, None))
}

/// Whether a schema is empty but for prose, or for the media type of what it is about. One that a reference does not lead to
/// says no more.
pub(super) fn says_nothing(schema: &Schema) -> bool {
    const NOTHING: Says = Says::ANNOTATIONS.with(Says::NULL).with(Says::CONTENT).with(Says::REFERENCE);
    schema.says().only(NOTHING)
}

/// Whether a schema is of a string that is bytes, `declared` being the media type that the document gives beside it.
fn is_bytes(schema: &Schema, declared: Option<&str>) -> bool {
    let is_string = schema.types.without(Types::NULL) == Types::STRING;
    let is_known = schema.types.is_empty() || is_string;
    let rare = schema.rare();
    match schema.format.as_deref() {
        Some("binary") if is_known => true,
        _ if rare.content_encoding.is_some() => false,
        _ => is_string && rare.content_media_type.as_deref().or(declared).is_some_and(is_binary),
    }
}

/// What a part of a form may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// Nothing, which is not sent.
    Null,
    File,
    Files,
    /// Something else than a file.
    Other,
    /// A file, or something else.
    Either,
}

impl Parts {
    fn or(self, other: Parts) -> Parts {
        match (self, other) {
            (Parts::Null, one) | (one, Parts::Null) => one,
            (one, other) if one == other => one,
            // One file is a list of one.
            (Parts::File | Parts::Files, Parts::File | Parts::Files) => Parts::Files,
            _ => Parts::Either,
        }
    }
}

/// What the alternatives of a property allow. `declared` is the media type that its encoding gives.
pub(super) fn parts(resolver: &Resolver<'_>, id: SchemaId, declared: Option<&str>) -> Parts {
    parts_within(resolver, id, declared, DEPTH)
}

fn parts_within(resolver: &Resolver<'_>, id: SchemaId, declared: Option<&str>, depth: u8) -> Parts {
    let Some(schema) = followed(resolver, id).filter(|_| depth > 0) else { return Parts::Other };
    let alternatives: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().list();
    if !alternatives.is_empty() {
        let all = alternatives.into_iter().map(|one| parts_within(resolver, one, declared, depth - 1));
        return all.fold(Parts::Null, Parts::or);
    }
    if schema.types == Types::NULL {
        return Parts::Null;
    }
    if is_bytes(schema, declared) {
        return Parts::File;
    }
    let items = schema.items.filter(|_| schema.types.without(Types::NULL) == Types::ARRAY);
    match items.map(|items| parts_within(resolver, items, declared, depth - 1)) {
        Some(Parts::File) => Parts::Files,
        _ => Parts::Other,
    }
}
