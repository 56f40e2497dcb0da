//! JSON text sequences (RFC 7464): JSON texts, each behind a record separator.

use bytes::Bytes;

use super::cutter::{Cutter, TooLarge};
use super::lines::is_blank;
use super::{Frame, Step};

/// RS, which no JSON text holds.
const SEPARATOR: u8 = 0x1e;

pub(in crate::client::stream) struct Sequence {
    cutter: Cutter,
    /// Whether a separator has come.
    begun: bool,
}

impl Sequence {
    pub(super) fn new(limit: usize) -> Self {
        Self { cutter: Cutter::new(limit), begun: false }
    }

    pub(super) fn next(&mut self, input: &mut Bytes) -> Result<Step, TooLarge> {
        while let Some((text, _)) = self.cutter.cut(input, |byte| byte == SEPARATOR)? {
            let begun = std::mem::replace(&mut self.begun, true);
            if let Some(frame) = frame(text, begun) {
                return Ok(Step::Item(frame));
            }
        }
        Ok(Step::More)
    }

    pub(super) fn finish(&mut self) -> Option<Frame> {
        frame(self.cutter.rest(), self.begun)
    }
}

/// The item; several separators in a row hold none.
fn frame(text: Bytes, begun: bool) -> Option<Frame> {
    if is_blank(&text) {
        return None;
    }
    let fault = if !begun {
        Some("there is no record separator before it")
    } else if is_truncated(&text) {
        Some("it is cut off, for no white space ends it")
    } else {
        None
    };
    Some(Frame { fault, ..Frame::json(text) })
}

/// Whether there may have been more: numbers, `true`, `false` and `null` do not tell their own end (RFC 7464,
/// section 2.4).
fn is_truncated(text: &[u8]) -> bool {
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    !matches!(first, Some(b'{' | b'[' | b'"')) && !text.last().is_some_and(u8::is_ascii_whitespace)
}
