//! From characters, which the YAML parser counts, to bytes.

use std::ops::Range;

use saphyr_parser::Span;

/// The byte at which a character stands.
pub(super) fn byte_offset(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(offset, _)| offset)
}

/// Turns character counts into bytes, in rising order.
pub(super) struct Bytes<'t> {
    text: &'t str,
    /// A place of which both are known.
    byte: usize,
    character: usize,
}

impl<'t> Bytes<'t> {
    pub(super) fn new(text: &'t str) -> Bytes<'t> {
        Bytes { text, byte: 0, character: 0 }
    }

    pub(super) fn range(&mut self, span: Span) -> Range<usize> {
        let start = self.offset(span.start.index());
        // The end may lie behind the start of what comes next, so that it is not kept.
        let (byte, character) = (self.byte, self.character);
        let end = self.offset(span.end.index());
        (self.byte, self.character) = (byte, character);
        start..end
    }

    fn offset(&mut self, character: usize) -> usize {
        if character < self.character {
            (self.byte, self.character) = (0, 0);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let distance = character - self.character;
        self.byte += match rest.get(..distance) {
            // As many characters as bytes.
            Some(plain) if plain.is_ascii() => distance,
            _ => rest.char_indices().nth(distance).map_or(rest.len(), |(byte, _)| byte),
        };
        self.character = character;
        self.byte
    }
}
