//! The body of an answer on its way in.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body;
use tokio::time::{Sleep, sleep_until};

use super::exchange::root_cause;
use crate::client::{ByteStream, StreamedResponse, TransportError, TransportErrorKind};

/// The answer with its body still to come. That of a success may take as long as it likes; what else is there has to
/// be there in time.
pub(super) fn streamed(response: ::reqwest::Response, deadline: Option<Instant>) -> StreamedResponse {
    let deadline = deadline.filter(|_| !response.status().is_success());
    let length = response.content_length();
    let (head, body) = http::Response::from(response).into_parts();
    let timer = deadline.map(|deadline| Box::pin(sleep_until(deadline.into())));
    let mut stream = ByteStream::polled(Incoming { body, read: 0, timer });
    if let Some(length) = length {
        stream = stream.with_length(length);
    }
    StreamedResponse::new(head.status, head.headers, stream)
}

struct Incoming {
    body: ::reqwest::Body,
    read: usize,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(timer) = &mut self.timer
            && timer.as_mut().poll(context).is_ready()
        {
            let message = format!("its body was not there in time ({} bytes were)", self.read);
            return Poll::Ready(Some(Err(TransportError::new(TransportErrorKind::Timeout, message))));
        }
        loop {
            return Poll::Ready(match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => None,
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => {
                        self.read += data.len();
                        Some(Ok(data))
                    }
                    // Trailers.
                    Err(_) => continue,
                },
                Some(Err(error)) => Some(Err(broken(self.read, error))),
            });
        }
    }
}

fn broken(length: usize, error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    let cause = root_cause(&error as &dyn Error);
    let message = format!("the connection broke off after {length} bytes of its body ({cause})");
    TransportError::new(TransportErrorKind::Io, message).with_source(error)
}
