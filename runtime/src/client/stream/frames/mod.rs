//! Cutting what comes into items, wherever the pieces that it comes in begin and end.

mod cutter;
mod events;
mod frame;
mod lines;
mod sequence;

use std::time::Duration;

use bytes::Bytes;
#[doc(inline)]
pub use oasmith_vocabulary::Framing;

use self::cutter::TooLarge;
use self::events::Events;
pub(super) use self::frame::{Frame, Step};
use self::lines::Lines;
use self::sequence::Sequence;

/// Cuts items out of a body.
pub(super) enum Cutting {
    Lines(Lines),
    Sequence(Sequence),
    Events(Box<Events>),
}

impl Cutting {
    /// Items may have up to `limit` bytes.
    pub(super) fn new(framing: Framing, limit: u64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        match framing {
            Framing::JsonLines => Self::Lines(Lines::new(limit)),
            Framing::JsonSequence => Self::Sequence(Sequence::new(limit)),
            _ => Self::Events(Box::new(Events::new(framing, limit))),
        }
    }

    /// Takes as much of the input as the next item needs.
    pub(super) fn next(&mut self, input: &mut Bytes) -> Result<Step, TooLarge> {
        match self {
            Self::Lines(lines) => lines.next(input),
            Self::Sequence(sequence) => sequence.next(input),
            Self::Events(events) => events.next(input),
        }
    }

    /// The item that the end of the body ends, or cuts off.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        match self {
            Self::Lines(lines) => lines.finish(),
            Self::Sequence(sequence) => sequence.finish(),
            Self::Events(events) => events.finish(),
        }
    }

    /// Forgets what is not whole: what comes next comes over another connection.
    pub(super) fn begin_anew(&mut self) {
        if let Self::Events(events) = self {
            events.begin_anew();
        }
    }

    /// The last `id` of an event.
    pub(super) fn last_event_id(&self) -> Option<&str> {
        match self {
            Self::Events(events) => events.last_id(),
            _ => None,
        }
    }

    /// The type of the event that came last.
    pub(super) fn event(&self) -> Option<&str> {
        match self {
            Self::Events(events) => events.last_event(),
            _ => None,
        }
    }

    /// The last `retry` of an event.
    pub(super) fn retry(&self) -> Option<Duration> {
        match self {
            Self::Events(events) => events.last_retry(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
