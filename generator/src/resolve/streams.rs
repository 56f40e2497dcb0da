//! Answers that come item by item: server-sent events, JSON Lines and JSON text sequences.
//!
//! From OpenAPI 3.2 on, `itemSchema` describes an item; that of server-sent events is an object with the event's fields
//! (section "Special Considerations for Server-Sent Events"). Documents of earlier versions have a `schema` for an item all
//! the same: for events, it is mostly that of the data. One that has an event's fields is taken for that of the event.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr};

use super::resolver::Resolver;
use crate::api::{FieldValue, Framing, Kind, Response, ShapeId, Stream, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::OperationEntry;
use crate::lists::Changing;
use crate::media_types::{self, Carries, Sequence};
use crate::value::{Node, Pointer};

/// The fields of a server-sent event.
const EVENT_FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// How deep unions are looked into.
const DEPTH: usize = 8;

/// How items stand in content of a media type.
fn sequence(media_type: &str) -> Option<Sequence> {
    match media_types::carries(media_type) {
        Carries::Items(sequence) => Some(sequence),
        _ => None,
    }
}

/// What a success has for those who read it item by item: the first media type that is a sequence.
pub(super) fn stream(resolver: &mut Resolver<'_>, content: &IndexMap<String, MediaType>) -> Option<Stream> {
    let found = content.iter().find_map(|(name, media)| Some((name, media, sequence(name)?)));
    let (media_type, media, kind) = found?;
    let declared = media.extensions.get("itemSchema").and_then(|place| place.as_str());
    let item = match declared {
        Some(place) => Some(resolver.schema(Some(&ReferenceOr::ref_(place)))),
        None => media.schema.as_ref().map(|schema| each(resolver, schema)),
    };
    // Where lines of JSON are said to be a string, that is all of them as text, and says nothing of one.
    let item =
        item.filter(|item| kind == Sequence::Events || declared.is_some() || !is_string(resolver.kind(item.shape)));
    let (framing, item) = match (kind, item) {
        (Sequence::JsonLines, item) => (Framing::JsonLines, item.unwrap_or_else(|| resolver.builder.any())),
        (Sequence::JsonSeq, item) => (Framing::JsonSequence, item.unwrap_or_else(|| resolver.builder.any())),
        (Sequence::Events, Some(item)) => event(resolver, item, declared.is_some()),
        (Sequence::Events, None) => (Framing::EventDataText, text(resolver)),
    };
    Some(Stream { media_type: media_type.clone(), framing, item })
}

fn is_string(kind: &Kind) -> bool {
    matches!(kind, Kind::String { .. })
}

/// What a `schema` says of an item: that of the whole may be an array of them.
fn each(resolver: &mut Resolver<'_>, schema: &ReferenceOr<openapiv3::Schema>) -> Use {
    let whole = resolver.schema(Some(schema));
    match resolver.kind(whole.shape) {
        Kind::List(item) => item.clone(),
        _ => whole,
    }
}

fn text(resolver: &mut Resolver<'_>) -> Use {
    resolver.make(Kind::String { format: None })
}

/// Server-sent events whose item is this, `declared` by an `itemSchema` or not.
fn event(resolver: &mut Resolver<'_>, item: Use, declared: bool) -> (Framing, Use) {
    if !is_event(resolver, &item, declared, DEPTH) {
        return match data(resolver, &item, false) {
            (Data::Text, item) => (Framing::EventDataText, item),
            (Data::Json, item) => (Framing::EventDataJson, item),
        };
    }
    let mut found = Vec::new();
    let shape = with_data(resolver, item.shape, declared, &mut found, DEPTH);
    let framing = match (found.contains(&Data::Text), found.contains(&Data::Json)) {
        (true, true) => Framing::EventsWithAnyData,
        (false, true) => Framing::EventsWithJsonData,
        (_, false) => Framing::EventsWithTextData,
    };
    (framing, Use { shape, ..item })
}

/// Whether this is an event and not its data.
fn is_event(resolver: &Resolver<'_>, item: &Use, declared: bool, depth: usize) -> bool {
    match resolver.kind(item.shape) {
        Kind::Record(record) => {
            let mut names = record.fields.iter().map(|field| field.name.as_str());
            if declared {
                record.fields.is_empty() || names.any(|name| EVENT_FIELDS.contains(&name))
            } else {
                names.clone().any(|name| name == "data") && names.all(|name| EVENT_FIELDS.contains(&name))
            }
        }
        Kind::Union(union) => {
            depth > 0 && union.variants.iter().all(|variant| is_event(resolver, &variant.value, declared, depth - 1))
        }
        Kind::Any | Kind::Map(_) => declared,
        _ => false,
    }
}

/// What an event's data are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Data {
    Text,
    Json,
}

