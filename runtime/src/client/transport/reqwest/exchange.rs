//! One request and its answer, read piece by piece.

use std::error::Error;
use std::future::poll_fn;
use std::io;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};

use super::cause::root_cause;
use super::pieces::{Broken, Pieces, corrupt};
use super::redirect::{Asked, Redirect};
use super::{gzip, incoming, outgoing, redirect};
use crate::client::{Body, HttpRequest, HttpResponse, StreamedResponse, TransportError, TransportErrorKind};

/// Sends the request, follows redirects, and reads the answer up to the limit.
pub(super) async fn exchange(
    client: ::reqwest::Client,
    url: ::reqwest::Url,
    request: HttpRequest,
) -> Result<HttpResponse, TransportError> {
    let deadline = deadline(&request);
    let (response, note) = answer(&client, url, &request, deadline).await?;
    let whole = read(&request, response).await?;
    Ok(HttpResponse { note, ..whole })
}

/// Sends the request, follows redirects, and leaves the answer's body to be read.
pub(super) async fn open(
    client: ::reqwest::Client,
    url: ::reqwest::Url,
    request: HttpRequest,
) -> Result<StreamedResponse, TransportError> {
    let deadline = deadline(&request);
    // The time that reqwest is given would go on while the body is read.
    let answer = answer(&client, url, &request, None);
    let (response, note) = match deadline {
        None => answer.await,
        Some(deadline) => tokio::time::timeout_at(deadline.into(), answer).await.unwrap_or_else(|_| {
            let message = format!("no answer came{}", within(request.timeout));
            Err(TransportError::new(TransportErrorKind::Timeout, message))
        }),
    }?;
    Ok(StreamedResponse { note, ..incoming::streamed(response, deadline, &request) })
}

/// A time beyond what the clock can hold is for ever.
fn deadline(request: &HttpRequest) -> Option<Instant> {
    request.timeout.and_then(|timeout| Instant::now().checked_add(timeout))
}

/// The answer, and what there is to say of a redirect that was not followed.
async fn answer(
    client: &::reqwest::Client,
    mut url: ::reqwest::Url,
    request: &HttpRequest,
    deadline: Option<Instant>,
) -> Result<(::reqwest::Response, Option<Box<str>>), TransportError> {
    let is_replayable = request.body.as_ref().is_none_or(Body::is_replayable);
    let mut urls = Vec::new();
    loop {
        let mut outgoing = ::reqwest::Request::new(request.method.clone(), url.clone());
        *outgoing.headers_mut() = request.headers.clone();
        gzip::accept(outgoing.headers_mut());
        if says_it_is_empty(request) {
            outgoing.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *outgoing.body_mut() = request.body.as_ref().map(outgoing::body).transpose()?;
        *outgoing.timeout_mut() = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let response = client.execute(outgoing).await.map_err(|error| unanswered(request, error))?;
        if !request.follows_redirects || !response.status().is_redirection() {
            return Ok((response, None));
        }
        urls.push(url);
        let asked = Asked { method: &request.method, is_replayable, urls: &urls };
        match redirect::next(asked, response.status(), response.headers()) {
            Redirect::To(next) => url = next,
            Redirect::None => return Ok((response, None)),
            Redirect::Refused(note) => return Ok((response, Some(note.into()))),
        }
    }
}

/// Whether there is no content, and the server has to be told: it may refuse methods that are made for content where
/// nothing says so (RFC 9110, section 8.6). reqwest does not tell it.
fn says_it_is_empty(request: &HttpRequest) -> bool {
    match &request.body {
        Some(body) => body.length() == Some(0),
        None => [Method::POST, Method::PUT, Method::PATCH].contains(&request.method),
    }
}

async fn read(request: &HttpRequest, response: ::reqwest::Response) -> Result<HttpResponse, TransportError> {
    let (head, mut pieces) = Pieces::of(response);
    let announced = pieces.length.filter(|_| request.method != Method::HEAD);
    let answer = |body: Bytes| HttpResponse::new(head.status, head.headers.clone(), body);
    let too_large = |body: Bytes| {
        TransportError::new(TransportErrorKind::TooLarge, "its body is larger than the limit")
            .with_partial(answer(body))
    };
    if announced.is_some_and(|length| length > request.limit) {
        return Err(too_large(Bytes::new()));
    }
    let mut body = BytesMut::new();
    loop {
        match poll_fn(|context| pieces.poll(context)).await {
            // Most answers come in one piece, which needs no copying.
            Some(Ok(piece)) if body.is_empty() && announced == Some(piece.len() as u64) => return Ok(answer(piece)),
            Some(Ok(piece)) => {
                if body.len() as u64 + piece.len() as u64 > request.limit {
                    return Err(too_large(body.freeze()));
                }
                body.extend_from_slice(&piece);
            }
            None => return Ok(answer(body.freeze())),
            Some(Err(error)) => {
                let error = match error {
                    Broken::Off(error) => broken(request, body.len(), error),
                    Broken::Corrupt(error) => corrupt(body.len(), error),
                };
                return Err(error.with_partial(answer(body.freeze())));
            }
        }
    }
}

/// Why no answer came.
fn unanswered(request: &HttpRequest, error: ::reqwest::Error) -> TransportError {
    // The URL may hold a credential.
    let error = error.without_url();
    let origin = request.origin();
    if let Some(source) = find_source(&error) {
        return source.again();
    }
    let cause = root_cause(&error);
    let (kind, message) = if error.is_timeout() {
        (TransportErrorKind::Timeout, format!("no answer came{}", within(request.timeout)))
    } else if error.is_connect() && is_tls(&error) {
        (TransportErrorKind::Tls, format!("no secure connection to {origin} came about: {cause}"))
    } else if error.is_connect() {
        (TransportErrorKind::Connect, format!("could not connect to {origin}: {cause}"))
    } else if error.is_builder() {
        (TransportErrorKind::Unsupported, format!("the request cannot be sent: {cause}"))
    } else {
        (TransportErrorKind::Io, format!("no answer came from {origin}: {cause}"))
    };
    TransportError::new(kind, message).with_source(error)
}

/// Why the body of an answer did not come to its end.
fn broken(request: &HttpRequest, length: usize, error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (kind, message) = if error.is_timeout() {
        let within = within(request.timeout);
        (TransportErrorKind::Timeout, format!("its body was not there{within} ({length} bytes were)"))
    } else {
        let cause = root_cause(&error);
        (TransportErrorKind::Io, format!("the connection broke off after {length} bytes of its body ({cause})"))
    };
    TransportError::new(kind, message).with_source(error)
}

fn within(timeout: Option<Duration>) -> String {
    timeout.map(|timeout| format!(" within {timeout:?}")).unwrap_or_default()
}

/// The error of what was to be sent, where that is what broke off.
fn find_source<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e TransportError> {
    error.downcast_ref().or_else(|| error.source().and_then(find_source))
}

/// Whether the error comes from TLS. rustls's stands within I/O errors, which do not give it as their source.
fn is_tls(error: &(dyn Error + 'static)) -> bool {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    super::setup::is_tls_error(error) || inner.is_some_and(|inner| is_tls(inner)) || error.source().is_some_and(is_tls)
}
