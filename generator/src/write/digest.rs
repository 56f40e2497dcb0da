//! A quick digest: enough to tell whether anything changed, not to keep an adversary from making it seem so.

use std::fmt;

/// A digest of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digest(u64);

impl Default for Digest {
    fn default() -> Digest {
        Digest(0x9E37_79B9_7F4A_7C15)
    }
}

impl Digest {
    /// Adds bytes, and their number.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        // Eight at a time: an unoptimized build script digests megabytes.
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            if let Ok(word) = chunk.try_into() {
                self.word(u64::from_le_bytes(word));
            }
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(chunks.remainder()) {
            *to = *from;
        }
        self.word(u64::from_le_bytes(last));
        self.word(bytes.len() as u64);
    }

    fn word(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        self.0 = (mixed ^ (mixed >> 32)).rotate_left(23).wrapping_add(0xC4CE_B9FE_1A85_EC53);
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    fn of(parts: &[&str]) -> Digest {
        let mut digest = Digest::default();
        for part in parts {
            digest.add(part.as_bytes());
        }
        digest
    }

    #[test]
    fn parts_are_told_apart() {
        assert_eq!(of(&["openapi: 3.1.0"]), of(&["openapi: 3.1.0"]));
        assert_ne!(of(&["openapi: 3.1.0"]), of(&["openapi: 3.1.1"]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
        assert_ne!(of(&["a\0"]), of(&["a"]));
    }
}
