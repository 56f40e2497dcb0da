//! Parameters.

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr,
};

use super::grammar::Kind;
use super::located::Located;
use super::path::PathItem;
use super::reader::{Reader, Unreadable};
use super::repeated::Cost;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::lists::Changing;
use crate::value::{Node, Pointer};

/// Extensions of parameters that mean something here.
pub(super) const OF_PARAMETERS: &[&str] = &["x-ms-parameter-location"];

impl<'d> Reader<'d> {
    /// The parameters of an operation with their places: first those of its path item that it does not override.
    pub(super) fn parameters(
        &mut self,
        item: &PathItem<'d>,
        operation: &Located<'d>,
    ) -> Result<Vec<(Pointer, Parameter)>, Unreadable> {
        let own = self.parameter_list(operation)?;
        let Some(layer) = item.layer("parameters") else { return Ok(own) };
        let mut parameters = self.parameter_list(layer)?;
        parameters.keep(|(_, inherited)| !own.iter().any(|(_, own)| is_same(own, inherited)));
        parameters.add_all(own);
        Ok(parameters)
    }

    fn parameter_list(&mut self, holder: &Located<'d>) -> Result<Vec<(Pointer, Parameter)>, Unreadable> {
        let items = self.items(holder, "parameters");
        let mut parameters: Vec<(Pointer, Parameter)> = Vec::with_capacity(items.len());
        for item in items {
            let Some((pointer, parameter)) = self.parameter(&item)? else {
                continue;
            };
            if parameters.iter().any(|(_, other)| is_same(other, &parameter)) {
                self.report_duplicate(&data(&parameter).name, &item.pointer);
                continue;
            }
            parameters.push((pointer, parameter));
        }
        Ok(parameters)
    }

    /// Reports a parameter that a list has before.
    pub(super) fn report_duplicate(&mut self, name: &str, at: &Pointer) {
        self.diagnostics.push(
            Diagnostic::warning(Code::DuplicateParameter, format!("the parameter `{name}` is there twice"))
                .at(at)
                .label("ignored: the first one holds"),
        );
    }

    /// A parameter and its place. `None` where it is set aside, which only a parameter that need not be sent can be.
    fn parameter(&mut self, at: &Located<'d>) -> Result<Option<(Pointer, Parameter)>, Unreadable> {
        let followed = self.follow(at, Kind::Parameter)?;
        let at = followed.at;
        if !matches!(at.node, Node::Map(_)) {
            return Err(self.unfit(&at, "a parameter", "a parameter is not a mapping"));
        }
        self.pay_if_read(&at, Cost::Parameter)?;
        let Some(name) = self.required_text(&at, "name") else {
            return Err(self.without_text(&at, "name", "a parameter has no name"));
        };
        let Some(location) = self.required_text(&at, "in") else {
            return Err(self.without_text(&at, "in", format!("the parameter `{name}` has no `in`")));
        };
        if self.is_nameless(&name, &at) {
            return Ok(None);
        }
        let is_path = location == "path";
        let required = self.required_flag(&at, is_path);
        let content = self.content(&at)?;
        self.check_format(&at, &content);
        let format = match self.schema_position(&at, "schema") {
            Some(schema) => ParameterSchemaOrContent::Schema(schema),
            None if !content.is_empty() => ParameterSchemaOrContent::Content(content),
            None => {
                self.missing(&at, "schema");
                let pointer = at.pointer.child("schema");
                self.any_schema(&pointer);
                ParameterSchemaOrContent::Schema(ReferenceOr::ref_(&pointer.0))
            }
        };
        let mut parameter_data = ParameterData {
            name,
            description: followed.description.or(self.prose(&at, "description")),
            required,
            deprecated: self.flag(&at, "deprecated"),
            format,
            example: at.get("example").and_then(|example| self.sample(&example)),
            examples: self.examples(&at),
            explode: self.flag(&at, "explode"),
            extensions: Self::extensions(&at, OF_PARAMETERS),
        };
        let style = self.text(&at, "style");
        if self.allows_reserved(&at, &location) {
            parameter_data.extensions.insert("allowReserved".to_owned(), true.into());
        }
        let parameter = match location.as_str() {
            "query" => query_style(style.as_deref()).map(|style| Parameter::Query {
                allow_reserved: self.flag(&at, "allowReserved").unwrap_or(false),
                allow_empty_value: self.flag(&at, "allowEmptyValue"),
                style,
                parameter_data,
            }),
            // openapiv3 knows no whole queries.
            "querystring" => {
                parameter_data.extensions.insert("in".to_owned(), "querystring".into());
                Some(Parameter::Query {
                    parameter_data,
                    allow_reserved: false,
                    style: QueryStyle::Form,
                    allow_empty_value: None,
                })
            }
            "path" => path_style(style.as_deref()).map(|style| Parameter::Path { style, parameter_data }),
            "header" => {
                self.check_header_style(&at);
                Some(Parameter::Header { style: HeaderStyle::Simple, parameter_data })
            }
            "cookie" => match style.as_deref() {
                None | Some("form") => Some(Parameter::Cookie { style: CookieStyle::Form, parameter_data }),
                // 3.2's style, which escapes nothing; openapiv3 knows but one.
                Some("cookie") => {
                    parameter_data.extensions.insert("style".to_owned(), "cookie".into());
                    Some(Parameter::Cookie { style: CookieStyle::Form, parameter_data })
                }
                Some(_) => None,
            },
            _ => return self.set_aside(&at, "in", &location, required),
        };
        match (parameter, style) {
            (Some(parameter), _) => Ok(Some((at.pointer, parameter))),
            (None, style) => self.set_aside(&at, "style", &style.unwrap_or_default(), required),
        }
    }

