//! Fields that an object should not have: misspelt ones, those of other versions and of other objects, and the rest.

use super::super::version::Version;
use super::super::{Located, Reader};
use super::Object;
use super::table::{Field, Holds, Kind};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::Node;

/// Fields of which many objects have one of the same name, so that they don't tell where they belong.
const COMMON: &[&str] = &[
    "name",
    "description",
    "summary",
    "title",
    "url",
    "value",
    "required",
    "deprecated",
    "default",
    "example",
    "examples",
    "tags",
    "externalDocs",
    "version",
    "enum",
    "kind",
    "parent",
    "format",
    "$ref",
    "server",
    "attribute",
    "prefix",
    "not",
];
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

/// How many fields are named in one complaint.
const LISTED_MOST: usize = 8;

/// Why a field is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// It is almost another one.
    Misspelt(&'static str),
    /// Another version has it.
    Version(Version, bool),
    /// It belongs to an object inside this one, at these fields.
    Below(Kind, &'static str, Option<&'static str>),
    /// It belongs to an object of this kind around.
    Above(Kind),
    /// It is the key of an entry of this field, which was left out or is on another level.
    Entry(&'static str),
    Unknown,
}

/// Whether an object has a field that was meant to be this one, so that a complaint about its absence says nothing new.
fn is_misspelt(object: &Node, name: &str) -> bool {
    object.get(name).is_none() && object.entries().iter().any(|(key, _)| near(key, [name]).is_some())
}

/// The nearest of these names, if one is near enough to be meant.
fn near<'n>(key: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if key.starts_with("x-") {
        return None;
    }
    let letters = |text: &str| -> String { text.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).collect() };
    let plain = letters(key);
    // One letter of two is no likeness.
    let is_short = plain.chars().count() < 3;
    closest(&plain, names).filter(|name| !is_short || name.eq_ignore_ascii_case(&plain))
}

