//! Parameters, which say themselves what a schema says elsewhere.

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr,
};

use super::super::grammar::Kind;
use super::super::located::Located;
use super::super::operation::Inputs;
use super::super::parameter::{OF_PARAMETERS, query_style};
use super::super::path::PathItem;
use super::super::reader::{Reader, Unreadable};
use super::super::repeated::Cost;
use super::media;
use crate::diagnostic::{Code, Diagnostic};
use crate::lists::Changing;
use crate::value::{Node, Pointer};

/// What a parameter or a header says of its value.
#[rustfmt::skip]
const VALUE: &[&str] = &[
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
    "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable", "x-enum-varnames",
    "x-enumNames", "description",
];

/// A parameter of any location, after references.
pub(super) struct Declared<'d> {
    pub(super) at: Located<'d>,
    pub(super) name: String,
    pub(super) location: String,
}

impl Declared<'_> {
    /// Whether it says of what media type the body is.
    fn is_content_type(&self) -> bool {
        self.location == "header" && self.name.eq_ignore_ascii_case("content-type")
    }

    /// Whether two parameters exclude one another. There is one body at most, whatever its name.
    fn is_same(&self, other: &Declared<'_>) -> bool {
        let same_name = match self.location.as_str() {
            "body" => true,
            "header" => self.name.eq_ignore_ascii_case(&other.name),
            _ => self.name == other.name,
        };
        same_name && self.location == other.location
    }
}

impl<'d> Reader<'d> {
    /// The parameters of an operation with their places, first those of its path item that it does not override, and
    /// the body that some of them are.
    pub(in super::super) fn swagger_inputs(
        &mut self,
        item: &PathItem<'d>,
        operation: &Located<'d>,
    ) -> Result<Inputs, Unreadable> {
        let own = self.declared(operation)?;
        let mut all = match item.layer("parameters") {
            Some(layer) => self.declared(layer)?,
            None => Vec::new(),
        };
        all.keep(|inherited| !own.iter().any(|own| own.is_same(inherited)));
        all.add_all(own);
        let (in_body, mut others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|declared| matches!(declared.location.as_str(), "body" | "formData"));
        let mut consumes = self.media_types(operation, "consumes");
        if !in_body.is_empty()
            && let Some(place) = others.iter().position(Declared::is_content_type)
        {
            let told = others.get(place).map(|declared| media::told_by(&declared.at)).unwrap_or_default();
            if !told.is_empty() {
                consumes = told;
                others.remove(place);
            }
        }
        let mut parameters = Vec::with_capacity(others.len());
        for declared in &others {
            parameters.add_all(self.swagger_parameter(declared)?);
        }
        let body = self.swagger_body(operation, &in_body, &consumes)?;
        Ok(Inputs { parameters, body })
    }

