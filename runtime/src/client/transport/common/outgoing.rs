//! The body of a request on its way out.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream as _;
use http_body::{Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::client::{Body, ByteStream, TransportError, TransportErrorKind};

/// A body as it is sent: in one piece where it is in memory, else as it is read.
pub(in crate::client::transport) enum Outgoing {
    /// What is left of a piece of memory.
    Bytes(Bytes),
    /// What is read.
    Stream(Box<Stream>),
}

pub(in crate::client::transport) struct Stream {
    state: State,
    length: Option<u64>,
}

impl Outgoing {
    /// The body of a request.
    ///
    /// # Errors
    ///
    /// That a stream in it has been sent before.
    pub(in crate::client::transport) fn of(body: Option<&Body>) -> Result<Self, TransportError> {
        let Some(body) = body else { return Ok(Self::Bytes(Bytes::new())) };
        match body.as_bytes() {
            Some(bytes) => Ok(Self::Bytes(bytes.clone())),
            None => {
                let stream = body.open()?;
                let length = stream.length();
                Ok(Self::Stream(Box::new(Stream { state: State::Idle(stream), length })))
            }
        }
    }
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
                    if let Self::Idle(mut stream) = mem::replace(self, Self::Ended) {
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
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.get_mut() {
            Self::Bytes(left) if left.is_empty() => Poll::Ready(None),
            Self::Bytes(left) => Poll::Ready(Some(Ok(Frame::data(mem::take(left))))),
            Self::Stream(stream) => {
                stream.state.poll_piece(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Bytes(left) if left.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(left) => SizeHint::with_exact(left.len() as u64),
            Self::Stream(stream) => stream.length.map(SizeHint::with_exact).unwrap_or_default(),
        }
    }
}
