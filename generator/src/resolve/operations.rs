//! Operations: parameters, bodies and responses.

use openapiv3::{
    CookieStyle, HeaderStyle, MediaType, Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr, StatusCode,
};

use super::security;
use super::shapes::Resolver;
use crate::api::{
    Body, Content, Kind, Location, Operation, Parameter, Payload, Response, SecurityScheme, Status, Style, Use,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OperationEntry, Pointer};

/// Resolves one operation.
pub(super) fn operation(resolver: &mut Resolver<'_>, entry: &OperationEntry, schemes: &[SecurityScheme]) -> Operation {
    let declared = &entry.operation;
    if let Some(servers) = entry.servers.as_ref().filter(|servers| **servers != resolver.document.servers) {
        let urls: Vec<String> = servers.iter().map(|server| format!("`{}`", server.url)).collect();
        resolver.diagnostics.push(
            Diagnostic::warning(
                Code::IgnoredField,
                format!("`{}` has servers of its own, which are not generated", title(entry)),
            )
            .at_key(&entry.pointer)
            .operation(title(entry))
            .with_note(format!("it is sent to the client's server, not to {}", urls.join(", ")))
            .help("give the client that server for calls of this operation"),
        );
    }
    let mut parameters = Vec::with_capacity(declared.parameters.len());
    for (parameter, pointer) in declared.parameters.iter().zip(&entry.parameter_pointers) {
        if let ReferenceOr::Item(parameter) = parameter {
            parameters.extend(self::parameter(resolver, entry, parameter, pointer));
        }
    }
    Operation {
        id: declared.operation_id.clone().filter(|id| !id.trim().is_empty()),
        method: entry.method.clone(),
        path: entry.path.clone(),
        tags: declared.tags.clone(),
        summary: declared.summary.clone(),
        description: declared.description.clone(),
        deprecated: declared.deprecated,
        parameters,
        body: body(resolver, entry),
        responses: responses(resolver, entry),
        security: security::requirements(resolver.document, entry, schemes, resolver.diagnostics),
    }
}

/// `POST /path`, as diagnostics name an operation.
fn title(entry: &OperationEntry) -> String {
    format!("{} {}", entry.method, entry.path)
}

fn parameter(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    declared: &Declared,
    pointer: &Pointer,
) -> Option<Parameter> {
    let (data, location, style, allow_reserved) = match declared {
        Declared::Query { parameter_data, style, allow_reserved, .. } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (parameter_data, Location::Query, style, *allow_reserved)
        }
        Declared::Header { parameter_data, style } => match style {
            HeaderStyle::Simple => (parameter_data, Location::Header, Style::Simple, false),
        },
        Declared::Path { parameter_data, style } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (parameter_data, Location::Path, style, false)
        }
        Declared::Cookie { parameter_data, style } => match style {
            CookieStyle::Form => (parameter_data, Location::Cookie, Style::Form, false),
        },
    };
    let reserved = ["accept", "content-type", "authorization"];
    if location == Location::Header && reserved.contains(&data.name.to_ascii_lowercase().as_str()) {
        resolver.diagnostics.push(
            Diagnostic::note(
                Code::IgnoredField,
                format!("the header parameter `{}` of `{}` is not generated", data.name, title(entry)),
            )
            .at(pointer)
            .operation(title(entry))
            .with_note("OpenAPI says that definitions of `Accept`, `Content-Type` and `Authorization` are ignored; media types and security schemes set these headers"),
        );
        return None;
    }
    let (value, style) = value(resolver, data, style);
    Some(Parameter {
        name: data.name.clone(),
        location,
        required: data.required || location == Location::Path,
        deprecated: data.deprecated.unwrap_or(false),
        description: data.description.clone(),
        value,
        style,
        explode: data.explode.unwrap_or(style == Style::Form),
        allow_reserved,
    })
}

fn value(resolver: &mut Resolver<'_>, data: &ParameterData, style: Style) -> (Use, Style) {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (schema_use(resolver, Some(schema)), style),
        ParameterSchemaOrContent::Content(content) => {
            let schema = content.values().next().and_then(|media| media.schema.as_ref());
            (schema_use(resolver, schema), Style::Json)
        }
    }
}

