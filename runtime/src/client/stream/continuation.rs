//! How a stream goes on where an answer ends.

use std::fmt;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::client::report::Report;
use crate::client::{MaybeSend, StreamedResponse};

/// A stream's way to its next answer.
pub(in crate::client) trait Continuation: fmt::Debug + MaybeSend + 'static {
    /// Whether the next answer is awaited.
    fn is_under_way(&self) -> bool;

    /// Notes that an event came.
    fn came(&mut self);

    /// Begins to go on, if that is worth it where a stream ended, cut off or not: with what the last event's id was, and what
    /// the server said of waits.
    fn begin(&mut self, is_cut_off: bool, id: Option<&str>, retry: Option<Duration>) -> bool;

    /// Polls for how the stream goes on.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<GoesOn>;
}

/// How a stream goes on.
pub(in crate::client) enum GoesOn {
    With(Box<StreamedResponse>),
    /// The server says that there is no more.
    Ends,
    Fails(Box<Report>),
}
