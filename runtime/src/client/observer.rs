//! Numbers about calls, for metrics.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::{
    Attempts, Body, BoxFuture, HttpRequest, Layer, MaybeSend, MaybeSync, Meta, Next, StreamedResponse, TransportError,
};

/// What is told of each call and each attempt at it when the response is there, up to where a stream begins, or when it is
/// dropped before: for metrics.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use std::sync::Arc;
///
/// use oasmith_runtime::{Observed, Observer};
///
/// /// Counts calls that failed.
/// #[derive(Clone, Debug, Default)]
/// struct Failures(Arc<AtomicU32>);
///
/// impl Observer for Failures {
///     fn call(&self, seen: &Observed<'_>) {
///         let is_success = seen.status.is_some_and(|status| status.is_success());
///         self.0.fetch_add(u32::from(!is_success), Ordering::Relaxed);
///     }
/// }
///
/// let failures = Failures::default();
/// let client = Client::builder().observer(failures.clone()).transport(server()).build();
/// client.call(GetPet { id: 7 }).await?;
/// assert!(client.call(GetPet { id: 8 }).await.is_err());
/// assert_eq!(failures.0.load(Ordering::Relaxed), 1);
/// # Ok(())
/// # }
/// ```
pub trait Observer: fmt::Debug + MaybeSend + MaybeSync + 'static {
    /// A call is over, with all its attempts.
    fn call(&self, seen: &Observed<'_>) {
        let _ = seen;
    }

    /// An attempt is over.
    fn attempt(&self, seen: &Observed<'_>) {
        let _ = seen;
    }
}

/// A call or an attempt that is over. It holds no credentials, and nothing of what was sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Observed<'a> {
    /// The operation.
    pub operation: Option<&'static Meta>,
    /// Which attempt it is, counted from one; of a call, how many there were.
    pub attempt: u32,
    /// The status of the response, if one came.
    pub status: Option<StatusCode>,
    /// Why no response came, or only a part of one.
    pub error: Option<&'a TransportError>,
    /// Whether it was dropped before it was over; then there is neither a status nor an error.
    pub is_abandoned: bool,
    /// How long it took, by the transport's clock.
    pub duration: Duration,
    /// How many bytes the body of the request has, if that is known.
    pub sent: Option<u64>,
    /// How many bytes the body of the response has, if that is known.
    pub received: Option<u64>,
}

/// The layer that tells an observer.
#[derive(Debug)]
pub(super) struct Observing {
    pub(super) observer: Arc<dyn Observer>,
    /// Whether it stands around whole calls.
    pub(super) is_of_calls: bool,
}

impl Layer for Observing {
    fn call<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            let mut watch = Watch {
                observing: self,
                next,
                began: next.elapsed(),
                operation: request.operation,
                number: request.attempt.map_or(1, |attempt| attempt.number),
                sent: request.body.as_ref().map_or(Some(0), Body::length),
                is_over: false,
            };
            let outcome = next.run(request).await;
            watch.over(&outcome);
            outcome
        })
    }
}

/// A call or an attempt under way.
struct Watch<'a> {
    observing: &'a Observing,
    next: Next<'a>,
    began: Duration,
    operation: Option<&'static Meta>,
    number: u32,
    sent: Option<u64>,
    is_over: bool,
}

impl Watch<'_> {
    fn over(&mut self, outcome: &Result<StreamedResponse, TransportError>) {
        self.is_over = true;
        let seen = self.seen();
        let (seen, attempts) = match outcome {
            Ok(answer) => {
                let seen = Observed { status: Some(answer.status), received: answer.body.length(), ..seen };
                (seen, answer.extensions.get::<Attempts>().copied())
            }
            Err(error) => {
                let partial = error.partial();
                let (status, received) =
                    (partial.map(|partial| partial.status), partial.map(|partial| partial.body.len() as u64));
                (Observed { status, received, error: Some(error), ..seen }, error.attempts())
            }
        };
        let count = attempts.filter(|_| self.observing.is_of_calls).map_or(self.number, |attempts| attempts.count);
        self.tell(&Observed { attempt: count, ..seen });
    }

    fn seen(&self) -> Observed<'static> {
        let duration = self.next.elapsed().saturating_sub(self.began);
        let Self { operation, number: attempt, sent, .. } = *self;
        Observed { operation, attempt, status: None, error: None, is_abandoned: false, duration, sent, received: None }
    }

    fn tell(&self, seen: &Observed<'_>) {
        match self.observing.is_of_calls {
            true => self.observing.observer.call(seen),
            false => self.observing.observer.attempt(seen),
        }
    }
}

/// What is dropped before it is over is told, too.
impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            let begun = self.next.attempts_begun().max(1);
            let attempt = if self.observing.is_of_calls { begun } else { self.number };
            self.tell(&Observed { attempt, is_abandoned: true, ..self.seen() });
        }
    }
}
