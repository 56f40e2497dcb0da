//! Why a stage between a call and the transport let nothing through.

use std::sync::{Mutex, PoisonError};

use super::report::Report;
use super::{ErrorKind, TransportError, TransportErrorKind};

/// Keeps the report of a call that was refused on its way, while layers see it as an error of the transport.
#[derive(Debug, Default)]
pub(super) struct Refusal(Mutex<Option<Box<Report>>>);

impl Refusal {
    /// Notes the report, and gives what layers see of it.
    pub(super) fn note(&self, report: Box<Report>) -> TransportError {
        let mut error = TransportError::new(TransportErrorKind::Unsupported, message(&report));
        if let ErrorKind::Token { error: token, .. } = &report.kind
            && token.is_passing()
        {
            error = error.unsent(token.retry_after());
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
        error
    }

    /// The report, if the error is what layers saw of it.
    pub(super) fn take(&self, error: &TransportError) -> Option<Box<Report>> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.take_if(|report| error.message() == message(report))
    }
}

/// What the report tells, without the operation's name.
fn message(report: &Report) -> String {
    let line = report.to_string();
    let told = line.strip_prefix(report.name()).and_then(|rest| rest.strip_prefix(": "));
    told.unwrap_or(&line).to_owned()
}
