//! The ways in which items stand in a body.

/// How items stand in the body of an answer.
///
/// ```
/// use oasmith_vocabulary::Framing;
///
/// assert_eq!(Framing::JsonLines.media_type(), "application/jsonl");
/// assert!(!Framing::JsonLines.is_events());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Each is a line of JSON: JSON Lines, NDJSON. Blank lines are passed over.
    JsonLines,
    /// Each is JSON behind a record separator (RFC 7464).
    JsonSequence,
    /// Each is the data of a server-sent event, in JSON.
    EventDataJson,
    /// Each is the data of a server-sent event, as a string.
    EventDataText,
    /// Each is a server-sent event: an object with its `data`, `event`, `id` and `retry`, as far as it has them. The data
    /// are a string.
    EventsWithTextData,
    /// As [`Framing::EventsWithTextData`], with the data read as JSON where they are JSON.
    EventsWithJsonData,
    /// As [`Framing::EventsWithTextData`]; the data are a string, or else JSON, whichever the item's type takes.
    EventsWithAnyData,
}

impl Framing {
    /// Whether items are server-sent events.
    #[must_use]
    pub const fn is_events(self) -> bool {
        !matches!(self, Self::JsonLines | Self::JsonSequence)
    }

    /// The media type that has it, or the best known of several.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::JsonLines => "application/jsonl",
            Self::JsonSequence => "application/json-seq",
            _ => "text/event-stream",
        }
    }
}
