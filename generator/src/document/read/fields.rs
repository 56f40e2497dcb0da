//! Fields of OpenAPI's objects: taken as they are, mended where that is safe, reported and left out where it is not.

use indexmap::IndexMap;

use super::grammar::misspelled;
use super::located::Located;
use super::reader::{Reader, Unreadable};
use crate::diagnostic::{Cause, Code, Diagnostic, Place};
use crate::lists::Listing;
use crate::value::{Node, Pointer};

/// How many numbers are taken for texts as they are spelled, before there must be something wrong.
pub(super) const SPELLED_MOST: usize = 32;

impl<'d> Reader<'d> {
    /// A field that holds a text. Numbers and booleans are taken as they are spelled.
    pub(super) fn text(&mut self, holder: &Located<'d>, key: &str) -> Option<String> {
        let value = self.in_place(holder.get(key)?)?;
        self.text_of(&value)
    }

    /// A value, or what a reference in its stead leads to: OpenAPI has none at such places, but documents do.
    fn in_place(&mut self, value: Located<'d>) -> Option<Located<'d>> {
        let is_reference = value.node.get("$ref").is_some_and(|text| text.as_str().is_some());
        if is_reference { Some(self.follow_any(&value).ok()?.at) } else { Some(value) }
    }

    /// A value that should be a text.
    pub(super) fn text_of(&mut self, value: &Located<'d>) -> Option<String> {
        match value.node {
            Node::String(text) => Some(text.clone()),
            Node::Bool(value) => Some(value.to_string()),
            Node::Number(text) => Some(self.spelling(value, text)),
            Node::Null | Node::Seq(_) | Node::Map(_) => {
                self.wrong_type(value, "a string");
                None
            }
        }
    }

    /// A number as the text has it: the version `1.10` is not `1.1`.
    fn spelling(&mut self, value: &Located<'d>, text: &str) -> String {
        // Whole numbers are read as they are written.
        if !text.contains(['.', 'e', 'E']) {
            return text.to_owned();
        }
        // Each one costs a scan of the text up to its place.
        self.spelled += 1;
        if self.spelled > SPELLED_MOST {
            self.wrong_type(value, "a string");
            return text.to_owned();
        }
        self.sources.spelling(&value.pointer).unwrap_or(text).to_owned()
    }

    /// A field without which its object has no meaning: reported where it is absent.
    pub(super) fn required_text(&mut self, holder: &Located<'d>, key: &str) -> Option<String> {
        if holder.get(key).is_none() {
            self.missing(holder, key);
        }
        self.text(holder, key)
    }

    /// A field that holds `true` or `false`.
    pub(super) fn flag(&mut self, holder: &Located<'d>, key: &str) -> Option<bool> {
        let value = holder.get(key)?;
        match value.node {
            Node::Bool(flag) => Some(*flag),
            _ => {
                let meant = self.meant_flag(&value);
                if meant.is_none() {
                    self.wrong_type(&value, "`true` or `false`");
                }
                meant
            }
        }
    }

    /// What a text means that stands where a boolean should: one in quotes, or in the words of YAML 1.1. It is told of.
    pub(super) fn meant_flag(&mut self, value: &Located<'d>) -> Option<bool> {
        let meant = match value.node.as_str()?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => true,
            "false" | "no" | "off" => false,
            _ => return None,
        };
        self.note_quotes(value, if meant { "true" } else { "false" });
        Some(meant)
    }

    /// Tells of a boolean or a number that stands in quotes, and is taken for what it says.
    pub(super) fn note_quotes(&mut self, value: &Located<'d>, text: &str) {
        let message = format!("`{}` is a string, and is taken for `{text}`", value.pointer.last());
        let is_in_quotes = value.node.as_str() == Some(text);
        let help = if is_in_quotes { format!("write it without quotes: `{text}`") } else { format!("write `{text}`") };
        self.diagnostics.push(Diagnostic::note(Code::WrongType, message).at(&value.pointer).help(help));
    }

