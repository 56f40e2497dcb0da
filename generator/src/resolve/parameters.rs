//! Parameters: where their values go, in which style, and what no style can hold.

use openapiv3::{MediaType, Parameter as Declared, ParameterData, ParameterSchemaOrContent, PathStyle, ReferenceOr};

use super::intersection::Part;
use super::resolver::Resolver;
use super::security::{self, AUTHORIZATION};
use super::styles::{Form, Undefined, note_numbered, other_style, query_style, undefined};
use super::{form, raw};
use crate::api::{Encoding, Kind, Literal, Location, Parameter, Style, Use};
use crate::diagnostic::{Cause, Code, Diagnostic, Place};
use crate::document::{OperationEntry, Unset, template};
use crate::lists::Changing;
use crate::maps::HashSet;
use crate::media_types::{self, essence, is_json, is_text};
use crate::value::{Node, Pointer, is_token};

/// Why an operation's parameters can't be sent, and the complaint that tells of it.
pub(super) struct Unsendable {
    pub(super) reason: String,
    pub(super) cause: Option<Cause>,
}

/// The parameters of an operation.
///
/// # Errors
///
/// Why the operation can't be called: there is a parameter that it requires and that can't be sent.
pub(super) fn parameters(resolver: &mut Resolver<'_>, entry: &OperationEntry) -> Result<Vec<Parameter>, Unsendable> {
    let declared = &entry.operation.parameters;
    let mut parameters = Vec::with_capacity(declared.len());
    if let Some(reason) = template::fault(&entry.path).and_then(template::Fault::leaves_no_names) {
        return Err(Unsendable { reason: reason.to_owned(), cause: None });
    }
    let unused: HashSet<usize> = entry.unused().into_iter().map(|(_, number)| number).collect();
    for (number, (parameter, pointer)) in declared.iter().zip(&entry.parameter_pointers).enumerate() {
        if let ReferenceOr::Item(parameter) = parameter
            && !unused.contains(&number)
        {
            let found = self::parameter(resolver, entry, parameter, pointer)?;
            parameters.add_all(found.and_then(|found| beside_path(resolver, entry, found, pointer)));
        }
    }
    let undeclared = entry.undeclared();
    if undeclared.len() > template::MOST_UNDECLARED {
        let most = template::MOST_UNDECLARED;
        let reason = format!("its path has more than {most} parameters that are not declared");
        return Err(Unsendable { reason, cause: None });
    }
    parameters.add_all(undeclared.into_iter().map(|name| text(resolver, name)));
    let is_at = |location| move |parameter: &&Parameter| parameter.location == location;
    let mut wholes = parameters.iter().filter(is_at(Location::Querystring));
    match (wholes.next(), wholes.next()) {
        (Some(whole), other)
            if other.is_some() || parameters.iter().any(|parameter| is_at(Location::Query)(&parameter)) =>
        {
            let reason = match other {
                Some(other) => format!("`{}` and `{}` are both the whole query", whole.name, other.name),
                None => format!("the parameter `{}` is the whole query, and there are others in the query", whole.name),
            };
            let at = entry.pointer.child("parameters");
            let diagnostic = Diagnostic::warning(Code::UnsupportedParameter, reason.as_str()).at(&at);
            let cause = Some(resolver.tell(diagnostic.operation(entry.title())));
            Err(Unsendable { reason, cause })
        }
        _ => Ok(parameters),
    }
}

/// A parameter that a path has, and of which nothing else is said: a text.
fn text(resolver: &mut Resolver<'_>, name: &str) -> Parameter {
    let value = any_text(resolver);
    Parameter {
        name: name.to_owned(),
        location: Location::Path,
        required: true,
        deprecated: false,
        description: None,
        default: None,
        example: None,
        value,
        style: Style::Simple,
        explode: false,
        items: None,
        allow_reserved: false,
        allow_empty: false,
        encodings: Vec::new(),
        given_once: None,
    }
}

/// A text of which nothing is known.
fn any_text(resolver: &mut Resolver<'_>) -> Use {
    resolver.make(Kind::String { format: None })
}

