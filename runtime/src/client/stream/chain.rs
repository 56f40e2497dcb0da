//! Sources that follow each other, as the parts of a multipart body do.

use std::collections::VecDeque;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::ByteStream;
use super::pieces::{Piece, Pieces};
use crate::client::{TransportError, Upload};

/// A part of what is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Segment {
    Bytes(Bytes),
    Upload(Upload),
}

impl Segment {
    /// How many bytes it has, if that is known.
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Upload(upload) => upload.length(),
        }
    }

    fn open(self) -> Result<ByteStream, TransportError> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.into()),
            Self::Upload(upload) => upload.open(),
        }
    }
}

/// Segments of which one is open at a time.
struct Chain {
    current: Option<Box<ByteStream>>,
    rest: VecDeque<Segment>,
}

/// These segments, one after the other.
pub(in crate::client) fn of(segments: &[Segment]) -> ByteStream {
    ByteStream::of(Chain { current: None, rest: segments.to_vec().into() }, length(segments))
}

/// How many bytes segments have, if that is known.
pub(in crate::client) fn length(segments: &[Segment]) -> Option<u64> {
    let mut length = 0;
    for segment in segments {
        length += segment.length()?;
    }
    Some(length)
}

impl Pieces for Chain {
    fn blocks(&self) -> bool {
        match (&self.current, self.rest.front()) {
            (Some(current), _) if current.is_ended() => self.rest.front().is_some_and(waits),
            (Some(current), _) => current.blocks(),
            (None, Some(next)) => waits(next),
            (None, None) => false,
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
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
