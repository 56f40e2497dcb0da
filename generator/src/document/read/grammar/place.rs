//! What stands at a place, and references to something else than what belongs where they stand.

use super::super::located::Located;
use super::super::reader::{Reader, Unreadable};
use super::field::Holds;
use super::kind::Kind;
use super::unread::follows;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::{Node, Pointer};

/// What the grammar says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Object(Kind),
    /// The mapping or the list that holds such objects.
    Container(Kind),
    /// A value that is no object of OpenAPI.
    Data,
    /// Inside an extension, or in a file that may be anything.
    Unknown,
}

impl<'d> Reader<'d> {
    /// What the grammar says of a place. Other files than the root are documents where they say so.
    pub(super) fn place(&self, pointer: &Pointer) -> Place {
        let is_document = |root: &Node| root.get("openapi").or(root.get("swagger")).is_some();
        let is_grammatical =
            pointer.file().is_empty() || self.opened(pointer.file()).is_some_and(|root| is_document(root.node));
        if !is_grammatical {
            return Place::Unknown;
        }
        pointer.segments().fold(Place::Object(Kind::Root), |place, segment| self.step(place, &segment))
    }

    /// Whether a schema is that of a parameter or a header.
    pub(in super::super) fn is_of_parameter(&self, schema: &Pointer) -> bool {
        let holder = schema.parent().filter(|_| schema.last() == "schema");
        holder.is_some_and(|holder| matches!(self.place(&holder), Place::Object(Kind::Parameter | Kind::Header)))
    }

    fn step(&self, place: Place, segment: &str) -> Place {
        match place {
            _ if segment.starts_with("x-") && place != Place::Container(Kind::Schema) => Place::Unknown,
            Place::Object(Kind::Callback) => Place::Object(Kind::PathItem),
            // Lists of `items`, as they were written before 2020, and `dependencies`, some of which are schemas.
            Place::Object(Kind::Schema) if segment.bytes().all(|byte| byte.is_ascii_digit()) => place,
            Place::Object(kind) => {
                let named = || kind.fields().iter().find(|field| field.name == segment);
                match kind.field(segment, self.version).or_else(named).map(|field| field.holds) {
                    Some(Holds::One(inner)) => Place::Object(inner),
                    Some(Holds::Each(inner) | Holds::Entries(inner)) => Place::Container(inner),
                    Some(_) => Place::Data,
                    None => Place::Unknown,
                }
            }
            Place::Container(kind) => Place::Object(kind),
            Place::Data | Place::Unknown => place,
        }
    }

    /// Says that a reference leads to something else than what belongs where it stands. `None` where it doesn't, as far as
    /// can be told; else what it leads to, and whether that can be read in its stead.
    pub(in super::super) fn report_wrong_component(
        &mut self,
        text: &str,
        reference: &Pointer,
        target: &Located<'d>,
        expected: Kind,
    ) -> Option<(Unreadable, bool)> {
        let is_at_home = expected.section(self.version).and_then(|section| text.strip_prefix(section));
        if is_at_home.is_some_and(|name| !name.contains('/')) {
            return None;
        }
        let (found, kind) = match self.place(&target.pointer) {
            Place::Object(kind) if kind == expected => return None,
            // Both are schemas, in the end.
            Place::Object(Kind::Items) if expected == Kind::Schema => return None,
            Place::Object(kind) => (kind.name().to_owned(), Some(kind)),
            Place::Container(_) => ("a whole collection".to_owned(), None),
            Place::Data if expected == Kind::Schema && !looks_like_schema(target.node) => {
                ("a plain value".into(), None)
            }
            Place::Data => return None,
            Place::Unknown => {
                let kind = looks_like(target.node).filter(|kind| *kind != expected)?;
                (kind.name().to_owned(), Some(kind))
            }
        };
        let is_alike = matches!(
            (expected, kind),
            (Kind::Response, Some(Kind::RequestBody))
                | (Kind::RequestBody, Some(Kind::Response))
                | (Kind::Header, Some(Kind::Parameter))
                | (Kind::Parameter, Some(Kind::Header))
        );
        let is_read = is_alike || expected == Kind::Response;
        let mut diagnostic = Diagnostic::warning(
            Code::WrongComponent,
            format!("the reference `{text}` leads to {found}, where {} belongs", expected.name()),
        )
        .at(reference);
        diagnostic = match expected {
            _ if is_alike => diagnostic.with_note(format!("it is read as if it were {}", expected.name())),
            Kind::Schema => diagnostic.with_note("so any value is taken here"),
            Kind::Response => follows(diagnostic, Kind::Response, "content"),
            _ => diagnostic,
        };
        diagnostic = match self.suggest_component(text, target, expected) {
            Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")),
            None => match expected.section(self.version) {
                Some(section) => diagnostic.help(format!("refer to {}, such as one at `{section}…`", expected.name())),
                None => diagnostic,
            },
        };
        let reason = format!("`{text}` leads to {found}, not to {}", expected.name());
        Some((Unreadable::because(reason, self.diagnostics.tell(diagnostic)), is_read))
    }

    /// What a reference to the wrong component may have meant: the schema inside it, or a component of the same name.
    fn suggest_component(&self, text: &str, target: &Located<'d>, expected: Kind) -> Option<String> {
        let (file, _) = text.split_once('#')?;
        if expected == Kind::Schema {
            let inner = |at: &Located<'d>| at.get("schema").filter(|schema| matches!(schema.node, Node::Map(_)));
            let of_content = || target.get("content")?.entries().find_map(|(_, media)| inner(&media));
            if let Some(schema) = inner(target).or_else(of_content) {
                let (_, path) = schema.pointer.0.split_once('#')?;
                return Some(format!("{file}#{path}"));
            }
        }
        let section = expected.section(self.version)?;
        let root = self.opened(target.pointer.file())?;
        let holder = section.trim_matches(['#', '/']).split('/').try_fold(root, |at, key| at.get(key))?;
        let meant = holder.get(&target.pointer.last())?.pointer;
        let (_, path) = meant.0.split_once('#')?;
        Some(format!("{file}#{path}"))
    }
}

fn looks_like_schema(node: &Node) -> bool {
    matches!(node, Node::Bool(_))
        || ["type", "properties", "items", "allOf", "anyOf", "oneOf", "enum", "const", "$ref", "not"]
            .iter()
            .any(|key| node.get(key).is_some())
}

/// The kind of an object that can't be another one.
fn looks_like(node: &Node) -> Option<Kind> {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    if looks_like_schema(node) && text("in").is_none() {
        return None;
    }
    let has = |key: &str| matches!(node.get(key), Some(Node::Map(_)));
    let locations = ["query", "header", "path", "cookie", "querystring", "body", "formData"];
    if text("name").is_some() && text("in").is_some_and(|location| locations.contains(&location)) {
        return (has("schema") || has("content") || text("type").is_some()).then_some(Kind::Parameter);
    }
    if has("info") && (node.get("openapi").is_some() || node.get("swagger").is_some()) {
        return Some(Kind::Root);
    }
    let has_methods = ["get", "put", "post", "delete", "patch"]
        .iter()
        .any(|method| node.get(method).is_some_and(|operation| operation.get("responses").is_some()));
    if has_methods {
        return Some(Kind::PathItem);
    }
    (has("responses") && (text("operationId").is_some() || node.get("parameters").is_some())).then_some(Kind::Operation)
}
