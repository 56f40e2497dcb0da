//! JSON's grammar (RFC 8259).

use std::borrow::Cow;
use std::rc::Rc;

use super::receiver::{Receiver, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::limit;

/// Why a text is not read as JSON.
#[derive(Debug)]
pub(in crate::source) enum Failure {
    /// What was expected at this byte.
    Invalid(&'static str, usize),
    TooDeep(usize),
}

impl Failure {
    pub(super) fn diagnostic(&self, file: &Rc<str>) -> Diagnostic {
        match self {
            Failure::Invalid(expected, offset) => Diagnostic::error(Code::InvalidSyntax, "the text is not JSON")
                .label(format!("expected {expected}"))
                .help("entries stand between commas, with none after the last; keys and texts are in double quotes")
                .at_offset(file, *offset),
            Failure::TooDeep(offset) => limit::too_deep().at_offset(file, *offset),
        }
    }
}

/// What may come next.
#[derive(Clone, Copy, Debug)]
enum Expect {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    CommaOrEnd,
    Nothing,
}

/// Reads a text and tells the receiver, until its end, an error, or the receiver has enough.
pub(in crate::source) fn parse(text: &str, receiver: &mut dyn Receiver) -> Result<(), Failure> {
    let mut cursor = Cursor { text, at: 0 };
    // Whether each list or mapping around is a list.
    let mut open: Vec<bool> = Vec::new();
    let mut expect = Expect::Value;
    loop {
        if receiver.is_done() {
            return Ok(());
        }
        cursor.skip_blanks();
        let start = cursor.at;
        let next = cursor.peek();
        expect = match (expect, next) {
            (Expect::Nothing, None) => return Ok(()),
            (Expect::Nothing, Some(_)) => {
                return Err(Failure::Invalid("the end of the text", start));
            }
            (Expect::ValueOrEnd, Some(b']')) | (Expect::KeyOrEnd, Some(b'}')) => {
                cursor.at += 1;
                open.pop();
                receiver.end(cursor.at);
                after_value(&open)
            }
            (Expect::Value | Expect::ValueOrEnd, Some(bracket @ (b'[' | b'{'))) => {
                if open.len() == limit::DEPTH {
                    return Err(Failure::TooDeep(start));
                }
                cursor.at += 1;
                let list = bracket == b'[';
                open.push(list);
                receiver.begin(list, start);
                if list { Expect::ValueOrEnd } else { Expect::KeyOrEnd }
            }
            (Expect::Value | Expect::ValueOrEnd, _) => {
                let scalar = cursor.scalar(receiver)?;
                receiver.scalar(scalar, start..cursor.at);
                after_value(&open)
            }
            (Expect::Key | Expect::KeyOrEnd, Some(b'"')) => {
                let key = cursor.string(receiver)?;
                receiver.key(&key, start..cursor.at);
                cursor.skip_blanks();
                if cursor.peek() != Some(b':') {
                    return Err(Failure::Invalid("`:` after a key", cursor.at));
                }
                cursor.at += 1;
                Expect::Value
            }
            (Expect::Key, _) => return Err(Failure::Invalid("a key in double quotes", start)),
            (Expect::KeyOrEnd, _) => return Err(Failure::Invalid("a key in double quotes, or `}`", start)),
            (Expect::CommaOrEnd, next) => match (next, open.last()) {
                (Some(b','), Some(list)) => {
                    cursor.at += 1;
                    if *list { Expect::Value } else { Expect::Key }
                }
                (Some(b']'), Some(true)) | (Some(b'}'), Some(false)) => {
                    cursor.at += 1;
                    open.pop();
                    receiver.end(cursor.at);
                    after_value(&open)
                }
                (_, Some(true)) => return Err(Failure::Invalid("`,` or `]`", start)),
                _ => return Err(Failure::Invalid("`,` or `}`", start)),
            },
        };
    }
}

fn after_value(open: &[bool]) -> Expect {
    if open.is_empty() { Expect::Nothing } else { Expect::CommaOrEnd }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let blanks = self.rest().iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        self.at = blanks.map_or(self.text.len(), |blanks| self.at + blanks);
    }

    fn scalar(&mut self, receiver: &mut dyn Receiver) -> Result<Scalar<'t>, Failure> {
        match self.peek() {
            Some(b'"') => self.string(receiver).map(Scalar::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Scalar::Number),
            _ if self.word("null") => Ok(Scalar::Null),
            _ if self.word("true") => Ok(Scalar::Bool(true)),
            _ if self.word("false") => Ok(Scalar::Bool(false)),
            _ => Err(Failure::Invalid("a value", self.at)),
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    fn number(&mut self) -> Result<&'t str, Failure> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<(), Failure> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            return Err(Failure::Invalid("a digit", start));
        }
        Ok(())
    }

    fn string(&mut self, receiver: &mut dyn Receiver) -> Result<Cow<'t, str>, Failure> {
        self.at += 1;
        let mut made = Cow::Borrowed("");
        loop {
            let start = self.at;
            let Some(length) = self.rest().iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
                return Err(Failure::Invalid("`\"` at the end of a string", self.text.len()));
            };
            self.at += length;
            // Both ends are ASCII, so that they are between characters.
            made += self.text.get(start..self.at).unwrap_or_default();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(made);
                }
                Some(b'\\') => made.to_mut().push(self.escape(receiver)?),
                _ => return Err(Failure::Invalid("`\"` or an escaped character", self.at)),
            }
        }
    }

    fn escape(&mut self, receiver: &mut dyn Receiver) -> Result<char, Failure> {
        let start = self.at;
        self.at += 2;
        match self.text.as_bytes().get(start + 1) {
            Some(b'"') => Ok('"'),
            Some(b'\\') => Ok('\\'),
            Some(b'/') => Ok('/'),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => {
                let unit = self.hexadecimal(start + 2)?;
                self.at = start + 6;
                if let Some(character) = char::from_u32(unit) {
                    return Ok(character);
                }
                // A character beyond the first 65536 is written as two halves.
                if (0xd800..0xdc00).contains(&unit)
                    && self.rest().starts_with(b"\\u")
                    && let low @ 0xdc00..=0xdfff = self.hexadecimal(start + 8)?
                {
                    self.at = start + 12;
                    let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                receiver.half_surrogate(start);
                Ok(char::REPLACEMENT_CHARACTER)
            }
            _ => Err(Failure::Invalid("one of JSON's escapes", start)),
        }
    }

    fn hexadecimal(&self, at: usize) -> Result<u32, Failure> {
        self.text
            .get(at..at + 4)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or(Failure::Invalid("four hexadecimal digits", at))
    }
}
