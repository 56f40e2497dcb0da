//! A text taken apart into the HTML that vendors write, code that is left alone, and all the rest.

use super::super::inline::{last_runs, run, span};
use super::super::starts::{fence, indent, item};
use crate::maps::HashMap;

/// A tag is no longer than that.
const LONGEST_TAG: usize = 1000;

/// A sheet of styles is no longer than that.
const LONGEST_SHEET: usize = 4000;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Text(&'t str),
    /// A span or a block of code, as it stands.
    Code(&'t str),
    Comment,
    Tag(Tag<'t>),
}

/// A tag whose meaning is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) raw: &'t str,
    pub(super) name: &'t str,
    pub(super) element: Element,
    pub(super) is_end: bool,
    /// Whether a tag that ends what this one starts follows, or the other way round.
    pub(super) is_paired: bool,
}

/// What an element means, as far as Markdown can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Admonition,
    Block,
    Break,
    Cell,
    Code,
    Definition,
    Emphasis,
    Heading,
    Image,
    Item,
    Link,
    List,
    Lowered,
    Numbered,
    Paragraph,
    Preformatted,
    Quotation,
    Raised,
    Row,
    Rule,
    Strong,
    Struck,
    Table,
    /// It means nothing here.
    Transparent,
}

/// The elements that vendors use. Others, such as those of XML, are text.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Element)] = &[
    ("a", Element::Link), ("abbr", Element::Transparent), ("b", Element::Strong), ("big", Element::Transparent),
    ("blockquote", Element::Quotation), ("br", Element::Break), ("caption", Element::Row), ("caution", Element::Admonition),
    ("center", Element::Block), ("code", Element::Code), ("col", Element::Transparent), ("colgroup", Element::Transparent),
    ("danger", Element::Admonition), ("dd", Element::Definition), ("del", Element::Struck), ("details", Element::Block),
    ("div", Element::Block), ("dl", Element::List), ("dt", Element::Item), ("em", Element::Emphasis),
    ("font", Element::Transparent), ("h1", Element::Heading), ("h2", Element::Heading), ("h3", Element::Heading),
    ("h4", Element::Heading), ("h5", Element::Heading), ("h6", Element::Heading), ("hr", Element::Rule),
    ("i", Element::Emphasis), ("img", Element::Image), ("important", Element::Admonition), ("info", Element::Admonition),
    ("ins", Element::Transparent), ("kbd", Element::Code), ("li", Element::Item), ("nobr", Element::Transparent),
    ("note", Element::Admonition), ("ol", Element::Numbered), ("p", Element::Paragraph), ("pre", Element::Preformatted),
    ("s", Element::Struck), ("samp", Element::Code), ("small", Element::Transparent), ("span", Element::Transparent),
    ("strike", Element::Struck), ("strong", Element::Strong), ("sub", Element::Lowered), ("summary", Element::Block),
    ("sup", Element::Raised), ("table", Element::Table), ("tbody", Element::Transparent), ("td", Element::Cell),
    ("tfoot", Element::Transparent), ("th", Element::Cell), ("thead", Element::Transparent), ("tip", Element::Admonition),
    ("tr", Element::Row), ("tt", Element::Code), ("u", Element::Transparent), ("ul", Element::List),
    ("warning", Element::Admonition), ("wbr", Element::Transparent),
];

impl Element {
    fn named(name: &str) -> Option<Element> {
        let lower = name.to_ascii_lowercase();
        match ELEMENTS.binary_search_by_key(&lower.as_str(), |(known, _)| known) {
            Ok(at) => ELEMENTS.get(at).map(|(_, element)| *element),
            // A custom element.
            Err(_) => name.contains('-').then_some(Element::Transparent),
        }
    }

    /// Whether it may stand without a tag that ends it.
    const fn may_stand_alone(self) -> bool {
        matches!(
            self,
            Element::Break
                | Element::Cell
                | Element::Definition
                | Element::Image
                | Element::Item
                | Element::Paragraph
                | Element::Row
                | Element::Rule
        )
    }
}

impl<'t> Tag<'t> {
    /// The tag that a text begins with, which is a `<`.
    fn at(text: &'t str) -> Option<Tag<'t>> {
        let inner = text.get(1..)?;
        let is_end = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let length = inner.find(|next: char| !next.is_ascii_alphanumeric() && next != '-')?;
        let name = inner.get(..length).filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))?;
        let element = Element::named(name)?;
        let mut quote = None;
        for (at, next) in text.bytes().enumerate().take(LONGEST_TAG).skip(length + 1) {
            match (quote, next) {
                (None, b'>') => {
                    return Some(Tag { raw: text.get(..=at)?, name, element, is_end, is_paired: false });
                }
                (None, b'<') => return None,
                (None, b'"' | b'\'') => quote = Some(next),
                (Some(open), next) if open == next => quote = None,
                _ => {}
            }
        }
        None
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'t str> {
        let mut rest = self.raw.get(self.name.len() + 1..)?;
        while let Some((before, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|next| matches!(next, '"' | '\''));
            let (value, left) = match quote {
                Some(quote) => after.get(1..)?.split_once(quote)?,
                None => after.split_at(after.find(|next: char| next.is_whitespace() || next == '>')?),
            };
            if before.trim().rsplit(char::is_whitespace).next().is_some_and(|last| last.eq_ignore_ascii_case(name)) {
                return Some(value);
            }
            rest = left;
        }
        None
    }

    /// Whether it is HTML, and not a name in angle brackets such as `<table>`.
    fn is_meant(&self) -> bool {
        self.is_end
            || self.is_paired
            || self.element.may_stand_alone()
            || (self.element != Element::Code && self.raw.ends_with("/>"))
    }
}

