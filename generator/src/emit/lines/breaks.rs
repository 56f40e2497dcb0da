//! Where a line of emitted code may be broken: in lists, before the methods of a chain, around the body of an arm.
//!
//! It knows the code that `emit` writes and no other Rust: `<` after a name is that of generics, and there are no operators.

use crate::lists::{Changing, Listing};

/// A piece of a line, as Oppen's algorithm wants them.
pub(super) enum Token<'l> {
    Word(&'l str),
    Break(Break),
    /// What is broken at all its breaks if it does not fit, or, where it fills lines, where it must be.
    Begin {
        indents: bool,
        fills: bool,
    },
    End,
    /// Makes every group around it too wide.
    Broken,
}

/// A place where a line may be broken.
#[derive(Clone, Copy)]
pub(super) struct Break {
    /// What stands here if it is not.
    pub(super) flat: &'static str,
    /// What the line ends with if it is.
    pub(super) before: &'static str,
    /// What the next one begins with.
    pub(super) after: &'static str,
    pub(super) outdents: bool,
    /// It is none, but what is before it is measured up to here.
    pub(super) never: bool,
}

impl Break {
    const NONE: Break = Break { flat: "", before: "", after: "", outdents: false, never: false };
    const SPACE: Break = Break { flat: " ", ..Break::NONE };
    const NEVER: Break = Break { never: true, ..Break::NONE };
    const END_OF_LIST: Break = Break { before: ",", outdents: true, ..Break::NONE };
    const END_OF_FIELDS: Break = Break { flat: " ", ..Break::END_OF_LIST };
    const END_OF_BLOCK: Break = Break { flat: " ", outdents: true, ..Break::NONE };
    const BODY: Break = Break { before: "{", ..Break::NONE };
    const END_OF_BODY: Break = Break { flat: ",", after: "}", outdents: true, ..Break::NONE };
}

impl Token<'_> {
    /// How wide it is if nothing is broken.
    pub(super) fn width(&self) -> usize {
        match self {
            Token::Word(word) => word.len(),
            // The comma behind an arm is not counted.
            Token::Break(each) if each.flat == "," => 0,
            Token::Break(each) => each.flat.len(),
            Token::Begin { .. } | Token::End => 0,
            Token::Broken => 0xffff,
        }
    }
}

/// The most columns of a struct's expression whose fields stand on one line.
const FIELDS: usize = 34;
/// The longest name that a chain's first method stands behind on the same line.
const SHORT: usize = 4;

/// The pieces of a line.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut scan = Scan::new(line);
    scan.run();
    scan.tokens
}

/// The pieces of a `match`'s arm.
pub(super) fn arm_tokens<'l>(patterns: &'l [String], body: &'l str) -> Vec<Token<'l>> {
    let is_range = |pattern: &String| pattern.contains("..");
    let mut all = vec![Token::Begin { indents: false, fills: !patterns.iter().any(is_range) }];
    for (at, pattern) in patterns.iter().enumerate() {
        if at > 0 {
            all.extend([Token::Break(Break::SPACE), Token::Word("| ")]);
        }
        all.push(Token::Word(pattern));
    }
    let body_begins = Token::Begin { indents: true, fills: false };
    all.extend([Token::End, Token::Word(" => "), Token::Break(Break::NEVER), body_begins, Token::Break(Break::BODY)]);
    all.add_all(tokens(body));
    all.extend([Token::Break(Break::END_OF_BODY), Token::End]);
    all
}

/// What is open while a line is read.
struct Open {
    /// What closes it; nothing closes the line.
    close: u8,
    /// Where its content begins in the line.
    at: usize,
    /// The token that begins it.
    begin: usize,
    /// The token that the current expression begins with.
    expression: usize,
    /// Whether that is a chain of methods.
    chain: bool,
    items: usize,
    /// Whether it is the block of a `const`.
    block: bool,
}

struct Scan<'l> {
    line: &'l str,
    tokens: Vec<Token<'l>>,
    open: Vec<Open>,
    /// Where the word begins that is being read.
    word: usize,
}

