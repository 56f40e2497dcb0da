//! One request and its answer.

use std::pin::{Pin, pin};
use std::time::Instant;

use http::{Response, Uri};
use hyper::body::Incoming;
use hyper_util::client::legacy::ResponseFuture;
use tokio::time::Sleep;

use super::connect;
use super::pool::Pool;
use super::target::{origin, target};
use crate::client::transport::common::{
    self, Outgoing, Terms, before, find, kind, refused_certificate, root_cause, streamed, whole,
};
use crate::client::{HttpRequest, HttpResponse, StreamedResponse, TransportError, TransportErrorKind};

/// Sends the request and reads the answer up to the limit.
pub(super) async fn exchange(pool: &Pool, request: &mut HttpRequest) -> Result<HttpResponse, TransportError> {
    let began = Instant::now();
    pool.lull.end(began).await;
    let (sending, server) = sending(pool, request)?;
    let terms = Terms::of(request, began);
    let mut timer = pin!(terms.timer());
    let response = answer(request, sending, server, &terms, timer.as_mut()).await?;
    whole(&terms, response, timer).await
}

/// Sends the request and leaves the answer's body to be read.
pub(super) async fn open(pool: &Pool, request: &mut HttpRequest) -> Result<StreamedResponse, TransportError> {
    let began = Instant::now();
    pool.lull.end(began).await;
    let (sending, server) = sending(pool, request)?;
    let terms = Terms::of(request, began);
    let timer = pin!(terms.timer());
    let response = answer(request, sending, server, &terms, timer).await?;
    Ok(streamed(&terms, response))
}

/// Hands the request to the pool. What an async function holds of it until its end is as much as its future's size.
fn sending(pool: &Pool, request: &mut HttpRequest) -> Result<(ResponseFuture, Uri), TransportError> {
    let mut headers = common::headers(request);
    let server = target(request)?;
    pool.servers.add_to(&mut headers, &server);
    let mut outgoing = http::Request::new(Outgoing::of(request.body.as_ref())?);
    *outgoing.method_mut() = request.method.clone();
    *outgoing.uri_mut() = server.clone();
    *outgoing.headers_mut() = headers;
    Ok((pool.client.request(outgoing), server))
}

async fn answer(
    request: &HttpRequest,
    sending: ResponseFuture,
    server: Uri,
    terms: &Terms<'_>,
    timer: Pin<&mut Option<Sleep>>,
) -> Result<Response<Incoming>, TransportError> {
    let answer = match request.connect_timeout {
        None => before(timer, sending).await,
        Some(limit) => before(timer, pin!(connect::within(limit, sending))).await,
    };
    match answer {
        None => Err(terms.late()),
        Some(answer) => answer.map_err(|error| unanswered(&server, error)),
    }
}

/// Why no answer came. What connects, and what is sent, say themselves what is wrong.
#[cold]
fn unanswered(server: &Uri, error: hyper_util::client::legacy::Error) -> TransportError {
    if let Some(known) = find::<TransportError>(&error) {
        return known.again();
    }
    if let Some(refusal) = refused_certificate(&error) {
        let message = format!("no secure connection to {} came about: {refusal}", origin(server));
        return TransportError::new(TransportErrorKind::Tls, message).with_source(error);
    }
    let message = format!("no answer came from {}: {}", origin(server), root_cause(&error));
    TransportError::new(kind(&error), message).with_source(error)
}
