//! What a stream of bytes comes from.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::client::{MaybeSend, TransportError};

/// What comes each time.
pub(super) type Piece = Result<Bytes, TransportError>;

/// What gives bytes piece by piece.
pub(super) trait Pieces: MaybeSend + 'static {
    /// The next piece; `None` at the end.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>>;

    /// Whether asking for the next piece would keep the thread waiting.
    fn blocks(&self) -> bool {
        false
    }
}

impl<S: Stream<Item = Piece> + MaybeSend + 'static> Pieces for Pin<Box<S>> {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.as_mut().poll_next(context)
    }
}
