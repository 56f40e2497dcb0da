//! `multipart/form-data`: which properties are files, and how each is sent (OpenAPI 3.1.2, section 4.15).

use openapiv3::{MediaType, ParameterSchemaOrContent};

use super::directions::{Direction, reached};
use super::form::{self, Styled, is_open};
use super::raw::{self, Parts, followed};
use super::resolver::Resolver;
use crate::api::{Api, FieldValue, Kind, Part, PartStyle, Payload, Rule, ShapeId, Style, Use, Variation};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OperationEntry, Schema, SchemaId};
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, HashSet};
use crate::media_types::{self, is_binary};
use crate::value::{Node, Pointer};

/// What `contentEncoding` is to a part.
const TRANSFER_ENCODING: &str = "Content-Transfer-Encoding";

/// What a multipart body carries: an object's properties. What is no object is sent as the bytes that the caller gives.
pub(super) fn payload(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    media: &MediaType,
    pointer: Option<&Pointer>,
) -> Payload {
    let says_nothing = raw::at(resolver, media.schema.as_ref()).is_none_or(raw::says_nothing);
    let value = resolver.schema(media.schema.as_ref());
    if says_nothing || is_free(resolver, &value) {
        return Payload::Multipart { value: resolver.make(Kind::FormData), parts: Vec::new() };
    }
    if !is_open(resolver.kind(value.shape)) {
        return Payload::Bytes;
    }
    let schema = raw::at(resolver, media.schema.as_ref()).map(|schema| schema.pointer.clone());
    let schema = schema.and_then(|pointer| resolver.document().schemas.find(&pointer));
    let form = Form { media, schema };
    let shape = form.with_files(resolver, &value);
    let value = Use { shape, ..value };
    form::tell_of_undefined(resolver, entry, media, &value, pointer);
    let parts = form.parts(resolver, entry, &value, pointer);
    Payload::Multipart { value, parts }
}

/// Whether values are objects of anything.
fn is_free(resolver: &Resolver<'_>, value: &Use) -> bool {
    match resolver.kind(value.shape) {
        Kind::Map(values) => value.rules.is_empty() && *resolver.kind(values.shape) == Kind::Any,
        Kind::Record(record) => {
            let rest = record.rest.as_ref();
            record.fields.is_empty()
                && !record.closed
                && value.rules.is_empty()
                && rest.is_none_or(|rest| *resolver.kind(rest.shape) == Kind::Any)
        }
        _ => false,
    }
}

/// A multipart body as the document describes it.
struct Form<'m> {
    media: &'m MediaType,
    schema: Option<SchemaId>,
}

/// Calls shapes with files otherwise than those without, where these are used as well.
pub(super) fn name(uploads: &HashMap<(ShapeId, Vec<String>), ShapeId>, api: &mut Api) {
    if uploads.is_empty() {
        return;
    }
    let mut used: HashSet<ShapeId> = api.components.iter().map(|component| component.value.shape).collect();
    for direction in [Direction::Request, Direction::Response] {
        used.extend(reached(api, direction));
    }
    for (_, form) in uploads.iter().filter(|((plain, _), _)| used.contains(plain)) {
        if let Some(shape) = api.shapes.get_mut(*form).filter(|shape| shape.component.is_some()) {
            shape.component = shape.component.take().map(|name| format!("{name}Form").into());
            shape.variations.push(Variation::Form);
        }
    }
}

/// Whether a rule is about how many items there are, which holds of files as well.
fn counts_items(rule: &Rule) -> bool {
    matches!(rule, Rule::MinItems(_) | Rule::MaxItems(_))
}

