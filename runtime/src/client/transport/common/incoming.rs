//! The body of an answer on its way in.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::Response;
use http_body::Body;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::time::Sleep;

use super::pieces::{Pieces, broken};
use super::terms::Terms;
use crate::client::transport::unfinished;
use crate::client::{ByteStream, StreamedResponse, TransportError, TransportErrorKind};

/// The answer with its body still to come. A stream may take as long as it likes, if only no pause is longer than the
/// timeout; what else is there has to be there in time.
pub(in crate::client::transport) fn streamed<B>(terms: &Terms<'_>, response: Response<B>) -> StreamedResponse
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let pause = terms.pause().filter(|_| terms.is_stream(response.status()));
    let (head, pieces) = Pieces::of(response);
    let length = pieces.length;
    let timer = match pause {
        Some(pause) => Some(Box::pin(tokio::time::sleep(pause))),
        None => terms.timer().map(Box::pin),
    };
    let mut stream = ByteStream::polled(Incoming { pieces, read: 0, timer, pause, waits: false }).driven_by(driver());
    if let Some(length) = length {
        stream = stream.with_length(length);
    }
    StreamedResponse::new(head.status, head.headers, stream)
}

/// This thread, if the runtime around it has no other one.
fn driver() -> Option<ThreadId> {
    let flavor = Handle::try_current().ok()?.runtime_flavor();
    (flavor == RuntimeFlavor::CurrentThread).then(|| thread::current().id())
}

struct Incoming<B> {
    pieces: Pieces<B>,
    read: usize,
    timer: Option<Pin<Box<Sleep>>>,
    /// How long there may be nothing; none where the timer is for all of it.
    pause: Option<Duration>,
    /// Whether the timer runs for the next piece. It does only while that is asked for.
    waits: bool,
}

impl<B> Incoming<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    fn poll_body(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            return match self.pieces.poll(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => continue,
                Poll::Ready(Some(Ok(piece))) => {
                    self.read += piece.len();
                    Poll::Ready(Some(Ok(piece)))
                }
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(broken(self.read, error)))),
            };
        }
    }

    /// Whether the time is up.
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        self.timer.as_mut().is_some_and(|timer| timer.as_mut().poll(context).is_ready())
    }

    fn late(&self) -> TransportError {
        if let Some(pause) = self.pause {
            return unfinished::paused(pause, self.read);
        }
        let message = format!("its body was not there in time ({} bytes were)", self.read);
        TransportError::new(TransportErrorKind::Timeout, message)
    }
}

impl<B> Stream for Incoming<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.pause.is_none() && self.is_late(context) {
            return Poll::Ready(Some(Err(self.late())));
        }
        let piece = self.poll_body(context);
        let Some(pause) = self.pause else { return piece };
        if piece.is_ready() {
            self.waits = false;
            return piece;
        }
        if !self.waits {
            self.waits = true;
            if let (Some(timer), Some(end)) = (&mut self.timer, Instant::now().checked_add(pause)) {
                timer.as_mut().reset(end.into());
            }
        }
        if self.is_late(context) { Poll::Ready(Some(Err(self.late()))) } else { Poll::Pending }
    }
}
