//! How much a message says of what came: a server decides how long a text, a name or a path is, and not how long an error.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

/// How many characters are shown of a text or a number that was found.
pub(crate) const TEXT: usize = 40;

/// How many characters are kept of a name that is part of a path, and of one that a message names.
pub(crate) const NAME: usize = 200;

/// How many characters are shown of the path to a place.
pub(crate) const PATH: usize = 200;

/// How many names, values or alternatives are listed.
pub(crate) const LISTED: usize = 20;

/// How many variants of a union tell why they do not fit.
pub(crate) const REASONS: usize = 5;

/// How many characters of each of these reasons are shown.
pub(crate) const REASON: usize = 250;

/// How many characters the message of one fault or one broken rule has at most.
pub(crate) const MESSAGE: usize = 1000;

/// The text, cut behind so many characters, and an ellipsis where some are missing.
pub(crate) fn shortened(text: &str, characters: usize) -> Cow<'_, str> {
    // The commonest text has fewer bytes than that.
    if text.len() <= characters {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(characters) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// The path, without its middle where it is long: its beginning tells where to look, and its end what it is about.
pub(crate) fn shortened_path(path: &str) -> Cow<'_, str> {
    let count = path.chars().count();
    if count <= PATH {
        return Cow::Borrowed(path);
    }
    let start: String = path.chars().take(PATH / 2).collect();
    let end: String = path.chars().skip(count - PATH / 2).collect();
    Cow::Owned(format!("{start}…{end}"))
}

/// What is written, as far as a message can hold it: what is longer is not even made.
pub(crate) fn written(what: fmt::Arguments<'_>) -> String {
    let mut message = Message(String::new());
    // It fails where it has enough.
    let _ = message.write_fmt(what);
    message.0
}

struct Message(String);

impl Write for Message {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        // Bytes are at most four times the characters, and a little more is cut off later.
        if self.0.len() > 4 * MESSAGE { Err(fmt::Error) } else { Ok(()) }
    }
}

/// The text with escapes for control characters and for those that change the direction of a line, so that what came from
/// a server stays one line, and is on a terminal what it is.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_hidden(character) {
            true => shown.extend(character.escape_default()),
            false => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// The items with something between them; the first ones and a number where they are many.
pub(crate) fn listed<T: Display>(items: impl IntoIterator<Item = T>, most: usize, between: &str) -> String {
    let mut text = String::new();
    let mut items = items.into_iter();
    for (at, item) in items.by_ref().take(most).enumerate() {
        text.push_str(if at == 0 { "" } else { between });
        text.push_str(&item.to_string());
    }
    match items.count() {
        0 => text,
        more => format!("{text}{between}and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(shortened("üüü", 3), "üüü");
        assert_eq!(shortened("üüüü", 3), "üüü…");
        assert_eq!(shortened("", 3), "");
    }

    #[test]
    fn paths_keep_both_ends() {
        assert_eq!(shortened_path("/a/b"), "/a/b");
        let long = format!("/first{}/last", "/ü".repeat(500));
        let shown = shortened_path(&long);
        assert!(shown.starts_with("/first/ü") && shown.ends_with("/ü/last"), "{shown}");
        assert_eq!(shown.chars().count(), PATH + 1);
    }

    #[test]
    fn what_would_not_be_seen_is_escaped() {
        assert_eq!(visible("a\u{1b}[31m\r\n\u{202e}ü"), "a\\u{1b}[31m\\r\\n\\u{202e}ü");
    }

    #[test]
    fn lists_say_how_many_more_there_are() {
        assert_eq!(listed(["a", "b"], 2, ", "), "a, b");
        assert_eq!(listed(["a", "b", "c", "d"], 2, ", "), "a, b, and 2 more");
        assert_eq!(listed(Vec::<String>::new(), 2, ", "), "");
    }
}
