//! Text → expression.

mod filter;
mod string;

use super::{Invalid, Path, Segment, Selector};

/// How deep filters, brackets and functions may be nested.
const DEPTH: usize = 64;
/// Integers are those that every JSON implementation holds exactly (RFC 9535, section 2.1).
const LARGEST: i64 = (1 << 53) - 1;

impl Path {
    /// Reads an expression.
    pub(in crate::overlay) fn parse(text: &str) -> Result<Path, Invalid> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        if !parser.eat("$") {
            return parser.fail("an expression begins with `$`");
        }
        let segments = parser.segments()?;
        if parser.rest().is_empty() {
            return Ok(Path { segments });
        }
        let invalid = parser.invalid("expected `.`, `..`, `[` or the end");
        Err(match parser.rest().chars().next() {
            Some('~') => invalid.help("RFC 9535 has no operator for keys; select the values"),
            Some('^') => {
                invalid.help("RFC 9535 has no operator for parents; select them by a filter: `$.paths[?@.get]`")
            }
            Some('-' | '/' | '{') => {
                invalid.help("a name with anything but letters, digits and `_` is written `['…']`")
            }
            _ => invalid,
        })
    }
}

impl Invalid {
    fn help(mut self, help: &str) -> Invalid {
        self.help = Some(help.to_owned());
        self
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, token: &str) -> bool {
        let is_there = self.rest().starts_with(token);
        self.at += if is_there { token.len() } else { 0 };
        is_there
    }

    fn eat_while(&mut self, accepts: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        self.at += self.rest().find(|character| !accepts(character)).unwrap_or(self.rest().len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn blank(&mut self) {
        self.eat_while(|character| matches!(character, ' ' | '\t' | '\n' | '\r'));
    }

    fn invalid(&self, message: impl Into<String>) -> Invalid {
        Invalid { at: self.at, message: message.into(), help: None }
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T, Invalid> {
        Err(self.invalid(message))
    }

    fn expect(&mut self, token: &str) -> Result<(), Invalid> {
        if self.eat(token) { Ok(()) } else { self.fail(format!("expected `{token}`")) }
    }

    /// Runs a part of the grammar that may hold itself.
    fn nested<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Invalid>) -> Result<T, Invalid> {
        self.depth += 1;
        if self.depth > DEPTH {
            return self.fail(format!("nested deeper than {DEPTH} levels"));
        }
        let result = part(self);
        self.depth -= 1;
        result
    }

    fn segments(&mut self) -> Result<Vec<Segment>, Invalid> {
        let mut segments = Vec::new();
        loop {
            // Blank space belongs to the segment behind it.
            let start = self.at;
            self.blank();
            let begin = self.at;
            let descends = self.eat("..");
            if self.eat("[") {
                let selectors = self.selectors()?;
                segments.push(Segment { bytes: begin..self.at, descends, selectors });
            } else if descends || self.eat(".") {
                let selector = if self.eat("*") { Selector::Wildcard } else { Selector::Name(self.shorthand()?) };
                segments.push(Segment { bytes: begin..self.at, descends, selectors: vec![selector] });
            } else {
                self.at = start;
                return Ok(segments);
            }
        }
    }

    fn shorthand(&mut self) -> Result<String, Invalid> {
        let is_first = |character: char| character.is_ascii_alphabetic() || character == '_' || !character.is_ascii();
        if !self.peek().is_some_and(is_first) {
            let invalid = self.invalid("expected a name, `*` or `[`");
            return Err(invalid.help("a name that begins with anything but a letter or `_` is written `['…']`"));
        }
        Ok(self.eat_while(|character| is_first(character) || character.is_ascii_digit()).to_owned())
    }

    /// What is between `[` and `]`.
    fn selectors(&mut self) -> Result<Vec<Selector>, Invalid> {
        let mut selectors = Vec::new();
        loop {
            self.blank();
            selectors.push(self.selector()?);
            self.blank();
            if self.eat("]") {
                return Ok(selectors);
            }
            if !self.eat(",") {
                return self.fail("expected `,` or `]`");
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, Invalid> {
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.string()?)),
            Some('*') => {
                self.at += 1;
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.at += 1;
                self.blank();
                Ok(Selector::Filter(self.nested(Self::any)?))
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            Some('(') => Err(self.invalid("expected a selector").help("a filter begins with `?`: `[?@.deprecated]`")),
            _ => {
                let invalid = self.invalid("expected a name in quotes, an index, `*`, `:` or `?`");
                Err(match self.peek() {
                    Some(_) => invalid.help("a name stands in quotes: `['…']`"),
                    None => invalid,
                })
            }
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector, Invalid> {
        let start = self.bound()?;
        let before = self.at;
        self.blank();
        if !self.eat(":") {
            self.at = before;
            return start.map(Selector::Index).ok_or_else(|| self.invalid("expected an index"));
        }
        self.blank();
        let end = self.bound()?;
        self.blank();
        let mut step = None;
        if self.eat(":") {
            self.blank();
            step = self.bound()?;
        }
        Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
    }

    fn bound(&mut self) -> Result<Option<i64>, Invalid> {
        let start = self.at;
        let negative = self.eat("-");
        let digits = self.eat_while(|character| character.is_ascii_digit()).to_owned();
        if digits.is_empty() && !negative {
            return Ok(None);
        }
        let number = digits.parse::<i64>().ok().filter(|number| *number <= LARGEST);
        let is_plain = digits.len() == 1 || !digits.starts_with('0');
        match number.filter(|number| is_plain && !(negative && *number == 0)) {
            Some(number) => Ok(Some(if negative { -number } else { number })),
            None => {
                self.at = start;
                self.fail("this is not an index")
            }
        }
    }
}