impl Form<'_> {
    /// The shape with files in place of the properties that are bytes.
    fn with_files(&self, resolver: &mut Resolver<'_>, form: &Use) -> ShapeId {
        let mut shape = resolver.builder.shapes.get(form.shape).clone();
        let files = match &mut shape.kind {
            Kind::Record(record) => {
                let mut files = Vec::new();
                for field in &mut record.fields {
                    let FieldValue::Value(value) = &mut field.value else { continue };
                    if let Some(file) = self.file(resolver, &field.name, value) {
                        // No part says `null`: what is not there is left out.
                        let rules = std::mem::take(&mut value.rules);
                        *value = Use { nullable: field.required && value.nullable, ..file };
                        if matches!(resolver.kind(value.shape), Kind::List(_)) {
                            value.rules.add_all(rules.into_iter().filter(counts_items));
                        }
                        // Where it is bytes, that is what these keywords say.
                        field.unchecked.keep(|keyword| !keyword.starts_with("content"));
                        files.push(field.name.clone());
                    }
                }
                let rest = record.rest.as_mut().filter(|rest| is_binary_string(resolver, rest));
                if let Some(rest) = rest {
                    *rest = resolver.make(Kind::File);
                    files.push("*".to_owned());
                }
                files
            }
            Kind::Map(values) if is_binary_string(resolver, values) => {
                *values = resolver.make(Kind::File);
                vec!["*".to_owned()]
            }
            Kind::Union(union) => {
                let mut files = Vec::new();
                for (at, variant) in union.variants.iter_mut().enumerate() {
                    if !matches!(resolver.kind(variant.value.shape), Kind::Record(_)) {
                        continue;
                    }
                    let shape = self.with_files(resolver, &variant.value);
                    if shape != variant.value.shape {
                        variant.value.shape = shape;
                        files.push(at.to_string());
                    }
                }
                files
            }
            _ => Vec::new(),
        };
        if files.is_empty() {
            return form.shape;
        }
        let key = (form.shape, files);
        if let Some(known) = resolver.uploads.get(&key) {
            return *known;
        }
        let made = resolver.builder.shapes.push(shape);
        resolver.uploads.insert(key, made);
        made
    }

    /// The use of a file, of a list of files, or of what may be a file, where the property is one.
    fn file(&self, resolver: &mut Resolver<'_>, property: &str, value: &Use) -> Option<Use> {
        let found = match resolver.kind(value.shape) {
            Kind::List(items) if self.is_file(resolver, property, items) => Parts::Files,
            _ if self.is_file(resolver, property, value) => Parts::File,
            _ => self.alternatives(resolver, property),
        };
        match found {
            Parts::File => Some(resolver.make(Kind::File)),
            Parts::Files => {
                let item = resolver.make(Kind::File);
                Some(resolver.make(Kind::List(item)))
            }
            Parts::Either => Some(resolver.make(Kind::FormPart)),
            Parts::Null | Parts::Other => None,
        }
    }

    fn declared(&self, property: &str) -> Option<&str> {
        self.media.encoding.get(property).and_then(|encoding| encoding.content_type.as_deref())
    }

    /// What a property is whose schema has alternatives.
    fn alternatives(&self, resolver: &Resolver<'_>, property: &str) -> Parts {
        let found = self.schema.and_then(|schema| find(resolver, schema, property, 0));
        found.map_or(Parts::Other, |found| raw::parts(resolver, found, self.declared(property)))
    }

    fn is_file(&self, resolver: &Resolver<'_>, property: &str, value: &Use) -> bool {
        let declared = self.declared(property);
        match resolver.kind(value.shape) {
            // Whatever is said of no type is bytes.
            Kind::Any => declared.is_none_or(is_binary) && self.says_nothing(resolver, property),
            Kind::String { format: Some(format) } if **format == *"binary" => true,
            Kind::String { .. } | Kind::Formatted(_) => match self.described(resolver, property) {
                Some(schema) if schema.rare().content_encoding.is_some() => false,
                // Each alternative says it for itself.
                Some(schema) if !schema.one_of.is_empty() || !schema.any_of.is_empty() => false,
                Some(schema) => schema.rare().content_media_type.as_deref().or(declared).is_some_and(is_binary),
                None => declared.is_some_and(is_binary),
            },
            _ => false,
        }
    }

    /// Whether a property's schema is empty but for prose.
    fn says_nothing(&self, resolver: &Resolver<'_>, property: &str) -> bool {
        self.described(resolver, property).is_some_and(raw::says_nothing)
    }

    /// The schema of a property, or of its items.
    fn described<'r>(&self, resolver: &'r Resolver<'_>, property: &str) -> Option<&'r Schema> {
        let found = find(resolver, self.schema?, property, 0)?;
        let schema = followed(resolver, found)?;
        match schema.items {
            Some(items) => followed(resolver, items),
            None => Some(schema),
        }
    }

    /// The parts that differ from what is usual.
    fn parts(
        &self,
        resolver: &mut Resolver<'_>,
        entry: &OperationEntry,
        form: &Use,
        pointer: Option<&Pointer>,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        let names = match resolver.kind(form.shape) {
            Kind::Record(record) => record.fields.iter().map(|field| field.name.clone()).list(),
            _ => self.media.encoding.keys().cloned().list(),
        };
        for property in names {
            let at = pointer.map(|pointer| pointer.child("encoding").child(&property));
            let declared = self.media.encoding.get(&property);
            let (is_styled, style) = match declared {
                Some(declared) => style(resolver, entry, form, &property, declared, at.as_ref()),
                None => (false, None),
            };
            let mut headers = match declared {
                Some(declared) => headers(resolver, entry, &property, declared, at.as_ref()),
                None => Vec::new(),
            };
            let described = self.described(resolver, &property);
            let is_text = !is_styled && !is_file(resolver, form, &property);
            let encoded = described.and_then(|schema| schema.rare().content_encoding.as_deref()).filter(|_| is_text);
            if let Some(encoding) = encoded
                && !["7bit", "8bit", "binary"].contains(&encoding)
                && !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(TRANSFER_ENCODING))
            {
                headers.push((TRANSFER_ENCODING.to_owned(), encoding.to_owned()));
            }
            let media_type = declared
                .and_then(|declared| declared.content_type.clone())
                .or_else(|| described?.rare().content_media_type.clone())
                .or_else(|| encoded.map(|_| media_types::BYTES.to_owned()))
                .filter(|media_type| !is_styled && !media_type.contains([',', '*']));
            if media_type.is_some() || style.is_some() || !headers.is_empty() {
                parts.push(Part { property, media_type, style, headers });
            }
        }
        parts
    }
}

