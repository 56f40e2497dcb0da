//! The span of a call, by tracing: OpenTelemetry's semantic conventions for clients of HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use http::StatusCode;
use tracing::Span;
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;

use super::endpoint::Endpoint;
use super::report::Report;
use super::{
    Error, ErrorKind, HttpRequest, Meta, Response, StreamedResponse, TransportError, TransportErrorKind, origin,
};

/// The methods that the conventions know; a program may call others, of which there may be any number.
const KNOWN: [&str; 10] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];

/// What is called.
#[derive(Clone, Copy)]
pub(super) struct Called<'a> {
    pub(super) operation: &'static Meta,
    /// Where it goes, if the document lacks that.
    pub(super) endpoint: Option<&'a Endpoint>,
    /// What is sent, where nothing is wrong with it.
    pub(super) http: Option<&'a HttpRequest>,
}

/// The span of a call. There is none before the call begins, after it has ended, and where nobody listens.
#[derive(Clone, Debug, Default)]
pub(super) struct CallSpan(Option<Arc<Open>>);

#[derive(Debug)]
struct Open {
    span: Span,
    /// How many requests were handed to the transport.
    sent: AtomicU32,
    /// Whether it was told how the call ended.
    is_told: AtomicBool,
}

impl CallSpan {
    /// Opens the span, where a call begins.
    pub(super) fn begin<'a>(&mut self, called: impl FnOnce() -> Option<Called<'a>>) {
        // Nothing is looked for where nobody listens.
        if LevelFilter::current() < LevelFilter::INFO {
            return;
        }
        let Some(called) = called() else { return };
        let span = opened(called);
        if !span.is_disabled() {
            self.0 = Some(Arc::new(Open { span, sent: AtomicU32::new(0), is_told: AtomicBool::new(false) }));
        }
    }

    /// Opens the span of a call that never begins.
    pub(super) fn refused_by(&mut self, report: Box<Report>) -> Box<Report> {
        self.begin(|| Some(Called { operation: report.operation, endpoint: None, http: None }));
        report
    }

    /// Goes within the span, up to where what it gives is dropped.
    pub(super) fn enter(&self) -> Option<tracing::span::Entered<'_>> {
        self.0.as_ref().map(|open| open.span.enter())
    }

    /// Does something within the span.
    pub(super) fn within<T>(&self, something: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(open) => open.span.in_scope(something),
            None => something(),
        }
    }

    /// A request is handed to the transport.
    pub(super) fn sent(&self) {
        if let Some(open) = &self.0 {
            open.sent.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// An attempt is over, and perhaps another one follows after a wait.
    pub(super) fn attempted(
        &self,
        number: u32,
        outcome: &Result<StreamedResponse, TransportError>,
        took: Duration,
        wait: Option<Duration>,
    ) {
        let Some(Open { span, .. }) = self.0.as_deref() else { return };
        let status = match outcome {
            Ok(answer) => Some(answer.status),
            Err(error) => error.partial().map(|partial| partial.status),
        };
        let failed = status.filter(|status| status.as_u16() >= 400);
        let failure = match outcome {
            Ok(_) => failed.as_ref().map(|status| status.as_str()),
            Err(error) => Some(name_of(error.kind())),
        };
        let status = status.map(|status| status.as_u16());
        let (duration, wait) = (took.as_secs_f64(), wait.map(|wait| wait.as_secs_f64()));
        tracing::info!(
            target: "oasmith_runtime",
            parent: span,
            attempt = number,
            "http.response.status_code" = status,
            "error.type" = failure,
            duration,
            wait,
            "attempt"
        );
    }

    /// The server refused a token, and the request goes out once more with another one.
    pub(super) fn refused(&self) {
        if let Some(Open { span, .. }) = self.0.as_deref() {
            tracing::info!(target: "oasmith_runtime", parent: span, "the server refused the token: another one is asked for");
        }
    }

    /// An answer came, or none.
    pub(super) fn answered(&self, answer: &Result<Response, Box<Report>>) {
        let status = match answer {
            Ok(response) => Some(response.status()),
            Err(report) => report.answer.as_ref().map(|answer| answer.status),
        };
        if let Some(status) = status {
            self.status(status);
        }
    }

    /// Closes the span of a call that ends in this way.
    pub(super) fn ended<T, E>(&mut self, outcome: Result<T, Error<E>>) -> Result<T, Error<E>> {
        self.end(outcome.as_ref().err().map(|error| error.kind()));
        outcome
    }

    /// Closes the span of a call by which a stream goes on: an answer of this status came, or none.
    pub(super) fn went_on(&mut self, answer: Result<StatusCode, TransportErrorKind>) {
        match answer {
            Ok(status) => self.status(status),
            Err(kind) => self.fail(name_of(kind)),
        }
        self.end(None);
    }

    fn status(&self, status: StatusCode) {
        let Some(Open { span, .. }) = self.0.as_deref() else { return };
        span.record("http.response.status_code", status.as_u16());
        if status.as_u16() >= 400 {
            self.fail(status.as_str());
        }
    }

    fn end(&mut self, failure: Option<&ErrorKind>) {
        if let Some(failure) = failure {
            self.fail(kind(failure));
        }
        let Some(open) = self.0.take() else { return };
        open.is_told.store(true, Ordering::Relaxed);
        let sent = open.sent.load(Ordering::Relaxed);
        if sent > 1 {
            open.span.record("http.request.resend_count", sent - 1);
        }
    }

    /// Notes what failed, if nothing was noted before: a status says more than what was made of its answer.
    fn fail(&self, failure: &str) {
        let Some(open) = self.0.as_deref() else { return };
        if !open.is_told.swap(true, Ordering::Relaxed) {
            open.span.record("error.type", failure);
            open.span.record("otel.status_code", "ERROR");
        }
    }
}

/// A call that is dropped before its end is told so.
impl Drop for Open {
    fn drop(&mut self) {
        if !*self.is_told.get_mut() {
            self.span.record("error.type", "abandoned");
        }
    }
}

fn opened(called: Called<'_>) -> Span {
    let Called { operation, endpoint, http } = called;
    let method = endpoint.map_or(operation.method, |endpoint| &endpoint.method);
    // Those of a document are few.
    let is_known = endpoint.is_none() || KNOWN.contains(&method);
    let shown = if is_known { method } else { "HTTP" };
    let template = endpoint.is_none().then_some(operation.path);
    let (address, port) = http.map_or((None, None), |http| server(http.origin()));
    tracing::info_span!(
        target: "oasmith_runtime",
        "HTTP request",
        otel.name = %Name(shown, template),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = if is_known { method } else { "_OTHER" },
        http.request.method_original = (!is_known).then_some(method),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        "error.type" = Empty,
        server.address = address,
        server.port = port,
        url.full = http.map(|http| origin::shown(&http.url)),
        url.template = template,
    )
}

/// The name of a span: a method, and a path template where there is one.
struct Name<'a>(&'a str, Option<&'static str>);

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)?;
        self.1.map_or(Ok(()), |template| write!(formatter, " {template}"))
    }
}

