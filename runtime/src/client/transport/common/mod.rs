//! What the transports over Tokio have in common: bodies both ways, and the time that an exchange has.

mod cause;
#[cfg(feature = "gzip")]
mod gzip;
#[cfg(not(feature = "gzip"))]
#[path = "no_gzip.rs"]
mod gzip;
mod incoming;
mod lull;
mod outgoing;
mod pieces;
mod refusal;
mod runtimes;
mod terms;
mod whole;

use std::time::Duration;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};

#[cfg(feature = "reqwest")]
pub(super) use self::cause::is_tls;
pub(super) use self::cause::{find, kind, root_cause};
pub(super) use self::incoming::streamed;
pub(super) use self::lull::Lull;
pub(super) use self::outgoing::Outgoing;
#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
pub(super) use self::refusal::refusal;
#[cfg(feature = "native-tls")]
pub(super) use self::refusal::refusal_in;
pub(super) use self::refusal::refused_certificate;
pub(super) use self::runtimes::PerRuntime;
pub(super) use self::terms::{Terms, before};
pub(super) use self::whole::whole;
#[cfg(feature = "blocking")]
pub(super) use super::driver::Driver;
use super::{BoxFuture, HttpRequest, timer};

/// Waits by the runtime's timer, where there is a runtime.
pub(super) fn sleep(time: Duration) -> BoxFuture<'static, ()> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Box::pin(tokio::time::sleep(time)),
        Err(_) => timer::sleep(time),
    }
}

/// The headers that go out: with what is understood of codings, and whether there is no content.
pub(super) fn headers(request: &mut HttpRequest) -> HeaderMap {
    let is_empty = says_it_is_empty(request);
    let mut headers = std::mem::take(&mut request.headers);
    gzip::accept(&mut headers);
    if is_empty {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    headers
}

/// Whether there is no content, and the server has to be told: it may refuse methods that are made for content where
/// nothing says so (RFC 9110, section 8.6). No library tells it by itself.
fn says_it_is_empty(request: &HttpRequest) -> bool {
    match &request.body {
        Some(body) => body.length() == Some(0),
        None => [Method::POST, Method::PUT, Method::PATCH].contains(&request.method),
    }
}
