//! One request and its answer.

use std::pin::{Pin, pin};

use http::Response;
use hyper::body::Incoming;
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
    let terms = Terms::of(request);
    let mut timer = pin!(terms.timer());
    let response = answer(pool, request, &terms, timer.as_mut()).await?;
    whole(&terms, response, timer).await
}

/// Sends the request and leaves the answer's body to be read.
pub(super) async fn open(pool: &Pool, request: &mut HttpRequest) -> Result<StreamedResponse, TransportError> {
    let terms = Terms::of(request);
    let timer = pin!(terms.timer());
    let response = answer(pool, request, &terms, timer).await?;
    Ok(streamed(&terms, response))
}

async fn answer(
    pool: &Pool,
    request: &mut HttpRequest,
    terms: &Terms,
    timer: Pin<&mut Option<Sleep>>,
) -> Result<Response<Incoming>, TransportError> {
    let mut headers = common::headers(request);
    let server = target(request)?;
    pool.servers.add_to(&mut headers, &server);
    let mut outgoing = http::Request::new(Outgoing::of(request.body.as_ref())?);
    *outgoing.method_mut() = std::mem::take(&mut request.method);
    *outgoing.uri_mut() = server.clone();
    *outgoing.headers_mut() = headers;
    let sending = pool.client.request(outgoing);
    let answer = match request.connect_timeout {
        None => before(timer, sending).await,
        Some(limit) => before(timer, pin!(connect::within(limit, sending))).await,
    };
    match answer {
        None => Err(terms.late()),
        Some(answer) => answer.map_err(|error| {
            // What connects, and what is sent, say themselves what is wrong.
            if let Some(known) = find::<TransportError>(&error) {
                return known.again();
            }
            if let Some(refusal) = refused_certificate(&error) {
                let message = format!("no secure connection to {} came about: {refusal}", origin(&server));
                return TransportError::new(TransportErrorKind::Tls, message).with_source(error);
            }
            let message = format!("no answer came from {}: {}", origin(&server), root_cause(&error));
            TransportError::new(kind(&error), message).with_source(error)
        }),
    }
}
