//! Bodies and responses: media types and what they carry.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, StatusCode};

use super::resolver::Resolver;
use super::side::Side;
use super::{form, headers, multipart, raw, streams, untyped};
use crate::api::{Body, Content, Kind, Payload, Response, Status, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OperationEntry, is_media_type};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::media_types::{self, ANY, Carries, JSON, essence, is_json, is_range, is_text, is_utf8};
use crate::value::Pointer;

/// The request body of an operation.
pub(super) fn body(resolver: &mut Resolver<'_>, entry: &OperationEntry) -> Option<Body> {
    let Some(ReferenceOr::Item(declared)) = &entry.operation.request_body else { return None };
    let media_types = declared.content.iter().list();
    let contents = contents(resolver, entry, Side::Request, media_types, entry.body_pointer.as_ref());
    let pointer = entry.body_pointer.clone().unwrap_or_else(|| entry.pointer.child("requestBody"));
    untyped::note(resolver, entry, Side::Request, &contents, &declared.content, &pointer);
    let mut body = Body { description: declared.description.clone(), required: false, contents };
    let value = body.main()?.payload.value();
    body.required = match (entry.body_required, value) {
        (Some(said), _) => said,
        (None, Some(value)) => {
            let inferred = has_required_fields(resolver, value);
            if inferred {
                note_inference(resolver, entry);
            }
            inferred
        }
        (None, None) => false,
    };
    Some(body)
}

/// What the API sends with a webhook or a callback.
pub(super) fn incoming(resolver: &mut Resolver<'_>, entry: &OperationEntry) -> Option<Body> {
    let Some(ReferenceOr::Item(declared)) = &entry.operation.request_body else { return None };
    // It is read, as an answer is.
    let mut content = content(resolver, entry, Side::Response, declared.content.iter(), entry.body_pointer.as_ref())?;
    if let (media_types::MERGE_PATCH, Payload::Value(_, value)) = (&*essence(&content.media_type), &mut content.payload)
    {
        *value = resolver.patch(value.clone());
    }
    let required = entry.body_required.unwrap_or(true);
    Some(Body { description: declared.description.clone(), required, contents: vec![content] })
}

fn has_required_fields(resolver: &Resolver<'_>, value: &Use) -> bool {
    let required = |value: &Use| match resolver.kind(value.shape) {
        Kind::Record(record) => record.fields.iter().any(|field| field.required && !field.read_only),
        _ => false,
    };
    !value.nullable
        && match resolver.kind(value.shape) {
            Kind::Union(union) => union.variants.iter().all(|variant| required(&variant.value)),
            _ => required(value),
        }
}

fn note_inference(resolver: &mut Resolver<'_>, entry: &OperationEntry) {
    let at = entry.body_pointer.clone().unwrap_or_else(|| entry.pointer.child("requestBody"));
    resolver.report(
        Diagnostic::note(Code::InferredRequired, "the request body is taken as required")
            .at_key(&at)
            .label("does not say `required`")
            .operation(entry.title())
            .with_note("its schema has required properties, which an absent body would lack")
            .help("say `required: true` or `required: false` to settle it"),
    );
}

/// Everything that a body can be sent as, or an answer can come as.
fn contents(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    side: Side,
    all: Vec<(&String, &MediaType)>,
    pointer: Option<&Pointer>,
) -> Vec<Content> {
    let base = pointer.map(|pointer| pointer.child("content"));
    let several = all.len() > 1;
    let mut contents = Vec::with_capacity(all.len());
    let mut schemas = Vec::with_capacity(all.len());
    for (name, media) in all {
        let payload = if several && is_range(name) {
            // Beside others, it is whatever is none of them.
            Payload::Bytes
        } else {
            let pointer = base.as_ref().map(|base| base.child(name));
            payload(resolver, entry, side, name, media, pointer.as_ref())
        };
        if let (Side::Request, Some(base)) = (side, &base) {
            streams::ignored(resolver, entry, media, Some(&base.child(name)));
        }
        // An answer can't come as what is no media type, so that it comes as any.
        let is_any = matches!(side, Side::Response) && !is_media_type(name);
        let media_type = if is_any { "*/*".to_owned() } else { name.clone() };
        contents.push(Content { media_type, payload });
        schemas.push(media.schema.as_ref());
    }
    for (content, schema) in contents_as_json(resolver, &contents, &schemas) {
        if let Some(content) = contents.get_mut(content) {
            content.payload = Payload::Value(&JSON, schema);
        }
    }
    // `application/*+json` beside JSON of the same schema adds names that the document does not give.
    let named: Vec<Use> = contents.iter().filter(|content| !content.is_range()).filter_map(Content::json).list();
    if let Side::Response = side {
        return contents;
    }
    contents.keep(|content| {
        !content.is_range()
            || content.json().is_none_or(|value| !named.iter().any(|other| alike(resolver, other, &value)))
    });
    contents
}

