//! Fields that an object should not have: misspelled ones, those of other versions and of other objects, and the rest.

use super::super::glued::glued;
use super::super::located::Located;
use super::super::reader::Reader;
use super::super::version::Version;
use super::field::{Field, Holds};
use super::kind::Kind;
use super::object::Object;
use super::unread::{Reason, Unread, replacement};
use crate::diagnostic::{closest, closest_within};
use crate::lists::Listing;
use crate::value::{Node, is_token};

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

/// The field of an object that was meant to be this one, so that a complaint about its absence says nothing new.
pub(in super::super) fn misspelled<'n>(object: &'n Node, name: &str) -> Option<&'n str> {
    let is_meant = |key: &str, value: &Node| near(key, [name]).is_some() || glued(key, value) == Some(name);
    let mut found = object.entries().iter().filter(|(key, value)| is_meant(key, value));
    found.next().map(|(key, _)| key.as_str()).filter(|_| object.get(name).is_none())
}

/// Whether an operation's field is missing, and stands in something inside of the operation: it is told as that.
fn is_misplaced(object: &Node, name: &str) -> bool {
    let holds = |node: &Node| match node {
        Node::Seq(items) => items.iter().any(|item| item.get(name).is_some()),
        node => node.get(name).is_some(),
    };
    matches!(name, "parameters" | "responses")
        && object.get(name).is_none()
        && object.entries().iter().any(|(_, node)| holds(node))
}

/// The nearest of these names, if one is near enough to be meant.
fn near<'n>(key: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if key.starts_with("x-") {
        return None;
    }
    let letters = |text: &str| -> String { text.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).text() };
    let plain = letters(key);
    // One letter of two is no likeness.
    let is_short = plain.chars().count() < 3;
    let names: Vec<&str> = names.into_iter().list();
    let close = closest(&plain, names.iter().copied()).filter(|name| !is_short || name.eq_ignore_ascii_case(&plain));
    close.or_else(|| whole(&plain, &names))
}

