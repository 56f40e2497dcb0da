//! Words put together as Rust's conventions ask.

use super::spelling::signs;
use super::words::words;
use crate::lists::{Changing, Listing};

/// `OrgId` of `org`, `id`.
pub(crate) fn pascal(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        let mut characters = word.chars();
        // Two numbers side by side would run together.
        if joined.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit())
        {
            joined.push('_');
        }
        if let Some(first) = characters.next() {
            joined.extend(first.to_uppercase());
        }
        joined.push_str(characters.as_str());
    }
    joined
}

/// `org_id` of `org`, `id`.
pub(crate) fn snake(words: &[String]) -> String {
    words.join("_")
}

/// How many bytes the words of a name may have: types are named after the path to them, each of which would be longer
/// than the one before, and stand wherever they are used.
pub(super) const LONGEST_NAME: usize = 200;

/// The words as an identifier in camel case.
pub(crate) fn camel(words: &[String]) -> String {
    let pascal = pascal(words);
    let mut characters = pascal.chars();
    let first = characters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// The first words, as many as a name may have.
pub(crate) fn within(mut words: Vec<String>) -> Vec<String> {
    let mut left = LONGEST_NAME;
    let count = words.iter().take_while(|word| left.checked_sub(word.len()).map(|rest| left = rest).is_some()).tally();
    words.truncate(count.max(1));
    if let Some(first) = words.first_mut() {
        let end = first.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST_NAME).last();
        first.truncate(end.unwrap_or_default());
    }
    words
}

/// A type's or variant's name. Never empty, never a keyword, never starting with a digit.
pub(crate) fn type_name(name: &str) -> String {
    type_ident(&within(spoken(name)))
}

/// [`type_name`] of words.
pub(crate) fn type_ident(words: &[String]) -> String {
    let mut ident = pascal(words);
    if ident.is_empty() {
        ident.push_str("Unnamed");
    }
    if !ident.starts_with(unicode_ident::is_xid_start) {
        ident.insert(0, '_');
    }
    if ident == "Self" { "Self_".to_owned() } else { ident }
}

/// A field's, method's or module's name: as [`type_name`], raw where it is a keyword.
pub(crate) fn value_name(name: &str) -> String {
    escape(snake(&spoken(name)))
}

/// Makes a snake-case name an identifier.
pub(crate) fn escape(mut ident: String) -> String {
    if ident.is_empty() {
        ident.push_str("unnamed");
    }
    if !ident.starts_with(unicode_ident::is_xid_start) {
        ident.insert(0, '_');
    }
    match ident.as_str() {
        "self" | "super" | "crate" => ident.push('_'),
        _ if KEYWORDS.contains(&ident.as_str()) => ident.insert_str(0, "r#"),
        _ => {}
    }
    ident
}

/// The words of a name, symbols spelled out where they are all there is or make the difference (`+1`, `-1`, `>=`).
pub(crate) fn spoken(name: &str) -> Vec<String> {
    let mut found = words(name);
    let sign = match name.as_bytes() {
        [b'+', next, ..] if next.is_ascii_digit() => Some("plus"),
        [b'-', next, ..] if next.is_ascii_digit() => Some("minus"),
        _ => None,
    };
    if let Some(sign) = sign {
        found.insert(0, sign.to_owned());
    }
    if found.is_empty() {
        found = signs(name).chars().filter_map(symbol).flat_map(words).list();
    }
    if found.is_empty() {
        let word = match name.trim() {
            "" if name.is_empty() => "empty",
            "" => "blank",
            _ => "symbol",
        };
        found.push(word.to_owned());
    }
    found
}

/// The words of a name with the signs between them, but for those that part words anyhow.
pub(crate) fn spoken_out(name: &str) -> Vec<String> {
    let (mut found, mut begin) = (Vec::new(), 0);
    for (at, character) in name.char_indices() {
        let next = name.get(at + character.len_utf8()..).and_then(|rest| rest.chars().next());
        let is_sign_of_number = matches!(character, '+' | '-') && next.is_some_and(|next| next.is_ascii_digit());
        let parts_words = matches!(character, '_' | '-' | '/' | ':' | ',' | '\'') || character.is_alphanumeric();
        let sign = symbol(character).filter(|_| is_sign_of_number || !parts_words);
        if let Some(sign) = sign {
            found.add_all(words(name.get(begin..at).unwrap_or_default()));
            found.add_all(words(if character == '-' { "minus" } else { sign }));
            begin = at + character.len_utf8();
        }
    }
    found.add_all(words(name.get(begin..).unwrap_or_default()));
    if found.is_empty() { spoken(name) } else { found }
}

fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '_' => "underscore",
        '(' => "open",
        ')' => "close",
        '[' => "open_bracket",
        ']' => "close_bracket",
        '{' => "open_brace",
        '}' => "close_brace",
        '"' | '\'' | '`' => "quote",
        _ => return None,
    })
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_style_come_apart_alike() {
        for name in ["orgId", "org_id", "Org ID", "OrgID", "org-id", "ORG_ID", "org.id"] {
            assert_eq!(value_name(name), "org_id", "{name}");
            assert_eq!(type_name(name), "OrgId", "{name}");
        }
        assert_eq!(value_name("HTTPServerURL"), "http_server_url");
        assert_eq!(value_name("userIDs"), "user_ids");
        assert_eq!(type_name("Fido2"), "Fido2");
        assert_eq!(type_name("Wallets:Sign"), "WalletsSign");
        assert_eq!(type_name("user's key"), "UsersKey");
    }

    #[test]
    fn every_name_becomes_an_identifier() {
        assert_eq!(value_name("type"), "r#type");
        assert_eq!(value_name("self"), "self_");
        assert_eq!(type_name("self"), "Self_");
        assert_eq!(type_name("0fns"), "_0fns");
        assert_eq!(type_name("+1"), "Plus1");
        assert_eq!(type_name("-1"), "Minus1");
        assert_eq!(type_name(">="), "GreaterEqual");
        assert_eq!(type_name(""), "Empty");
        assert_eq!(type_name("🦀"), "Symbol");
        assert_eq!(type_name("1.2"), "_1_2");
        assert_eq!(type_name("m²"), "M2");
        assert_eq!(value_name("日本"), "日本");
    }
}
