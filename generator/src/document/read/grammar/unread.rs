//! What is told of fields that an object should not have.

use super::super::version::Version;
use super::kind::Kind;
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::value::Node;

/// How many fields are named in one complaint.
const LISTED_MOST: usize = 8;

/// Fields that say something to people only.
const PROSE: &[&str] = &[
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "contact",
    "license",
    "name",
    "termsOfService",
    "email",
];

/// Why a field is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It is almost another one.
    Misspelled(&'static str),
    /// It is a name and a value with no space between them.
    Glued,
    /// Another version has it. This one has something in its place, or reads it all the same.
    Version(&'static str, Option<&'static str>, bool),
    /// It belongs to an object inside this one, at these fields.
    Below(Kind, &'static str, Option<&'static str>),
    /// It belongs to an object of this kind around.
    Above(Kind),
    /// It is the key of an entry of this field, which was left out or is on another level.
    Entry(&'static str),
    /// It holds an operation, as the methods that OpenAPI has for a path do. `CONNECT` is none of an API at all.
    Method {
        is_connect: bool,
    },
    Unknown,
}

/// Fields of an object that are not read for one reason.
pub(super) struct Unread<'t> {
    pub(super) kind: Kind,
    pub(super) node: &'t Node,
    pub(super) keys: &'t [&'t str],
    pub(super) version: Version,
}

