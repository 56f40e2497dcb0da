//! Units that end with a byte.

use bytes::{Bytes, BytesMut};

/// That a unit has more bytes than it may have.
#[derive(Debug)]
pub(in crate::client::stream) struct TooLarge;

/// Cuts units, and keeps what has come of one until its end comes.
pub(super) struct Cutter {
    kept: BytesMut,
    limit: usize,
}

impl Cutter {
    pub(super) fn new(limit: usize) -> Self {
        Self { kept: BytesMut::new(), limit }
    }

    /// The next unit and the byte that ends it, which are taken from the input. Where there is no end, all of it is
    /// taken and kept.
    pub(super) fn cut(
        &mut self,
        input: &mut Bytes,
        ends: impl Fn(u8) -> bool,
    ) -> Result<Option<(Bytes, u8)>, TooLarge> {
        let found = input.iter().position(|byte| ends(*byte));
        let head = input.split_to(found.unwrap_or(input.len()));
        if head.len() > self.limit.saturating_sub(self.kept.len()) {
            return Err(TooLarge);
        }
        if found.is_none() {
            self.kept.extend_from_slice(&head);
            return Ok(None);
        }
        let end = input.split_to(1).first().copied().unwrap_or_default();
        if self.kept.is_empty() {
            return Ok(Some((head, end)));
        }
        self.kept.extend_from_slice(&head);
        Ok(Some((self.rest(), end)))
    }

    /// What has come of a unit whose end has not.
    pub(super) fn rest(&mut self) -> Bytes {
        std::mem::take(&mut self.kept).freeze()
    }
}