    /// Whether a parameter has an empty name, which is reported: no server tells by it what is sent.
    pub(super) fn is_nameless(&mut self, name: &str, at: &Located<'d>) -> bool {
        if name.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(Code::UnsupportedParameter, "the name of a parameter is empty")
                    .at(&at.pointer.child("name"))
                    .label("left out: nothing of it would be sent")
                    .help("give it the name that the server knows it by, or take it out"),
            );
        }
        name.is_empty()
    }

    /// Whether a parameter of another place than the query keeps reserved characters, which OpenAPI 3.2 has.
    fn allows_reserved(&mut self, at: &Located<'d>, location: &str) -> bool {
        if !matches!(location, "path" | "cookie") || self.flag(at, "allowReserved") != Some(true) {
            return false;
        }
        let is_defined = self.version >= Version::V32;
        if !is_defined {
            let message = format!("`allowReserved` means nothing for a parameter in a {location} before OpenAPI 3.2");
            self.diagnostics.push(
                Diagnostic::note(Code::IgnoredField, message)
                    .at(&at.pointer.child("allowReserved"))
                    .label("ignored: reserved characters are percent-encoded"),
            );
        }
        is_defined
    }

    /// Whether a parameter must be sent. What is in a path always must.
    pub(super) fn required_flag(&mut self, at: &Located<'d>, is_path: bool) -> bool {
        let said = self.flag(at, "required");
        if is_path && said == Some(false) {
            let name = self.text(at, "name").unwrap_or_default();
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::IgnoredField,
                    format!("`required: false` of the path parameter `{name}` is ignored"),
                )
                .at(&at.pointer.child("required"))
                .label("a path always has all of its parameters")
                .help("a path without it is another one, to be declared by itself"),
            );
        }
        is_path || said.unwrap_or(false)
    }

    /// Reports a parameter with an `in` or a `style` that can't be served.
    pub(super) fn set_aside(
        &mut self,
        at: &Located<'d>,
        field: &str,
        value: &str,
        required: bool,
    ) -> Result<Option<(Pointer, Parameter)>, Unreadable> {
        let name = self.text(at, "name").unwrap_or_default();
        let message = format!("the parameter `{name}` has `{field}: {value}`, which can't be sent");
        // The place says which it is, so that what is said of several is said once.
        let told = format!("a parameter has `{field}: {value}`, which can't be sent");
        let mut diagnostic = Diagnostic::warning(Code::UnsupportedParameter, told).at(&at.pointer.child(field));
        let known: &[&str] = match field {
            "in" if self.version == Version::V20 => &["query", "header", "path", "body", "formData"],
            "in" => &["query", "header", "path", "cookie", "querystring"],
            "collectionFormat" => &["csv", "ssv", "tsv", "pipes", "multi"],
            _ => &["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject"],
        };
        if field == "in" && matches!(value, "body" | "formData") {
            let own = self.version.name();
            diagnostic = diagnostic
                .with_note(format!("`in: {value}` belongs to Swagger 2.0"))
                .help(format!("in {own}, the operation's `requestBody` says what is sent"));
        } else if let Some(meant) = closest(value, known.iter().copied()).filter(|meant| *meant != value) {
            diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
        } else if field == "collectionFormat" {
            diagnostic = diagnostic.help("a list is put together by `csv`, `ssv`, `tsv`, `pipes` or `multi`");
        } else if field == "in" && self.version == Version::V20 {
            diagnostic = diagnostic.help("a parameter is `in` the `query`, `header`, `path`, `body` or `formData`");
        } else if field == "in" {
            diagnostic = diagnostic.help("a parameter is `in` the `query`, `header`, `path` or `cookie`");
        } else if field == "style" {
            diagnostic = diagnostic.help(match self.text(at, "in").as_deref() {
                Some("path") => "a path has the styles `simple`, `label` and `matrix`",
                Some("cookie") => "a cookie has the styles `form` and `cookie`",
                Some("header") => "a header has the style `simple`",
                _ => "a query has the styles `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`",
            });
        }
        if required {
            return Err(Unreadable::because(message, self.diagnostics.tell(diagnostic)));
        }
        self.diagnostics.push(diagnostic.label("left out: the parameter is not required"));
        Ok(None)
    }
}

pub(super) fn query_style(style: Option<&str>) -> Option<QueryStyle> {
    match style {
        None | Some("form") => Some(QueryStyle::Form),
        Some("spaceDelimited") => Some(QueryStyle::SpaceDelimited),
        Some("pipeDelimited") => Some(QueryStyle::PipeDelimited),
        Some("deepObject") => Some(QueryStyle::DeepObject),
        Some(_) => None,
    }
}

fn path_style(style: Option<&str>) -> Option<PathStyle> {
    match style {
        None | Some("simple") => Some(PathStyle::Simple),
        Some("label") => Some(PathStyle::Label),
        Some("matrix") => Some(PathStyle::Matrix),
        Some(_) => None,
    }
}

fn data(parameter: &Parameter) -> &ParameterData {
    parameter.parameter_data_ref()
}

/// Whether two parameters have the same name and location, and so exclude one another.
fn is_same(left: &Parameter, right: &Parameter) -> bool {
    let (left_name, right_name) = (&data(left).name, &data(right).name);
    match (left, right) {
        (Parameter::Header { .. }, Parameter::Header { .. }) => left_name.eq_ignore_ascii_case(right_name),
        _ => {
            std::mem::discriminant(left) == std::mem::discriminant(right)
                && left_name == right_name
                && data(left).extensions.get("in") == data(right).extensions.get("in")
        }
    }
}
