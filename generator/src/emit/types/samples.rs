//! Values that the document gives, as documentation shows them: defaults and examples.

use crate::emit::docs::code;
use crate::emit::text::comment;
use crate::lists::Listing;
use crate::value::Node;

/// The most characters of an example within a sentence.
const LONGEST_INLINE: usize = 100;
/// The most lines of an example that has lines of its own.
const MOST_LINES: usize = 60;

/// The sentences that name a default and an example.
pub(crate) fn sentences(default: Option<&Node>, example: Option<&Node>) -> impl Iterator<Item = String> {
    let default = default.and_then(default_text).map(|value| format!("Default: {}.", code(&value)));
    let example = example.and_then(example_text).map(|value| format!("Example: {}.", code(&value)));
    default.into_iter().chain(example)
}

/// An example on lines of its own. Without one that is worth it, nothing.
pub(crate) fn block(example: Option<&Node>) -> Vec<String> {
    let Some(value @ (Node::Map(_) | Node::Seq(_))) = example else { return sentences(None, example).list() };
    let mut text = String::new();
    json(value, Some(0), &mut text);
    let lines: Vec<String> = text.lines().map(|line| comment(line).into_owned()).list();
    if lines.len() > MOST_LINES || is_empty(value) {
        return Vec::new();
    }
    let head = ["Example:".to_owned(), String::new(), "```json".to_owned()];
    head.into_iter().chain(lines).chain(["```".to_owned()]).list()
}

fn is_empty(value: &Node) -> bool {
    matches!(value, Node::Map(entries) if entries.is_empty()) || matches!(value, Node::Seq(items) if items.is_empty())
}

fn default_text(value: &Node) -> Option<String> {
    match value {
        Node::Null => None,
        Node::Bool(value) => Some(value.to_string()),
        Node::Number(text) => Some(text.to_string()),
        Node::String(text) => Some(format!("\"{text}\"")),
        Node::Seq(items) if items.is_empty() => Some("[]".to_owned()),
        Node::Seq(_) | Node::Map(_) => None,
    }
}

fn example_text(value: &Node) -> Option<String> {
    if matches!(value, Node::Null) || is_empty(value) {
        return None;
    }
    let mut text = String::new();
    json(value, None, &mut text);
    (text.chars().count() <= LONGEST_INLINE).then_some(text)
}

/// Writes a value as JSON, keys in the document's order; over several lines where an indentation is given.
fn json(value: &Node, indent: Option<usize>, into: &mut String) {
    match value {
        Node::Null => into.push_str("null"),
        Node::Bool(value) => into.push_str(if *value { "true" } else { "false" }),
        Node::Number(text) => into.push_str(text),
        Node::String(text) => string(text, into),
        Node::Seq(items) => list(['[', ']'], items, indent, into, json),
        Node::Map(entries) => list(['{', '}'], entries, indent, into, |(key, value), indent, into| {
            string(key, into);
            into.push_str(": ");
            json(value, indent, into);
        }),
    }
}

fn string(text: &str, into: &mut String) {
    into.push_str(&serde_json::Value::from(text).to_string());
}

fn list<T>(
    [open, close]: [char; 2],
    items: &[T],
    indent: Option<usize>,
    into: &mut String,
    item: impl Fn(&T, Option<usize>, &mut String),
) {
    into.push(open);
    let within = indent.filter(|_| !items.is_empty()).map(|depth| depth + 1);
    for (at, each) in items.iter().enumerate() {
        if at > 0 {
            into.push(',');
        }
        match within {
            Some(depth) => line(depth, into),
            None if at > 0 => into.push(' '),
            None => {}
        }
        item(each, within, into);
    }
    if let Some(depth) = within {
        line(depth - 1, into);
    }
    into.push(close);
}

fn line(depth: usize, into: &mut String) {
    into.push('\n');
    into.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node() -> Node {
        Node::Map(vec![
            ("b".to_owned(), Node::Seq(vec![Node::Number("1.50".into()), Node::Null])),
            ("a".to_owned(), Node::String("\"```\n\u{202E}".to_owned())),
            ("none".to_owned(), Node::Seq(Vec::new())),
        ])
    }

    #[test]
    fn short_values_stand_in_a_sentence() {
        let shown = |value: Node| sentences(None, Some(&value)).collect::<Vec<_>>().join(" ");
        assert_eq!(shown(Node::String("a `b`".to_owned())), "Example: `` \"a `b`\" ``.");
        assert_eq!(shown(Node::Seq(vec![Node::Bool(true), Node::Number("10".into())])), "Example: `[true, 10]`.");
        assert_eq!(shown(Node::Null), "");
        assert_eq!(shown(Node::String("x".repeat(LONGEST_INLINE))), "");
    }

    #[test]
    fn values_with_parts_stand_on_lines_of_their_own() {
        let expected = [
            "Example:",
            "",
            "```json",
            "{",
            "  \"b\": [",
            "    1.50,",
            "    null",
            "  ],",
            "  \"a\": \"\\\"```\\n\",",
            "  \"none\": []",
            "}",
            "```",
        ];
        assert_eq!(block(Some(&node())), expected);
    }

    #[test]
    fn long_ones_are_left_out() {
        assert!(block(Some(&Node::Seq(vec![Node::Null; MOST_LINES]))).is_empty());
        assert!(block(Some(&Node::Map(Vec::new()))).is_empty());
    }
}
