//! Contents that are handed on as they are although their schemas describe more than that.

use openapiv3::MediaType;

use super::raw;
use super::resolver::Resolver;
use super::side::Side;
use crate::api::{Content, Payload};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OperationEntry, Schema, SchemaId, is_media_type};
use crate::value::{Pointer, Types};

/// How deep alternatives are looked into.
const DEPTH: u8 = 4;

/// Says of each content of objects or lists that there is no type for it. Beside JSON or a form there is one, and it says
/// nothing.
pub(super) fn note<'m>(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    side: Side,
    contents: &[Content],
    media: impl IntoIterator<Item = (&'m String, &'m MediaType)>,
    pointer: &Pointer,
) {
    if contents.iter().any(|content| is_typed(side, content)) {
        return;
    }
    for (name, media) in media {
        let Some(content) = contents.iter().find(|content| content.media_type == *name) else { continue };
        let is_described = raw::at(resolver, media.schema.as_ref()).is_some_and(|it| is_structure(resolver, it, DEPTH));
        if content.is_range() || !is_media_type(name) || !is_described {
            continue;
        }
        let is_text = matches!(content.payload, Payload::Form { .. } | Payload::Text);
        let taken = if is_text { "text" } else { "bytes" };
        let diagnostic = Diagnostic::note(Code::UnsupportedMediaType, format!("`{name}` is taken as {taken}"))
            .at_key(&pointer.child("content").child(name))
            .label("no type is made of its schema")
            .operation(entry.title())
            .help("a schema of `type: string` says the same without this note");
        resolver.report(diagnostic);
    }
}

/// Whether there is a type for a content. Clients write forms, and hand on those that they receive as they are.
fn is_typed(side: Side, content: &Content) -> bool {
    match content.payload {
        Payload::Value(..) => true,
        Payload::Form { .. } | Payload::Multipart { .. } => matches!(side, Side::Request),
        Payload::Text | Payload::Bytes => false,
    }
}

/// Whether values of a schema may be objects or lists.
fn is_structure(resolver: &Resolver<'_>, schema: &Schema, depth: u8) -> bool {
    let mut alternatives = schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of);
    let is = |id: &SchemaId| raw::followed(resolver, *id).is_some_and(|one| is_structure(resolver, one, depth - 1));
    schema.types.contains(Types::OBJECT)
        || schema.types.contains(Types::ARRAY)
        || !schema.properties.is_empty()
        || schema.items.is_some()
        || depth > 0 && alternatives.any(is)
}