impl Reader<'_> {
    /// Tells of an object's fields that this version does not define. What has one reason is one complaint.
    pub(super) fn report_unknown_fields(&mut self, object: &Object<'_>) {
        let absent: Vec<&'static str> = object
            .kind
            .fields()
            .iter()
            .filter(|field| field.is_of(self.version) && object.node.get(field.name).is_none())
            .map(|field| field.name)
            .collect();
        let mut reasons: Vec<(Reason, Vec<&str>)> = Vec::new();
        for (key, _) in object.node.entries() {
            if key.starts_with("x-") || object.kind.field(key, self.version).is_some() {
                continue;
            }
            // Paths beside a path item in a file of its own are for other references.
            if key.starts_with('/') && object.kind == Kind::PathItem && object.around.is_none() {
                continue;
            }
            let reason = self.reason(object, key, &absent);
            let is_told_alone = matches!(reason, Reason::Misspelt(_));
            match reasons.iter_mut().find(|(other, _)| *other == reason && !is_told_alone) {
                Some((_, keys)) => keys.push(key),
                None => reasons.push((reason, vec![key])),
            }
        }
        for (reason, keys) in reasons {
            self.report_unknown(object, reason, &keys);
            if let (Reason::Misspelt(meant), [key]) = (reason, keys.as_slice())
                && let Some(node) = object.node.get(key)
            {
                self.check_misspelt(object, key, meant, node);
            }
        }
    }

    fn reason(&self, object: &Object<'_>, key: &str, absent: &[&'static str]) -> Reason {
        let kind = object.kind;
        if let Some(field) = kind.fields().iter().find(|field| field.name == key) {
            // What a parameter of Swagger 2.0 says of its value belongs into the schema today.
            if field.until == Version::V20
                && matches!(kind, Kind::Parameter | Kind::Header)
                && Kind::Schema.field(key, self.version).is_some()
            {
                return Reason::Below(Kind::Schema, "schema", None);
            }
            let nearest = if self.version < field.since { field.since } else { field.until };
            return Reason::Version(nearest, field.is_read_always);
        }
        if let Some(field) = entry_of(kind, key, self.version).or_else(|| entry_around(object, key, self.version)) {
            return Reason::Entry(field);
        }
        if !COMMON.contains(&key) {
            if let Some(around) = above(object, key, self.version) {
                return Reason::Above(around);
            }
            if let Some(reason) = below(kind, key, self.version) {
                return reason;
            }
        }
        let all = || kind.fields().iter().filter(|field| field.is_of(self.version)).map(|field| field.name);
        match near(key, absent.iter().copied()).or_else(|| near(key, all())) {
            Some(meant) => Reason::Misspelt(meant),
            None => Reason::Unknown,
        }
    }

    fn report_unknown(&mut self, object: &Object<'_>, reason: Reason, keys: &[&str]) {
        let Some(first) = keys.first() else { return };
        let name = object.kind.name();
        let names = listed(keys);
        let (field, verb, stand) =
            if keys.len() == 1 { ("the field", "is", "stands") } else { ("the fields", "are", "stand") };
        let is_prose = keys.iter().all(|key| PROSE.contains(key));
        let new = |is_note: bool, code: Code, message: String| match is_note {
            true => Diagnostic::note(code, message),
            false => Diagnostic::warning(code, message),
        };
        let diagnostic = match reason {
            Reason::Misspelt(meant) => {
                let diagnostic = Diagnostic::warning(Code::MisspeltField, format!("{field} {names} is not read"));
                let diagnostic = match consequence(object.kind, meant).filter(|_| object.node.get(meant).is_none()) {
                    Some(consequence) => diagnostic.with_note(format!("so {consequence}")),
                    None => diagnostic,
                };
                match object.node.get(meant) {
                    None => diagnostic.help(format!("did you mean `{meant}`?")),
                    Some(_) => diagnostic.help(format!("did you mean `{meant}`, which is there as well?")),
                }
            }
            Reason::Version(version, is_read) => {
                let belongs = if keys.len() == 1 { "belongs" } else { "belong" };
                let message = format!("{field} {names} {belongs} to {}", version.name());
                let diagnostic = new(is_read || is_prose, Code::OtherVersion, message);
                let own = self.version.name();
                match replacement(object.kind, first, self.version) {
                    _ if is_read => diagnostic.with_note(format!("the document is {own}; it is read all the same")),
                    Some(replacement) => diagnostic.label("not read").help(format!("in {own}, {replacement}")),
                    None => diagnostic.label("not read").with_note(format!("the document is {own}")),
                }
            }
            Reason::Below(kind, field_of, through) => {
                let way = match through {
                    Some(through) => format!("`{field_of}`, into the `{through}` there"),
                    None => format!("`{field_of}`"),
                };
                let belongs = if keys.len() == 1 { "it belongs" } else { "they belong" };
                let diagnostic = new(
                    is_prose,
                    Code::MisplacedField,
                    format!("{name} has no {} {names}, but {} has", field.trim_start_matches("the "), kind.name()),
                )
                .label("not read");
                let has_field = object.node.get(field_of).is_some();
                let diagnostic = match consequence(object.kind, field_of).filter(|_| !has_field) {
                    Some(consequence) => diagnostic.with_note(format!("so {consequence}")),
                    None => diagnostic,
                };
                diagnostic.help(format!("{belongs} one level down, into {way}"))
            }
            Reason::Above(kind) => {
                let belongs = if keys.len() == 1 { "it belongs" } else { "they belong" };
                let diagnostic = new(
                    is_prose,
                    Code::MisplacedField,
                    format!("{field} {names} {stand} in {name}, and {verb} not read"),
                );
                let diagnostic = match consequence(kind, first) {
                    Some(consequence) => diagnostic.with_note(format!("so {consequence}")),
                    None => diagnostic,
                };
                diagnostic.help(format!("{belongs} to {} around: take away indentation", kind.name()))
            }
            Reason::Entry(of) => {
                Diagnostic::warning(Code::MisplacedField, format!("{names} {stand} in {name}, and {verb} not read"))
                    .help(format!("this looks like an entry of `{of}`: indent it to stand there"))
            }
            Reason::Unknown => Diagnostic::note(
                Code::UnknownField,
                format!("{name} has no {} {names}", field.trim_start_matches("the ")),
            )
            .label("ignored"),
        };
        self.diagnostics.push(diagnostic.at_key(&object.pointer().child(first)));
    }

    /// Whether a field is absent since it is misspelt or stands elsewhere, which is told as that.
    pub(in super::super) fn is_told_otherwise(&self, holder: &Located<'_>, key: &str) -> bool {
        if is_misspelt(holder.node, key) {
            return true;
        }
        if key != "schema" || self.version == Version::V20 {
            return false;
        }
        // `type: string` directly in a parameter is told as that.
        is_misspelt(holder.node, "content")
            || holder.node.entries().iter().any(|(field, _)| {
                Kind::Schema.field(field, self.version).is_some()
                    && Kind::Parameter.field(field, self.version).is_none()
                    && !COMMON.contains(&field.as_str())
            })
    }
}

fn listed(keys: &[&str]) -> String {
    match keys {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [few @ .., _] if keys.len() > LISTED_MOST => {
            let few = few.get(..LISTED_MOST).unwrap_or(few);
            format!("`{}` and {} more", few.join("`, `"), keys.len() - few.len())
        }
        [rest @ .., last] => format!("`{}` and `{last}`", rest.join("`, `")),
    }
}

/// What somebody meant who wrote a field of another object where a path belongs.
pub(in super::super) fn meant_as_path(key: &str) -> Option<&'static str> {
    if Kind::PathItem.fields().iter().any(|field| field.name == key) {
        return Some("it belongs into a path, one level down");
    }
    if Kind::Root.fields().iter().any(|field| field.name == key) {
        return Some("it belongs to the document, one level up: take away indentation");
    }
    None
}