fn parameter(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    declared: &Declared,
    pointer: &Pointer,
) -> Result<Option<Parameter>, Unsendable> {
    let data = declared.parameter_data_ref();
    let (location, style) = place(declared);
    let unset = Unset::of(&data.name).filter(|_| location == Location::Header);
    if location == Location::Header && is_reserved(&data.name)
        || matches!(unset, Some(Unset::Server | Unset::Transport))
    {
        note_reserved(resolver, entry, &data.name, pointer);
        return Ok(None);
    }
    if unset.is_some() || style == Style::Cookie && !is_token(&data.name) {
        let why = if location == Location::Header {
            "HTTP has no header of such a name"
        } else {
            "no cookie has such a name"
        };
        return refuse(resolver, entry, data, *Refusal::new(pointer.child("name"), why, Some(TOKEN)));
    }
    let sent = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => {
            of_schema(resolver, entry, data, schema, (location, style), pointer)
        }
        ParameterSchemaOrContent::Content(content) => {
            let (media_type, media) = content.iter().next().unzip();
            of_content(resolver, entry, media_type.map_or("*/*", String::as_str), media, location, pointer)
        }
    };
    let Sent { value, style, explode, items, encodings } = match sent {
        Ok(sent) => sent,
        Err(refusal) => return refuse(resolver, entry, data, *refusal),
    };
    let (default, example) = samples(resolver, data);
    let (allow_reserved, allow_empty) = match declared {
        Declared::Query { allow_reserved, allow_empty_value, .. } => {
            (*allow_reserved, allow_empty_value.unwrap_or(false))
        }
        // An empty segment leads elsewhere, unless the document itself means it.
        Declared::Path { .. } => (data.extensions.contains_key("allowReserved"), lists_empty_text(resolver, &value)),
        Declared::Header { .. } => (false, false),
        Declared::Cookie { .. } => (data.extensions.contains_key("allowReserved"), false),
    };
    Ok(Some(Parameter {
        name: data.name.clone(),
        location,
        required: data.required || location == Location::Path,
        deprecated: data.deprecated.unwrap_or(false),
        description: data.description.clone(),
        default,
        example,
        value,
        style,
        explode,
        items,
        allow_reserved,
        allow_empty,
        encodings,
        given_once: is_given_once(data).then(|| pointer.clone()),
    }))
}

/// Whether the client is to hold the parameter, which AutoRest's extension says.
fn is_given_once(data: &ParameterData) -> bool {
    let said = data.extensions.get("x-ms-parameter-location").and_then(serde_json::Value::as_str);
    said.is_some_and(|place| place == "client")
}

/// Whether the document lists an empty text among the values.
fn lists_empty_text(resolver: &Resolver<'_>, value: &Use) -> bool {
    let Kind::Choice(choice) = resolver.kind(value.shape) else { return false };
    choice.values.iter().any(|value| value.as_str() == Some(""))
}

/// Where a parameter goes, and the style that it has or would have there.
fn place(declared: &Declared) -> (Location, Style) {
    let data = declared.parameter_data_ref();
    // What openapiv3's types have no word for stands beside them.
    let said = |key: &str| data.extensions.get(key).and_then(serde_json::Value::as_str);
    let (location, style) = match declared {
        Declared::Query { style, .. } => {
            let whole = said("in") == Some("querystring");
            (if whole { Location::Querystring } else { Location::Query }, query_style(style))
        }
        Declared::Header { .. } => (Location::Header, Style::Simple),
        Declared::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (Location::Path, style)
        }
        Declared::Cookie { .. } => (Location::Cookie, Style::Form),
    };
    (location, said("style").and_then(other_style).unwrap_or(style))
}

/// How a parameter is sent.
struct Sent {
    value: Use,
    style: Style,
    explode: bool,
    /// How the items of a list are joined that are lists themselves.
    items: Option<Style>,
    encodings: Vec<Encoding>,
}

/// Why a parameter can't be sent, where that stands, and what to do.
struct Refusal {
    at: Pointer,
    why: String,
    help: Option<&'static str>,
}

impl Refusal {
    fn new(at: Pointer, why: impl Into<String>, help: Option<&'static str>) -> Box<Self> {
        Box::new(Self { at, why: why.into(), help })
    }
}

fn of_schema(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    data: &ParameterData,
    schema: &ReferenceOr<openapiv3::Schema>,
    (location, style): (Location, Style),
    pointer: &Pointer,
) -> Result<Sent, Box<Refusal>> {
    if location == Location::Querystring {
        let help = Some("say by `content` how the query is written");
        return Err(Refusal::new(pointer.child("schema"), "a whole query has no style", help));
    }
    let value = resolver.schema(Some(schema));
    let form = Form::of(resolver, &value);
    let explode = data.explode.unwrap_or(matches!(style, Style::Form | Style::Cookie | Style::DeepObject));
    let sent = |value, style, explode| Sent { value, style, explode, items: None, encodings: Vec::new() };
    if form == Form::NestedList && style != Style::DeepObject {
        let items = data.extensions.get("itemsStyle").and_then(serde_json::Value::as_str).map(of_items);
        return Ok(match items.filter(|_| is_list_of_lists(resolver, &value)) {
            Some(items) => Sent { items: Some(items), ..sent(value, style, explode) },
            None => {
                note_text(resolver, entry, pointer, "an array of arrays or objects has no form in any style", true);
                sent(texts(resolver), style, explode)
            }
        });
    }
    if let Some(undefined) = undefined(style, data.explode, form) {
        let Undefined { field, why, instead, .. } = undefined;
        let message = format!("a parameter is not sent as its `{field}` says: {why}");
        resolver.report(
            Diagnostic::note(Code::UndefinedStyle, message)
                .at(&pointer.child("name"))
                .with_note(instead)
                .operation(entry.title()),
        );
        let is_deep = style == Style::DeepObject && form != Form::Scalar;
        let usual = if is_deep { style } else { usual(location) };
        return Ok(sent(value, usual, matches!(usual, Style::Form | Style::DeepObject)));
    }
    if style == Style::DeepObject && matches!(form, Form::List | Form::NestedList) {
        note_numbered(resolver, Place::Value(pointer.child("name")));
    }
    if location == Location::Cookie && !explode && matches!(form, Form::List | Form::Object) {
        note_commas(resolver, entry, pointer);
    }
    Ok(sent(value, style, explode))
}

