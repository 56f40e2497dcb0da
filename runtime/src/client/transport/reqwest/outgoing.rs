//! The body of a request on its way out.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::client::{Body, ByteStream, TransportError, TransportErrorKind};

/// The body as reqwest takes it: in one piece where it is in memory, else as it is read.
///
/// # Errors
///
/// That a stream in it has been sent before.
pub(super) fn body(body: &Body) -> Result<::reqwest::Body, TransportError> {
    match body.as_bytes() {
        Some(bytes) => Ok(bytes.clone().into()),
        None => {
            let stream = body.open()?;
            let length = stream.length();
            // reqwest wants bodies that threads can share; nobody but this one ever has the lock.
            let state = Mutex::new(State::Idle(stream));
            Ok(::reqwest::Body::wrap(Outgoing { state, length }))
        }
    }
}

struct Outgoing {
    state: Mutex<State>,
    length: Option<u64>,
}

enum State {
    Idle(ByteStream),
    /// A thread of its own waits for the next piece.
    Reading(JoinHandle<(ByteStream, Option<Result<Bytes, TransportError>>)>),
    Ended,
}

impl State {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let piece = match self {
                Self::Ended => return Poll::Ready(None),
                Self::Idle(stream) if !stream.blocks() => ready!(Pin::new(stream).poll_next(context)),
                Self::Idle(_) => {
                    if let Self::Idle(mut stream) = std::mem::replace(self, Self::Ended) {
                        *self = Self::Reading(spawn_blocking(move || {
                            let piece = stream.next_blocking();
                            (stream, piece)
                        }));
                    }
                    continue;
                }
                Self::Reading(reading) => match ready!(Pin::new(reading).poll(context)) {
                    Ok((stream, piece)) => {
                        *self = Self::Idle(stream);
                        piece
                    }
                    Err(error) => {
                        let message = format!("what was to be sent could not be read: {error}");
                        Some(Err(TransportError::new(TransportErrorKind::Source, message).with_source(error)))
                    }
                },
            };
            if !matches!(piece, Some(Ok(_))) {
                *self = Self::Ended;
            }
            return Poll::Ready(piece);
        }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        state.poll_piece(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}
