//! How long calls may take, beside the time for an attempt.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::transport::timer;
use super::{BoxFuture, ByteStream, StreamedResponse, Transport, TransportError, TransportErrorKind};

/// The limits of a client, or of a call where it has some of its own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// For a connection to come about.
    pub(crate) connect: Option<Duration>,
    /// Between two pieces of an answer's body.
    pub(crate) idle: Option<Duration>,
    /// For the whole call.
    pub(crate) call: Option<Duration>,
}

impl Limits {
    /// `other`'s limits, and these where it has none.
    pub(super) fn replaced(self, other: Self) -> Self {
        Self { connect: other.connect.or(self.connect), idle: other.idle.or(self.idle), call: other.call.or(self.call) }
    }

    /// The limits of a call that has these: the longest time is none.
    pub(super) fn merged(self, call: Self) -> Self {
        let Self { connect, idle, call } = self.replaced(call);
        let finite = |limit: Option<Duration>| limit.filter(|limit| *limit != Duration::MAX);
        Self { connect: finite(connect), idle: finite(idle), call: finite(call) }
    }
}

/// The shorter of two times.
pub(super) fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// When a whole call has to have ended.
#[derive(Clone, Debug)]
pub(super) struct End {
    transport: Arc<dyn Transport>,
    limit: Duration,
    /// By the transport's clock.
    at: Duration,
    is_blocking: bool,
}

impl End {
    /// The end of a call that begins now.
    pub(super) fn of(limit: Duration, transport: &Arc<dyn Transport>, is_blocking: bool) -> Self {
        let at = transport.elapsed().saturating_add(limit);
        Self { transport: Arc::clone(transport), limit, at, is_blocking }
    }

    /// How much time is left.
    pub(super) fn left(&self) -> Duration {
        self.at.saturating_sub(self.transport.elapsed())
    }

    fn timer(&self) -> BoxFuture<'static, ()> {
        // The transport's own may need a runtime that this thread does not run.
        match self.is_blocking {
            true => timer::sleep(self.left()),
            false => self.transport.run_out(self.left()),
        }
    }

    /// That it has not ended in time.
    pub(super) fn late(&self) -> TransportError {
        let message = format!("the call had not ended within {:?}", self.limit);
        TransportError::new(TransportErrorKind::Timeout, message)
    }

    /// What a future gives, if it does so in time.
    pub(super) async fn hold<T>(
        &self,
        future: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let mut future = pin!(future);
        let mut timer = None;
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(outcome) => Poll::Ready(outcome),
            Poll::Pending => {
                let timer = timer.get_or_insert_with(|| self.timer());
                // Of several timers for one end, another one may have woken this.
                if timer.as_mut().poll(context).is_ready() || self.left().is_zero() {
                    return Poll::Ready(Err(self.late()));
                }
                Poll::Pending
            }
        })
        .await
    }

    /// An answer whose body ends with the call.
    pub(super) fn hold_body(self, mut answer: StreamedResponse) -> StreamedResponse {
        let (length, driver) = (answer.body.length(), answer.body.driver());
        let body = std::mem::replace(&mut answer.body, ByteStream::from(Bytes::new()));
        answer.body = ByteStream::polled(Limited { body, end: self, timer: None }).driven_by(driver);
        if let Some(length) = length {
            answer.body = answer.body.with_length(length);
        }
        answer
    }
}

/// A body that ends with its call, whatever goes on coming.
struct Limited {
    body: ByteStream,
    end: End,
    /// There once something is waited for.
    timer: Option<BoxFuture<'static, ()>>,
}

impl Stream for Limited {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { body, end, timer } = &mut *self;
        if end.left().is_zero() {
            return Poll::Ready(Some(Err(end.late())));
        }
        let piece = Pin::new(body).poll_next(context);
        if piece.is_ready() {
            return piece;
        }
        let timer = timer.get_or_insert_with(|| end.timer());
        timer.as_mut().poll(context).map(|()| Some(Err(end.late())))
    }
}