fn note_commas(resolver: &mut Resolver<'_>, entry: &OperationEntry, pointer: &Pointer) {
    let message = "an array or object in a cookie is sent with commas, as `explode: false` says";
    resolver.report(
        Diagnostic::note(Code::UndefinedStyle, message)
            .at(&pointer.child("explode"))
            .with_note("a cookie can't hold commas (RFC 6265, section 4.1.1), which many servers take all the same")
            .help("`explode: true` sends a cookie for each item")
            .operation(entry.title()),
    );
}

/// The style that a place has where nothing is said.
fn usual(location: Location) -> Style {
    match location {
        Location::Query | Location::Querystring | Location::Cookie => Style::Form,
        Location::Path | Location::Header => Style::Simple,
    }
}

/// The style by which Swagger 2.0 joins the items of a list within a list.
fn of_items(name: &str) -> Style {
    other_style(name).unwrap_or(Style::Form)
}

/// Whether a value is a list of lists of scalars.
fn is_list_of_lists(resolver: &Resolver<'_>, value: &Use) -> bool {
    let Kind::List(item) = resolver.kind(value.shape) else { return false };
    Form::of(resolver, item) == Form::List
}

/// A list of texts of which nothing is known.
fn texts(resolver: &mut Resolver<'_>) -> Use {
    let item = any_text(resolver);
    resolver.make(Kind::List(item))
}

/// Tells that the caller writes a value as text, since nothing says how it is written. The parameter is named by the place, so
/// that what is said of several is said once.
fn note_text(resolver: &mut Resolver<'_>, entry: &OperationEntry, pointer: &Pointer, why: &str, is_list: bool) {
    let (taken, help) = match (is_list, resolver.document().is_swagger) {
        (true, true) => ("a list of texts", "`items: {type: string}` says the same without this note"),
        (true, false) => ("a list of texts", "`content: {application/json: {schema: …}}` sends it as JSON"),
        (false, true) => ("a text", "`type: string` says the same without this note"),
        (false, false) => ("a text", "a schema of `type: string` says the same without this note"),
    };
    resolver.report(
        Diagnostic::note(Code::UndefinedStyle, format!("a parameter is taken as {taken}: {why}"))
            .at(&pointer.child("name"))
            .label("the caller writes it as the server wants it")
            .help(help)
            .operation(entry.title()),
    );
}

fn of_content(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    media_type: &str,
    media: Option<&MediaType>,
    location: Location,
    pointer: &Pointer,
) -> Result<Sent, Box<Refusal>> {
    let value = resolver.schema(media.and_then(|media| media.schema.as_ref()));
    let sent = |style, encodings| {
        Ok(Sent { value: value.clone(), style, explode: style == Style::Form, items: None, encodings })
    };
    if is_json(media_type) && !raw::is_any_string(resolver, media_type, &value) {
        return sent(Style::Json, Vec::new());
    }
    let at = pointer.child("content").child(media_type);
    let essence = essence(media_type);
    let form = Form::of(resolver, &value);
    if location == Location::Querystring && essence == media_types::FORM && form != Form::Scalar {
        let encodings =
            media.map(|media| form::encodings(resolver, entry, media, &value, Some(&at))).unwrap_or_default();
        return sent(Style::Form, encodings);
    }
    let style = match location {
        Location::Querystring => Style::Simple,
        // The caller writes what stands in the header (OpenAPI 3.1.2, appendix D).
        Location::Cookie if is_text(media_type) => Style::Cookie,
        _ => usual(location),
    };
    if form == Form::Scalar || (is_text(media_type) && form == Form::Open) {
        return sent(style, Vec::new());
    }
    note_text(resolver, entry, pointer, &format!("there is no way to write its value as `{media_type}`"), false);
    let value = any_text(resolver);
    Ok(Sent { value, style, explode: style == Style::Form, items: None, encodings: Vec::new() })
}

