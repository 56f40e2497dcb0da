//! Answers that come item by item.

use super::shape::Use;

/// An answer that comes item by item.
#[derive(Debug)]
pub(crate) struct Stream {
    /// As the document writes it.
    pub(crate) media_type: String,
    pub(crate) framing: Framing,
    pub(crate) item: Use,
}

/// How items stand in the body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// A line of JSON each.
    JsonLines,
    /// JSON behind a record separator each (RFC 7464).
    JsonSequence,
    /// The data of a server-sent event each, in JSON.
    EventDataJson,
    /// The data of a server-sent event each, as a string.
    EventDataText,
    /// A server-sent event each, as an object whose data are a string.
    EventsWithTextData,
    /// The same with data in JSON.
    EventsWithJsonData,
    /// The same with data that are one or the other.
    EventsWithAnyData,
}

impl Framing {
    /// Whether items are server-sent events.
    pub(crate) fn is_events(self) -> bool {
        !matches!(self, Framing::JsonLines | Framing::JsonSequence)
    }
}
