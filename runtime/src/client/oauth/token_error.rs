//! Why there is no token.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::client::{HttpResponse, Retryable, TransportError, retry, retry_after};
use crate::codec::bounds::{NAME, PATH, shortened, visible};

/// Why no access token came. Its display is one line, and shows nothing that was sent.
///
/// ```
/// use oasmith_runtime::TokenError;
///
/// // What a provider of tokens fails with.
/// let error = TokenError::new("the vault is sealed");
/// assert_eq!(error.to_string(), "the vault is sealed");
/// ```
#[derive(Clone, Debug)]
pub struct TokenError(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    message: String,
    code: Option<String>,
    status: Option<StatusCode>,
    source: Option<Box<dyn Error + Send + Sync>>,
    /// Whether it may go well next time.
    is_passing: bool,
    retry_after: Option<Duration>,
}

impl TokenError {
    /// An error with a message that goes on after `no token for … came: `.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self::of(Inner { message: message.into(), ..Inner::default() })
    }

    /// An error that comes from another one, whose display is the message.
    #[must_use]
    pub fn from_source(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = source.into();
        // An error of this kind stays as it is.
        match source.downcast::<Self>() {
            Ok(own) => *own,
            Err(source) => {
                let failed = source.downcast_ref::<TransportError>().map(TransportError::retryable);
                let is_passing = failed.is_some_and(|failed| failed != Retryable::Never);
                Self::of(Inner { message: source.to_string(), source: Some(source), is_passing, ..Inner::default() })
            }
        }
    }

    fn of(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The request for it did not get through.
    pub(super) fn of_transport(url: &str, mut error: TransportError) -> Self {
        let message = format!("{}: {error}", shortened(url, PATH));
        // What came may hold a part of the token.
        let status = error.take_partial().map(|partial| partial.status);
        let is_passing = error.retryable() != Retryable::Never;
        Self::of(Inner { message, status, source: Some(error.into()), is_passing, ..Inner::default() })
    }

    /// The server did not give one.
    pub(super) fn of_answer(url: &str, answer: &HttpResponse, refusal: Refusal) -> Self {
        let status = answer.status;
        let mut message = format!("{} answered {}", shortened(url, PATH), status.as_str());
        if let Some(reason) = status.canonical_reason() {
            message.push_str(&format!(" {reason}"));
        }
        let code = match refusal {
            Refusal::Told { code, description } => {
                // The server wrote it: it may be of any length.
                let code = shortened(&visible(&code), NAME).to_string();
                message.push_str(&format!(": {code}"));
                if let Some(description) = description {
                    message.push_str(&format!(" ({})", shortened(&visible(&description), PATH)));
                }
                Some(code)
            }
            Refusal::Other(what) => {
                message.push_str(&what);
                None
            }
        };
        let is_passing = retry::STATUSES.contains(&status.as_u16());
        let retry_after = retry_after::read(&answer.headers);
        Self::of(Inner { message, code, status: Some(status), is_passing, retry_after, source: None })
    }

    /// Whether another request may go well, as retries have it.
    pub(in crate::client) fn is_passing(&self) -> bool {
        self.0.is_passing
    }

    /// How long the token's server asks to wait.
    pub(in crate::client) fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The error code that the token's server gave, such as `invalid_client` (RFC 6749, section 5.2).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The status that the token's server answered with, if it did.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }
}

/// How a server says that it gives no token.
pub(super) enum Refusal {
    /// As RFC 6749, section 5.2 has it.
    Told { code: String, description: Option<String> },
    /// Otherwise, in words that go on after the status.
    Other(String),
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