/// The only one of these names that begins with a word, or ends with it: `propertyName` of `property`, `requestBody` of `body`.
fn whole<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    if word.len() < 4 || COMMON.contains(&word) {
        return None;
    }
    let capital: String =
        word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }).text();
    let begins =
        |name: &str| name.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let mut found = names.iter().filter(|name| begins(name) || name.ends_with(&capital));
    found.next().copied().filter(|_| found.next().is_none())
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
            .list();
        let mut reasons: Vec<(Reason, Vec<(&str, &Node)>)> = Vec::new();
        for (key, node) in object.node.entries() {
            // A `$ref` that is no text has been told.
            if key.starts_with("x-") || key == "$ref" || object.kind.field(key, self.version).is_some() {
                continue;
            }
            // Paths beside a path item in a file of its own are for other references.
            if key.starts_with('/') && object.kind == Kind::PathItem && object.around.is_none() {
                continue;
            }
            let reason = self.reason(object, key, &absent);
            match reasons.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, fields)) => fields.push((key, node)),
                None => reasons.push((reason, vec![(key, node)])),
            }
        }
        for (reason, fields) in reasons {
            let keys: Vec<&str> = fields.iter().map(|(key, _)| *key).list();
            self.report_unknown(object, reason, &keys);
            if let Reason::Misspelled(meant) = reason {
                for (key, node) in fields {
                    self.check_misspelled(object, key, meant, node);
                }
            }
        }
    }

    fn reason(&self, object: &Object<'_>, key: &str, absent: &[&'static str]) -> Reason {
        let kind = object.kind;
        let value = object.node.get(key).unwrap_or(&Node::Null);
        if glued(key, value).is_some_and(|name| kind.field(name, self.version).is_some()) {
            return Reason::Glued;
        }
        if let Some(field) = kind.fields().iter().find(|field| field.name == key) {
            // What a parameter of Swagger 2.0 says of its value belongs into the schema today.
            if field.until == Version::V20
                && matches!(kind, Kind::Parameter | Kind::Header)
                && Kind::Schema.field(key, self.version).is_some()
            {
                return Reason::Below(Kind::Schema, "schema", None);
            }
            return Reason::Version(
                owner(field, self.version),
                replacement(kind, key, self.version),
                field.is_read_always,
            );
        }
        // Of Swagger 2.0's parameters, only a body has a schema.
        let has_no_schema = self.version == Version::V20
            && kind == Kind::Parameter
            && object.node.get("in").and_then(Node::as_str) != Some("body");
        if has_no_schema && Kind::Schema.field(key, self.version).is_some() {
            return Reason::Unknown;
        }
        if let Some(field) = entry_of(kind, key, self.version).or_else(|| entry_around(object, key, self.version)) {
            return Reason::Entry(field);
        }
        // One letter more or less is a slip, whatever else has such a field: `schema` for `schemas`.
        if let Some(meant) = closest_within(key, absent.iter().copied(), 1).filter(|_| key.len() > 4) {
            return Reason::Misspelled(meant);
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
            Some(meant) => Reason::Misspelled(meant),
            None if kind == Kind::PathItem && is_operation(object, key) => {
                Reason::Method { is_connect: key.eq_ignore_ascii_case("connect") }
            }
            None => Reason::Unknown,
        }
    }

    fn report_unknown(&mut self, object: &Object<'_>, reason: Reason, keys: &[&str]) {
        let Some(first) = keys.first() else { return };
        let unread = Unread { kind: object.kind, node: object.node, keys, version: self.version };
        self.diagnostics.push(unread.diagnostic(reason).at_key(&object.pointer().child(first)));
    }

    /// Whether a field is absent since it is misspelled or stands elsewhere, which is told as that.
    pub(in super::super) fn is_told_otherwise(&self, holder: &Located<'_>, key: &str) -> bool {
        if misspelled(holder.node, key).is_some() || is_misplaced(holder.node, key) {
            return true;
        }
        if key != "schema" || self.version == Version::V20 {
            return false;
        }
        // `type: string` directly in a parameter is told as that.
        misspelled(holder.node, "content").is_some()
            || holder.node.entries().iter().any(|(field, _)| {
                Kind::Schema.field(field, self.version).is_some()
                    && Kind::Parameter.field(field, self.version).is_none()
                    && !COMMON.contains(&field.as_str())
            })
    }
}

/// Whether the value of a field is an operation.
fn is_operation(object: &Object<'_>, key: &str) -> bool {
    let value = object.node.get(key);
    is_token(key)
        && ["responses", "operationId", "requestBody"]
            .iter()
            .any(|field| value.is_some_and(|value| value.get(field).is_some()))
}

/// What people call the versions that have a field which this one does not.
fn owner(field: &Field, version: Version) -> &'static str {
    match field.since {
        Version::V20 => Version::V20.name(),
        // All of them.
        Version::V30 if version == Version::V20 => "OpenAPI 3",
        since => since.name(),
    }
}

/// What somebody meant who wrote a field of another object where a path belongs.
pub(in super::super) fn meant_as_path(key: &str) -> Option<&'static str> {
    if Kind::PathItem.fields().iter().any(|field| field.name == key) {
        return Some("it belongs in a path, one level down");
    }
    if Kind::Root.fields().iter().any(|field| field.name == key) {
        return Some("it belongs in the document itself, one level up: indent it less");
    }
    None
}

/// The field of an object whose entries have keys such as this one.
fn entry_of(kind: Kind, key: &str, version: Version) -> Option<&'static str> {
    // What looks like indentation may be none, such as a space that doesn't break.
    let is_path = key.trim_start().starts_with('/');
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
    let takes_schema = matches!(kind, Kind::Response | Kind::RequestBody) && has(Kind::Schema);
    takes_schema.then_some(match version {
        Version::V20 => Reason::Below(Kind::Schema, "schema", None),
        _ => Reason::Below(Kind::Schema, "content", Some("schema")),
    })
}
