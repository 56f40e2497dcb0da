//! The text that is being written.

use super::text::{marks, plain, short, short_marks};

/// The text that is being written. The bytes behind its end are there already: so a string is written by
/// whole words, with one look at the room there is and one step forward, and without `unsafe`.
pub(super) struct Buffer {
    bytes: Vec<u8>,
    end: usize,
}

/// How much room there is at first.
const FIRST: usize = 128;

/// How much is filled at once: the vector reserves the double of what it has, and what is filled far ahead of the end
/// leaves the cache before it is written, or never is.
const AT_ONCE: usize = 16 << 10;

/// What stands behind the end. Not zero: zeroed memory comes from the allocator in a slower way.
const FILL: u8 = b' ';

impl Buffer {
    #[inline]
    pub(super) fn new() -> Self {
        // An array is filled in place, without a call; and as much is enough for most bodies.
        let bytes: Box<[u8]> = Box::new([FILL; FIRST]);
        Self { bytes: bytes.into_vec(), end: 0 }
    }

    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }

    /// The bytes behind the end, at least that many.
    #[inline(always)]
    fn room(&mut self, length: usize) -> &mut [u8] {
        if self.bytes.len() - self.end < length {
            self.grow(length);
        }
        self.bytes.get_mut(self.end..).unwrap_or_default()
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, length: usize) {
        let more = self.bytes.len().min(AT_ONCE).max(length);
        self.bytes.resize(self.bytes.len().saturating_add(more), FILL);
    }

    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        if let Some(first) = self.room(1).first_mut() {
            *first = byte;
            self.end += 1;
        }
    }

    #[inline]
    pub(super) fn bytes<const N: usize>(&mut self, bytes: &[u8; N]) {
        if let Some(room) = self.room(N).first_chunk_mut() {
            *room = *bytes;
            self.end += N;
        }
    }

    /// Writes text as it is.
    #[inline(always)]
    pub(super) fn text(&mut self, text: &[u8]) {
        if text.len() > 32 {
            return self.long(text);
        }
        let room = self.room(32);
        put_up_to_32(room, text);
        self.end += text.len();
    }

    #[inline(never)]
    fn long(&mut self, text: &[u8]) {
        if let Some((to, _)) = self.room(text.len()).split_at_mut_checked(text.len()) {
            to.copy_from_slice(text);
            self.end += text.len();
        }
    }

    /// Writes a string with its quotes.
    #[inline(always)]
    pub(super) fn string(&mut self, text: &str) {
        self.quoted([b'"'], text.as_bytes(), [b'"']);
    }

    /// Writes what stands before a key, the key with its quotes, and the colon.
    #[inline(never)]
    pub(super) fn key(&mut self, before: u8, key: &str) {
        self.quoted([before, b'"'], key.as_bytes(), [b'"', b':']);
    }

    /// Writes `text` with another first byte.
    #[inline(always)]
    pub(super) fn text_behind(&mut self, first: u8, text: &[u8]) {
        let start = self.end;
        self.text(text);
        if let Some(byte) = self.bytes.get_mut(start) {
            *byte = first;
        }
    }

    /// Writes an entry whose value is a string: the key with another first byte, and the text with its quotes. What calls
    /// for more than copying ends in a call, so that nothing has to be kept across one.
    #[inline(never)]
    pub(super) fn text_entry(&mut self, first: u8, key: &[u8], text: &[u8]) {
        if key.len() > 30 || text.len() > 32 {
            return self.long_entry(first, key, text);
        }
        // With the lengths known to be small and the room's to be 64, no position below needs a check.
        let end = self.end;
        let Some(room) = self.bytes.get_mut(end..).and_then(<[u8]>::first_chunk_mut::<64>) else {
            return self.entry_with_more_room(first, key, text);
        };
        put_up_to_32(room, key);
        put(room, 0, [first]);
        put(room, key.len(), [b'"']);
        let special = match (text.first_chunk::<16>(), text.last_chunk::<16>()) {
            (Some(start), Some(end)) => {
                put_up_to_16(room, key.len() + 1, start) | put_up_to_16(room, key.len() + 1 + text.len() - 16, end)
            }
            _ => put_up_to_16(room, key.len() + 1, text),
        };
        if special != 0 {
            self.end += key.len();
            return self.escaped([b'"'], text, [b'"']);
        }
        put(room, key.len() + 1 + text.len(), [b'"']);
        self.end = end + key.len() + text.len() + 2;
    }

    #[inline(never)]
    fn long_entry(&mut self, first: u8, key: &[u8], text: &[u8]) {
        self.text_behind(first, key);
        self.quoted([b'"'], text, [b'"']);
    }

    #[cold]
    fn entry_with_more_room(&mut self, first: u8, key: &[u8], text: &[u8]) {
        self.grow(64);
        self.text_entry(first, key, text);
    }

    #[inline(always)]
    fn quoted<const N: usize>(&mut self, before: [u8; N], text: &[u8], after: [u8; N]) {
        if text.len() > 16 {
            return self.long_quoted(before, text, after);
        }
        let room = self.room(32);
        put(room, 0, before);
        if put_up_to_16(room, N, text) != 0 {
            return self.escaped(before, text, after);
        }
        put(room, N + text.len(), after);
        self.end += text.len() + 2 * N;
    }

    #[inline(never)]
    fn long_quoted<const N: usize>(&mut self, before: [u8; N], text: &[u8], after: [u8; N]) {
        let room = self.room(text.len() + 2 * N);
        put(room, 0, before);
        let (words, _) = text.as_chunks();
        let mut special = 0;
        if let Some(room) = room.get_mut(N..) {
            for (to, word) in room.as_chunks_mut().0.iter_mut().zip(words) {
                special |= marks(u64::from_le_bytes(*word));
                *to = *word;
            }
        }
        if let Some(last) = text.last_chunk() {
            special |= marks(u64::from_le_bytes(*last));
            put(room, N + text.len() - 8, *last);
        }
        if special != 0 {
            return self.escaped(before, text, after);
        }
        put(room, N + text.len(), after);
        self.end += text.len() + 2 * N;
    }

    /// Writes text that has special characters.
    #[inline(never)]
    fn escaped<const N: usize>(&mut self, before: [u8; N], text: &[u8], after: [u8; N]) {
        self.bytes(&before);
        let mut rest = text;
        while let Some((run, behind)) = rest.split_at_checked(plain(rest)) {
            self.text(run);
            let [special, behind @ ..] = behind else {
                break;
            };
            match special {
                b'"' => self.bytes(b"\\\""),
                b'\\' => self.bytes(b"\\\\"),
                8 => self.bytes(b"\\b"),
                9 => self.bytes(b"\\t"),
                10 => self.bytes(b"\\n"),
                12 => self.bytes(b"\\f"),
                13 => self.bytes(b"\\r"),
                control => self.bytes(&[b'\\', b'u', b'0', b'0', b'0' + (control >> 4), hex(control & 15)]),
            }
            rest = behind;
        }
        self.bytes(&after);
    }
}