/// Whether two values are of the same schema, or lists or maps of such.
fn alike(resolver: &Resolver<'_>, one: &Use, other: &Use) -> bool {
    let kinds = (resolver.kind(one.shape), resolver.kind(other.shape));
    one == other
        || one.nullable == other.nullable
            && match kinds {
                (Kind::List(one), Kind::List(other)) | (Kind::Map(one), Kind::Map(other)) => {
                    alike(resolver, one, other)
                }
                _ => false,
            }
}

/// The contents that are JSON under another name, and their values: `text/plain` with the schema of its JSON neighbor,
/// where that is of objects or lists, of which there is no plain text. Some frameworks declare that everywhere.
fn contents_as_json(
    resolver: &mut Resolver<'_>,
    contents: &[Content],
    schemas: &[Option<&ReferenceOr<openapiv3::Schema>>],
) -> Vec<(usize, Use)> {
    let json: Vec<Use> = contents.iter().filter_map(Content::json).list();
    let plain = contents.iter().zip(schemas).enumerate();
    let plain = plain
        .filter(|(_, (content, _))| !json.is_empty() && essence(&content.media_type) == media_types::PLAIN.media_type);
    plain
        .filter_map(|(at, (_, schema))| {
            let value = resolver.schema(Some((*schema)?));
            let kind = resolver.kind(value.shape);
            let is_structure = matches!(kind, Kind::Record(_) | Kind::Map(_) | Kind::List(_));
            (is_structure && json.iter().any(|other| alike(resolver, other, &value))).then_some((at, value))
        })
        .list()
}

/// The media type that a client of ours speaks: JSON where it is offered, else the first one.
fn content<'m>(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    side: Side,
    media_types: impl Iterator<Item = (&'m String, &'m MediaType)>,
    pointer: Option<&Pointer>,
) -> Option<Content> {
    let all: Vec<(&String, &MediaType)> = media_types.list();
    let (media_type, media) = all.iter().find(|(name, _)| is_json(name)).or_else(|| all.first())?;
    let is_other = |name: &str| name != *media_type;
    let others: Vec<String> = all.iter().filter(|(name, _)| is_other(name)).map(|(name, _)| format!("`{name}`")).list();
    if let (false, Some(pointer)) = (others.is_empty(), pointer) {
        resolver.report(
            Diagnostic::warning(
                Code::UnsupportedMediaType,
                format!("`{}` is generated for `{media_type}` only", entry.title()),
            )
            .at_key(&pointer.child("content"))
            .operation(entry.title())
            .with_note(format!("left out: {}", others.join(", "))),
        );
    }
    let pointer = pointer.map(|pointer| pointer.child("content").child(media_type));
    streams::ignored(resolver, entry, media, pointer.as_ref());
    let payload = payload(resolver, entry, side, media_type, media, pointer.as_ref());
    Some(Content { media_type: (*media_type).clone(), payload })
}

fn payload(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    side: Side,
    media_type: &str,
    media: &MediaType,
    pointer: Option<&Pointer>,
) -> Payload {
    let carries = media_types::carries(media_type);
    if let Carries::Value(codec) = carries {
        if raw::is_body(resolver, media_type, media.schema.as_ref()) {
            return Payload::Bytes;
        }
        let value = resolver.schema(media.schema.as_ref());
        // Frameworks that say so of all that they answer send a string as it is.
        if matches!(side, Side::Response) && raw::is_any_string(resolver, media_type, &value) {
            return Payload::Value(&ANY, value);
        }
        let is_patch = matches!(side, Side::Request) && essence(media_type) == media_types::MERGE_PATCH;
        return Payload::Value(codec, if is_patch { resolver.patch(value) } else { value });
    }
    if let (Carries::Text(_), Some(schema)) = (carries, &media.schema)
        && raw::is_string_of_bytes(resolver, schema)
    {
        return Payload::Bytes;
    }
    if let Carries::Text(Some(codec)) = carries
        && is_utf8(media_type)
        && let Some(value) = plain(resolver, media, side)
    {
        return Payload::Value(codec, value);
    }
    // What is said of forms is of those that are sent.
    let sent = pointer.filter(|_| matches!(side, Side::Request));
    match carries {
        Carries::Form => form::payload(resolver, entry, media, sent),
        Carries::Multipart => multipart::payload(resolver, entry, media, sent),
        _ if is_text(media_type) && is_utf8(media_type) => Payload::Text,
        _ => Payload::Bytes,
    }
}

/// What a plain text is, where that is more than a text: a scalar, or in a request a string with rules.
fn plain(resolver: &mut Resolver<'_>, media: &MediaType, side: Side) -> Option<Use> {
    let value = resolver.schema(Some(media.schema.as_ref()?));
    let is_plain = match resolver.kind(value.shape) {
        Kind::Boolean
        | Kind::Integer(_)
        | Kind::Number { .. }
        | Kind::Decimal
        | Kind::Formatted(_)
        | Kind::Choice(_)
        | Kind::External => true,
        Kind::String { .. } => matches!(side, Side::Request) && !value.rules.is_empty() && !value.nullable,
        _ => false,
    };
    is_plain.then_some(value)
}

