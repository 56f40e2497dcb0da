//! Text of strangers, made fit for a terminal: nothing in it moves the cursor, turns letters around, hides, or goes on forever.

use std::borrow::Cow;
use std::fmt::Write;

use super::secret::hidden;
use crate::lists::Listing;
use crate::value::{is_invisible, look_alikes};

/// How many characters of a message, a label, a note or a file's name are shown. The middle is left out of a longer one,
/// since a message begins and ends with what it says.
const PART_CHARACTERS: usize = 600;

/// A text with escapes such as `\n` and `\u{202e}` for what can't be seen, and for letters that pass for those of ASCII.
fn escaped(text: &str, keeps: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hides = |character: char| (is_invisible(character) || is_other_space(character)) && !keeps(character);
    let disguised = look_alikes(text);
    if disguised.is_empty() && !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let is_disguised = |at: usize| disguised.binary_search_by_key(&at, |(place, _)| *place).is_ok();
    let mut shown = String::with_capacity(text.len() + 16);
    for (at, character) in text.char_indices() {
        if !hides(character) && !is_disguised(at) {
            shown.push(character);
        } else if matches!(character, '\n' | '\r' | '\t') {
            shown.extend(character.escape_default());
        } else {
            // `escape_default` would have the plain letters of the text escaped as well; these are few.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        }
    }
    Cow::Owned(shown)
}

/// Whether a character looks like a space and is none, as far as YAML and JSON go.
fn is_other_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// A part of a quoted line.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    escaped(text, |character| character == '\t')
}

/// A message, a label, a note or a name as it is shown: on one line, and of bounded length.
pub(crate) fn line(text: &str) -> String {
    escaped(&shortened(&hidden(text), PART_CHARACTERS), |_| false).into_owned()
}

/// Several lines as they are shown.
pub(crate) fn lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).list();
    lines.join("\n")
}

/// A text without its middle, where it is longer than so many characters.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.char_indices().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let half = most / 2;
    let start = text.char_indices().nth(half).and_then(|(end, _)| text.get(..end));
    let end = text.char_indices().nth_back(half.saturating_sub(1)).and_then(|(start, _)| text.get(start..));
    Cow::Owned([start.unwrap_or_default(), "…", end.unwrap_or_default()].concat())
}

#[cfg(test)]
mod tests {
    use super::{PART_CHARACTERS, line, lines, quoted};

    #[test]
    fn what_can_not_be_seen_is_escaped() {
        for (text, shown) in [
            ("plain, größe, 名前, ⚠\u{fe0f}", "plain, größe, 名前, ⚠\u{fe0f}"),
            ("a\nb\r\tc", "a\\nb\\r\\tc"),
            ("\0\u{1b}[31m\u{7f}\u{85}", "\\u{0}\\u{1b}[31m\\u{7f}\\u{85}"),
            ("\u{202e}\u{2066}\u{200f}\u{61c}", "\\u{202e}\\u{2066}\\u{200f}\\u{61c}"),
            ("a\u{200b}b\u{feff}\u{ad}\u{e0041}", "a\\u{200b}b\\u{feff}\\u{ad}\\u{e0041}"),
            ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
            ("`\\n` as it is", "`\\n` as it is"),
            ("\u{a0}\u{a0}/pets", "\\u{a0}\\u{a0}/pets"),
            ("Pet\u{41e}wner, Щука, РОСТ", "Pet\\u{41e}wner, Щука, РОСТ"),
        ] {
            assert_eq!(line(text), shown);
        }
        assert_eq!(quoted("a:\t\u{202e}"), "a:\t\\u{202e}");
        assert_eq!(lines("a\u{1b}\nb"), "a\\u{1b}\nb");
    }

    #[test]
    fn what_is_long_loses_its_middle() {
        let long = format!("the reference `{}` leads nowhere", "ü".repeat(1_000_000));
        let shown = line(&long);
        assert_eq!(shown.chars().count(), PART_CHARACTERS + 1);
        assert!(shown.starts_with("the reference `üü") && shown.ends_with("ü` leads nowhere"), "{shown}");
        let whole = "ü".repeat(PART_CHARACTERS);
        assert_eq!(line(&whole), whole);
    }
}
