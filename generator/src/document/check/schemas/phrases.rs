//! Values and types as sentences name them.

use crate::lists::Listing;
use crate::value::{Node, Types};

/// How long a value is that is quoted whole.
const LONGEST_QUOTED: usize = 40;

/// A value as a message quotes it.
pub(super) fn quoted(value: &Node) -> String {
    let mut text = String::new();
    spell(value, &mut text);
    let text = text.replace('`', "'");
    match text.char_indices().nth(LONGEST_QUOTED) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// Spells a value out, as far as it is quoted.
fn spell(value: &Node, text: &mut String) {
    if text.chars().count() > LONGEST_QUOTED {
        return;
    }
    match value {
        Node::String(value) => text.extend(["\"", value, "\""]),
        Node::Number(value) => text.push_str(value),
        Node::Null => text.push_str("null"),
        Node::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Node::Seq(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate().take(LONGEST_QUOTED) {
                text.push_str(if index == 0 { "" } else { ", " });
                spell(item, text);
            }
            text.push(']');
        }
        Node::Map(entries) => {
            text.push('{');
            for (index, (key, value)) in entries.iter().enumerate().take(LONGEST_QUOTED) {
                text.extend([if index == 0 { "\"" } else { ", \"" }, key, "\": "]);
                spell(value, text);
            }
            text.push('}');
        }
    }
}

/// Types, as a sentence names them.
pub(super) fn named(types: Types) -> String {
    const NAMES: [(Types, &str); 7] = [
        (Types::NULL, "`null`"),
        (Types::BOOLEAN, "`boolean`"),
        (Types::INTEGER, "`integer`"),
        (Types::NUMBER, "`number`"),
        (Types::STRING, "`string`"),
        (Types::ARRAY, "`array`"),
        (Types::OBJECT, "`object`"),
    ];
    let names: Vec<&str> = NAMES.iter().filter(|(each, _)| types.contains(*each)).map(|(_, name)| *name).list();
    names.join(" or ")
}
