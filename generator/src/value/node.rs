//! Values as documents have them.

use std::rc::Rc;

use crate::lists::Listing;

/// A value of the document, in document order, numbers as they were written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// The text of a JSON number. YAML's other spellings (hexadecimal, octal) are made decimal.
    Number(Rc<str>),
    String(String),
    Seq(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    /// A mapping's value by its key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// What is at a segment of a pointer: a mapping's value or a list's item.
    pub(crate) fn step(&self, segment: &str) -> Option<&Node> {
        match self {
            Node::Seq(items) => items.get(segment.parse::<usize>().ok()?),
            _ => self.get(segment),
        }
    }

    /// A mapping's entries; none of anything else.
    pub(crate) fn entries(&self) -> &[(String, Node)] {
        match self {
            Node::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text of a string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// What the value is, in words for people.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::String(_) => "a string",
            Node::Seq(_) => "a list",
            Node::Map(_) => "a mapping",
        }
    }

    /// The value as `openapiv3` holds examples and extensions. Numbers beyond 64 bits become floating-point ones.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Node::Null => serde_json::Value::Null,
            Node::Bool(value) => serde_json::Value::Bool(*value),
            Node::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| serde_json::Value::from(&**text)),
            Node::String(text) => serde_json::Value::String(text.clone()),
            Node::Seq(items) => serde_json::Value::Array(items.iter().map(Node::to_json).list()),
            Node::Map(entries) => {
                let mut object = serde_json::Map::new();
                for (key, value) in entries {
                    object.insert(key.clone(), value.to_json());
                }
                serde_json::Value::Object(object)
            }
        }
    }

    /// The value as JSON text, its numbers as the document writes them.
    pub(crate) fn json(&self) -> String {
        let string = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Node::Null => "null".to_owned(),
            Node::Bool(value) => value.to_string(),
            Node::Number(text) => text.to_string(),
            Node::String(text) => string(text),
            Node::Seq(items) => format!("[{}]", items.iter().map(Node::json).list().join(",")),
            Node::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}:{}", string(key), value.json()));
                format!("{{{}}}", entries.list().join(","))
            }
        }
    }

    /// The value of what `openapiv3` holds.
    pub(crate) fn from_json(value: &serde_json::Value) -> Node {
        match value {
            serde_json::Value::Null => Node::Null,
            serde_json::Value::Bool(value) => Node::Bool(*value),
            serde_json::Value::Number(number) => Node::Number(number.to_string().into()),
            serde_json::Value::String(text) => Node::String(text.clone()),
            serde_json::Value::Array(items) => Node::Seq(items.iter().map(Node::from_json).list()),
            serde_json::Value::Object(entries) => {
                Node::Map(entries.iter().map(|(key, value)| (key.clone(), Node::from_json(value))).list())
            }
        }
    }
}