/// A parameter's default and first example: what it says itself comes before what its schema says.
fn samples(resolver: &mut Resolver<'_>, data: &ParameterData) -> (Option<Literal>, Option<Literal>) {
    let named = data.examples.values().find_map(|example| example.as_item()?.value.as_ref());
    let own = data.example.as_ref().or(named).map(Node::from_json);
    let ParameterSchemaOrContent::Schema(schema) = &data.format else { return (None, own) };
    let Some(id) = resolver.schema_id(Some(schema)) else { return (None, own) };
    let parts = [Part::Whole(id)];
    let schema = resolver.builder.intersections.annotations(&parts);
    let default = schema.default.and_then(|default| resolver.builder.context.sample(default, &parts));
    (default, own.or_else(|| resolver.builder.context.sample(schema.example?, &parts)))
}

/// Reports a parameter that can't be sent. It is left out, unless it is required.
fn refuse(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    data: &ParameterData,
    refusal: Refusal,
) -> Result<Option<Parameter>, Unsendable> {
    let Refusal { at, why, help } = refusal;
    let message = format!("the parameter `{}` can't be sent: {why}", data.name);
    let mut diagnostic =
        Diagnostic::warning(Code::UnsupportedParameter, message.as_str()).at(&at).operation(entry.title());
    if let Some(help) = help {
        diagnostic = diagnostic.help(help);
    }
    if data.required {
        let cause = Some(resolver.tell(diagnostic));
        return Err(Unsendable { reason: message, cause });
    }
    resolver.report(diagnostic.label("left out: the parameter is not required"));
    Ok(None)
}

/// A parameter, unless the path holds it: then it is sent once, from there.
fn beside_path(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    mut parameter: Parameter,
    pointer: &Pointer,
) -> Option<Parameter> {
    if parameter.location != Location::Query {
        return Some(parameter);
    }
    match entry.in_query_of_path(&parameter.name) {
        template::InQuery::Nowhere => Some(parameter),
        template::InQuery::Asked => {
            (parameter.location, parameter.style, parameter.explode) = (Location::Path, Style::Simple, false);
            parameter.required = true;
            Some(parameter)
        }
        template::InQuery::Fixed(value) => {
            let says_the_same = match resolver.kind(parameter.value.shape) {
                Kind::Choice(choice) => choice.values.iter().all(|only| only.as_str() == Some(value)),
                _ => false,
            };
            if !says_the_same {
                let message = format!("the parameter `{}` is left out: the path gives it a value", parameter.name);
                resolver.report(
                    Diagnostic::note(Code::IgnoredField, message)
                        .at(pointer)
                        .label(format!("always sent as `{}={value}`", parameter.name))
                        .help("take it out of the path, if callers are to choose")
                        .operation(entry.title()),
                );
            }
            None
        }
    }
}

/// Whether OpenAPI says of a header that a definition of it as a parameter is ignored.
fn is_reserved(name: &str) -> bool {
    ["accept", "content-type", AUTHORIZATION].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// What names are made of.
const TOKEN: &str = "a name is letters, digits and signs, without spaces (RFC 9110, section 5.6.2)";

fn note_reserved(resolver: &mut Resolver<'_>, entry: &OperationEntry, name: &str, pointer: &Pointer) {
    let is_credential = name.eq_ignore_ascii_case(AUTHORIZATION);
    let (message, why, help) = if is_credential && security::is_undeclared(resolver.document()) {
        let help = "give it to the client's builder, with the scheme's name: `.credential(security::AUTHORIZATION, \"Bearer …\")`";
        ("is a credential", "the document has no security schemes, which OpenAPI has for this header", help.to_owned())
    } else {
        let why = match (Unset::of(name), name.to_ascii_lowercase().as_str()) {
            (Some(Unset::Server), _) => "the URL of the server that a call goes to sets this header",
            (Some(_), _) => "what sends the request sets this header itself",
            (_, "accept") => "OpenAPI ignores it: the media types of the answers set this header",
            (_, "content-type") => "OpenAPI ignores it: the body's media type sets this header",
            _ => "OpenAPI ignores it: security schemes set this header",
        };
        let help = match Unset::of(name) {
            Some(Unset::Transport) => "leave it out: it is no part of an API".to_owned(),
            _ => format!("a call sets it by `.header(\"{name}\", …)`"),
        };
        ("is not generated", why, help)
    };
    resolver.report(
        Diagnostic::note(Code::IgnoredField, format!("the header parameter `{name}` {message}"))
            .at(pointer)
            .operation(entry.title())
            .with_note(why)
            .help(help),
    );
}
