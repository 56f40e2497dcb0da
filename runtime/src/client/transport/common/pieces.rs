//! The body of an answer, piece by piece, decompressed.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Response;
use http::response::Parts;
use http_body::Body;

use super::cause::{kind, root_cause};
use super::gzip::{self, Gunzip};
use crate::client::transport::unfinished;
use crate::client::{TransportError, TransportErrorKind};

/// Why there are no more pieces.
pub(super) enum Broken {
    /// The connection broke off.
    Off(Box<dyn Error + Send + Sync>),
    /// A timeout of the library's own was over.
    #[cfg(feature = "reqwest")]
    Late(Box<dyn Error + Send + Sync>),
    /// What came can't be decompressed.
    Corrupt(io::Error),
}

pub(super) struct Pieces<B> {
    body: B,
    /// How long the body is, if that is known.
    pub(super) length: Option<u64>,
    /// It is large, and most answers need none.
    gunzip: Option<Box<Gunzip>>,
    /// What came and is still to be decompressed.
    came: Bytes,
}

impl<B> Pieces<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    /// The head of an answer, and the pieces of its body.
    pub(super) fn of(response: Response<B>) -> (Parts, Self) {
        let (mut head, body) = response.into_parts();
        let length = body.size_hint().exact();
        // Where there is no body, the headers tell of the one that there would be.
        let gunzip = if body.is_end_stream() { None } else { Gunzip::of(&mut head.headers).map(Box::new) };
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
fn came<B>(body: &mut B, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Broken>>>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    loop {
        return match Pin::new(&mut *body).poll_frame(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                Ok(data) => Poll::Ready(Some(Ok(data))),
                // Trailers.
                Err(_) => continue,
            },
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(off(error.into())))),
        };
    }
}

/// What broke a body off. Only reqwest has timeouts of its own: those of a client that was given.
fn off(error: Box<dyn Error + Send + Sync>) -> Broken {
    #[cfg(feature = "reqwest")]
    let error: Box<dyn Error + Send + Sync> = match error.downcast::<::reqwest::Error>() {
        // The URL may hold a credential.
        Ok(error) if error.is_timeout() => return Broken::Late(Box::new(error.without_url())),
        Ok(error) => Box::new(error.without_url()),
        Err(error) => error,
    };
    Broken::Off(error)
}

/// That the body of an answer did not come to its end.
pub(super) fn broken(length: usize, error: Broken) -> TransportError {
    match error {
        Broken::Off(error) => {
            let cause = root_cause(&*error);
            unfinished::broken_off(kind(&*error), length, &cause, error)
        }
        #[cfg(feature = "reqwest")]
        Broken::Late(error) => {
            let message = format!("its body was not there in time ({length} bytes were)");
            TransportError::new(TransportErrorKind::Timeout, message).with_source(error)
        }
        Broken::Corrupt(error) => {
            let message = format!("its body is broken after {length} bytes: it can't be decompressed ({error})");
            TransportError::new(TransportErrorKind::Protocol, message).with_source(error)
        }
    }
}
