//! What a transport is given.

use std::fmt;
use std::time::Duration;

use http::header::HeaderMap;
use http::{Extensions, Method};

use crate::client::{Attempt, Body, Meta, kept};
use crate::codec::{Decode, DecodeError, json};

/// A request that is ready to go over the wire.
///
/// ```
/// use oasmith_runtime::HttpRequest;
///
/// let request = HttpRequest::new(http::Method::GET, "https://api.example/pets?page=2");
/// assert_eq!(request.origin(), "https://api.example");
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole URL. It may hold a credential; `Debug` shows it without.
    pub url: String,
    /// The headers, `Content-Type` and `User-Agent` among them. Values that are secret are marked so.
    pub headers: HeaderMap,
    /// The body, if there is one.
    pub body: Option<Body>,
    /// How long the exchange may take, up to the last byte of the answer's body; `None` for ever.
    pub timeout: Option<Duration>,
    /// How long it may take until a connection has come about, where none is open; `None` for as long as the exchange.
    pub connect_timeout: Option<Duration>,
    /// How long there may be nothing while bytes of the answer's body are waited for. Of a stream, `None` is
    /// [`HttpRequest::timeout`].
    pub idle_timeout: Option<Duration>,
    /// How many bytes the answer's body may have at most.
    pub limit: u64,
    /// The statuses, from one to another, whose bodies are streams: they may take as long as they like.
    pub streams: &'static [(u16, u16)],
    /// The operation that is called; none of a request that was made otherwise.
    pub operation: Option<&'static Meta>,
    /// What the caller says to layers and transports by [`Options::extension`](crate::Options::extension), and layers to
    /// those below them.
    pub extensions: Extensions,
    /// Which attempt at the call this is; none where there are no retries, or above them. Who makes attempts by itself does
    /// not where there is one.
    pub attempt: Option<Attempt>,
    /// The time that the whole call was given, where a part of it was spent on redirects.
    #[cfg_attr(
        not(any(feature = "reqwest", all(feature = "hyper", not(target_arch = "wasm32")))),
        allow(dead_code, reason = "for the transports of this crate")
    )]
    pub(crate) stated: Option<Duration>,
    /// Where in the URL the part begins that nobody may see.
    pub(crate) secret_from: usize,
}

impl HttpRequest {
    /// A request without headers and body, for tests of transports.
    #[must_use]
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        let url = url.into();
        let secret_from = url.len();
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: None,
            timeout: None,
            connect_timeout: None,
            idle_timeout: None,
            limit: u64::MAX,
            streams: &[(200, 299)],
            operation: None,
            extensions: Extensions::new(),
            attempt: None,
            stated: None,
            secret_from,
        }
    }

    /// One that is filled in where it stands.
    pub(crate) fn blank() -> Self {
        Self::new(Method::GET, String::new())
    }

    /// The time that the whole call was given, for messages.
    #[cfg(any(feature = "reqwest", all(feature = "hyper", not(target_arch = "wasm32"))))]
    pub(crate) fn stated_timeout(&self) -> Option<Duration> {
        self.stated.or(self.timeout)
    }

    /// The URL without the credentials that may be in its query.
    #[must_use]
    pub fn public_url(&self) -> &str {
        self.url.get(..self.secret_from).unwrap_or_default()
    }

    /// Adds to the query what nobody may see.
    pub(crate) fn append_secret(&mut self, query: &str) {
        let delimiter = if self.url.contains('?') { '&' } else { '?' };
        self.secret_from = match delimiter {
            '?' => self.url.len() + 1,
            _ => self.secret_from.min(self.url.len()),
        };
        self.url.push(delimiter);
        self.url.push_str(query);
    }

    /// The value that the body holds in JSON, for tests of what was sent.
    ///
    /// # Errors
    ///
    /// There is no body in memory, or it holds no such value.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeError> {
        let bytes = self.body.as_ref().and_then(Body::bytes);
        json::from_slice(&bytes.ok_or_else(|| DecodeError::new("the request has no body in memory"))?)
    }

    /// The scheme, host and port of the URL, for messages.
    #[must_use]
    pub fn origin(&self) -> &str {
        let url = self.url.as_bytes();
        // The first colon is that of the scheme, but for what is no URL.
        let is_of_scheme = |at: &usize| url.get(*at..).is_some_and(|rest| rest.starts_with(b"://"));
        let first = url.iter().position(|byte| *byte == b':').filter(is_of_scheme);
        let after_scheme = first.or_else(|| self.url.find("://")).map_or(0, |at| at + 3);
        let authority = url.get(after_scheme..).unwrap_or_default();
        let end = authority.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(authority.len());
        self.url.get(..after_scheme + end).unwrap_or_default()
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = if self.secret_from < self.url.len() { "[redacted]" } else { "" };
        formatter
            .debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &format_args!("{}{hidden}", self.public_url()))
            .field("headers", &kept::Headers(&self.headers))
            .field("body", &self.body)
            .field("timeout", &self.timeout)
            .field("limit", &self.limit)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_what_is_secret_in_the_url() {
        let mut request = HttpRequest::new(Method::GET, "https://x:80/a?page=1&key=s3cret");
        request.secret_from = "https://x:80/a?page=1".len();
        let shown = format!("{request:?}");
        assert!(shown.contains("url: https://x:80/a?page=1[redacted]"), "{shown}");
        assert_eq!(request.origin(), "https://x:80");
    }
}
