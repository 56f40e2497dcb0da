//! Reading JSON text.

use super::{number, text};
use crate::codec::union::Memory;
use crate::codec::{DecodeError, Fields};

/// How deep arrays and objects may be nested in a text that is read.
pub const DEPTH: usize = 128;

/// A cursor in a JSON text.
pub(super) struct Reader<'t> {
    pub(super) source: &'t str,
    pub(super) at: usize,
    depth: usize,
    /// The last string that had escapes, with these resolved.
    pub(super) scratch: String,
    /// What is known of unions at places that are read again after failed attempts.
    pub(super) memory: Memory,
}

/// A place in the text, and how deep it is.
#[derive(Clone, Copy)]
pub(super) struct Position(usize, usize);

/// A string that has been read.
#[derive(Clone, Copy)]
pub(super) enum Token<'t> {
    Plain(&'t str),
    /// It had escapes; the scratch has what they stand for.
    Escaped,
}

/// A value without others in it.
pub(super) enum Scalar<'t> {
    Null,
    Bool(bool),
    Number(number::Number<'t>),
    String(Token<'t>),
}

impl<'t> Reader<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self { source, at: 0, depth: 0, scratch: String::new(), memory: Memory::default() }
    }

    #[inline]
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.source.as_bytes()
    }

    #[inline]
    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    /// Passes over white space, and looks at what comes.
    #[inline]
    pub(super) fn significant(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    /// Reads a value that is no array or object.
    pub(super) fn scalar(&mut self) -> Result<Scalar<'t>, DecodeError> {
        match self.significant() {
            Some(b'"') => {
                self.at += 1;
                Ok(Scalar::String(self.string()?))
            }
            Some(b'-' | b'0'..=b'9') => Ok(Scalar::Number(self.number()?)),
            _ => self.word(),
        }
    }

    #[inline]
    pub(super) fn number(&mut self) -> Result<number::Number<'t>, DecodeError> {
        match number::read(self.source.get(self.at..).unwrap_or_default()) {
            Ok((number, length)) => {
                self.at += length;
                Ok(number)
            }
            Err(offset) => {
                self.at += offset;
                Err(self.expected("a number's digits"))
            }
        }
    }

    pub(super) fn word(&mut self) -> Result<Scalar<'t>, DecodeError> {
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        let (scalar, length) = if rest.starts_with(b"null") {
            (Scalar::Null, 4)
        } else if rest.starts_with(b"true") {
            (Scalar::Bool(true), 4)
        } else if rest.starts_with(b"false") {
            (Scalar::Bool(false), 5)
        } else {
            return Err(self.expected("a value"));
        };
        self.at += length;
        Ok(scalar)
    }

    /// Goes into the array or object that opens here.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth == DEPTH {
            let message = format!("arrays and objects are nested deeper than {DEPTH}");
            return Err(self.fault(&message).last());
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Whether an array that has just been entered has an item; goes out of it where it has none.
    #[inline]
    pub(super) fn first_item(&mut self) -> Result<bool, DecodeError> {
        if self.significant() == Some(b']') {
            self.leave();
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether another item follows; goes out of the array where none does.
    #[inline]
    pub(super) fn next_item(&mut self) -> Result<bool, DecodeError> {
        match self.significant() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(b']') => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Whether an object that has just been entered has an entry; goes out of it where it has none.
    #[inline]
    pub(super) fn first_entry(&mut self) -> Result<bool, DecodeError> {
        match self.significant() {
            Some(b'"') => Ok(true),
            Some(b'}') => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.expected("a key or `}`")),
        }
    }

    /// Whether another entry follows, and if so goes to its key; goes out of the object where none does.
    #[inline]
    pub(super) fn next_entry(&mut self) -> Result<bool, DecodeError> {
        match self.significant() {
            Some(b',') => {
                self.at += 1;
                match self.significant() {
                    Some(b'"') => Ok(true),
                    _ => Err(self.expected("a key")),
                }
            }
            Some(b'}') => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.expected("`,` or `}`")),
        }
    }

    /// The first key of an object that has just been entered, up to its value; goes out where there is none.
    pub(super) fn first_key(&mut self) -> Result<Option<Token<'t>>, DecodeError> {
        if self.first_entry()? { self.key().map(Some) } else { Ok(None) }
    }

    /// The next key, up to its value; goes out of the object where there is none.
    pub(super) fn next_key(&mut self) -> Result<Option<Token<'t>>, DecodeError> {
        if self.next_entry()? { self.key().map(Some) } else { Ok(None) }
    }

    /// Reads a key from its quote up to its value.
    fn key(&mut self) -> Result<Token<'t>, DecodeError> {
        self.at += 1;
        let key = self.string()?;
        self.colon()?;
        Ok(key)
    }

    /// As [`Reader::key`]; the key's position among the fields with it.
    #[inline]
    pub(super) fn field(&mut self, fields: &mut Fields) -> Result<(Option<usize>, Token<'t>), DecodeError> {
        if let Some((name, written)) = fields.guess()
            && let Some(text) = self.bytes().get(self.at..)
            && let Some((_, written)) = written.split_first()
            && text::behind(text, written).is_some()
        {
            self.at += written.len();
            return Ok((Some(fields.guessed(name)), Token::Plain(name)));
        }
        let key = self.key()?;
        let found = fields.find(self.text(key));
        Ok((found, key))
    }

    #[inline]
    fn colon(&mut self) -> Result<(), DecodeError> {
        if self.significant() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// The fault that something else stands here.
    #[cold]
    pub(super) fn expected(&self, expected: &str) -> DecodeError {
        let found = match self.source.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the text".to_owned(),
        };
        self.fault(&format!("expected {expected}, found {found}"))
    }

    #[cold]
    fn fault(&self, message: &str) -> DecodeError {
        let before = self.source.get(..self.at).unwrap_or(self.source);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        DecodeError::syntax(format!("{message} at line {line} column {column}"), before.len())
    }

    /// Where the cursor is, to go back to.
    pub(super) fn position(&self) -> Position {
        Position(self.at, self.depth)
    }

    pub(super) fn go_back(&mut self, position: Position) {
        Position(self.at, self.depth) = position;
    }

    /// Has `read` try to read what begins here; goes back when it fails.
    pub(super) fn attempt(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let start = self.position();
        self.memory.begin_attempt();
        let result = read(self);
        self.memory.end_attempt(result.is_ok());
        result.map_err(|fault| {
            let spent = self.at - start.0;
            self.go_back(start);
            match self.memory.spend(spent, || self.source.len()) {
                Ok(()) => fault,
                Err(problem) => self.fault(&problem).last(),
            }
        })
    }
}
