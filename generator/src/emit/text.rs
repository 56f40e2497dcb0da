//! The document's texts within code: none can hide what it is, or turn into something else.

use std::borrow::Cow;

use proc_macro2::Literal;

use crate::lists::Listing;
use crate::value::is_hidden;

/// A string literal in which nothing can hide: controls, text directions and what is invisible are spelled out.
pub(super) fn string(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')) {
        return ["\"", text, "\""].concat();
    }
    if !text.chars().any(is_hidden) {
        return Literal::string(text).to_string();
    }
    let mut spelled = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => spelled.extend(['\\', character]),
            '\n' => spelled.push_str("\\n"),
            '\r' => spelled.push_str("\\r"),
            '\t' => spelled.push_str("\\t"),
            _ if is_hidden(character) => spelled.push_str(&format!("\\u{{{:x}}}", u32::from(character))),
            _ => spelled.push(character),
        }
    }
    spelled.push('"');
    spelled
}

/// Texts as the items of a list.
pub(super) fn strings(texts: &[String]) -> String {
    texts.iter().map(|text| string(text)).list().join(", ")
}

/// A text as a literal that is laid out later. Most need no escapes, and to look for them in every character takes time.
pub(super) fn literal(text: &str) -> Literal {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\x01') && !matches!(byte, b'"' | b'\\'));
    let plain = if is_plain { format!("\"{text}\"").parse().ok() } else { None };
    plain.unwrap_or_else(|| Literal::string(text))
}

/// A text for a comment: one line, without what is hidden. White space of other kinds, line breaks too, becomes a space.
pub(crate) fn comment(text: &str) -> Cow<'_, str> {
    without_hidden(text, |_| false)
}

/// A text without what is hidden, but for what `kept` says. White space of other kinds becomes a space.
pub(super) fn without_hidden(text: &str, kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') || kept(char::from(byte))) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let after = || rest.clone().next().unwrap_or(' ');
        if !is_hidden(character) || kept(character) || joins(character, before, after()) {
            clean.push(character);
        } else if character.is_whitespace() {
            clean.push(' ');
        }
        before = character;
    }
    Cow::Owned(clean)
}

/// Whether a character that can't be seen changes those around it: how Persian letters join, or what an emoji looks like.
fn joins(character: char, before: char, after: char) -> bool {
    match character {
        '\u{200C}' | '\u{200D}' => before > '\u{2FF}' && after > '\u{2FF}' && !is_hidden(after),
        '\u{FE0E}' | '\u{FE0F}' => before > '~' || after == '\u{20E3}',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_spell_out_what_is_not_seen() {
        let text = "a\u{202E}\u{200D}\u{1}\u{85}\r\n\u{FEFF}\u{E0041}\"\\é";
        let literal = string(text);
        assert_eq!(literal, r#""a\u{202e}\u{200d}\u{1}\u{85}\r\n\u{feff}\u{e0041}\"\\é""#);
        assert_eq!(syn::parse_str::<syn::LitStr>(&literal).unwrap().value(), text);
        assert_eq!(string("plain é"), "\"plain é\"");
    }

    #[test]
    fn comments_are_one_line_of_what_is_seen() {
        assert_eq!(comment("a\u{202E}b\u{0}\u{1}c\u{200B}"), "abc");
        assert_eq!(comment("a\r\n\u{2028}\u{85}\tb"), "a     b");
        assert_eq!(
            comment("می\u{200C}خواهم ❤\u{FE0F} 1\u{FE0F}\u{20E3} a\u{200D}b"),
            "می\u{200C}خواهم ❤\u{FE0F} 1\u{FE0F}\u{20E3} ab"
        );
    }
}
