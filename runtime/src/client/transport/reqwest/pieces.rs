//! The body of an answer, piece by piece, decompressed.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::response::Parts;
use http_body::Body;

use super::gzip::{self, Gunzip};
use crate::client::{TransportError, TransportErrorKind};

/// Why there are no more pieces.
pub(super) enum Broken {
    /// The connection broke off.
    Off(::reqwest::Error),
    /// What came can't be decompressed.
    Corrupt(io::Error),
}

pub(super) struct Pieces {
    body: ::reqwest::Body,
    /// How long the body is, if that is known.
    pub(super) length: Option<u64>,
    gunzip: Option<Gunzip>,
    /// What came and is still to be decompressed.
    came: Bytes,
}

impl Pieces {
    /// The head of an answer, and the pieces of its body.
    pub(super) fn of(response: ::reqwest::Response) -> (Parts, Self) {
        let length = response.content_length();
        let (mut head, body) = http::Response::from(response).into_parts();
        // Where there is no body, the headers tell of the one that there would be.
        let gunzip = if body.is_end_stream() { None } else { Gunzip::of(&mut head.headers) };
        let length = length.filter(|_| gunzip.is_none());
        let pieces = Self { body, length, gunzip, came: Bytes::new() };
        (head, pieces)
    }

    /// The next piece, which may be empty.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
        if let Some(gunzip) = &mut self.gunzip {
            while self.came.is_empty() {
                match came(&mut self.body, context) {
                    Poll::Ready(Some(Ok(piece))) => self.came = piece,
                    Poll::Ready(None) => {
                        let rest = gunzip.end();
                        self.gunzip = None;
                        return Poll::Ready(Some(rest.map(Bytes::from).map_err(Broken::Corrupt)));
                    }
                    other => return other,
                }
            }
            let piece = self.came.split_to(self.came.len().min(gzip::PIECE));
            return Poll::Ready(Some(gunzip.next(&piece).map(Bytes::from).map_err(Broken::Corrupt)));
        }
        came(&mut self.body, context)
    }
}

/// The next piece as it came.
fn came(body: &mut ::reqwest::Body, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>> {
    loop {
        return match Pin::new(&mut *body).poll_frame(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                Ok(data) => Poll::Ready(Some(Ok(data))),
                // Trailers.
                Err(_) => continue,
            },
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(Broken::Off(error)))),
        };
    }
}

/// That a body can't be decompressed.
pub(super) fn corrupt(length: usize, error: io::Error) -> TransportError {
    let message = format!("its body is broken after {length} bytes: it can't be decompressed ({error})");
    TransportError::new(TransportErrorKind::Io, message).with_source(error)
}
