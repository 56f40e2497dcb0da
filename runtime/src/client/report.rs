//! What happened to a call that failed, apart from its declared error, and the line that tells it.

use std::fmt;

use super::excerpt::Excerpt;
use super::{FailureKind, HttpResponse, Meta, TransportError, TransportErrorKind};

/// What happened to a call that failed, apart from what its declared error holds.
pub(crate) struct Report {
    pub(crate) operation: &'static Meta,
    pub(crate) kind: FailureKind,
    pub(crate) answer: Option<HttpResponse>,
}

impl Report {
    /// The report of a call that brought no answer.
    pub(crate) fn new(operation: &'static Meta, kind: FailureKind) -> Box<Self> {
        Box::new(Self { operation, kind, answer: None })
    }

    /// The report of a transport's error.
    pub(crate) fn of_transport(operation: &'static Meta, limit: u64, mut error: TransportError) -> Box<Self> {
        let answer = error.take_partial();
        let kind = match error.kind() {
            TransportErrorKind::TooLarge => FailureKind::TooLarge { limit },
            _ => FailureKind::Transport(error),
        };
        Box::new(Self { operation, kind, answer })
    }

    /// The debug form of the failure that holds this report.
    pub(crate) fn debug(
        &self,
        name: &str,
        error: Option<&dyn fmt::Debug>,
        formatter: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        if !formatter.alternate() {
            return fmt::Display::fmt(self, formatter);
        }
        let mut fields = formatter.debug_struct(name);
        fields.field("operation", &self.operation.id).field("kind", &self.kind);
        if let Some(error) = error {
            fields.field("error", error);
        }
        fields.field("answer", &self.answer).finish()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.operation.id)?;
        if let Some(answer) = &self.answer {
            write!(formatter, "the server answered {}", answer.status)?;
            if let Some(wait) = super::retry_after::read(&answer.headers) {
                write!(formatter, " (retry after {} s)", wait.as_secs())?;
            }
        }
        match &self.kind {
            FailureKind::Misconfigured(problem) => write!(formatter, "nothing was sent: {problem}")?,
            FailureKind::Invalid(violations) => {
                match violations.len() {
                    1 => formatter.write_str("nothing was sent, for the request breaks a rule")?,
                    count => write!(formatter, "nothing was sent, for the request breaks {count} rules")?,
                }
                for (index, violation) in violations.iter().enumerate() {
                    let separator = if index == 0 { ": " } else { "; " };
                    write!(formatter, "{separator}{violation}")?;
                }
            }
            FailureKind::Declared => {}
            FailureKind::Undeclared => formatter.write_str(", which the document does not declare")?,
            FailureKind::Unreadable(fault) => {
                write!(formatter, ", but not with the body that the document declares ({fault})")?;
            }
            FailureKind::TooLarge { limit } => {
                return write!(formatter, ", but with a body of more than the {limit} bytes that the client accepts");
            }
            FailureKind::Item { number, fault } => {
                write!(formatter, ", but item {number} is not as the document declares ({fault})")?;
            }
            FailureKind::ItemTooLarge { number, limit } => {
                return write!(
                    formatter,
                    ", but item {number} has more than the {limit} bytes that the client accepts"
                );
            }
            FailureKind::Transport(error) if self.answer.is_some() => write!(formatter, ", but {error}")?,
            FailureKind::Transport(error) => write!(formatter, "{error}")?,
        }
        match &self.answer {
            Some(answer) => write!(formatter, ": {}", Excerpt::of(answer)),
            None => Ok(()),
        }
    }
}
