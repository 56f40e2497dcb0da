//! How the blocks of a Markdown text begin (CommonMark 0.31, chapters 4 and 5).

use crate::lists::Listing;

/// The spaces before a line's text.
pub(super) fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').tally()
}

/// The character of a thematic break: three or more of it and nothing else.
pub(super) fn thematic_break(text: &str) -> Option<char> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '-' | '_' | '*'))?;
    let mut count = 0;
    for character in text.chars().filter(|character| *character != ' ') {
        if character != mark {
            return None;
        }
        count += 1;
    }
    (count >= 3).then_some(mark)
}

/// Whether a line makes a heading of the paragraph above.
pub(super) fn is_underline(text: &str) -> bool {
    let text = text.trim_end_matches(' ');
    !text.is_empty() && (text.bytes().all(|byte| byte == b'=') || text.bytes().all(|byte| byte == b'-'))
}

/// The level of a heading, and its text.
pub(super) fn heading(text: &str) -> Option<(usize, &str)> {
    let level = text.bytes().take_while(|byte| *byte == b'#').tally();
    let rest = text.get(level..)?;
    ((1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(' '))).then(|| (level, rest.trim_matches(' ')))
}

/// The mark of a fence, how often it stands there, and what is said behind it.
pub(super) fn fence(text: &str) -> Option<(char, usize, &str)> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let count = text.chars().take_while(|next| *next == mark).tally();
    let said = text.get(count..)?;
    (count >= 3 && !(mark == '`' && said.contains('`'))).then_some((mark, count, said))
}

/// The mark of a list's item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    pub(super) text: &'t str,
    /// Whether an item may stand right below a paragraph.
    pub(super) interrupts: bool,
}

/// The mark of an item, and what follows it.
pub(super) fn item(text: &str) -> Option<(Mark<'_>, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).tally();
    let is_mark = match text.as_bytes().get(digits)? {
        b'-' | b'+' | b'*' => digits == 0,
        b'.' | b')' => (1..=9).contains(&digits),
        _ => false,
    };
    let (mark, rest) = text.split_at_checked(digits + 1)?;
    let starts_list = digits == 0 || mark.get(..digits)?.parse() == Ok(1);
    let interrupts = starts_list && !rest.trim_matches(' ').is_empty();
    (is_mark && (rest.is_empty() || rest.starts_with(' '))).then_some((Mark { text: mark, interrupts }, rest))
}

/// Whether a line says how the columns of a table are aligned, and so makes one of the line above.
pub(super) fn is_delimiter_row(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'|' | b':' | b'-' | b' ')) && text.contains('-')
}

/// Whether a line of a paragraph, if it is not its first one, would be something else. HTML and notes are nothing but text
/// here, but for those who read it again.
pub(super) fn ends_paragraph(text: &str) -> bool {
    text.starts_with('<')
        || text.starts_with("[^")
        || is_underline(text)
        || is_delimiter_row(text)
        || starts_block(text).is_some_and(|mark| mark.is_none_or(|mark| mark.interrupts || mark.text == text))
}

/// Whether a text would be another block than a paragraph; the mark, where it is a list's item.
fn starts_block(text: &str) -> Option<Option<Mark<'_>>> {
    // Most are letters.
    if text.starts_with(|first: char| !first.is_ascii() || first.is_ascii_alphabetic()) {
        return None;
    }
    if thematic_break(text).is_some() || text.starts_with('>') || heading(text).is_some() || fence(text).is_some() {
        return Some(None);
    }
    item(text).map(|(mark, _)| Some(mark))
}

/// The first line of a paragraph, escaped where it would be something else.
pub(super) fn escaped(mut line: String) -> String {
    if let Some(mark) = starts_block(&line) {
        let digits = mark.map_or(0, |mark| mark.text.len() - 1);
        line.insert(digits, '\\');
    }
    line
}

/// How often a character stands side by side at most.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for character in text.chars() {
        run = if character == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
