//! How a call can fail.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::report::Report;
use super::{FailureKind, HttpResponse, Meta, TransportErrorKind};
use crate::codec::Violation;

/// Why a call failed; `E` is what the operation's declared errors hold.
///
/// Its display, and its debug form without `#`, tell what happened in one line. It converts into [`Error`], which is
/// the same for all operations, so `?` works in functions that call several.
pub struct Failure<E> {
    report: Box<Report>,
    error: Option<Box<E>>,
}

/// Why a call of some operation failed: any [`Failure`], with what its declared error holds kept behind
/// [`Error::error`].
pub struct Error {
    report: Box<Report>,
    error: Option<Box<dyn Any + Send + Sync>>,
}

impl<E> Failure<E> {
    pub(crate) fn declared(report: Box<Report>, error: E) -> Self {
        Self { report, error: Some(Box::new(error)) }
    }

    /// What the declared error holds, if this is one.
    pub fn error(&self) -> Option<&E> {
        self.error.as_deref()
    }

    /// What the declared error holds, moved out.
    ///
    /// # Errors
    ///
    /// The failure itself, if it is not a declared error.
    pub fn into_error(mut self) -> Result<E, Self> {
        match self.error.take() {
            Some(error) => Ok(*error),
            None => Err(self),
        }
    }
}

impl Error {
    /// What the declared error holds, if this is one and `E` is the type that the operation has for it.
    pub fn error<E: 'static>(&self) -> Option<&E> {
        self.error.as_ref().and_then(|error| error.downcast_ref())
    }
}

impl<E> From<Box<Report>> for Failure<E> {
    fn from(report: Box<Report>) -> Self {
        Self { report, error: None }
    }
}

impl From<Box<Report>> for Error {
    fn from(report: Box<Report>) -> Self {
        Self { report, error: None }
    }
}

impl<E: Send + Sync + 'static> From<Failure<E>> for Error {
    fn from(failure: Failure<E>) -> Self {
        Self { report: failure.report, error: failure.error.map(|error| error as _) }
    }
}

/// What [`Failure`] and [`Error`] both tell.
macro_rules! accessors {
    () => {
        /// In which way the call failed.
        pub fn kind(&self) -> &FailureKind {
            &self.report.kind
        }

        /// The operation that was called.
        pub fn operation(&self) -> &'static Meta {
            self.report.operation
        }

        /// The rules that the request breaks; empty where something else is wrong.
        pub fn violations(&self) -> &[Violation] {
            match self.kind() {
                FailureKind::Invalid(violations) => violations,
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

        /// The body of the answer as text, with U+FFFD for what is not UTF-8.
        pub fn text(&self) -> Option<Cow<'_, str>> {
            self.bytes().map(String::from_utf8_lossy)
        }

        /// How long the server asks to wait before another try (`Retry-After`; RFC 9110, section 10.2.3).
        pub fn retry_after(&self) -> Option<Duration> {
            self.headers().and_then(super::retry_after::read)
        }

        /// Whether the time was up before the whole answer was there.
        pub fn is_timeout(&self) -> bool {
            matches!(self.kind(), FailureKind::Transport(error) if error.kind() == TransportErrorKind::Timeout)
        }

        fn answer(&self) -> Option<&HttpResponse> {
            self.report.answer.as_ref()
        }
    };
}

impl<E> Failure<E> {
    accessors!();
}

impl Error {
    accessors!();
}

impl<E> fmt::Display for Failure<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.report, formatter)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.report, formatter)
    }
}

/// One line, as `unwrap` and a `main` that fails show it; `{:#?}` gives all the parts.
impl<E: fmt::Debug> fmt::Debug for Failure<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report.debug("Failure", self.error().map(|error| error as _), formatter)
    }
}

/// One line, as `unwrap` and a `main` that fails show it; `{:#?}` gives all the parts.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report.debug("Error", None, formatter)
    }
}

/// The cause is what a transport or a decoding failed with, in which there may be others.
impl<E: fmt::Debug> std::error::Error for Failure<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind().cause()
    }
}

/// The cause is what a transport or a decoding failed with, in which there may be others.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.kind().cause()
    }
}
