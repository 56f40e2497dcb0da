//! One request and its answer.

use std::pin::{Pin, pin};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::Sleep;

use super::pools::Pools;
use crate::client::transport::common::{self, Outgoing, Terms, before, find, root_cause, streamed, whole};
use crate::client::{Body, HttpRequest, HttpResponse, StreamedResponse, TransportError, TransportErrorKind};

/// Sends the request and reads the answer up to the limit.
pub(super) async fn exchange(pools: &Pools, request: &mut HttpRequest) -> Result<HttpResponse, TransportError> {
    let began = Instant::now();
    pools.lull.end(began).await;
    let sending = sending(pools, request)?;
    let terms = Terms::of(request, began);
    let mut timer = pin!(terms.timer());
    let response = answer(request, sending, &terms, timer.as_mut()).await?;
    whole(&terms, http::Response::<::reqwest::Body>::from(response), timer).await
}

/// Sends the request and leaves the answer's body to be read.
pub(super) async fn open(pools: &Pools, request: &mut HttpRequest) -> Result<StreamedResponse, TransportError> {
    let began = Instant::now();
    pools.lull.end(began).await;
    let sending = sending(pools, request)?;
    let terms = Terms::of(request, began);
    let timer = pin!(terms.timer());
    let response = answer(request, sending, &terms, timer).await?;
    Ok(streamed(&terms, http::Response::<::reqwest::Body>::from(response)))
}

/// Hands the request to reqwest. What an async function holds of it until its end is as much as its future's size.
fn sending(
    pools: &Pools,
    request: &mut HttpRequest,
) -> Result<impl Future<Output = ::reqwest::Result<::reqwest::Response>> + use<>, TransportError> {
    let (client, url) = pools.way_of(request)?;
    let mut outgoing = ::reqwest::Request::new(request.method.clone(), url);
    *outgoing.headers_mut() = common::headers(request);
    *outgoing.body_mut() = request.body.as_ref().map(body).transpose()?;
    Ok(client.execute(outgoing))
}

async fn answer(
    request: &HttpRequest,
    sending: impl Future<Output = ::reqwest::Result<::reqwest::Response>> + Unpin,
    terms: &Terms<'_>,
    timer: Pin<&mut Option<Sleep>>,
) -> Result<::reqwest::Response, TransportError> {
    match before(timer, sending).await {
        None => Err(terms.late()),
        Some(answer) => answer.map_err(|error| unanswered(request, terms, error)),
    }
}

/// The body as reqwest takes it: in one piece where it is in memory, else as it is read.
fn body(body: &Body) -> Result<::reqwest::Body, TransportError> {
    match body.as_bytes() {
        Some(bytes) => Ok(bytes.clone().into()),
        None => Ok(::reqwest::Body::wrap(Shared(Mutex::new(Outgoing::of(Some(body))?)))),
    }
}

/// reqwest wants bodies that threads can share; nobody but this one ever has the lock.
struct Shared(Mutex<Outgoing>);

impl http_body::Body for Shared {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(self.0.get_mut().unwrap_or_else(PoisonError::into_inner)).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// Why no answer came.
#[cold]
fn unanswered(request: &HttpRequest, terms: &Terms<'_>, error: ::reqwest::Error) -> TransportError {
    // The URL may hold a credential.
    let error = error.without_url();
    let origin = request.origin();
    if let Some(source) = find::<TransportError>(&error) {
        return source.again();
    }
    if error.is_timeout() {
        return terms.late().with_source(error);
    }
    let cause = root_cause(&error);
    let (kind, message) = if let Some(refusal) = common::refused_certificate(&error) {
        (TransportErrorKind::Tls, format!("no secure connection to {origin} came about: {refusal}"))
    } else if error.is_connect() && common::is_tls(&error) {
        (TransportErrorKind::Tls, format!("no secure connection to {origin} came about: {cause}"))
    } else if error.is_connect() {
        (TransportErrorKind::Connect, format!("could not connect to {origin}: {cause}"))
    } else if error.is_builder() {
        (TransportErrorKind::Unsupported, format!("the request cannot be sent: {cause}"))
    } else {
        (common::kind(&error), format!("no answer came from {origin}: {cause}"))
    };
    TransportError::new(kind, message).with_source(error)
}