/// The parts of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = scan(text);
    pair(&mut tokens);
    for token in &mut tokens {
        if let Token::Tag(tag) = token
            && !tag.is_meant()
        {
            *token = Token::Text(tag.raw);
        }
    }
    tokens
}

fn scan(text: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner { text, tokens: Vec::new(), taken: 0, last_runs: last_runs(text), is_open: false };
    let mut at = 0;
    let (mut is_line, mut is_below_blank, mut has_list) = (true, false, false);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if std::mem::take(&mut is_line) {
            let line = rest.split('\n').next().unwrap_or_default();
            let bare = line.trim_matches([' ', '>']);
            has_list |= item(bare).is_some();
            let is_code = is_below_blank && !has_list && indent(line) >= 4;
            is_below_blank = bare.is_empty();
            if let Some(end) = fenced(rest, line).or(is_code.then_some(line.len())) {
                at = scanner.code(at, end);
                is_line = true;
                continue;
            }
        }
        let Some(next) = rest.find(['\n', '`', '<', '\\']) else { break };
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        at = match rest.as_bytes().first() {
            Some(b'\n') => {
                is_line = true;
                at + 1
            }
            Some(b'\\') => at + 1 + rest.chars().nth(1).filter(|next| *next != '\n').map_or(0, char::len_utf8),
            Some(b'`') => scanner.backquotes(at, rest),
            _ => scanner.angle(at, rest),
        };
    }
    scanner.text_until(text.len());
    scanner.tokens
}

struct Scanner<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    /// How far the tokens reach.
    taken: usize,
    /// How much text is left behind the last run of backquotes of each length.
    last_runs: HashMap<usize, usize>,
    /// Whether there is a comment that nothing ends.
    is_open: bool,
}

impl<'t> Scanner<'t> {
    fn text_until(&mut self, end: usize) {
        if let Some(text) = self.text.get(self.taken..end).filter(|text| !text.is_empty()) {
            self.tokens.push(Token::Text(text));
        }
        self.taken = end;
    }

    fn push(&mut self, at: usize, length: usize, token: Token<'t>) -> usize {
        self.text_until(at);
        self.tokens.push(token);
        self.taken = at + length;
        self.taken
    }

    fn code(&mut self, at: usize, length: usize) -> usize {
        let code = self.text.get(at..at + length).unwrap_or_default();
        self.push(at, length, Token::Code(code))
    }

    fn backquotes(&mut self, at: usize, rest: &'t str) -> usize {
        let ticks = run(rest);
        let is_closed = self.last_runs.get(&ticks).is_some_and(|left| *left < rest.len() - ticks);
        // A span does not reach beyond its paragraph.
        match Some(rest).filter(|_| is_closed).and_then(span).filter(|span| !span.contains("\n\n")) {
            Some(span) => self.code(at, span.len()),
            None => at + ticks,
        }
    }

    fn angle(&mut self, at: usize, rest: &'t str) -> usize {
        if let Some(inner) = rest.strip_prefix("<!--") {
            let end = Some(inner).filter(|_| !self.is_open).and_then(|inner| inner.find("-->"));
            self.is_open = end.is_none();
            return end.map_or(at + 1, |end| self.push(at, end + "<!---->".len(), Token::Comment));
        }
        if let Some(length) = style(rest) {
            return self.push(at, length, Token::Comment);
        }
        match Tag::at(rest) {
            Some(tag) => self.push(at, tag.raw.len(), Token::Tag(tag)),
            None => at + 1,
        }
    }
}

/// How long the sheet of styles is that a text begins with.
fn style(text: &str) -> Option<usize> {
    const END: &str = "</style>";
    let sheet = text.strip_prefix("<style")?;
    let end = sheet.char_indices().nth(LONGEST_SHEET).map_or(sheet.len(), |(at, _)| at);
    let sheet = sheet.get(..end)?;
    sheet.find(END).map(|end| "<style".len() + end + END.len())
}

/// How long the fenced code is that begins in the first line of a text.
fn fenced(text: &str, line: &str) -> Option<usize> {
    let inner = line.trim_start_matches([' ', '>']);
    let inner = item(inner).map_or(inner, |(_, inner)| inner.trim_start_matches(' '));
    let (mark, count, _) = fence(inner)?;
    let mut end = line.len();
    for line in text.get(end + 1..).unwrap_or_default().split('\n') {
        end += line.len() + 1;
        let inner = line.trim_matches([' ', '>']);
        if inner.len() >= count && inner.chars().all(|next| next == mark) {
            break;
        }
    }
    Some(end.min(text.len()))
}

/// Finds out which tags belong together.
fn pair(tokens: &mut [Token<'_>]) {
    let mut open: HashMap<String, Vec<usize>> = HashMap::new();
    let mut paired = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Tag(tag) = token else { continue };
        let stack = open.entry(tag.name.to_ascii_lowercase()).or_default();
        if !tag.is_end {
            stack.push(at);
        } else if let Some(start) = stack.pop() {
            paired.extend([start, at]);
        }
    }
    for at in paired {
        if let Some(Token::Tag(tag)) = tokens.get_mut(at) {
            tag.is_paired = true;
        }
    }
}
