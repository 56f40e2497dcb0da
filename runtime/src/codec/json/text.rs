//! Where runs of plain characters end in a string.

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Marks the bytes that end a run of plain characters, `"`, `\` and controls, in the high bit of each. Bits behind the
/// first marked one may be wrong.
#[inline]
fn marks(word: u64) -> u64 {
    let quotes = word ^ (LOW * b'"' as u64);
    let backslashes = word ^ (LOW * b'\\' as u64);
    let zero_quotes = quotes.wrapping_sub(LOW) & !quotes;
    let zero_backslashes = backslashes.wrapping_sub(LOW) & !backslashes;
    let controls = word.wrapping_sub(LOW * 0x20) & !word;
    (zero_quotes | zero_backslashes | controls) & HIGH
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
    passed + rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn ends_at_every_special_byte_at_every_position() {
        for length in 0..40 {
            for at in 0..length {
                for special in 0..=255u8 {
                    let mut bytes = vec![b'a'; length];
                    bytes[at] = special;
                    let is_special = special < 0x20 || special == b'"' || special == b'\\';
                    assert_eq!(plain(&bytes), if is_special { at } else { length });
                    bytes[length - 1] = b'"';
                    let end = if is_special { at } else { length - 1 };
                    assert_eq!(plain(&bytes), end);
                }
            }
        }
    }
}