/// Writes at most 32 bytes where there is room for as many. Where their length is no power of two, the words at their
/// ends overlap.
#[inline]
fn put_up_to_32(room: &mut [u8], text: &[u8]) {
    if let (Some(first), Some(last)) = (text.first_chunk::<16>(), text.last_chunk::<16>()) {
        put(room, 0, *first);
        put(room, text.len() - 16, *last);
    } else if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        put(room, 0, *first);
        put(room, text.len() - 8, *last);
    } else {
        put(room, 0, short(text).to_le_bytes());
    }
}

/// Writes at most 16 bytes at a position where there is room for as many, and marks the special ones.
#[inline]
fn put_up_to_16(room: &mut [u8], at: usize, text: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        put(room, at, *first);
        put(room, at + text.len() - 8, *last);
        marks(u64::from_le_bytes(*first)) | marks(u64::from_le_bytes(*last))
    } else {
        let word = short(text);
        put(room, at, word.to_le_bytes());
        short_marks(word, text.len())
    }
}

/// Writes bytes at a position where there is room for them.
#[inline]
fn put<const N: usize>(room: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(to) = room.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *to = bytes;
    }
}

fn hex(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_whole_whatever_its_length() {
        for length in 0..600 {
            let text: String = (0..length).map(|i| char::from(b'a' + (i % 26) as u8)).collect();
            let mut buffer = Buffer::new();
            buffer.text(text.as_bytes());
            buffer.byte(b'-');
            buffer.string(&text);
            buffer.key(b',', &text);
            let written = String::from_utf8(buffer.into_bytes()).unwrap();
            assert_eq!(written, format!("{text}-\"{text}\",\"{text}\":"));
        }
    }

    #[test]
    fn special_characters_are_escaped_wherever_they_stand() {
        for length in 1..40 {
            for at in 0..length {
                for special in 0..0x80u8 {
                    let mut text = "a".repeat(length);
                    text.replace_range(at..=at, &char::from(special).to_string());
                    let mut buffer = Buffer::new();
                    buffer.string(&text);
                    let written = String::from_utf8(buffer.into_bytes()).unwrap();
                    assert_eq!(written, serde_json::to_string(&text).unwrap());
                }
            }
        }
    }
}