/// The responses of an operation, in the order of precedence.
pub(super) fn responses(resolver: &mut Resolver<'_>, entry: &OperationEntry) -> Vec<Response> {
    let declared = &entry.operation.responses;
    let base = entry.pointer.child("responses");
    let mut all = Vec::with_capacity(declared.responses.len() + 1);
    let exact = declared.responses.iter().map(|(status, response)| {
        let status = match status {
            StatusCode::Code(code) => Status::Exact(*code),
            StatusCode::Range(range) => Status::Range(u8::try_from(*range).unwrap_or(u8::MAX)),
        };
        (status, response)
    });
    let default = declared.default.iter().map(|response| (Status::Default, response));
    for (status, response) in exact.chain(default) {
        let ReferenceOr::Item(response) = response else { continue };
        let key = match status {
            Status::Exact(code) => code.to_string(),
            Status::Range(range) => format!("{range}XX"),
            Status::Default => "default".to_owned(),
        };
        let content = match no_content(&entry.method, status) {
            Some(why) if !response.content.is_empty() => {
                note_no_content(resolver, entry, &base.child(&key), &key, why);
                &IndexMap::new()
            }
            _ => &response.content,
        };
        let is_success = status.is_success() || (status == Status::Default && !has_success(declared));
        let stream = if is_success { streams::stream(resolver, content) } else { None };
        let streamed = stream.as_ref().map(|stream| stream.media_type.as_str());
        let pointer = base.child(&key);
        // What is streamed beside others is asked for by itself.
        let is_beside = |name: &str| content.len() > 1 && Some(name) == streamed;
        let media_types = content.iter().filter(|(name, _)| !is_beside(name)).list();
        for (name, media) in content.iter().filter(|(name, _)| Some(name.as_str()) != streamed) {
            streams::ignored(resolver, entry, media, Some(&pointer.child("content").child(name)));
        }
        let contents = contents(resolver, entry, Side::Response, media_types, Some(&pointer));
        let is_whole = |(name, _): &(&String, &MediaType)| Some(name.as_str()) != streamed;
        untyped::note(resolver, entry, Side::Response, &contents, content.iter().filter(is_whole), &pointer);
        let description = Some(response.description.clone()).filter(|text| !text.trim().is_empty());
        let headers = headers::headers(resolver, response);
        all.push(Response { status, description, contents, stream, headers });
    }
    if has_only_failures(declared) {
        all.push(any_success(resolver, entry, &base));
    }
    sort_by_key(&mut all, &|response| response.status);
    streams::only_one(resolver, entry, &mut all);
    all
}

/// Whether nothing is said of how the operation succeeds.
fn has_only_failures(declared: &openapiv3::Responses) -> bool {
    let is_failure = |status: &StatusCode| matches!(status, StatusCode::Code(400..=599) | StatusCode::Range(4 | 5));
    declared.default.is_none() && declared.responses.keys().all(is_failure)
}

/// What stands for the success that an operation does not declare: documents need not say all that servers answer, and a call
/// that can but fail is of no use.
fn any_success(resolver: &mut Resolver<'_>, entry: &OperationEntry, at: &Pointer) -> Response {
    // Where nothing at all is declared, or nothing that can be read, that has been told.
    if !entry.operation.responses.responses.is_empty() {
        resolver.report(
            Diagnostic::note(Code::NoSuccess, "the operation declares no success")
                .at_key(at)
                .label("any 2xx is one, whose body is left out")
                .operation(entry.title())
                .help("declare what it answers when all is well"),
        );
    }
    Response { status: Status::Range(2), description: None, contents: Vec::new(), stream: None, headers: Vec::new() }
}

/// Why an answer has no content, whatever the document declares, if so.
fn no_content(method: &str, status: Status) -> Option<&'static str> {
    match status {
        _ if method == "HEAD" => Some("answers to HEAD have none (RFC 9110, section 9.3.2)"),
        Status::Exact(100..=199) | Status::Range(1) => Some("interim answers have none (RFC 9110, section 15.2)"),
        Status::Exact(204) => Some("answers with this status have none (RFC 9110, section 15.3.5)"),
        Status::Exact(205) => Some("answers with this status have none (RFC 9110, section 15.3.6)"),
        Status::Exact(304) => Some("answers with this status have none (RFC 9110, section 15.4.5)"),
        _ => None,
    }
}

fn note_no_content(resolver: &mut Resolver<'_>, entry: &OperationEntry, at: &Pointer, status: &str, why: &str) {
    // In words that all such answers have in common: the place says which it is.
    let message = match entry.method.as_str() {
        "HEAD" => "the content of an answer to HEAD is ignored".to_owned(),
        _ => format!("the content of an answer `{status}` is ignored"),
    };
    let diagnostic = Diagnostic::note(Code::IgnoredField, message).at_key(at).operation(entry.title());
    resolver.report(diagnostic.with_note(why));
}

fn has_success(declared: &openapiv3::Responses) -> bool {
    declared.responses.keys().any(|status| matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2)))
}
