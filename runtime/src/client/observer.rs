//! Numbers about calls, for metrics.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::{
    Attempts, Body, BoxFuture, HttpRequest, Layer, MaybeSend, MaybeSync, Meta, Next, StreamedResponse, TransportError,
};

/// What is told of each call and each attempt at it when the response is there, up to where a stream begins: for metrics.
/// Of a call that is dropped before, nothing is told.
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
            let began = next.elapsed();
            let (operation, number) = (request.operation, request.attempt.map_or(1, |attempt| attempt.number));
            let sent = request.body.as_ref().map_or(Some(0), Body::length);
            let outcome = next.run(request).await;
            let (status, error, attempts, received) = match &outcome {
                Ok(answer) => {
                    let attempts = answer.extensions.get::<Attempts>().copied();
                    (Some(answer.status), None, attempts, answer.body.length())
                }
                Err(error) => {
                    let partial = error.partial();
                    let received = partial.map(|partial| partial.body.len() as u64);
                    (partial.map(|partial| partial.status), Some(error), error.attempts(), received)
                }
            };
            let duration = next.elapsed().saturating_sub(began);
            let attempt = attempts.filter(|_| self.is_of_calls).map_or(number, |attempts| attempts.count);
            let seen = Observed { operation, attempt, status, error, duration, sent, received };
            match self.is_of_calls {
                true => self.observer.call(&seen),
                false => self.observer.attempt(&seen),
            }
            outcome
        })
    }
}
