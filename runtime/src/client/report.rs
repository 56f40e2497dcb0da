//! What happened to a call that failed, apart from its declared error, and the line that tells it.

use std::any::TypeId;
use std::fmt;

use http::StatusCode;

use super::authority::{closest, names};
use super::endpoint::EndpointName;
use super::excerpt::Excerpt;
use super::{Attempts, ErrorKind, HttpResponse, Meta, TransportError, TransportErrorKind};
use crate::codec::DecodeError;
use crate::codec::bounds::{NAME, listed, shortened, visible, written};

/// How many characters the line has at most that tells what happened.
const LINE: usize = 2000;

/// How many broken rules are told in that line; the failure holds all of them.
const VIOLATIONS: usize = 10;

/// What happened to a call that failed, apart from what its declared error holds.
pub(crate) struct Report {
    pub(crate) operation: &'static Meta,
    /// The method and path of an endpoint that the document lacks.
    pub(super) called: Option<EndpointName>,
    pub(crate) kind: ErrorKind,
    /// How often it was tried to send it, where nothing was sent.
    pub(super) tried: Option<Attempts>,
    pub(crate) answer: Option<HttpResponse>,
    /// Whether the answer was taken for what the document's `default` declares.
    pub(crate) by_default: bool,
    /// That the answer is of another media type, where it could not be read either.
    pub(crate) mistyped: Option<Box<str>>,
    /// Whether it was taken for an error.
    pub(crate) as_error: bool,
    /// The type that the declared error's body was read as, where that is JSON.
    pub(crate) body_type: Option<TypeId>,
    /// Whether the answer's body was left where it was.
    pub(crate) is_unread: bool,
}

impl Report {
    /// The report of a call that brought no answer.
    pub(crate) fn new(operation: &'static Meta, kind: ErrorKind) -> Box<Self> {
        Box::new(Self {
            operation,
            called: None,
            kind,
            tried: None,
            answer: None,
            by_default: false,
            mistyped: None,
            as_error: false,
            body_type: None,
            is_unread: false,
        })
    }

    /// The report of a transport's error.
    pub(crate) fn of_transport(operation: &'static Meta, limit: u64, mut error: TransportError) -> Box<Self> {
        let answer = error.take_partial();
        let kind = match error.kind() {
            TransportErrorKind::TooLarge => ErrorKind::TooLarge { limit },
            _ => ErrorKind::Transport(error),
        };
        Box::new(Self { answer, ..*Self::new(operation, kind) })
    }

    /// What was called: an operation, or an endpoint that the document lacks.
    pub(super) fn name(&self) -> &str {
        self.called.as_ref().map_or(self.operation.id, |called| &called.0)
    }

    /// The same, where the answer was taken for a declared error.
    pub(super) fn as_error(mut self: Box<Self>) -> Box<Self> {
        self.as_error = true;
        self
    }

    /// The same, where the declared error's body was read as a `T` in JSON.
    pub(super) fn with_body<T: 'static>(mut self: Box<Self>) -> Box<Self> {
        self.body_type = Some(TypeId::of::<T>());
        self
    }

    /// How often the call was tried, where there are retries.
    pub(crate) fn attempts(&self) -> Option<Attempts> {
        let of_answer = self.answer.as_ref().and_then(|answer| answer.extensions.get::<Attempts>().copied());
        of_answer.or(match &self.kind {
            ErrorKind::Transport(error) => error.attempts(),
            _ => self.tried,
        })
    }

    /// The debug form of the failure that holds this report.
    pub(crate) fn debug(&self, declared: Option<&dyn fmt::Debug>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !formatter.alternate() {
            return fmt::Display::fmt(self, formatter);
        }
        let mut fields = formatter.debug_struct("Error");
        fields.field("operation", &self.name()).field("kind", &self.kind);
        if let Some(declared) = declared {
            fields.field("declared", declared);
        }
        fields.field("answer", &self.answer).finish()
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.debug(None, formatter)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = written(format_args!("{}", Line(self)));
        formatter.write_str(&shortened(&visible(&line), LINE))
    }
}

/// What was called, where the server is not the document's.
#[derive(Clone)]
pub(super) struct CalledUrl(pub(super) Box<str>);

/// What happened, however long.
struct Line<'a>(&'a Report);

