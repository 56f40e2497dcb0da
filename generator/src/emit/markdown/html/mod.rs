//! The HTML that vendors write in descriptions, as the Markdown that says the same. What comes out is read as Markdown like
//! any other text, so nothing here has to be safe: a mistake can cost looks alone.

mod lines;
mod spans;
mod table;
mod tags;
mod tokens;

use std::borrow::Cow;

use table::Table;
use tokens::{Element, Tag, Token, tokens};

/// Lists and quotations within each other beyond that are one.
const DEEPEST: usize = 8;

/// How much room the result has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Room {
    #[default]
    Blocks,
    /// One line of running text.
    Line,
}

/// A text in which HTML became Markdown.
pub(super) fn converted(text: &str, room: Room) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let tokens = tokens(text);
    if !tokens.iter().any(|token| matches!(token, Token::Tag(_) | Token::Comment)) {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer { room, ..Writer::default() };
    tokens.into_iter().for_each(|token| writer.token(token));
    writer.close_all();
    Cow::Owned(writer.out)
}

#[derive(Debug, Default)]
struct Writer<'t> {
    room: Room,
    out: String,
    /// Whether a block of HTML goes on, in which white space says nothing.
    in_html: bool,
    /// What stands before each line of it: the list or quotation of Markdown that it is in.
    prefix: String,
    containers: Vec<Container>,
    /// How many more are open, which are not told from the innermost of these.
    too_deep: usize,
    /// A line to be ended before the next text.
    pending: Gap,
    open: Vec<Open<'t>>,
    table: Option<Table>,
    /// How much of what is written was looked at for the start of the last line, and where that is.
    line: (usize, usize),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Line,
    Blank,
}

#[derive(Debug)]
enum Container {
    Quotation,
    List {
        /// The number of the next item.
        number: Option<usize>,
        /// What the item's first line begins with, until it is written.
        mark: Option<String>,
        width: usize,
    },
}

/// An element whose end is still to come.
#[derive(Debug)]
struct Open<'t> {
    tag: Tag<'t>,
    /// Where its text begins.
    start: Option<usize>,
    /// Whether a block ended within.
    is_crossed: bool,
}

impl<'t> Writer<'t> {
    fn token(&mut self, token: Token<'t>) {
        match token {
            Token::Comment => {}
            Token::Text(text) if self.is_raw() => self.raw(&unescaped(text)),
            Token::Code(text) if self.is_raw() => self.raw(text),
            Token::Text(text) => self.text(text),
            Token::Code(text) if self.in_html && !text.contains('\n') => self.words(text),
            Token::Code(text) => self.code_block(text),
            Token::Tag(tag) if self.is_raw() && !is_code(tag.element) => {
                if tag.element == Element::Break {
                    self.raw("\n");
                }
            }
            Token::Tag(tag) if self.is_row() => {
                let room = std::mem::replace(&mut self.room, Room::Line);
                self.tag(tag);
                self.room = room;
            }
            Token::Tag(tag) => self.tag(tag),
        }
    }

    /// Whether a row of a table of Markdown goes on.
    fn is_row(&mut self) -> bool {
        if self.in_html {
            return false;
        }
        // A line can be long and full of tags: what was looked at is not looked at again.
        let (seen, start) = self.line;
        let added = self.out.get(seen..).and_then(|added| added.rfind('\n')).map(|end| seen + end + 1);
        let start = added.unwrap_or_else(|| start.min(self.out.len()));
        self.line = (self.out.len(), start);
        self.out.get(start..).is_some_and(|line| line.trim_start_matches(' ').starts_with('|'))
    }

    /// Whether what comes is code.
    fn is_raw(&self) -> bool {
        self.open.iter().any(|open| is_code(open.tag.element))
    }

    fn raw(&mut self, text: &str) {
        self.begin();
        self.out.push_str(text);
    }

    /// A block of Markdown's own.
    fn code_block(&mut self, text: &str) {
        if text.contains('\n') && self.in_html {
            self.gap(Gap::Line);
            self.begin();
        }
        self.out.push_str(text);
    }

    fn text(&mut self, text: &str) {
        if !self.in_html {
            self.begin_if(text);
            self.out.push_str(text);
        } else if !self.containers.is_empty() || self.table.is_some() || self.room == Room::Line {
            self.words(text);
        } else {
            // A blank line ends a block of HTML.
            let end = text.find("\n\n").unwrap_or(text.len());
            let (block, rest) = text.split_at_checked(end).unwrap_or((text, ""));
            if block.starts_with(' ') {
                self.space();
            }
            self.lines(block.trim_start_matches(' '));
            if !rest.is_empty() {
                self.in_html = false;
                self.pending = Gap::None;
                self.out.push_str(rest);
            }
        }
    }

    fn close_all(&mut self) {
        if self.table.is_some() {
            self.end_table();
        }
    }
}

const fn is_code(element: Element) -> bool {
    matches!(element, Element::Code | Element::Preformatted)
}

/// A text in which the characters that HTML escapes stand for themselves.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    Cow::Owned(pairs.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to)))
}
