//! Strings in quotes.

use super::Parser;
use crate::overlay::path::Invalid;

impl Parser<'_> {
    pub(super) fn string(&mut self) -> Result<String, Invalid> {
        let start = self.at;
        let quote = self.peek().unwrap_or('"');
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                Some(character) if character == quote => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape(quote)?),
                Some(character) if character >= ' ' => {
                    self.at += character.len_utf8();
                    text.push(character);
                }
                Some(_) => return self.fail("a control character is to be escaped"),
                None => {
                    self.at = start;
                    return self.fail("the string has no end");
                }
            }
        }
    }

    fn escape(&mut self, quote: char) -> Result<char, Invalid> {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else { return self.fail("the string has no end") };
        self.at += letter.len_utf8();
        let plain = match letter {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' | '\\' => letter,
            _ if letter == quote => letter,
            'u' => {
                let first = self.unit();
                let code = match first {
                    Some(high @ 0xD800..=0xDBFF) if self.eat("\\u") => self
                        .unit()
                        .filter(|low| (0xDC00..=0xDFFF).contains(low))
                        .map(|low| 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)),
                    other => other,
                };
                match code.and_then(char::from_u32) {
                    Some(character) => character,
                    None => {
                        self.at = start;
                        return self.fail("this escape is no character");
                    }
                }
            }
            _ => {
                self.at = start;
                return self.fail("there is no such escape");
            }
        };
        Ok(plain)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        let unit = u32::from_str_radix(digits, 16).ok();
        self.at += 4;
        unit
    }
}
