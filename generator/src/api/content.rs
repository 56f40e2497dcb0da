//! Bodies and responses: media types and what they carry.

use super::{Stream, Style, Use};

/// A request body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    /// The media type that is sent.
    pub(crate) content: Content,
}

/// A media type and what it carries.
#[derive(Debug)]
pub(crate) struct Content {
    /// As the document writes it.
    pub(crate) media_type: String,
    pub(crate) payload: Payload,
}

/// What a body carries.
#[derive(Debug)]
pub(crate) enum Payload {
    Json(Use),
    /// `application/x-www-form-urlencoded`.
    Form {
        value: Use,
        /// Of the properties that are not encoded as usual.
        encodings: Vec<Encoding>,
    },
    /// `multipart/form-data`.
    Multipart {
        value: Use,
        /// Of the properties that are not sent as usual.
        parts: Vec<Part>,
    },
    Text,
    Bytes,
}

impl Payload {
    /// The value that it carries, where a schema describes it.
    pub(crate) fn value(&self) -> Option<&Use> {
        match self {
            Payload::Json(value) | Payload::Form { value, .. } | Payload::Multipart { value, .. } => Some(value),
            Payload::Text | Payload::Bytes => None,
        }
    }

    /// The value that it carries, to be changed.
    pub(crate) fn value_mut(&mut self) -> Option<&mut Use> {
        match self {
            Payload::Json(value) | Payload::Form { value, .. } | Payload::Multipart { value, .. } => Some(value),
            Payload::Text | Payload::Bytes => None,
        }
    }
}

/// How a form writes one of its properties.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Encoding {
    pub(crate) property: String,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
}

/// How a multipart body sends one of its properties.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) property: String,
    pub(crate) media_type: Option<String>,
    /// What stands between the items of an array that is one part.
    pub(crate) delimiter: Option<&'static str>,
    /// Headers with the values that the document fixes.
    pub(crate) headers: Vec<(String, String)>,
}

/// A declared response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: Status,
    pub(crate) description: Option<String>,
    pub(crate) content: Option<Content>,
    /// How it comes item by item, whether `content` is the same media type or another one.
    pub(crate) stream: Option<Stream>,
}

/// The statuses that a response is declared for. Ordered by precedence: an exact one, a range, the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Exact(u16),
    /// `4XX` is `Range(4)`.
    Range(u8),
    Default,
}

impl Status {
    /// Whether this status means success.
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Status::Exact(200..=299) | Status::Range(2))
    }
}