    /// A field that holds a mapping.
    pub(super) fn mapping(&mut self, holder: &Located<'d>, key: &str) -> Option<Located<'d>> {
        let own = holder.get(key)?;
        let value = self.in_place(own.clone())?;
        if matches!(value.node, Node::Map(_)) {
            return Some(value);
        }
        self.wrong_type(&own, "a mapping");
        None
    }

    /// The entries of a field that holds a mapping.
    pub(super) fn entries(&mut self, holder: &Located<'d>, key: &str) -> Vec<(&'d str, Located<'d>)> {
        self.mapping(holder, key).map(|mapping| mapping.entries().list()).unwrap_or_default()
    }

    /// The items of a field that holds a list.
    pub(super) fn items(&mut self, holder: &Located<'d>, key: &str) -> Vec<Located<'d>> {
        let Some(own) = holder.get(key) else { return Vec::new() };
        let Some(value) = self.in_place(own.clone()) else { return Vec::new() };
        if matches!(value.node, Node::Seq(_)) {
            return value.items().list();
        }
        self.wrong_type(&own, "a list");
        Vec::new()
    }

    /// The items of a field that holds a list of texts.
    pub(super) fn texts(&mut self, holder: &Located<'d>, key: &str) -> Vec<String> {
        self.items(holder, key).iter().filter_map(|item| self.text_of(item)).list()
    }

    /// The fields of an object that `openapiv3` knows nothing of, under their own names. Nothing asks for other extensions.
    pub(super) fn extensions(
        holder: &Located<'d>,
        unknown_to_openapiv3: &[&str],
    ) -> IndexMap<String, serde_json::Value> {
        holder
            .node
            .entries()
            .iter()
            .filter(|(key, _)| unknown_to_openapiv3.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.to_json()))
            .collect()
    }

    /// Reports a value that is not what OpenAPI asks for.
    pub(super) fn wrong_type(&mut self, value: &Located<'d>, expected: &str) {
        self.tell_wrong_type(value, expected);
    }

    /// Reports a value that is not what OpenAPI asks for, so that what holds it can't be read.
    pub(super) fn unfit(&mut self, value: &Located<'d>, expected: &str, reason: impl Into<String>) -> Unreadable {
        Unreadable::because(reason, self.tell_wrong_type(value, expected))
    }

    fn tell_wrong_type(&mut self, value: &Located<'d>, expected: &str) -> Cause {
        let name = value.pointer.last();
        let subject = if name.is_empty() || name.bytes().all(|byte| byte.is_ascii_digit()) {
            "this value".to_owned()
        } else {
            format!("`{name}`")
        };
        let diagnostic =
            Diagnostic::warning(Code::WrongType, format!("{subject} is {}, not {expected}", value.node.kind()))
                .at(&value.pointer)
                .label(format!("expected {expected}"));
        let name = if value.pointer.parent().is_some_and(|around| around == Pointer::root(around.file())) {
            &*name
        } else {
            ""
        };
        self.diagnostics.tell(match meant(value.node, expected, name) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        })
    }

    /// Reports a field that OpenAPI requires, unless it is there in another spelling or at another level.
    pub(super) fn missing(&mut self, holder: &Located<'d>, key: &str) {
        // Otherwise it is told later, as that.
        if !self.is_told_otherwise(holder, key) {
            self.diagnostics.push(missing(holder, key));
        }
    }

    /// What can't be read since it lacks a text, which has been or will be reported.
    pub(super) fn without_text(&self, holder: &Located<'d>, key: &str, reason: impl Into<String>) -> Unreadable {
        let cause = match holder.get(key) {
            Some(value) => Cause(Code::WrongType, Some(Place::Value(value.pointer))),
            None => match misspelled(holder.node, key) {
                Some(written) => Cause(Code::MisspelledField, Some(Place::Key(holder.pointer.child(written)))),
                None => missing(holder, key).as_cause(),
            },
        };
        Unreadable::because(reason, cause)
    }
}

/// The complaint about a field that OpenAPI requires.
fn missing(holder: &Located<'_>, key: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::warning(Code::MissingField, format!("the field `{key}` is missing")).at_key(&holder.pointer);
    match key {
        "schema" | "type" => diagnostic.with_note("so any value is taken"),
        _ => diagnostic,
    }
}

/// How long a text is that is shown as it should be.
const SHORT: usize = 60;

/// What to write in the place of a value, where that can be told. `field` is its name, where it is one of the document itself.
fn meant(node: &Node, expected: &str, field: &str) -> Option<String> {
    let text = node.as_str().filter(|text| text.len() <= SHORT && !text.contains(['\'', '"', '`', '\n']));
    match (expected, node, text) {
        ("a list", _, Some(url)) if field == "servers" => Some(format!("write it as a list: `[{{url: {url}}}]`")),
        ("a list", _, Some(name)) if field == "tags" => Some(format!("write it as a list: `[{{name: {name}}}]`")),
        ("a list", _, Some(scheme)) if field == "security" => Some(format!("write it as a list: `[{{{scheme}: []}}]`")),
        ("a server", _, Some(url)) => Some(format!("write it as `{{url: {url}}}`")),
        ("a tag", _, Some(name)) => Some(format!("write it as `{{name: {name}}}`")),
        ("a parameter", _, Some(name)) if !name.contains('/') => {
            Some(format!("write it as `{{name: {name}, in: query, schema: …}}`"))
        }
        (
            "a mapping" | "an operation" | "a path item" | "a request body" | "a schema" | "a response",
            Node::Seq(_),
            _,
        ) => Some("in a mapping, keys have no `- ` before them, and stand in no `[…]`".to_owned()),
        ("a list of properties", _, Some("true" | "false")) => None,
        ("a list" | "a list of properties", _, Some(text)) => Some(format!("write it as a list: `[{text}]`")),
        ("a list", Node::Map(_), _) => Some("in a list, each item begins with `- `".to_owned()),
        ("a mapping of schemes to scopes", _, Some(scheme)) => Some(format!("write it as `{{{scheme}: []}}`")),
        ("a schema", _, Some("string" | "integer" | "number" | "boolean" | "array" | "object")) => {
            Some(format!("write it as `{{type: {}}}`", text.unwrap_or_default()))
        }
        ("a schema", _, Some(_)) => Some("a schema is referred to by `{$ref: '#/…'}`".to_owned()),
        _ => None,
    }
}