/// The event's shape, in which data that are JSON within a string have the shape of that JSON.
fn with_data(resolver: &mut Resolver<'_>, id: ShapeId, declared: bool, found: &mut Vec<Data>, depth: usize) -> ShapeId {
    let mut shape = resolver.builder.shapes.get(id).clone();
    let mut changed = false;
    match &mut shape.kind {
        Kind::Record(record) => {
            for field in record.fields.iter_mut().filter(|field| field.name == "data") {
                match &mut field.value {
                    FieldValue::Constant(Node::String(_)) => found.push(Data::Text),
                    FieldValue::Constant(_) => found.push(Data::Json),
                    FieldValue::Value(value) => {
                        let (data, inner) = data(resolver, value, declared);
                        if inner.shape != value.shape {
                            *value = inner;
                            field.unchecked.keep(|keyword| *keyword != "contentMediaType");
                            changed = true;
                        }
                        found.push(data);
                    }
                }
            }
        }
        Kind::Union(union) if depth > 0 => {
            for variant in &mut union.variants {
                let inner = with_data(resolver, variant.value.shape, declared, found, depth - 1);
                changed |= inner != variant.value.shape;
                variant.value.shape = inner;
            }
        }
        _ => {}
    }
    if !changed {
        return id;
    }
    if let Some(known) = resolver.events.get(&id) {
        return *known;
    }
    let made = resolver.builder.shapes.push(shape);
    resolver.events.insert(id, made);
    made
}

/// What these data are, and of what shape. Where an event `is_declared`, they are a string unless something is said.
fn data(resolver: &mut Resolver<'_>, value: &Use, is_declared: bool) -> (Data, Use) {
    if let Some(content) = resolver.builder.contents.get(&value.shape).copied() {
        return (Data::Json, resolver.builder.schema(content));
    }
    let is_text = match resolver.kind(value.shape) {
        Kind::Any => is_declared,
        kind => kind.is_string(),
    };
    (if is_text { Data::Text } else { Data::Json }, value.clone())
}

/// Leaves one stream to those who ask for it beside another answer: the first.
pub(super) fn only_one(resolver: &mut Resolver<'_>, entry: &OperationEntry, responses: &mut [Response]) {
    let mut first: Option<(Framing, Use)> = None;
    for response in responses {
        let streamed = response.stream.as_ref().map(|stream| &stream.media_type);
        let is_beside = response.contents.iter().any(|content| Some(&content.media_type) != streamed);
        let Some(stream) = response.stream.as_ref().filter(|_| is_beside) else { continue };
        let (framing, item) = first.get_or_insert_with(|| (stream.framing, stream.item.clone()));
        if *framing == stream.framing && *item == stream.item {
            continue;
        }
        resolver.report(
            Diagnostic::warning(
                Code::UnsupportedMediaType,
                format!("`{}` streams the first of its successes only", entry.title()),
            )
            .at_key(&entry.pointer.child("responses"))
            .operation(entry.title())
            .with_note(format!("left out: another `{}`", stream.media_type)),
        );
        response.stream = None;
    }
}

/// Reports an `itemSchema` that nothing follows.
pub(super) fn ignored(resolver: &mut Resolver<'_>, entry: &OperationEntry, media: &MediaType, at: Option<&Pointer>) {
    let (Some(at), true) = (at, media.extensions.contains_key("itemSchema")) else { return };
    resolver.report(
        Diagnostic::warning(Code::IgnoredField, format!("an `itemSchema` of `{}` is ignored", entry.title()))
            .at_key(&at.child("itemSchema"))
            .operation(entry.title())
            .with_note(
                "items are read one by one from answers that are successes in `text/event-stream`, JSON Lines or `application/json-seq`; elsewhere the body is whole",
            ),
    );
}