fn schema_use(resolver: &mut Resolver<'_>, schema: Option<&ReferenceOr<openapiv3::Schema>>) -> Use {
    let Some(ReferenceOr::Reference { reference }) = schema else { return resolver.any() };
    match resolver.document.schemas.find(&Pointer(reference.as_str().into())) {
        Some(id) => resolver.schema(id),
        None => resolver.any(),
    }
}

fn body(resolver: &mut Resolver<'_>, entry: &OperationEntry) -> Option<Body> {
    let Some(ReferenceOr::Item(declared)) = &entry.operation.request_body else { return None };
    let content = content(resolver, entry, declared.content.iter(), entry.body_pointer.as_ref())?;
    let required = match (entry.body_required, &content.payload) {
        (Some(said), _) => said,
        (None, Payload::Json(value)) => {
            let inferred = has_required_fields(resolver, value);
            if inferred {
                note_inference(resolver, entry);
            }
            inferred
        }
        (None, _) => false,
    };
    Some(Body { description: declared.description.clone(), required, content })
}

fn has_required_fields(resolver: &Resolver<'_>, value: &Use) -> bool {
    let required = |value: &Use| match &resolver.shapes.get(value.shape).kind {
        Kind::Record(record) => record.fields.iter().any(|field| field.required && !field.read_only),
        _ => false,
    };
    !value.nullable
        && match &resolver.shapes.get(value.shape).kind {
            Kind::Union(union) => union.variants.iter().all(|variant| required(&variant.value)),
            _ => required(value),
        }
}

fn note_inference(resolver: &mut Resolver<'_>, entry: &OperationEntry) {
    let at = entry.body_pointer.clone().unwrap_or_else(|| entry.pointer.child("requestBody"));
    resolver.diagnostics.push(
        Diagnostic::note(
            Code::InferredRequired,
            format!("the request body of `{}` is taken as required", title(entry)),
        )
        .at_key(&at)
        .label("does not say `required`")
        .operation(title(entry))
        .with_note("its schema has required properties, which an absent body would lack")
        .help("say `required: true` or `required: false` to settle it"),
    );
}

/// The media type that a client of ours speaks: JSON where it is offered, else the first one.
fn content<'m>(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    media_types: impl Iterator<Item = (&'m String, &'m MediaType)>,
    pointer: Option<&Pointer>,
) -> Option<Content> {
    let all: Vec<(&String, &MediaType)> = media_types.collect();
    let (media_type, media) = all.iter().find(|(name, _)| is_json(name)).or_else(|| all.first())?;
    let others: Vec<String> =
        all.iter().filter(|(name, _)| name != media_type).map(|(name, _)| format!("`{name}`")).collect();
    if let (false, Some(pointer)) = (others.is_empty(), pointer) {
        resolver.diagnostics.push(
            Diagnostic::warning(
                Code::UnsupportedMediaType,
                format!("`{}` is generated for `{media_type}` only", title(entry)),
            )
            .at_key(&pointer.child("content"))
            .operation(title(entry))
            .with_note(format!("left out: {}", others.join(", "))),
        );
    }
    let payload = if is_json(media_type) {
        Payload::Json(schema_use(resolver, media.schema.as_ref()))
    } else if media_type.trim().to_ascii_lowercase().starts_with("text/") {
        Payload::Text
    } else {
        Payload::Bytes
    };
    Some(Content { media_type: (*media_type).clone(), payload })
}

/// Whether a media type is JSON: `application/json`, `text/json` or a `+json` suffix (RFC 6839), or anything goes.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
}

fn responses(resolver: &mut Resolver<'_>, entry: &OperationEntry) -> Vec<Response> {
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
        let content = content(resolver, entry, response.content.iter(), Some(&base.child(&key)));
        let description = Some(response.description.clone()).filter(|text| !text.trim().is_empty());
        all.push(Response { status, description, content });
    }
    all.sort_by_key(|response| response.status);
    all
}
