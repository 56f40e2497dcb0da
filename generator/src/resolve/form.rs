//! `application/x-www-form-urlencoded`: how each property is encoded (OpenAPI 3.1.2, section 4.15).

use openapiv3::MediaType;

use super::resolver::Resolver;
use super::styles::{Form, Undefined, note_numbered, other_style, query_style, undefined};
use crate::api::{Encoding, FieldValue, Kind, Payload, Style, Use};
use crate::diagnostic::{Code, Diagnostic, Place, closest};
use crate::document::OperationEntry;
use crate::lists::{Changing, Listing};
use crate::media_types::is_json;
use crate::value::Pointer;

/// What a form carries: an object's properties. What is no object is sent as the text that the caller gives.
pub(super) fn payload(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    media: &MediaType,
    pointer: Option<&Pointer>,
) -> Payload {
    if media.schema.is_none() {
        return Payload::Text;
    }
    let value = resolver.schema(media.schema.as_ref());
    if !is_open(resolver.kind(value.shape)) {
        return Payload::Text;
    }
    let encodings = encodings(resolver, entry, media, &value, pointer);
    Payload::Form { value, encodings }
}

/// How the properties of a form are encoded, where that is not as it would be without being said.
pub(super) fn encodings(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    media: &MediaType,
    value: &Use,
    pointer: Option<&Pointer>,
) -> Vec<Encoding> {
    tell_of_undefined(resolver, entry, media, value, pointer);
    let mut encodings = Vec::new();
    for (property, declared) in &media.encoding {
        let at = pointer.map(|pointer| pointer.child("encoding").child(property));
        encodings.add_all(encoding(resolver, entry, value, property, declared, at.as_ref()));
    }
    encodings
}

/// Tells of encodings of properties that the form does not have.
pub(super) fn tell_of_undefined(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    media: &MediaType,
    form: &Use,
    pointer: Option<&Pointer>,
) {
    let Kind::Record(record) = resolver.kind(form.shape) else { return };
    let has = |name: &str| record.fields.iter().any(|field| field.name == name);
    if record.rest.is_some() {
        return;
    }
    let undefined = media.encoding.keys().filter(|name| !has(name));
    let told = undefined
        .map(|name| {
            let meant = closest(name, record.fields.iter().map(|field| field.name.as_str()));
            let message = format!("the form of `{}` has no property `{name}`", entry.title());
            let told = Diagnostic::warning(Code::UndefinedEncoding, message)
                .operation(entry.title())
                .label("its encoding is not used");
            let told = match meant {
                Some(meant) => told.help(format!("did you mean `{meant}`?")),
                None => told.help("define it under `properties` of the schema"),
            };
            match pointer {
                Some(pointer) => told.at_key(&pointer.child("encoding").child(name)),
                None => told,
            }
        })
        .list();
    for told in told {
        resolver.report(told);
    }
}

/// Whether values may be objects.
pub(super) fn is_open(kind: &Kind) -> bool {
    matches!(kind, Kind::Record(_) | Kind::Map(_) | Kind::Union(_) | Kind::Any)
}

/// How a property is encoded. `None` where that is as it would be without being said.
fn encoding(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    form: &Use,
    property: &str,
    declared: &openapiv3::Encoding,
    at: Option<&Pointer>,
) -> Option<Encoding> {
    let allow_reserved = declared.allow_reserved;
    let of = |style, explode| Some(Encoding { property: property.to_owned(), style, explode, allow_reserved });
    match (styled(resolver, entry, form, property, declared, at), &declared.content_type) {
        (Styled::In(style, explode), _) => of(style, explode),
        (Styled::Usual(shown), _) if allow_reserved && shown != Some(Form::NestedList) => of(Style::Form, true),
        (Styled::Usual(_), _) | (Styled::Unsaid, None) => None,
        (Styled::Unsaid, Some(media_type)) if is_json(media_type) => of(Style::Json, false),
        (Styled::Unsaid, Some(media_type)) => {
            if !media_type.starts_with("text/") {
                refuse(resolver, entry, property, media_type, at);
            }
            None
        }
    }
}

/// What `style`, `explode` and `allowReserved` make of a property. Any of them sets `contentType` aside.
pub(super) enum Styled {
    /// None of them is there.
    Unsaid,
    /// The same as would be sent without them, of what looks so to a style.
    Usual(Option<Form>),
    /// It is sent in this style, exploded or not.
    In(Style, bool),
}

/// How a property of a form is to be sent. What OpenAPI does not define is sent all the same, and a note says how.
pub(super) fn styled(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    form: &Use,
    property: &str,
    declared: &openapiv3::Encoding,
    at: Option<&Pointer>,
) -> Styled {
    let said = declared.extensions.get("explode").and_then(serde_json::Value::as_bool);
    let other = declared.extensions.get("style").and_then(serde_json::Value::as_str).and_then(other_style);
    let style = match other.or(declared.style.as_ref().map(query_style)) {
        Some(style) => style,
        None if said.is_some() || declared.extensions.contains_key("allowReserved") => Style::Form,
        None => return Styled::Unsaid,
    };
    let explode = said.unwrap_or(style == Style::Form);
    let value = property_use(resolver, form, property);
    let shown = value.as_ref().map(|value| Form::of(resolver, value));
    let is_open = value.is_some_and(|value| is_open(resolver.kind(value.shape)));
    if style == Style::Form && explode && !is_open {
        return Styled::Usual(shown);
    }
    if let (Some(form), Some(at)) = (shown, at) {
        if style == Style::DeepObject && matches!(form, Form::List | Form::NestedList) {
            note_numbered(resolver, Place::Key(at.clone()));
        }
        if let Some(undefined) = undefined(style, said, form) {
            note_undefined(resolver, entry, at, &undefined);
            if undefined.is_usual {
                return Styled::Usual(shown);
            }
        }
    }
    Styled::In(style, explode)
}

/// The values of a property, where the form has a record's.
pub(super) fn property_use(resolver: &Resolver<'_>, form: &Use, property: &str) -> Option<Use> {
    let Kind::Record(record) = resolver.kind(form.shape) else { return None };
    let field = record.fields.iter().find(|field| field.name == property)?;
    match &field.value {
        FieldValue::Value(value) => Some(value.clone()),
        FieldValue::Constant(_) => None,
    }
}

/// The property is named by the place, so that what is said of several is said once.
fn note_undefined(resolver: &mut Resolver<'_>, entry: &OperationEntry, at: &Pointer, undefined: &Undefined) {
    let Undefined { field, why, instead, .. } = undefined;
    let message = format!("a property of a form is not sent as its `{field}` says: {why}");
    let diagnostic = Diagnostic::note(Code::UndefinedStyle, message).at_key(at).operation(entry.title());
    resolver.report(diagnostic.with_note(instead));
}

fn refuse(resolver: &mut Resolver<'_>, entry: &OperationEntry, property: &str, media_type: &str, at: Option<&Pointer>) {
    let message = format!("the property `{property}` of the form of `{}` is not sent as `{media_type}`", entry.title());
    let diagnostic = Diagnostic::warning(Code::UnsupportedMediaType, message)
        .operation(entry.title())
        .with_note("it is sent as text, or as JSON where it is an object");
    resolver.report(match at {
        Some(at) => diagnostic.at(&at.child("contentType")),
        None => diagnostic,
    });
}
