//! What is said of an answer whose body did not come to its end, by whichever transport.

use std::error::Error;
use std::time::Duration;

use super::{TransportError, TransportErrorKind};

/// That the body is longer than it may be.
pub(super) fn too_large() -> TransportError {
    TransportError::new(TransportErrorKind::TooLarge, "its body is larger than the limit")
}

/// That there was nothing for too long.
pub(super) fn paused(pause: Duration, length: usize) -> TransportError {
    let message = format!("nothing more of its body came within {pause:?} ({length} bytes had)");
    TransportError::new(TransportErrorKind::Timeout, message)
}

/// That not all of it came in the time that the whole call was given.
pub(super) fn late(stated: Option<Duration>, length: usize) -> TransportError {
    let message = format!("its body was not there{} ({length} bytes were)", within(stated));
    TransportError::new(TransportErrorKind::Timeout, message)
}

/// That no answer came in that time.
pub(super) fn unanswered(stated: Option<Duration>) -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, format!("no answer came{}", within(stated)))
}

/// That the connection broke off.
pub(super) fn broken_off(
    kind: TransportErrorKind,
    length: usize,
    cause: &str,
    error: impl Into<Box<dyn Error + Send + Sync>>,
) -> TransportError {
    let message = format!("the connection broke off after {length} bytes of its body ({cause})");
    TransportError::new(kind, message).with_source(error)
}

/// The time that there was, in words.
fn within(stated: Option<Duration>) -> String {
    stated.map(|timeout| format!(" within {timeout:?}")).unwrap_or_default()
}