/// The host and the port of an origin.
fn server(origin: &str) -> (Option<&str>, Option<u16>) {
    let Some((scheme, authority)) = origin.split_once("://") else { return (None, None) };
    let usual = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    let (host, port) = match authority.rsplit_once(':') {
        // The colons of an IPv6 address stand within brackets.
        Some((host, port)) if !port.contains(']') => (host, port.parse().unwrap_or(usual)),
        _ => (authority, usual),
    };
    (Some(host.trim_start_matches('[').trim_end_matches(']')), Some(port))
}

/// What a failure is called, in one of few words.
fn kind(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Misconfigured(_) => "misconfigured",
        ErrorKind::Withheld { .. } => "credential_withheld",
        ErrorKind::UnknownScheme { .. } => "unknown_scheme",
        ErrorKind::Token { .. } => "no_token",
        ErrorKind::Invalid(_) => "invalid_request",
        ErrorKind::Declared => "declared",
        ErrorKind::Undeclared => "undeclared",
        ErrorKind::Unreadable(_) | ErrorKind::Item { .. } => "unreadable",
        ErrorKind::TooLarge { .. } | ErrorKind::ItemTooLarge { .. } => "too_large",
        ErrorKind::Transport(error) => name_of(error.kind()),
    }
}

fn name_of(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::ConnectTimeout => "connect_timeout",
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Tls => "tls",
        TransportErrorKind::Io => "io",
        TransportErrorKind::Protocol => "protocol",
        TransportErrorKind::TooLarge => "too_large",
        TransportErrorKind::Source => "source",
        TransportErrorKind::Unsupported => "unsupported",
        TransportErrorKind::Other => "other",
    }
}
