//! How much a message says of what came: a server decides how long a text, a name or a path is, and not how long an error.

use std::borrow::Cow;
use std::fmt::{self, Write};

pub(crate) use oasmith_vocabulary::{LISTED, NAME, Wording, listed, shortened};

/// How many characters are shown of a text or a number that was found.
pub(crate) const TEXT: usize = 40;

/// How many characters are shown of the path to a place.
pub(crate) const PATH: usize = 200;

/// How many variants of a union tell why they do not fit.
pub(crate) const REASONS: usize = 5;

/// How many characters of each of these reasons are shown.
pub(crate) const REASON: usize = 250;

/// How many characters the message of one fault or one broken rule has at most.
pub(crate) const MESSAGE: usize = 1000;

/// The path, without its middle where it is long: its beginning tells where to look, and its end what it is about.
pub(crate) fn shortened_path(path: &str) -> Cow<'_, str> {
    let count = path.chars().count();
    if count <= PATH {
        return Cow::Borrowed(path);
    }
    let at = |number: usize| path.char_indices().nth(number).map_or(path.len(), |(at, _)| at);
    let start = path.get(..at(PATH / 2)).unwrap_or_default();
    let end = path.get(at(count - PATH / 2)..).unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
