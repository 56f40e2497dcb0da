//! JSON Lines: a JSON text a line.

use bytes::Bytes;

use super::cutter::{Cutter, TooLarge};
use super::{Frame, Step};

pub(in crate::client::stream) struct Lines(Cutter);

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self(Cutter::new(limit))
    }

    pub(super) fn next(&mut self, input: &mut Bytes) -> Result<Step, TooLarge> {
        while let Some((line, _)) = self.0.cut(input, |byte| byte == b'\n')? {
            if !is_blank(&line) {
                return Ok(Step::Item(Frame::json(line)));
            }
        }
        Ok(Step::More)
    }

    /// The last line needs no end.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        Some(self.0.rest()).filter(|line| !is_blank(line)).map(Frame::json)
    }
}

/// Whether there is nothing but JSON's white space, perhaps behind a byte order mark.
pub(super) fn is_blank(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}