    fn declared(&mut self, holder: &Located<'d>) -> Result<Vec<Declared<'d>>, Unreadable> {
        let mut list: Vec<Declared<'d>> = Vec::new();
        for item in self.items(holder, "parameters") {
            let at = self.follow(&item, Kind::Parameter)?.at;
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
            if location != "body" && self.is_nameless(&name, &at) {
                continue;
            }
            let declared = Declared { at, name, location };
            match list.iter().find(|other| other.is_same(&declared)) {
                None => list.push(declared),
                Some(other) if other.name != declared.name && declared.location == "body" => {
                    let message = format!("there are two bodies, `{}` and `{}`", other.name, declared.name);
                    self.diagnostics.push(
                        Diagnostic::warning(Code::DuplicateParameter, message)
                            .at(&item.pointer)
                            .label("ignored: the first one holds")
                            .help(
                                "an operation has one body: an object with what both are, or a form (`in: formData`)",
                            ),
                    );
                }
                Some(_) => self.report_duplicate(&declared.name, &item.pointer),
            }
        }
        Ok(list)
    }

    /// A parameter outside of the body, and its place. `None` where it is set aside.
    fn swagger_parameter(&mut self, declared: &Declared<'d>) -> Result<Option<(Pointer, Parameter)>, Unreadable> {
        let Declared { at, name, location } = declared;
        let is_path = location == "path";
        let required = self.required_flag(at, is_path);
        let Some((style, explode)) = self.list_style(at, location) else {
            let format = self.text(at, "collectionFormat").unwrap_or_default();
            return self.set_aside(at, "collectionFormat", &format, required);
        };
        self.check_file(at, location);
        let mut extensions = Self::extensions(at, OF_PARAMETERS);
        // openapiv3 knows some styles in queries only, and one not at all.
        extensions.insert("style".to_owned(), style.into());
        let items = at.get("items").filter(|items| is_list(at) && is_list(items));
        if let Some((style, _)) = items.and_then(|items| self.list_style(&items, "items")) {
            extensions.insert("itemsStyle".to_owned(), style.into());
        }
        let parameter_data = ParameterData {
            name: name.clone(),
            description: self.prose(at, "description"),
            required,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(ReferenceOr::ref_(&self.parameter_schema(at).0)),
            example: at.get("x-example").and_then(|example| self.sample(&example)),
            examples: Default::default(),
            explode: is_list(at).then_some(explode),
            extensions,
        };
        let parameter = match location.as_str() {
            "query" => Parameter::Query {
                parameter_data,
                allow_reserved: false,
                style: query_style(Some(style)).unwrap_or(QueryStyle::Form),
                allow_empty_value: self.flag(at, "allowEmptyValue"),
            },
            "path" => Parameter::Path { parameter_data, style: PathStyle::Simple },
            "header" => Parameter::Header { parameter_data, style: HeaderStyle::Simple },
            // Not 2.0's, but seen.
            "cookie" => {
                self.diagnostics.push(
                    Diagnostic::note(Code::OtherVersion, "`in: cookie` belongs to OpenAPI 3")
                        .at(&at.pointer.child("in"))
                        .with_note("the document is Swagger 2.0; it is read all the same"),
                );
                Parameter::Cookie { parameter_data, style: CookieStyle::Form }
            }
            _ => return self.set_aside(at, "in", location, required),
        };
        Ok(Some((at.pointer.clone(), parameter)))
    }

    /// Tells of a file that is to be sent outside of a form.
    fn check_file(&mut self, at: &Located<'d>, location: &str) {
        let is_file = |at: &Located<'d>| at.node.get("type").and_then(Node::as_str) == Some("file");
        let items = at.get("items").filter(|items| is_list(at) && is_file(items));
        let Some(holder) = items.or_else(|| is_file(at).then(|| at.clone())) else { return };
        let message = format!("a parameter with `in: {location}` has `type: file`, which only a form can send");
        self.diagnostics.push(
            Diagnostic::warning(Code::UnsupportedParameter, message)
                .at(&holder.pointer.child("type"))
                .label("taken as text")
                .help("send it in a form: `in: formData`, with `consumes: [multipart/form-data]`"),
        );
    }

    /// How the items of a list are put together, and whether each is sent by itself: `collectionFormat`. `None` where
    /// that can't be done at this location.
    pub(super) fn list_style(&mut self, at: &Located<'d>, location: &str) -> Option<(&'static str, bool)> {
        if !is_list(at) {
            return Some(("form", false));
        }
        let in_pairs = matches!(location, "query" | "formData");
        match self.text(at, "collectionFormat").as_deref() {
            None | Some("csv") => Some(("form", false)),
            Some("multi") if in_pairs => Some(("form", true)),
            Some("ssv") => Some(("spaceDelimited", false)),
            Some("tsv") => Some(("tabDelimited", false)),
            Some("pipes") => Some(("pipeDelimited", false)),
            Some("multi") => {
                self.diagnostics.push(
                    Diagnostic::warning(Code::IgnoredField, "`collectionFormat: multi` is ignored")
                        .at(&at.pointer.child("collectionFormat"))
                        .label("only queries and forms can hold a name more than once; sent with commas"),
                );
                Some(("form", false))
            }
            Some(_) => None,
        }
    }

    /// Walks what a parameter or a header says of its value, and gives the place where that stands: its own, or that of
    /// the `schema` that only a body should have.
    pub(in super::super) fn parameter_schema(&mut self, at: &Located<'d>) -> Pointer {
        if let (false, Some(schema)) = (at.has("type"), at.get("schema")) {
            if at.has("in") {
                let location = self.text(at, "in").unwrap_or_default();
                let message = format!("a parameter with `in: {location}` has no `schema` in Swagger 2.0");
                let diagnostic = Diagnostic::note(Code::OtherVersion, message).at_key(&schema.pointer);
                self.diagnostics.push(
                    diagnostic
                        .label("read all the same")
                        .help("write what is in it beside `in`: `type`, `items`, `enum` …"),
                );
            }
            self.schema(&schema);
            return schema.pointer;
        }
        if !at.has("type") {
            self.missing(at, "type");
        }
        self.schema_within(at, VALUE);
        at.pointer.clone()
    }
}

/// Whether a parameter's value is a list.
pub(super) fn is_list(at: &Located<'_>) -> bool {
    at.node.get("type").and_then(Node::as_str) == Some("array")
}