impl Unread<'_> {
    /// The complaint, without its place.
    pub(super) fn diagnostic(&self, reason: Reason) -> Diagnostic {
        match reason {
            Reason::Misspelled(meant) => self.misspelled(meant),
            Reason::Glued => no_blank(self.keys),
            Reason::Version(owner, replacement, is_read) => self.of_another_version(owner, replacement, is_read),
            Reason::Below(kind, field, through) => self.below(kind, field, through),
            Reason::Above(kind) => self.above(kind),
            Reason::Entry(field) => self.entry(field),
            Reason::Method { is_connect } => self.method(is_connect),
            Reason::Unknown => {
                let message = format!("{} has no {} {}", self.kind.name(), self.one("field", "fields"), self.names());
                Diagnostic::note(Code::UnknownField, message).label("ignored")
            }
        }
    }

    fn misspelled(&self, meant: &'static str) -> Diagnostic {
        let diagnostic = Diagnostic::warning(Code::MisspelledField, self.not_read());
        if self.node.get(meant).is_some() {
            return diagnostic.help(format!("did you mean `{meant}`, which is there as well?"));
        }
        // What is in a path must be sent whatever it says.
        let is_of_path = self.node.get("in").and_then(Node::as_str) == Some("path") && meant == "required";
        let diagnostic = if is_of_path { diagnostic } else { follows(diagnostic, self.kind, meant) };
        diagnostic.help(format!("did you mean `{meant}`?"))
    }

    fn not_read(&self) -> String {
        format!("the {} {} {} not read", self.one("field", "fields"), self.names(), self.one("is", "are"))
    }

    fn of_another_version(&self, owner: &str, replacement: Option<&str>, is_read: bool) -> Diagnostic {
        let (field, belongs) = (self.one("field", "fields"), self.one("belongs", "belong"));
        let message = format!("the {field} {} {belongs} to {owner}", self.names());
        let own = self.version.name();
        if is_read {
            let is_read = self.one("it is read", "they are read");
            return Diagnostic::note(Code::OtherVersion, message)
                .with_note(format!("the document is {own}; {is_read} all the same"));
        }
        let first = self.keys.first().copied().unwrap_or_default();
        if (self.kind, first) == (Kind::Root, "components") {
            let diagnostic =
                self.graded(Code::OtherVersion, message).with_note("only what references lead to is read there");
            return diagnostic.help(format!("in {own}, {}", replacement.unwrap_or_default()));
        }
        let diagnostic = self.graded(Code::OtherVersion, message).label("not read");
        match replacement {
            Some(replacement) => follows(diagnostic, self.kind, first).help(format!("in {own}, {replacement}")),
            None => follows(diagnostic, self.kind, first).with_note(format!("the document is {own}")),
        }
    }

    fn below(&self, kind: Kind, field: &str, through: Option<&str>) -> Diagnostic {
        let names = self.names();
        let message =
            format!("{} has no {} {names}, but {} has", self.kind.name(), self.one("field", "fields"), kind.name());
        let diagnostic = self.graded(Code::MisplacedField, message).label("not read");
        let diagnostic = match self.node.get(field) {
            Some(_) => diagnostic,
            None => follows(diagnostic, self.kind, field),
        };
        let belongs = self.one("it belongs", "they belong");
        match through {
            Some(through) => diagnostic.help(format!("{belongs} in the `{through}` of a media type in `{field}`")),
            None => diagnostic.help(format!("{belongs} one level down, in `{field}`")),
        }
    }

    fn above(&self, kind: Kind) -> Diagnostic {
        let (field, stand) = (self.one("field", "fields"), self.one("stands", "stand"));
        let not_read = self.one("is not read", "are not read");
        let message = format!("the {field} {} {stand} in {}, and {not_read}", self.names(), self.kind.name());
        let diagnostic = self.graded(Code::MisplacedField, message);
        let first = self.keys.first().copied().unwrap_or_default();
        let belongs = self.one("it belongs", "they belong");
        follows(diagnostic, kind, first)
            .help(format!("{belongs} in the {} around it: indent it less", kind.bare_name()))
    }

    fn method(&self, is_connect: bool) -> Diagnostic {
        let message = format!("a path item has no {} {}", self.one("method", "methods"), self.names());
        let diagnostic = Diagnostic::warning(Code::InvalidMethod, message)
            .label(self.one("the operation is not generated", "the operations are not generated"));
        if is_connect {
            return diagnostic.with_note("`CONNECT` asks a proxy for a tunnel (RFC 9110, section 9.3.6)");
        }
        let method = self.keys.first().map(|key| key.to_ascii_uppercase()).unwrap_or_default();
        let them = self.one("it", "them");
        diagnostic.help(format!(
            "put {them} into `additionalOperations`, which OpenAPI 3.2 has and is read in every version: `{method}: …`"
        ))
    }

    fn entry(&self, field: &str) -> Diagnostic {
        let (stand, not_read) = (self.one("stands", "stand"), self.one("is not read", "are not read"));
        let message = format!("{} {stand} in {}, and {not_read}", self.names(), self.kind.name());
        if self.keys.iter().any(|key| key.starts_with(char::is_whitespace)) {
            let help = "indent with plain spaces: what stands before it is part of the name";
            return Diagnostic::warning(Code::MisplacedField, message).help(help);
        }
        let looks = self.one("this looks like an entry", "these look like entries");
        Diagnostic::warning(Code::MisplacedField, message)
            .help(format!("{looks} of `{field}`: move {} there", self.one("it", "them")))
    }

    /// A warning, or a note where nothing but prose is lost.
    fn graded(&self, code: Code, message: String) -> Diagnostic {
        match self.keys.iter().all(|key| PROSE.contains(key)) {
            true => Diagnostic::note(code, message),
            false => Diagnostic::warning(code, message),
        }
    }

    fn one(&self, one: &'static str, several: &'static str) -> &'static str {
        if self.keys.len() == 1 { one } else { several }
    }

    /// The fields' names, unless they are too many.
    fn names(&self) -> String {
        match self.keys {
            [] => String::new(),
            [one] => format!("`{one}`"),
            [few @ .., _] if self.keys.len() > LISTED_MOST => {
                let few = few.get(..LISTED_MOST).unwrap_or(few);
                format!("`{}` and {} more", few.join("`, `"), self.keys.len() - few.len())
            }
            [rest @ .., last] => format!("`{}` and `{last}`", rest.join("`, `")),
        }
    }
}

/// What is told of keys that are names with their values.
pub(super) fn no_blank(keys: &[&str]) -> Diagnostic {
    let names = listed(keys.iter().filter_map(|key| key.split_once(':')).map(|(name, _)| name));
    let colons = if keys.len() == 1 { "colon" } else { "colons" };
    let meant = keys.first().and_then(|key| key.split_once(':')).map(|(name, value)| format!("`{name}: {value}`"));
    Diagnostic::warning(Code::MisspelledField, format!("there is no space after the {colons} of {names}"))
        .label("not read: all of this is a key, which has no value")
        .help(format!("write it as {}", meant.unwrap_or_default()))
}

/// Adds what follows from the absence of a field.
pub(super) fn follows(diagnostic: Diagnostic, kind: Kind, field: &str) -> Diagnostic {
    match consequence(kind, field) {
        Some(consequence) => diagnostic.with_note(format!("so {consequence}")),
        None => diagnostic,
    }
}

