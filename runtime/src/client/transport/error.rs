//! Why a transport brought no answer, or only part of one.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::HttpResponse;
use crate::client::Attempts;

/// Why there is no answer, or only part of one. Its display is one line.
///
/// ```
/// use oasmith_runtime::{Mock, TransportError, TransportErrorKind};
///
/// // What a test of failures answers.
/// let offline = Mock::new(|_| Err(TransportError::new(TransportErrorKind::Connect, "could not connect")));
/// ```
#[derive(Debug)]
pub struct TransportError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: TransportErrorKind,
    message: String,
    source: Option<Arc<dyn Error + Send + Sync>>,
    partial: Option<HttpResponse>,
    attempts: Option<Attempts>,
    unsent: Option<Unsent>,
}

/// Why nothing was sent may pass.
#[derive(Clone, Copy, Debug)]
struct Unsent {
    /// How long it is asked to wait.
    retry_after: Option<Duration>,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time was up. Whether the server has acted on the request is not known.
    Timeout,
    /// No connection came about in time. Nothing was sent.
    ConnectTimeout,
    /// The server's name was not found, or the server took no connection. Nothing was sent.
    Connect,
    /// No secure connection came about: the certificate, for instance, was not accepted. Nothing was sent.
    Tls,
    /// The connection broke off. Whether the server has acted on the request is not known.
    Io,
    /// What came is no HTTP, or breaks its rules: lengths that contradict each other, a body that can't be decompressed.
    /// It would come in the same way again.
    Protocol,
    /// The answer's body is longer than [`HttpRequest::limit`](super::HttpRequest::limit).
    TooLarge,
    /// What was to be sent could not be read: a file that is not there, for instance. The server has at most a part
    /// of the request.
    Source,
    /// The transport cannot do what the request needs. Nothing was sent.
    Unsupported,
    /// Something else.
    Other,
}

/// Whether a request that failed can be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retryable {
    /// Always: nothing was sent.
    Always,
    /// The server may have acted on the request: only where acting twice is the same as once.
    IfIdempotent,
    /// It would fail in the same way again.
    Never,
}

impl TransportErrorKind {
    /// Whether a request that failed in this way can be sent again.
    #[must_use]
    pub fn retryable(self) -> Retryable {
        match self {
            Self::Connect | Self::ConnectTimeout => Retryable::Always,
            Self::Timeout | Self::Io => Retryable::IfIdempotent,
            Self::Tls | Self::Protocol | Self::TooLarge | Self::Source | Self::Unsupported | Self::Other => {
                Retryable::Never
            }
        }
    }
}

impl TransportError {
    /// An error with a message that goes on after the operation's name and a colon: `could not connect to …`.
    #[must_use]
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            source: None,
            partial: None,
            attempts: None,
            unsent: None,
        }))
    }

    /// With the error that this one comes from, which [`Error::source`] gives. What of it helps should be in the message
    /// as well: many show nothing else.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into().into());
        self
    }

    /// With the part of the answer that came. The message then goes on after `the server answered 200 OK, but`.
    #[must_use]
    pub fn with_partial(mut self, partial: HttpResponse) -> Self {
        self.0.partial = Some(partial);
        self
    }

    /// What kind of error this is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.0.kind
    }

    /// What happened.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The part of the answer that came, if its status and headers did.
    #[must_use]
    pub fn partial(&self) -> Option<&HttpResponse> {
        self.0.partial.as_ref()
    }

    /// The same once more, without a part of an answer: for the next one who meets it.
    #[cfg(any(
        all(feature = "hyper", not(target_arch = "wasm32")),
        feature = "reqwest",
        all(feature = "tower", feature = "blocking", not(target_arch = "wasm32"))
    ))]
    pub(super) fn again(&self) -> Self {
        let Inner { kind, message, source, .. } = &*self.0;
        let (message, source) = (message.clone(), source.clone());
        Self(Box::new(Inner { kind: *kind, message, source, partial: None, attempts: None, unsent: None }))
    }

    /// Of a request that was not sent for a passing reason, and perhaps how long it is asked to wait.
    pub(crate) fn unsent(mut self, retry_after: Option<Duration>) -> Self {
        self.0.unsent = Some(Unsent { retry_after });
        self
    }

    /// Whether nothing was sent for a passing reason that is no failure of the transport.
    pub(crate) fn is_unsent(&self) -> bool {
        self.0.unsent.is_some()
    }

    /// How long it is asked to wait before another attempt.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.0.unsent.and_then(|unsent| unsent.retry_after)
    }

    /// Whether the request can be sent again: as its kind says, but for one that lacked a token which may come next time.
    #[must_use]
    pub fn retryable(&self) -> Retryable {
        match self.0.unsent {
            Some(_) => Retryable::Always,
            None => self.kind().retryable(),
        }
    }

    /// With how often the call was tried.
    pub(crate) fn with_attempts(mut self, attempts: Attempts) -> Self {
        self.0.attempts = Some(attempts);
        self
    }

    /// How often the call was tried, where there are retries.
    pub(crate) fn attempts(&self) -> Option<Attempts> {
        self.0.attempts
    }

    pub(crate) fn take_partial(&mut self) -> Option<HttpResponse> {
        self.0.partial.take()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
