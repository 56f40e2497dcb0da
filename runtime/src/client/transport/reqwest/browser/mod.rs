//! One request and its answer, by way of the browser: it follows redirects, and decodes bodies.

mod cause;
mod incoming;

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::BytesMut;
use http::Method;

use self::cause::cause;
use self::incoming::{Incoming, Timer};
use super::pools::Pools;
use crate::client::transport::{timer, unfinished};
use crate::client::{ByteStream, HttpRequest, HttpResponse, StreamedResponse, TransportError, TransportErrorKind};

/// Sends the request and reads the answer up to the limit.
pub(super) async fn exchange(pools: &Pools, request: &mut HttpRequest) -> Result<HttpResponse, TransportError> {
    let mut timer = timer_of(request.timeout);
    let response = answer(pools, request, &mut timer).await?;
    let (status, headers) = (response.status(), response.headers().clone());
    // Of an answer to HEAD, it is the length of the body that there would be.
    let announced = response.content_length().filter(|_| request.method != Method::HEAD);
    let mut incoming = Incoming::new(response.bytes_stream(), timer, request.idle_timeout, request.stated_timeout());
    let mut body = BytesMut::new();
    let failure = loop {
        if announced.is_some_and(|length| length > request.limit) {
            break unfinished::too_large();
        }
        match poll_fn(|context| incoming.poll(context)).await {
            None => return Ok(HttpResponse::new(status, headers, body.freeze())),
            Some(Ok(piece)) if body.len() as u64 + piece.len() as u64 > request.limit => break unfinished::too_large(),
            Some(Ok(piece)) => body.extend_from_slice(&piece),
            Some(Err(error)) => break error,
        }
    };
    Err(failure.with_partial(HttpResponse::new(status, headers, body.freeze())))
}

/// Sends the request and leaves the answer's body to be read. A stream may take as long as it likes, if only no pause is
/// longer than the timeout; what else is there has to be there in time.
pub(super) async fn open(pools: &Pools, request: &mut HttpRequest) -> Result<StreamedResponse, TransportError> {
    let mut timer = timer_of(request.timeout);
    let response = answer(pools, request, &mut timer).await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut pause = request.idle_timeout;
    if request.streams.iter().any(|(from, to)| (*from..=*to).contains(&status.as_u16())) {
        (timer, pause) = (None, pause.or(request.timeout));
    }
    // How long the body is can't be told: the length in the headers may be that of a compressed one.
    let incoming = Incoming::new(response.bytes_stream(), timer, pause, request.stated_timeout());
    Ok(StreamedResponse::new(status, headers, ByteStream::polled(incoming)))
}

/// The answer up to where its body begins. Where this is dropped, the browser aborts the request.
async fn answer(
    pools: &Pools,
    request: &HttpRequest,
    timer: &mut Timer,
) -> Result<::reqwest::Response, TransportError> {
    let (client, url) = pools.way_of(request)?;
    let mut answer = pin!(async {
        let mut outgoing = ::reqwest::Request::new(request.method.clone(), url);
        *outgoing.headers_mut() = request.headers.clone();
        // It takes whole bodies only.
        if let Some(body) = &request.body {
            let bytes = match body.as_bytes() {
                Some(bytes) => bytes.clone(),
                None => body.open()?.collect(u64::MAX).await?,
            };
            *outgoing.body_mut() = Some(bytes.into());
        }
        client.execute(outgoing).await.map_err(|error| unanswered(request, error))
    });
    poll_fn(|context| match (answer.as_mut().poll(context), &mut *timer) {
        (Poll::Ready(answer), _) => Poll::Ready(answer),
        (Poll::Pending, Some(timer)) => {
            timer.as_mut().poll(context).map(|()| Err(unfinished::unanswered(request.stated_timeout())))
        }
        (Poll::Pending, None) => Poll::Pending,
    })
    .await
}

fn timer_of(timeout: Option<Duration>) -> Timer {
    timeout.map(timer::sleep)
}

/// Why no answer came. A browser does not tell whether a connection did.
fn unanswered(request: &HttpRequest, error: ::reqwest::Error) -> TransportError {
    // The URL may hold a credential.
    let error = error.without_url();
    let cause = cause(&error);
    let (kind, message) = if error.is_builder() {
        (TransportErrorKind::Unsupported, format!("the request cannot be sent: {cause}"))
    } else {
        (TransportErrorKind::Io, format!("no answer came from {}: {cause}", request.origin()))
    };
    TransportError::new(kind, message).with_source(error)
}
