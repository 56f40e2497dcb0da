//! Descriptions, which are Markdown of anybody, as Markdown of which rustdoc runs nothing.
//!
//! The structure is read as CommonMark and GitHub's tables define it, and written anew: code always within a fence that names a
//! language, everything else where its list or quotation has it and never further in. What is written can't be read otherwise
//! than it was; the tests hold that against the parser of rustdoc.

mod blocks;
mod html;
mod inline;
mod starts;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::text::without_hidden;
use crate::lists::Listing;
use blocks::Blocks;
use html::{Room, converted};
use inline::{Tags, inline};
use starts::longest_run;

/// The lines of a Markdown text.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let text = dedented(&plain(text)).list().join("\n");
    let text = converted(&text, Room::Blocks);
    let mut blocks = Blocks::default();
    for line in dedented(&text) {
        blocks.line(line);
    }
    blocks.finish()
}

/// One line of plain text, such as a title, as a line of Markdown.
pub(super) fn sentence(text: &str) -> String {
    let line = without_hidden(text, char::is_whitespace);
    let line = converted(&line, Room::Line);
    let line = inline(&line.split_whitespace().list().join(" "), Tags::Shown);
    // What would be a heading, a list or a quotation is none.
    match line.chars().next() {
        Some('#' | '-' | '*' | '+' | '>' | '=' | '|') => format!("\\{line}"),
        _ => starts::escaped(line),
    }
}

/// Whether a line of what was written is one of a paragraph, and would be behind other text.
pub(super) fn begins_with_text(line: &str) -> bool {
    !line.starts_with([' ', '|']) && !starts::ends_paragraph(line) && starts::item(line).is_none()
}

/// Text between backquotes, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = without_hidden(text, char::is_whitespace);
    let text = text.split_whitespace().list().join(" ");
    match longest_run(&text, '`') {
        0 if text.is_empty() => "` `".to_owned(),
        0 => format!("`{text}`"),
        longest => {
            let mark = "`".repeat(if longest == 1 { 2 } else { longest + 1 });
            format!("{mark} {text} {mark}")
        }
    }
}

/// The text without hidden characters, its lines ended by `\n`, tabs as the spaces that they stand for.
fn plain(text: &str) -> Cow<'_, str> {
    let text = without_hidden(text, |character| matches!(character, '\n' | '\r' | '\t'));
    if !text.contains(['\r', '\t']) {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut spaced = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' => {
                let width = 4 - column % 4;
                spaced.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' => {
                spaced.push('\n');
                column = 0;
            }
            _ => {
                spaced.push(character);
                column += 1;
            }
        }
    }
    Cow::Owned(spaced)
}

/// The lines without the indentation that they have in common, blank ones around left out.
fn dedented(text: &str) -> impl Iterator<Item = &str> {
    let lines = || text.split('\n').map(|line| line.trim_end_matches(' '));
    let common = lines().filter(|line| !line.is_empty()).map(starts::indent).min().unwrap_or(0);
    lines().skip_while(|line| line.is_empty()).map(move |line| line.get(common..).unwrap_or_default())
}
