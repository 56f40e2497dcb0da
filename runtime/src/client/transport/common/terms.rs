//! What of a request still counts when it is on its way.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use http::{Method, StatusCode};
use tokio::time::Sleep;

use crate::client::transport::unfinished;
use crate::client::{HttpRequest, TransportError};

/// What of a request still counts when it is on its way.
pub(in crate::client::transport) struct Terms<'r> {
    request: &'r HttpRequest,
    deadline: Option<Instant>,
}

impl<'r> Terms<'r> {
    /// Those of a request that began then.
    pub(in crate::client::transport) fn of(request: &'r HttpRequest, began: Instant) -> Self {
        // A time beyond what the clock can hold is for ever.
        Self { request, deadline: request.timeout.and_then(|timeout| began.checked_add(timeout)) }
    }

    /// Whether the answer has no body, whatever its headers say of one.
    pub(super) fn is_head(&self) -> bool {
        self.request.method == Method::HEAD
    }

    /// How many bytes the answer's body may have.
    pub(super) fn limit(&self) -> u64 {
        self.request.limit
    }

    /// The time that the whole call has, for messages.
    pub(super) fn stated(&self) -> Option<Duration> {
        self.request.stated_timeout()
    }

    /// How long a stream may pause.
    pub(super) fn pause(&self) -> Option<Duration> {
        self.request.idle_timeout.or(self.request.timeout)
    }

    /// How long any other body may.
    pub(super) fn idle(&self) -> Option<Duration> {
        self.request.idle_timeout
    }

    /// A timer up to the deadline; none where there is none.
    pub(in crate::client::transport) fn timer(&self) -> Option<Sleep> {
        self.deadline.map(|deadline| tokio::time::sleep_until(deadline.into()))
    }

    /// Whether answers of this status are streams.
    pub(super) fn is_stream(&self, status: StatusCode) -> bool {
        self.request.streams.iter().any(|(from, to)| (*from..=*to).contains(&status.as_u16()))
    }

    /// That no answer came in time.
    pub(in crate::client::transport) fn late(&self) -> TransportError {
        unfinished::unanswered(self.stated())
    }
}

/// What a future gives; `None` where the timer was first. One that is large stays where it is pinned: an `async fn` would
/// hold it twice.
pub(in crate::client::transport) fn before<T>(
    mut timer: Pin<&mut Option<Sleep>>,
    mut future: impl Future<Output = T> + Unpin,
) -> impl Future<Output = Option<T>> {
    poll_fn(move |context| {
        if let Poll::Ready(value) = Pin::new(&mut future).poll(context) {
            return Poll::Ready(Some(value));
        }
        match timer.as_mut().as_pin_mut() {
            Some(timer) => timer.poll(context).map(|()| None),
            None => Poll::Pending,
        }
    })
}
