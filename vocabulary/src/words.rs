//! How texts and numbers are put into phrases.

use std::borrow::Cow;
use std::fmt::Display;

/// How many characters are kept of a name in a message.
pub const NAME: usize = 200;

/// How many names, values or alternatives a message lists.
pub const LISTED: usize = 20;

/// How a phrase shows what stands in the document.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// Puts a text of the document into the phrase: a name, a value, a regular expression.
    pub code: fn(&str) -> String,
    /// How many texts of a list are shown.
    pub listed: usize,
}

impl Wording {
    /// The wording of messages: backquotes around texts, of which long ones are cut, and not too many of them.
    pub const MESSAGE: Wording = Wording { code: |text| format!("`{}`", shortened(text, NAME)), listed: LISTED };

    /// Texts with something between them.
    #[must_use]
    pub fn list<T: AsRef<str>>(&self, texts: &[T], between: &str) -> String {
        listed(texts.iter().map(|text| (self.code)(text.as_ref())), self.listed, between)
    }
}

/// The text, cut behind so many characters, and an ellipsis where some are missing.
#[must_use]
pub fn shortened(text: &str, characters: usize) -> Cow<'_, str> {
    // The commonest text has fewer bytes than that.
    if text.len() <= characters {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(characters) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// The items with something between them; the first ones and a number where they are many.
pub fn listed<T: Display>(items: impl IntoIterator<Item = T>, most: usize, between: &str) -> String {
    let mut list = List { text: String::new(), count: 0, most, between };
    for item in items {
        list.add(&item);
    }
    list.end()
}

struct List<'a> {
    text: String,
    count: usize,
    most: usize,
    between: &'a str,
}

impl List<'_> {
    fn add(&mut self, item: &dyn Display) {
        self.count += 1;
        if self.count <= self.most {
            self.text.push_str(if self.count == 1 { "" } else { self.between });
            self.text.push_str(&item.to_string());
        }
    }

    fn end(self) -> String {
        match self.count.saturating_sub(self.most) {
            0 => self.text,
            more => format!("{}{}and {more} more", self.text, self.between),
        }
    }
}

/// A number of things: `1 item`, `2 items`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
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
    fn lists_say_how_many_more_there_are() {
        assert_eq!(listed(["a", "b"], 2, ", "), "a, b");
        assert_eq!(listed(["a", "b", "c", "d"], 2, ", "), "a, b, and 2 more");
        assert_eq!(listed(Vec::<String>::new(), 2, ", "), "");
    }
}
