//! Sources that follow each other, as the parts of a multipart body do.

use std::collections::VecDeque;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::{ByteStream, Piece};
use crate::client::Upload;

/// A part of what is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Segment {
    Bytes(Bytes),
    Upload(Upload),
}

impl Segment {
    /// How many bytes it has, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Upload(upload) => upload.length(),
        }
    }

    fn open(self) -> Result<ByteStream, crate::client::TransportError> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.into()),
            Self::Upload(upload) => upload.open(),
        }
    }
}

/// Segments of which one is open at a time.
pub(super) struct Chain {
    current: Option<Box<ByteStream>>,
    rest: VecDeque<Segment>,
}

impl Chain {
    pub(super) fn new(segments: impl IntoIterator<Item = Segment>) -> Self {
        Self { current: None, rest: segments.into_iter().collect() }
    }

    /// How many bytes there are in all, if that is known of every segment.
    pub(super) fn length(&self) -> Option<u64> {
        self.rest.iter().map(Segment::length).sum()
    }

    /// Whether the next piece is read by a thread that waits.
    pub(super) fn blocks(&self) -> bool {
        match (&self.current, self.rest.front()) {
            (Some(current), _) if current.is_ended() => self.rest.front().is_some_and(waits),
            (Some(current), _) => current.blocks(),
            (None, Some(next)) => waits(next),
            (None, None) => false,
        }
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        loop {
            if let Some(current) = &mut self.current {
                match current.poll_piece(context) {
                    Poll::Ready(None) => self.current = None,
                    piece => return piece,
                }
            }
            let Some(next) = self.rest.pop_front() else {
                return Poll::Ready(None);
            };
            match next.open() {
                Ok(stream) => self.current = Some(Box::new(stream)),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

fn waits(segment: &Segment) -> bool {
    matches!(segment, Segment::Upload(upload) if upload.blocks())
}
