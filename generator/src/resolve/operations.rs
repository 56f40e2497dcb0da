//! Operations and their parameters.

use std::rc::Rc;

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr,
};

use super::flat::Part;
use super::shapes::Resolver;
use super::{content, security, servers};
use crate::api::{Literal, Location, Operation, Parameter, SecurityScheme, Style, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Node, OperationEntry, Pointer};

/// Resolves one operation.
pub(super) fn operation(resolver: &mut Resolver<'_>, entry: &OperationEntry, schemes: &[SecurityScheme]) -> Operation {
    let declared = &entry.operation;
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
        servers: servers::own(resolver, entry),
        parameters,
        body: content::body(resolver, entry),
        responses: content::responses(resolver, entry),
        security: security::requirements(resolver.document, entry, schemes, resolver.diagnostics),
        incoming: None,
    }
}

/// `POST /path`, as diagnostics name an operation.
pub(super) fn title(entry: &OperationEntry) -> String {
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
    let (default, example) = samples(resolver, data);
    Some(Parameter {
        name: data.name.clone(),
        location,
        required: data.required || location == Location::Path,
        deprecated: data.deprecated.unwrap_or(false),
        description: data.description.clone(),
        default,
        example,
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

/// A parameter's default and first example: what it says itself comes before what its schema says.
fn samples(resolver: &mut Resolver<'_>, data: &ParameterData) -> (Option<Literal>, Option<Literal>) {
    let named = data.examples.values().find_map(|example| example.as_item()?.value.as_ref());
    let own = data.example.as_ref().or(named).map(Node::from_json);
    let ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) = &data.format else {
        return (None, own);
    };
    let Some(id) = resolver.document.schemas.find(&Pointer(reference.as_str().into())) else { return (None, own) };
    let schema = resolver.flat(&Rc::from([Part::Whole(id)]));
    (schema.default.cloned(), own.or(schema.example.cloned()))
}

/// The shape of a schema position; anything goes where there is none.
pub(super) fn schema_use(resolver: &mut Resolver<'_>, schema: Option<&ReferenceOr<openapiv3::Schema>>) -> Use {
    let Some(ReferenceOr::Reference { reference }) = schema else { return resolver.any() };
    match resolver.document.schemas.find(&Pointer(reference.as_str().into())) {
        Some(id) => resolver.schema(id),
        None => resolver.any(),
    }
}
