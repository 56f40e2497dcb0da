//! How often a call was tried, and why no more often.

use std::fmt;
use std::time::Duration;

/// Which attempt at a call a request is: [`HttpRequest::attempt`](super::HttpRequest::attempt).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// Which one, counted from one.
    pub number: u32,
    /// How many there can be.
    pub most: u32,
}

impl Attempt {
    /// The attempt of this number among at most so many. A layer that makes attempts of its own marks its requests with
    /// it, and retries below it are off then.
    #[must_use]
    pub fn new(number: u32, most: u32) -> Self {
        Self { number, most }
    }
}

/// How often a call was tried, where that was more than once or might have been: of a failure by
/// [`Error::attempts`](super::Error::attempts), of a success among the response's
/// [`extensions`](super::TypedResponse::extensions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempts {
    /// How often.
    pub count: u32,
    /// Why it was not tried once more, where it failed in a way that is worth another attempt.
    pub end: Option<RetryEnd>,
}

impl Attempts {
    pub(super) fn new(count: u32, end: Option<RetryEnd>) -> Self {
        Self { count, end }
    }
}

/// Why a call that failed was not tried once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryEnd {
    /// There were as many attempts as there may be.
    Attempts,
    /// The deadline would have been over.
    Deadline,
    /// The client's budget for retries was spent.
    Budget,
    /// The server may have acted, and acting twice would not be the same.
    NotIdempotent,
    /// The body was begun and can't be read twice.
    Body,
    /// The server asks to wait so long, which is longer than the client waits.
    RetryAfter(Duration),
    /// Another attempt would fail in the same way.
    Hopeless,
}

impl fmt::Display for Attempts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            1 => formatter.write_str("after 1 attempt")?,
            count => write!(formatter, "after {count} attempts")?,
        }
        match self.end {
            None | Some(RetryEnd::Attempts) => Ok(()),
            Some(RetryEnd::Deadline) => formatter.write_str("; the deadline left no time for another one"),
            Some(RetryEnd::Budget) => formatter.write_str("; the budget for retries is spent"),
            Some(RetryEnd::NotIdempotent) => {
                formatter.write_str("; it was not repeated, for the operation is not idempotent")
            }
            Some(RetryEnd::Body) => formatter.write_str("; it was not repeated, for the body can't be read twice"),
            Some(RetryEnd::RetryAfter(_)) => {
                formatter.write_str("; it was not repeated, for the server asks to wait longer than the client does")
            }
            Some(RetryEnd::Hopeless) => formatter.write_str("; it was not repeated, for it would fail in the same way"),
        }
    }
}