/// What follows from the absence of a field.
fn consequence(kind: Kind, field: &str) -> Option<&'static str> {
    Some(match (kind, field) {
        (Kind::Root, "paths") => "the document has no operations",
        (Kind::Root, "components") => "nothing can be referred to there",
        (Kind::Root, "servers") => "the client doesn't know where the API is",
        (Kind::Root, "security") => "calls are made without credentials",
        (Kind::Components, "schemas") => "its schemas are no components",
        (
            Kind::PathItem,
            "get"
            | "put"
            | "post"
            | "delete"
            | "options"
            | "head"
            | "patch"
            | "trace"
            | "query"
            | "additionalOperations",
        ) => "the operation is not generated",
        (Kind::PathItem, "parameters") => "the path's operations lack these parameters",
        (Kind::Operation, "parameters") => "the operation has no parameters of its own",
        (Kind::Operation, "requestBody") => "the operation sends no body",
        (Kind::Operation, "responses") => "the operation has no responses, and every answer to it is an error",
        (Kind::Operation, "security") => "the operation asks for what the document asks for",
        (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => "it takes any value",
        (Kind::RequestBody, "content") => "there is no body to send",
        (Kind::Response, "content" | "schema") => "the answer is taken to be empty",
        (Kind::Parameter, "name" | "in") => "it can't be sent",
        (Kind::SecurityScheme, "type" | "name" | "in" | "scheme") => "nothing is sent for it",
        (Kind::Server, "url") => "the server is left out",
        (Kind::Parameter, "required") => "the parameter can be left out",
        (Kind::RequestBody, "required") => "it is not known whether the body can be left out",
        (Kind::Discriminator, "propertyName") => "the alternatives are told apart by what else is in them",
        (Kind::Schema, "properties") => "the schema has no properties",
        (Kind::Schema, "required") => "every property is optional",
        (Kind::Schema, "items") => "its items may be anything",
        (Kind::Schema, "type" | "$ref" | "allOf" | "anyOf" | "oneOf") => "values of all kinds are taken",
        (Kind::Schema, "additionalProperties") => "other properties may be anything",
        (Kind::Schema, "enum" | "const") => "other values are taken as well",
        _ => return None,
    })
}

/// What a version has in place of a field of another one.
pub(super) fn replacement(kind: Kind, field: &str, version: Version) -> Option<&'static str> {
    if version == Version::V20 {
        return Some(match (kind, field) {
            (Kind::Root, "servers") => "`host`, `basePath` and `schemes` say where the API is",
            (Kind::Root, "components") => {
                "there are `definitions`, `parameters`, `responses` and `securityDefinitions` instead"
            }
            (Kind::Operation, "requestBody") => "the body is a parameter with `in: body` and a `schema`",
            (Kind::Response, "content") => "a response has a `schema`, and the media types are listed in `produces`",
            (Kind::Parameter, "content" | "style" | "explode") => "lists are put together by `collectionFormat`",
            (Kind::SecurityScheme, "scheme" | "bearerFormat") => {
                "there are `basic`, `apiKey` and `oauth2`; a bearer token is an `apiKey` in the header `Authorization`"
            }
            (Kind::SecurityScheme, "flows") => "a scheme has one `flow`, whose URLs and `scopes` stand beside it",
            _ => return None,
        });
    }
    Some(match (kind, field) {
        (Kind::Root, "host" | "basePath" | "schemes") => "`servers` has the URL: `servers: [{url: https://host/path}]`",
        (Kind::Root, "securityDefinitions") => "security schemes stand in `components`, under `securitySchemes`",
        (Kind::Root | Kind::Operation, "consumes") => "the media types of a body are the keys of its `content`",
        (Kind::Root | Kind::Operation, "produces") => "the media types of an answer are the keys of its `content`",
        (Kind::Operation, "schemes") => "`servers` has the URL",
        (Kind::Response, "schema") => "it stands in `content`, under the media type",
        (Kind::Response, "examples") => "they stand in `content`, under the media type",
        (Kind::Parameter | Kind::Header, "collectionFormat") => "`style` and `explode` say how a list is put together",
        (Kind::SecurityScheme, "flow" | "authorizationUrl" | "tokenUrl" | "scopes") => {
            "they stand in `flows`, under the name of the flow"
        }
        _ => return None,
    })
}
