//! Strings in JSON text, eight bytes at a time: where runs of plain characters end, and whether a text
//! begins with another.

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = LOW * 0x20;

/// Marks the bytes that end a run of plain characters, `"`, `\` and controls, in the high bit of each. Bits behind the
/// first marked one may be wrong.
#[inline]
pub(super) fn marks(word: u64) -> u64 {
    // One bit turned round, `"` is 0x20, the only one at that place, and controls are still below it.
    let turned = word ^ (LOW * 2);
    let controls_or_quotes = turned.wrapping_sub(LOW * 0x21) & !turned;
    let backslashes = word ^ (LOW * b'\\' as u64);
    let zero_backslashes = backslashes.wrapping_sub(LOW) & !backslashes;
    (controls_or_quotes | zero_backslashes) & HIGH
}

/// The bytes of less than a word, from its lowest byte on; the others are zero.
#[inline]
pub(super) fn short(bytes: &[u8]) -> u64 {
    // Two loads that overlap where the length is no power of two.
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let shift = (bytes.len() - 4) * 8;
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << shift;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        let shift = (bytes.len() - 2) * 8;
        return u64::from(u16::from_le_bytes(*first)) | u64::from(u16::from_le_bytes(*last)) << shift;
    }
    bytes.first().map_or(0, |byte| u64::from(*byte))
}

/// Marks as [`marks`] does in less than a word: those behind its end are plain.
#[inline]
pub(super) fn short_marks(word: u64, length: usize) -> u64 {
    marks(word | SPACES << (length * 8))
}

/// How many bytes stand before the first `"`, `\` or control character; all of them where there is none.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut passed = 0;
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return passed + (marks.trailing_zeros() / 8) as usize;
        }
        passed += 8;
        rest = behind;
    }
    let marks = short_marks(short(rest), rest.len());
    passed + rest.len().min((marks.trailing_zeros() / 8) as usize)
}

/// What stands behind `start`, if the text begins with it; for starts so short that a call of `memcmp` would cost more
/// than the comparison.
#[inline]
pub(super) fn behind<'a>(text: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    let (text, behind) = text.split_at_checked(start.len())?;
    is_same(text, start).then_some(behind)
}

/// Whether two short texts are equal.
#[inline]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (words, rest) = one.as_chunks::<8>();
    let (other_words, other_rest) = other.as_chunks::<8>();
    one.len() == other.len()
        && words.iter().zip(other_words).all(|(one, other)| one == other)
        && short(rest) == short(other_rest)
}

#[cfg(test)]
mod tests {
    use super::{behind, plain};

    #[test]
    fn runs_end_at_every_special_byte_at_every_position() {
        for length in 0..40 {
            for at in 0..length {
                for special in 0..=255u8 {
                    let is_special = special < 0x20 || special == b'"' || special == b'\\';
                    let mut bytes = vec![b'a'; length];
                    bytes[at] = special;
                    let end = if is_special { at } else { length };
                    assert_eq!(plain(&bytes), end);
                }
            }
        }
    }

    #[test]
    fn starts_are_told_whatever_their_length() {
        for length in 0..30u8 {
            let text: Vec<u8> = (0..40).collect();
            let start = &text[..usize::from(length)];
            assert_eq!(behind(&text, start), Some(&text[start.len()..]));
            assert_eq!(behind(start, &text), None);
            for at in 0..start.len() {
                let mut other = start.to_vec();
                other[at] ^= 64;
                assert_eq!(behind(&text, &other), None);
            }
        }
    }
}