impl<'l> Scan<'l> {
    fn new(line: &'l str) -> Scan<'l> {
        let outermost = Open { close: 0, at: 0, begin: 0, expression: 0, chain: false, items: 0, block: false };
        Scan { line, tokens: Vec::new(), open: vec![outermost], word: 0 }
    }

    fn byte(&self, at: usize) -> u8 {
        self.line.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// What is innermost.
    fn inner(&mut self) -> Option<&mut Open> {
        self.open.last_mut()
    }

    fn run(&mut self) {
        let is_impl = self.line.starts_with("impl");
        if is_impl {
            self.tokens.push(Token::Begin { indents: false, fills: true });
        }
        let mut at = if self.line.starts_with("pub(") { "pub(super)".len() } else { 0 };
        while at < self.line.len() {
            at = self.step(at, is_impl);
        }
        self.end_expression(at);
        self.word(at);
        if is_impl {
            self.tokens.push(Token::End);
        }
    }

    /// Reads what stands here, and returns where it goes on.
    fn step(&mut self, at: usize, is_impl: bool) -> usize {
        let (outermost, close) = (self.open.len() == 1, self.open.last().map_or(0, |open| open.close));
        let follows = |text: &str| self.line.get(at..).is_some_and(|rest| rest.starts_with(text));
        match self.byte(at) {
            b'"' => return self.after_string(at),
            byte @ (b'(' | b'[') if self.byte(at + 1) != closing(byte) => self.begin_list(at, closing(byte)),
            b'(' | b'[' => return at + 2,
            b'<' if at > 0 && is_of_name(self.byte(at - 1)) => self.begin_list(at, b'>'),
            b'{' if at + 1 == self.line.len() || follows("{}") => return self.line.len().min(at + 2),
            b'{' => self.begin_fields(at),
            b'>' if at > 0 && matches!(self.byte(at - 1), b'-' | b'=') => {}
            byte if byte == close => self.close(at),
            b',' if !outermost => return self.comma(at),
            b',' | b';' if outermost => self.end_expression(at),
            b'.' if self.byte(at + 1) == b'.' => return at + 2,
            b'.' => self.dot(at),
            b'&' if self.begins_expression(at) => self.begin_expression(at + 1),
            b':' if close == b'}' && follows(": ") => self.begin_expression(at + 2),
            b' ' if outermost && follows(" = ") => {
                self.end_expression(at);
                self.word(at + 3);
                self.tokens.push(Token::Break(Break::NEVER));
                self.begin_expression(at + 3);
            }
            b' ' if is_impl && outermost && follows(" for ") => {
                self.word(at);
                self.tokens.push(Token::Break(Break::SPACE));
                self.word = at + 1;
            }
            _ => {}
        }
        at + 1
    }

    fn after_string(&self, at: usize) -> usize {
        let mut at = at + 1;
        while at < self.line.len() && self.byte(at) != b'"' {
            at += if self.byte(at) == b'\\' { 2 } else { 1 };
        }
        at + 1
    }

    /// Ends the word before this place.
    fn word(&mut self, at: usize) {
        if let Some(word) = self.line.get(self.word..at).filter(|word| !word.is_empty()) {
            self.tokens.push(Token::Word(word));
        }
        self.word = at;
    }

    fn begins_expression(&self, at: usize) -> bool {
        self.word == at && self.open.last().is_some_and(|open| open.expression == self.tokens.len())
    }

    fn begin_expression(&mut self, at: usize) {
        self.word(at);
        let begin = self.tokens.len();
        if let Some(inner) = self.inner() {
            (inner.expression, inner.chain) = (begin, false);
        }
    }

    fn end_expression(&mut self, at: usize) {
        if self.inner().is_some_and(|inner| std::mem::take(&mut inner.chain)) {
            self.word(at);
            self.tokens.push(Token::End);
        }
    }

    fn begin_list(&mut self, at: usize, close: u8) {
        // The arguments of a method that stands behind a short name are no further in than that.
        let of_short = self.is_behind_short(at);
        self.word(at + 1);
        // A tuple struct is broken around its fields before the generics of its name are, which are within that then.
        let is_tuple = self.line.starts_with("pub struct ") && self.line.ends_with(");");
        let begin = if is_tuple && close == b')' { 0 } else { self.tokens.len() };
        let indents = !(of_short || is_tuple && close == b'>');
        self.tokens.insert(begin, Token::Begin { indents, fills: false });
        self.tokens.push(Token::Break(Break::NONE));
        let expression = self.tokens.len();
        self.open.push(Open { close, at: at + 1, begin, expression, chain: false, items: 1, block: false });
    }

    /// The fields of a struct, or a `const` with its block.
    fn begin_fields(&mut self, at: usize) {
        self.word(at + 1);
        let begin = self.open.last().map_or(0, |open| open.expression);
        self.tokens.insert(begin, Token::Begin { indents: true, fills: false });
        self.tokens.push(Token::Break(Break::SPACE));
        // The break is the space behind the brace.
        self.word = at + 2;
        let block = self.line.get(..at).is_some_and(|before| before.ends_with("const "));
        let expression = self.tokens.len();
        self.open.push(Open { close: b'}', at: at + 2, begin, expression, chain: false, items: 1, block });
    }

    fn comma(&mut self, at: usize) -> usize {
        self.end_expression(at);
        self.word(at + 1);
        self.tokens.push(Token::Break(Break::SPACE));
        self.word = at + 2;
        self.begin_expression(at + 2);
        if let Some(inner) = self.inner() {
            inner.items += 1;
        }
        at + 2
    }

    fn close(&mut self, at: usize) {
        // The space before a brace is a break.
        let is_brace = self.byte(at) == b'}';
        let end = at.saturating_sub(usize::from(is_brace));
        self.end_expression(end);
        self.word(end);
        self.word = at;
        let Some(open) = self.open.pop() else { return };
        if is_brace {
            return self.close_fields(&open);
        }
        let content = self.line.get(open.at..at).unwrap_or_default();
        let is_block = content.starts_with(['(', '[']) || content.ends_with('}');
        if open.close == b')' && open.items == 1 && is_block && !content.contains(").") {
            // What has brackets of its own needs no lines around these.
            self.tokens.drain(open.begin..open.begin + 2);
        } else {
            self.tokens.extend([Token::Break(Break::END_OF_LIST), Token::End]);
        }
    }

    fn close_fields(&mut self, open: &Open) {
        let end = if open.block { Break::END_OF_BLOCK } else { Break::END_OF_FIELDS };
        self.tokens.push(Token::Break(end));
        let width: usize = self.tokens.iter().skip(open.begin).map(Token::width).total();
        if !open.block && width > FIELDS {
            self.tokens.push(Token::Broken);
        }
        self.tokens.push(Token::End);
    }

    /// A method or a field of what stands before it.
    fn dot(&mut self, at: usize) {
        self.word(at);
        let stays = self.is_short(at);
        let Some(inner) = self.open.last_mut() else { return };
        if !inner.chain {
            inner.chain = true;
            self.tokens.insert(inner.expression, Token::Begin { indents: true, fills: false });
        }
        if !stays {
            self.tokens.push(Token::Break(Break::NONE));
        }
    }

    /// Whether the dot here stands behind a short name at the beginning of a statement that is no assignment.
    fn is_short(&self, at: usize) -> bool {
        let name = self.line.get(..at).unwrap_or_default();
        let rest = self.line.get(at..).unwrap_or_default();
        let rest = rest.trim_start_matches(|next: char| next.is_alphanumeric() || matches!(next, '_' | '.' | '#'));
        name.len() <= SHORT && name.bytes().all(is_of_name) && !rest.starts_with(" = ")
    }

    /// Whether the bracket here is that of the first method of such a name.
    fn is_behind_short(&self, at: usize) -> bool {
        let before = self.line.get(..at).unwrap_or_default();
        before.split_once('.').is_some_and(|(name, method)| self.is_short(name.len()) && method.bytes().all(is_of_name))
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'#' || !byte.is_ascii()
}

fn closing(byte: u8) -> u8 {
    if byte == b'(' { b')' } else { b']' }
}