fn is_binary_string(resolver: &Resolver<'_>, value: &Use) -> bool {
    matches!(resolver.kind(value.shape), Kind::String { format: Some(format) } if **format == *"binary")
}

/// Whether an encoding gives a style, which sets `contentType` aside, and the style where it differs from what is usual.
fn style(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    form: &Use,
    property: &str,
    declared: &openapiv3::Encoding,
    at: Option<&Pointer>,
) -> (bool, Option<PartStyle>) {
    // Files have no other form.
    if is_file(resolver, form, property) {
        return (declared.style.is_some(), None);
    }
    let (style, explode) = match form::styled(resolver, entry, form, property, declared, at) {
        Styled::Unsaid => return (false, None),
        Styled::Usual(_) => return (true, None),
        Styled::In(style, explode) => (style, explode),
    };
    let between = match style {
        Style::SpaceDelimited => " ",
        Style::TabDelimited => "\t",
        Style::PipeDelimited => "|",
        _ => ",",
    };
    let style = match style {
        Style::DeepObject => PartStyle::Deep,
        _ if explode => PartStyle::Exploded,
        _ => PartStyle::Joined(between),
    };
    (true, Some(style))
}

/// Whether a property is a file, or a list of files.
fn is_file(resolver: &Resolver<'_>, form: &Use, property: &str) -> bool {
    let Some(value) = form::property_use(resolver, form, property) else { return false };
    match resolver.kind(value.shape) {
        Kind::List(items) => matches!(resolver.kind(items.shape), Kind::File),
        kind => matches!(kind, Kind::File | Kind::FormPart),
    }
}

/// The headers of a part whose values the document fixes. Others are reported.
fn headers(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    property: &str,
    declared: &openapiv3::Encoding,
    at: Option<&Pointer>,
) -> Vec<(String, String)> {
    let mut fixed = Vec::new();
    for (name, header) in &declared.headers {
        // OpenAPI has `contentType` say it.
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let schema = match header.as_item().map(|header| &header.format) {
            Some(ParameterSchemaOrContent::Schema(schema)) => resolver.schema_id(Some(schema)),
            _ => None,
        };
        let schema = schema.and_then(|id| followed(resolver, id));
        match schema.and_then(only_value) {
            Some(value) => fixed.push((name.clone(), value)),
            None => {
                let message =
                    format!("the header `{name}` of the part `{property}` of `{}` is not sent", entry.title());
                let diagnostic = Diagnostic::warning(Code::IgnoredField, message)
                    .operation(entry.title())
                    .with_note("a part has the headers that the document gives a `const` or a `default`");
                resolver.report(match at {
                    Some(at) => diagnostic.at_key(&at.child("headers").child(name)),
                    None => diagnostic,
                });
            }
        }
    }
    fixed
}

/// The value that a schema fixes, as text.
fn only_value(schema: &Schema) -> Option<String> {
    let only = match schema.enumeration.as_deref() {
        Some([only]) => Some(only),
        _ => None,
    };
    match schema.rare().constant.as_ref().or(only).or(schema.default.as_ref())? {
        Node::String(text) => Some(text.clone()),
        Node::Number(text) => Some(text.to_string()),
        Node::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The schema of a property, looked for behind references and `allOf`.
fn find(resolver: &Resolver<'_>, id: SchemaId, property: &str, depth: u8) -> Option<SchemaId> {
    let schema = followed(resolver, id)?;
    let own = schema.properties.iter().find(|(name, _)| name == property).map(|(_, id)| *id);
    let parts = schema.all_of.iter().chain(&schema.one_of).chain(&schema.any_of);
    own.or_else(|| parts.filter(|_| depth < 16).find_map(|part| find(resolver, *part, property, depth + 1)))
}
