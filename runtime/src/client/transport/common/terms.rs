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
pub(in crate::client::transport) struct Terms {
    pub(super) is_head: bool,
    pub(super) limit: u64,
    /// The time that the whole call has, for messages.
    pub(super) stated: Option<Duration>,
    /// How long a stream may pause.
    pub(super) pause: Option<Duration>,
    /// How long any other body may.
    pub(super) idle: Option<Duration>,
    streams: &'static [(u16, u16)],
    deadline: Option<Instant>,
}

impl Terms {
    /// Those of a request that begins now.
    pub(in crate::client::transport) fn of(request: &HttpRequest) -> Self {
        Self {
            is_head: request.method == Method::HEAD,
            limit: request.limit,
            stated: request.stated_timeout(),
            pause: request.idle_timeout.or(request.timeout),
            idle: request.idle_timeout,
            streams: request.streams,
            // A time beyond what the clock can hold is for ever.
            deadline: request.timeout.and_then(|timeout| Instant::now().checked_add(timeout)),
        }
    }

    /// A timer up to the deadline; none where there is none.
    pub(in crate::client::transport) fn timer(&self) -> Option<Sleep> {
        self.deadline.map(|deadline| tokio::time::sleep_until(deadline.into()))
    }

    /// Whether answers of this status are streams.
    pub(super) fn is_stream(&self, status: StatusCode) -> bool {
        self.streams.iter().any(|(from, to)| (*from..=*to).contains(&status.as_u16()))
    }

    /// That no answer came in time.
    pub(in crate::client::transport) fn late(&self) -> TransportError {
        unfinished::unanswered(self.stated)
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
