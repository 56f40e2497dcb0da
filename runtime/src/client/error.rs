//! Why a call failed.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::report::Report;
use super::{ErrorKind, HttpResponse, Meta, RetryEnd, TransportErrorKind};
use crate::codec::{Decode, Violation};

/// Why a call failed: `Error<E>` of one operation, whose declared errors hold an `E`; `Error` by itself of any.
///
/// Each `Error<E>` converts into `Error`, so `?` works in functions that call several operations:
///
/// ```
/// use oasmith_runtime::{Error, ErrorKind};
///
/// #[derive(Debug)]
/// struct Problem {
///     detail: String,
/// }
///
/// fn explain(error: Error<Problem>) -> Result<String, Error> {
///     match error.kind() {
///         ErrorKind::Declared => Ok(error.into_declared()?.detail),
///         _ => Err(error.into()),
///     }
/// }
/// ```
///
/// Its display, and its debug form without `#`, tell what happened in one line.
pub struct Error<E: ?Sized = dyn Any + Send + Sync> {
    report: Box<Report>,
    declared: Option<Box<E>>,
}

impl<E> Error<E> {
    pub(crate) fn of_declared(report: Box<Report>, declared: E) -> Self {
        Self { report, declared: Some(Box::new(declared)) }
    }

    /// What the declared error holds, if this is one.
    pub fn declared(&self) -> Option<&E> {
        self.declared.as_deref()
    }

    /// What the declared error holds, moved out.
    ///
    /// # Errors
    ///
    /// The error itself, if it is not a declared one.
    pub fn into_declared(mut self) -> Result<E, Self> {
        match self.declared.take() {
            Some(declared) => Ok(*declared),
            None => Err(self),
        }
    }
}

impl Error {
    /// What the declared error holds, if this is one and `E` is the type that the operation has for it.
    pub fn declared<E: 'static>(&self) -> Option<&E> {
        self.declared.as_ref().and_then(|declared| declared.downcast_ref())
    }
}

impl<E: ?Sized> Error<E> {
    /// What the body of the declared error holds, read once more as a `T`: where that is the type which the document has for it,
    /// whatever the operation, and whatever the status that an enum tells it from others by.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder().transport(server()).build();
    /// let error: oasmith_runtime::Error = client.call(GetPet { id: 8 }).await.unwrap_err().into();
    /// assert_eq!(error.declared_body::<Problem>().map(|problem| problem.detail).as_deref(), Some("no such pet"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn declared_body<T: Decode + 'static>(&self) -> Option<T> {
        let body = self.bytes().filter(|_| self.report.body_type == Some(TypeId::of::<T>()))?;
        super::received::json(body).ok()
    }

    /// In which way the call failed.
    pub fn kind(&self) -> &ErrorKind {
        &self.report.kind
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Meta {
        self.report.operation
    }

    /// The rules that the request breaks; empty where something else is wrong.
    pub fn violations(&self) -> &[Violation] {
        match self.kind() {
            ErrorKind::Invalid(violations) => violations,
            _ => &[],
        }
    }

    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The headers of the answer, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// The body of the answer, or as much of it as came; of a stream, the item that cannot be read. `None` if there
    /// was no answer.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.answer().map(|answer| answer.body.as_ref())
    }

    /// The body of the answer as text, in UTF-8 or what else it is said to be in, with U+FFFD for what it can't be.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        self.answer().map(super::charset::lossy)
    }

    /// How long the server asks to wait before another try (`Retry-After`; RFC 9110, section 10.2.3).
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(super::retry_after::read)
    }

    /// The id that the server gave the request, by which its operators find it: from the header that
    /// [`ClientBuilder::request_id_header`](super::ClientBuilder::request_id_header) names, else from a usual one, such as
    /// `x-request-id`.
    pub fn request_id(&self) -> Option<&str> {
        self.answer().and_then(|answer| super::request_id::read(&answer.headers, answer.request_id.as_ref()))
    }

    /// How often the call was tried: once, unless there are retries.
    pub fn attempts(&self) -> u32 {
        self.report.attempts().map_or(1, |attempts| attempts.count)
    }

    /// Why the call was not tried once more, where there are retries and it failed in a way that they are for.
    pub fn retry_end(&self) -> Option<RetryEnd> {
        self.report.attempts().and_then(|attempts| attempts.end)
    }

    /// Whether the time was up before the whole answer was there.
    pub fn is_timeout(&self) -> bool {
        use TransportErrorKind::{ConnectTimeout, Timeout};
        matches!(self.kind(), ErrorKind::Transport(error) if matches!(error.kind(), Timeout | ConnectTimeout))
    }

    fn answer(&self) -> Option<&HttpResponse> {
        self.report.answer.as_ref()
    }
}

impl<E: ?Sized> From<Box<Report>> for Error<E> {
    fn from(report: Box<Report>) -> Self {
        Self { report, declared: None }
    }
}

impl<E: Send + Sync + 'static> From<Error<E>> for Error {
    fn from(error: Error<E>) -> Self {
        Self { report: error.report, declared: error.declared.map(|declared| declared as _) }
    }
}

impl<E: ?Sized> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.report, formatter)
    }
}

/// One line, as `unwrap` and a `main` that fails show it; `{:#?}` gives all the parts.
impl<E: fmt::Debug + ?Sized> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report.debug(self.declared.as_ref().map(|declared| declared as _), formatter)
    }
}

/// The cause is what a transport or a decoding failed with, in which there may be others.
impl<E: fmt::Debug + ?Sized> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind().cause()
    }
}