impl Line<'_> {
    /// Whether a success came that the document does not declare. A part of something is not what the whole is declared as.
    fn is_stray(&self) -> bool {
        let Report { kind, answer, by_default, as_error, called: None, .. } = self.0 else { return false };
        let is_success =
            |answer: &HttpResponse| answer.status.is_success() && answer.status != StatusCode::PARTIAL_CONTENT;
        (matches!(kind, ErrorKind::Undeclared) || *by_default && *as_error) && answer.as_ref().is_some_and(is_success)
    }

    /// The line of the generator's settings that lets a fault pass, if there is one.
    fn way_out(&self, fault: &DecodeError) -> String {
        if self.is_stray() {
            return String::new();
        }
        let line = match fault.null_for() {
            Some(_) => self.read_as_empty(),
            None => fault.way_out(),
        };
        line.map_or_else(String::new, |line| format!("; {line}"))
    }

    /// The line of the generator's settings that reads the `null` of a whole answer as an empty list or map.
    fn read_as_empty(&self) -> Option<String> {
        let Report { operation: Meta { method, path, .. }, kind, as_error, called: None, .. } = self.0 else {
            return None;
        };
        let operation = format!("{method} {path}");
        (matches!(kind, ErrorKind::Unreadable(_)) && !as_error)
            .then(|| format!("`{operation:?} = \"null-as-empty\"` in [responses] of oasmith.toml reads it as empty"))
    }

    /// The line of the generator's settings that reads an undeclared success.
    fn read_as_success(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Meta { method, path, .. } = self.0.operation;
        let operation = format!("{method} {path}");
        write!(
            formatter,
            " (`{operation:?} = \"read\"` in [responses] of oasmith.toml reads it as the declared success)"
        )
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.0;
        write!(formatter, "{}: ", report.name())?;
        if let Some(answer) = &report.answer {
            write!(formatter, "the server answered {}", answer.status.as_str())?;
            if let Some(reason) = answer.status.canonical_reason() {
                write!(formatter, " {reason}")?;
            }
            if let Some(CalledUrl(url)) = answer.extensions.get::<CalledUrl>()
                && matches!(report.kind, ErrorKind::Undeclared | ErrorKind::Unreadable(_))
            {
                write!(formatter, " to {} {url}", report.operation.method)?;
            }
            if let Some(note) = answer.note() {
                write!(formatter, " ({note})")?;
            }
            if let Some(wait) = super::retry_after::read(&answer.headers) {
                write!(formatter, " (retry after {} s)", wait.as_secs_f64())?;
            }
            if let Some(id) = super::request_id::read(&answer.headers, answer.request_id.as_ref()) {
                write!(formatter, " (request id {})", shortened(id, NAME))?;
            }
            if let Some(attempts) = report.attempts() {
                write!(formatter, " ({attempts})")?;
            }
            if report.by_default {
                formatter.write_str(", for which `default` was applied")?;
                if self.is_stray() {
                    self.read_as_success(formatter)?;
                }
            }
        }
        match &report.kind {
            ErrorKind::Misconfigured(problem) => write!(formatter, "nothing was sent: {problem}")?,
            ErrorKind::Withheld { scheme, origin } => write!(
                formatter,
                "nothing was sent: the credential for `{scheme}` does not go to {origin}, where the operation would: {}; \
                 the client's builder allows it by `allow_credentials_to(\"{origin}\")`",
                if origin.starts_with("https") {
                    "that is another server than the client's"
                } else {
                    "it is not encrypted"
                },
            )?,
            ErrorKind::UnknownScheme { name, known: [] } => write!(
                formatter,
                "nothing was sent: the client was given a credential for `{name}`, and the document names no security schemes"
            )?,
            ErrorKind::UnknownScheme { name, known } => {
                write!(
                    formatter,
                    "nothing was sent: the client was given a credential for `{}`, which is no security scheme of the \
                     document: it names {}",
                    shortened(name, NAME),
                    names(known)
                )?;
                if let Some(closest) = closest(name, known) {
                    write!(formatter, "; did you mean `{closest}`?")?;
                }
            }
            ErrorKind::Token { scheme, error } => {
                write!(formatter, "nothing was sent: no token for `{scheme}` came: {error}")?;
                if let Some(attempts) = report.attempts() {
                    write!(formatter, " ({attempts})")?;
                }
            }
            ErrorKind::Invalid(violations) => {
                match violations.len() {
                    1 => formatter.write_str("nothing was sent, for the request breaks a rule")?,
                    count => write!(formatter, "nothing was sent, for the request breaks {count} rules")?,
                }
                write!(formatter, ": {}", listed(violations, VIOLATIONS, "; "))?;
            }
            ErrorKind::Declared => {}
            ErrorKind::Undeclared => {
                formatter.write_str(", which the document does not declare")?;
                if self.is_stray() {
                    self.read_as_success(formatter)?;
                }
            }
            ErrorKind::Unreadable(fault) => {
                formatter.write_str(", but not with the body that the document declares (")?;
                if let Some(mistyped) = &report.mistyped {
                    write!(formatter, "{mistyped}; ")?;
                }
                write!(formatter, "{fault}{})", self.way_out(fault))?;
            }
            ErrorKind::TooLarge { limit } => {
                return write!(formatter, ", but with a body of more than the {limit} bytes that the client accepts");
            }
            ErrorKind::Item { number, fault } => {
                write!(
                    formatter,
                    ", but item {number} is not as the document declares ({fault}{})",
                    self.way_out(fault)
                )?;
            }
            ErrorKind::ItemTooLarge { number, limit } => {
                return write!(
                    formatter,
                    ", but item {number} has more than the {limit} bytes that the client accepts"
                );
            }
            ErrorKind::Transport(error) if report.answer.is_some() => write!(formatter, ", but {error}")?,
            ErrorKind::Transport(error) => {
                write!(formatter, "{error}")?;
                if let Some(attempts) = report.attempts() {
                    write!(formatter, " ({attempts})")?;
                }
            }
        }
        match &report.answer {
            Some(_) if report.is_unread => formatter.write_str("; its body was not read"),
            Some(answer) => write!(formatter, ": {}", Excerpt::of(answer)),
            None => Ok(()),
        }
    }
}