/// The field of an object whose entries have keys such as this one.
fn entry_of(kind: Kind, key: &str, version: Version) -> Option<&'static str> {
    let is_path = key.starts_with('/');
    let is_status = key.len() == 3 && key.starts_with(['1', '2', '3', '4', '5']) && {
        let rest = key.get(1..).unwrap_or_default();
        rest.eq_ignore_ascii_case("xx") || rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_media = !is_path
        && key.split_once('/').is_some_and(|(kind, _)| {
            matches!(kind, "application" | "text" | "image" | "audio" | "video" | "multipart" | "*")
        });
    let field = match kind {
        Kind::Root if is_path => "paths",
        Kind::Operation if is_status => "responses",
        Kind::Response | Kind::RequestBody | Kind::Parameter | Kind::Header if is_media => "content",
        _ => return None,
    };
    kind.field(field, version).map(|field| field.name)
}

/// The field of an object around whose entries have keys such as this one.
fn entry_around(object: &Object<'_>, key: &str, version: Version) -> Option<&'static str> {
    let around = std::iter::successors(object.around, |object| object.around);
    around.filter(|around| around.kind != object.kind).find_map(|around| entry_of(around.kind, key, version))
}

/// The kind of the object around that has no such field, and should.
fn above(object: &Object<'_>, key: &str, version: Version) -> Option<Kind> {
    let mut around = std::iter::successors(object.around, |object| object.around);
    around
        .find(|around| around.kind.field(key, version).is_some())
        .filter(|around| around.node.get(key).is_none())
        .map(|around| around.kind)
}

/// The object inside one of a kind that has such a field.
fn below(kind: Kind, key: &str, version: Version) -> Option<Reason> {
    let inside = |kind: Kind| {
        let fields = kind.fields().iter().filter(move |field| field.is_of(version));
        fields.filter_map(|field| match field.holds {
            Holds::One(inner) | Holds::Each(inner) | Holds::Entries(inner) => Some((field, inner)),
            _ => None,
        })
    };
    let has = |kind: Kind| kind.field(key, version).is_some();
    let rank = |field: &Field| match field.holds {
        Holds::One(_) => 0,
        Holds::Entries(_) => 1,
        _ => 2,
    };
    if let Some((field, inner)) = inside(kind).filter(|(_, inner)| has(*inner)).min_by_key(|(field, _)| rank(field)) {
        return Some(Reason::Below(inner, field.name, None));
    }
    // A schema instead of the content that has one.
    if !matches!(kind, Kind::Response | Kind::RequestBody) {
        return None;
    }
    inside(kind).find_map(|(field, inner)| {
        let (through, innermost) = inside(inner).find(|(_, innermost)| has(*innermost))?;
        Some(Reason::Below(innermost, field.name, Some(through.name)))
    })
}

/// What follows from the absence of a field.
pub(super) fn consequence(kind: Kind, field: &str) -> Option<&'static str> {
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
        (Kind::Operation, "responses") => "the operation has no responses, and what it answers is unknown",
        (Kind::Operation, "security") => "the operation asks for what the document asks for",
        (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => "any value is taken for it",
        (Kind::RequestBody, "content") => "there is no body to send",
        (Kind::Response, "content" | "schema") => "the answer is taken to be empty",
        (Kind::Parameter, "required") => "the parameter can be left out",
        (Kind::RequestBody, "required") => "it is not known whether the body can be left out",
        (Kind::Schema, "properties") => "the schema has no properties",
        (Kind::Schema, "required") => "every property is optional",
        (Kind::Schema, "type" | "items" | "$ref" | "allOf" | "anyOf" | "oneOf") => "values of all kinds are taken",
        (Kind::Schema, "additionalProperties") => "other properties may be anything",
        (Kind::Schema, "enum" | "const") => "other values are taken as well",
        _ => return None,
    })
}

/// What a version has in place of a field of another one.
fn replacement(kind: Kind, field: &str, version: Version) -> Option<&'static str> {
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

impl Field {
    /// Whether a value is of the kind that the field holds.
    pub(super) fn fits(&self, node: &Node) -> bool {
        match self.holds {
            Holds::Data => true,
            Holds::Text => matches!(node, Node::String(_)),
            Holds::Texts => matches!(node, Node::String(_) | Node::Seq(_)),
            Holds::Flag => matches!(node, Node::Bool(_)),
            Holds::Number => matches!(node, Node::Number(_)),
            Holds::List | Holds::Each(_) => matches!(node, Node::Seq(_)),
            Holds::One(_) => matches!(node, Node::Map(_) | Node::Bool(_)),
            Holds::Entries(_) => matches!(node, Node::Map(_)),
        }
    }
}
