//! The body of an answer on its way in.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::cause::cause;
use crate::client::transport::{BoxFuture, timer, unfinished};
use crate::client::{TransportError, TransportErrorKind};

/// What goes off when time is up; none where there is time for ever.
pub(super) type Timer = Option<BoxFuture<'static, ()>>;

/// The pieces of a body, in time. Where it is dropped, the browser cancels what is still to come.
pub(super) struct Incoming<S> {
    pieces: S,
    read: usize,
    /// Goes off when all of it has to be there.
    end: Timer,
    /// The time that the whole call was given, for messages.
    stated: Option<Duration>,
    /// How long there may be nothing.
    pause: Option<Duration>,
    /// Goes off when there was nothing for so long: there only while a piece is waited for.
    lull: Timer,
}

impl<S: Stream<Item = ::reqwest::Result<Bytes>> + Unpin> Incoming<S> {
    pub(super) fn new(pieces: S, end: Timer, pause: Option<Duration>, stated: Option<Duration>) -> Self {
        Self { pieces, read: 0, end, stated, pause, lull: None }
    }

    /// The next piece; `None` at the end.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if is_over(&mut self.end, context) {
            return Poll::Ready(Some(Err(unfinished::late(self.stated, self.read))));
        }
        loop {
            match Pin::new(&mut self.pieces).poll_next(context) {
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => {}
                Poll::Ready(piece) => {
                    self.lull = None;
                    return Poll::Ready(piece.map(|piece| self.came(piece)));
                }
                Poll::Pending => break,
            }
        }
        let Some(pause) = self.pause else { return Poll::Pending };
        self.lull.get_or_insert_with(|| timer::sleep(pause));
        match is_over(&mut self.lull, context) {
            true => Poll::Ready(Some(Err(unfinished::paused(pause, self.read)))),
            false => Poll::Pending,
        }
    }

    fn came(&mut self, piece: ::reqwest::Result<Bytes>) -> Result<Bytes, TransportError> {
        match piece {
            Ok(piece) => {
                self.read += piece.len();
                Ok(piece)
            }
            Err(error) => {
                // The URL may hold a credential.
                let error = error.without_url();
                Err(unfinished::broken_off(TransportErrorKind::Io, self.read, &cause(&error), error))
            }
        }
    }
}

impl<S: Stream<Item = ::reqwest::Result<Bytes>> + Unpin> Stream for Incoming<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

fn is_over(timer: &mut Timer, context: &mut Context<'_>) -> bool {
    timer.as_mut().is_some_and(|timer| timer.as_mut().poll(context).is_ready())
}
