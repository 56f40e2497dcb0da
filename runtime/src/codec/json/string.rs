//! Reading strings.

use std::borrow::Cow;

use super::reader::{Reader, Token};
use super::text;
use crate::codec::DecodeError;

impl<'t> Reader<'t> {
    /// The text of the string that has been read last.
    #[inline]
    pub(super) fn text(&self, token: Token<'t>) -> &str {
        match token {
            Token::Plain(text) => text,
            Token::Escaped => &self.scratch,
        }
    }

    /// As [`Reader::text`], to be kept while others are read.
    #[inline]
    pub(super) fn take(&mut self, token: Token<'t>) -> Cow<'t, str> {
        match token {
            Token::Plain(text) => Cow::Borrowed(text),
            Token::Escaped => Cow::Owned(std::mem::take(&mut self.scratch)),
        }
    }

    /// Reads a string from behind its opening quote to behind its closing one.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Token<'t>, DecodeError> {
        let start = self.at;
        let end = start + text::plain(self.bytes().get(start..).unwrap_or_default());
        if self.bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Token::Plain(self.source.get(start..end).unwrap_or_default()));
        }
        self.escaped(start, end)
    }

    /// Reads the rest of a string whose first run of plain characters ends at `end` without a quote.
    #[inline(never)]
    fn escaped(&mut self, start: usize, end: usize) -> Result<Token<'t>, DecodeError> {
        self.scratch.clear();
        self.scratch.push_str(self.source.get(start..end).unwrap_or_default());
        self.at = end;
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Token::Escaped);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let character = self.escape()?;
                    self.scratch.push(character);
                }
                Some(0..0x20) => {
                    return Err(self.expected("an escape in the place of a control character"));
                }
                Some(_) => {
                    let start = self.at;
                    self.at += text::plain(self.bytes().get(start..).unwrap_or_default());
                    self.scratch.push_str(self.source.get(start..self.at).unwrap_or_default());
                }
                None => return Err(self.expected("`\"`")),
            }
        }
    }

    /// Reads an escape from behind its backslash.
    fn escape(&mut self) -> Result<char, DecodeError> {
        let character = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.expected("an escape")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode_escape(&mut self) -> Result<char, DecodeError> {
        let first = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            let pair = self.bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u"));
            if !pair {
                return Err(self.expected("the second half of a surrogate pair"));
            }
            self.at += 2;
            let second = self.hex()?;
            if !(0xdc00..0xe000).contains(&second) {
                self.at -= 6;
                return Err(self.expected("the second half of a surrogate pair"));
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| {
            self.at -= 6;
            self.expected("an escape of a character")
        })
    }

    fn hex(&mut self) -> Result<u32, DecodeError> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            code = code << 4 | digit.ok_or_else(|| self.expected("a hexadecimal digit"))?;
            self.at += 1;
        }
        Ok(code)
    }
}
