//! Cutting what comes into items, wherever the pieces that it comes in begin and end.

mod cutter;
mod events;
mod lines;
mod sequence;

use std::time::Duration;

use bytes::Bytes;

use self::cutter::TooLarge;
use self::events::Events;
use self::lines::Lines;
use self::sequence::Sequence;
use crate::codec::{Decode, Fault, json};

/// How items stand in the body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// Each is a line of JSON: JSON Lines, NDJSON. Blank lines are passed over.
    JsonLines,
    /// Each is JSON behind a record separator (RFC 7464).
    JsonSequence,
    /// Each is the data of a server-sent event, in JSON.
    EventJson,
    /// Each is the data of a server-sent event, as a string.
    EventText,
    /// Each is a server-sent event: an object with its `data`, `event`, `id` and `retry`, as far as it has them. The data
    /// are a string.
    Events,
    /// As [`Framing::Events`], with the data read as JSON where they are JSON.
    JsonEvents,
    /// As [`Framing::Events`]; the data are a string, or else JSON, whichever the item's type takes.
    MixedEvents,
}

impl Framing {
    /// The media type that has it, or the best known of several.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::JsonLines => "application/jsonl",
            Self::JsonSequence => "application/json-seq",
            _ => "text/event-stream",
        }
    }
}

/// One item, not yet decoded.
pub(super) struct Frame {
    /// What came: a line, a text, an event's data.
    pub(super) raw: Bytes,
    /// The item in JSON, where that is not `raw`.
    json: Option<Bytes>,
    /// The item in JSON, where it could be meant in two ways.
    otherwise: Option<Bytes>,
    /// What is wrong with it, whatever its type.
    fault: Option<&'static str>,
}

impl Frame {
    /// An item that came in JSON.
    fn json(raw: Bytes) -> Self {
        Self { raw, json: None, otherwise: None, fault: None }
    }

    pub(super) fn decode<T: Decode>(&self) -> Result<T, Fault> {
        if let Some(fault) = self.fault {
            return Err(Fault::new(fault));
        }
        let read = json::from_slice(self.json.as_ref().unwrap_or(&self.raw));
        match &self.otherwise {
            Some(otherwise) => read.or_else(|_| json::from_slice(otherwise)),
            None => read,
        }
    }
}

/// What is to be done next.
pub(super) enum Step {
    /// This is an item.
    Item(Frame),
    /// All of the input has been taken, and there is no whole item in it.
    More,
    /// The stream says that it has ended.
    End,
}

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

    /// The item that the end of the body ends.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        match self {
            Self::Lines(lines) => lines.finish(),
            Self::Sequence(sequence) => sequence.finish(),
            // An event without a blank line behind it is not whole.
            Self::Events(_) => None,
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
