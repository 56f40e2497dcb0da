//! Passing over values: with every check, or in a hurry.

use super::reader::Reader;
use super::text;
use crate::codec::DecodeError;

impl Reader<'_> {
    /// Passes over a value of which nothing is kept. It has to be well-formed all the same.
    pub(super) fn skip(&mut self) -> Result<(), DecodeError> {
        match self.significant() {
            Some(b'{') => {
                self.enter()?;
                let mut key = self.first_key()?;
                while key.is_some() {
                    self.skip()?;
                    key = self.next_key()?;
                }
                Ok(())
            }
            Some(b'[') => {
                self.enter()?;
                let mut more = self.first_item()?;
                while more {
                    self.skip()?;
                    more = self.next_item()?;
                }
                Ok(())
            }
            _ => self.scalar().map(|_| ()),
        }
    }

    /// Passes over a value that is read with every check afterwards: only strings and brackets are looked at.
    pub(super) fn hurry(&mut self) {
        self.significant();
        let bytes = self.bytes();
        let mut at = self.at;
        let mut open = 0usize;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => {
                    at = string_end(bytes, at + 1);
                    if open == 0 {
                        break;
                    }
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' if open <= 1 => {
                    // Closes the value; or, where nothing is open, what the value stands in.
                    at += open;
                    break;
                }
                b'}' | b']' => open -= 1,
                b',' if open == 0 => break,
                _ => {}
            }
            at += 1;
        }
        self.at = at;
    }
}

/// Where the string that `at` is in ends, behind its quote.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += text::plain(bytes.get(at..).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
            None => return bytes.len(),
        }
    }
}
