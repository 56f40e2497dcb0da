//! `application/x-www-form-urlencoded`: how each property is encoded (OpenAPI 3.1.2, section 4.15).

use openapiv3::MediaType;

use super::content::is_json;
use super::operations::{schema_use, title};
use super::parameters::{Form, note_numbered, other_style, query_style};
use super::shapes::Resolver;
use crate::api::{Encoding, FieldValue, Kind, Payload, Style, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OperationEntry, Pointer};

/// The media type of forms.
pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

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
    let value = schema_use(resolver, media.schema.as_ref());
    if !is_open(&resolver.shapes.get(value.shape).kind) {
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
    let mut encodings = Vec::new();
    for (property, declared) in &media.encoding {
        let at = pointer.map(|pointer| pointer.child("encoding").child(property));
        encodings.extend(encoding(resolver, entry, value, property, declared, at.as_ref()));
    }
    encodings
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
    let explode = declared.extensions.get("explode").and_then(serde_json::Value::as_bool);
    let other = declared.extensions.get("style").and_then(serde_json::Value::as_str).and_then(other_style);
    let style = match (other, &declared.style) {
        (Some(style), _) => Some(style),
        (None, Some(style)) => Some(query_style(style)),
        (None, None) => (explode.is_some() || declared.allow_reserved).then_some(Style::Form),
    };
    // Any of these three sets `contentType` aside.
    let said = explode;
    let (style, explode) = match (style, &declared.content_type) {
        (Some(style), _) => (style, explode.unwrap_or(style == Style::Form)),
        (None, Some(media_type)) if is_json(media_type) => (Style::Json, false),
        (None, Some(media_type)) => {
            if !media_type.starts_with("text/") {
                refuse(resolver, entry, property, media_type, at);
            }
            return None;
        }
        (None, None) => return None,
    };
    let value = property_use(resolver, form, property);
    let kind = value.as_ref().map(|value| &resolver.shapes.get(value.shape).kind);
    let is_usual = style == Style::Form && explode && !kind.is_some_and(is_open);
    if is_usual && !declared.allow_reserved {
        return None;
    }
    if let (Some(value), Some(at)) = (&value, at) {
        let shown = Form::of(resolver, value);
        if style == Style::DeepObject && matches!(shown, Form::List | Form::NestedList) {
            note_numbered(resolver, property, &at.child("style"));
        }
        if let Some(undefined) = undefined(style, said, shown) {
            warn(resolver, entry, property, at, &undefined);
            if undefined.is_usual {
                return None;
            }
        }
    }
    Some(Encoding { property: property.to_owned(), style, explode, allow_reserved: declared.allow_reserved })
}

/// The values of a property, where the form has a record's.
fn property_use(resolver: &Resolver<'_>, form: &Use, property: &str) -> Option<Use> {
    let Kind::Record(record) = &resolver.shapes.get(form.shape).kind else { return None };
    let field = record.fields.iter().find(|field| field.name == property)?;
    match &field.value {
        FieldValue::Value(value) => Some(value.clone()),
        FieldValue::Constant(_) => None,
    }
}

/// What OpenAPI does not define.
struct Undefined {
    /// The field that says it.
    field: &'static str,
    why: &'static str,
    instead: &'static str,
    /// Whether the property is sent as it would be without an encoding.
    is_usual: bool,
}

fn undefined(style: Style, explode: Option<bool>, shown: Form) -> Option<Undefined> {
    let of = |field, why, instead, is_usual| Some(Undefined { field, why, instead, is_usual });
    let is_delimited = matches!(style, Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited);
    match (style, shown) {
        (Style::Json, _) => None,
        (Style::DeepObject, Form::Scalar) => of("style", "`deepObject` is for objects", "it is sent as text", true),
        (Style::DeepObject, _) if explode == Some(false) => {
            let why = "OpenAPI does not define `deepObject` with `explode: false`";
            of("explode", why, "it is sent as with `explode: true`", false)
        }
        (Style::DeepObject, _) => None,
        (_, Form::NestedList) => {
            let why = "an array of arrays or objects has no form in any style";
            of("style", why, "each item is sent as JSON, in a pair of its own", true)
        }
        (_, Form::Scalar) if is_delimited => {
            of("style", "this style is for arrays and objects", "it is sent as text", true)
        }
        _ if is_delimited && explode == Some(true) => {
            let why = "OpenAPI does not define this style with `explode: true`";
            of("explode", why, "it is sent as in `style: form`", false)
        }
        _ => None,
    }
}

fn warn(resolver: &mut Resolver<'_>, entry: &OperationEntry, property: &str, at: &Pointer, undefined: &Undefined) {
    let Undefined { field, why, instead, .. } = undefined;
    let title = title(entry);
    let message =
        format!("the property `{property}` of the form of `{title}` is not sent as its `{field}` says: {why}");
    let diagnostic = Diagnostic::warning(Code::UndefinedStyle, message).at(&at.child(field)).operation(title);
    resolver.diagnostics.push(diagnostic.with_note(instead));
}

fn refuse(resolver: &mut Resolver<'_>, entry: &OperationEntry, property: &str, media_type: &str, at: Option<&Pointer>) {
    let message = format!("the property `{property}` of the form of `{}` is not sent as `{media_type}`", title(entry));
    let diagnostic = Diagnostic::warning(Code::UnsupportedMediaType, message)
        .operation(title(entry))
        .with_note("it is sent as text, or as JSON where it is an object");
    resolver.diagnostics.push(match at {
        Some(at) => diagnostic.at(&at.child("contentType")),
        None => diagnostic,
    });
}
