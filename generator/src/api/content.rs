//! Bodies and responses: media types and what they carry.

use oasmith_vocabulary::Style;

use super::shape::Use;
use super::stream::Stream;
use crate::lists::Listing;
use crate::media_types::{Codec, JSON};

/// A request body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    /// What it can be sent as, in the document's order; never empty.
    pub(crate) contents: Vec<Content>,
}

impl Body {
    /// The content that most callers mean: JSON where it is offered, else the first one.
    pub(crate) fn main(&self) -> Option<&Content> {
        let json = self.contents.iter().find(|content| content.json().is_some());
        json.or(self.contents.first())
    }

    /// The values that it carries, where schemas describe them; that of [`Body::main`] first.
    pub(crate) fn values(&self) -> Vec<(&Content, &Use)> {
        let main = self.main();
        let is_main = |content: &&Content| main.is_some_and(|main| std::ptr::eq(main, *content));
        let others = self.contents.iter().filter(|content| !is_main(content));
        main.into_iter().chain(others).filter_map(|content| Some((content, content.payload.value()?))).list()
    }

    /// The values that it carries, to be changed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Use> {
        self.contents.iter_mut().filter_map(|content| content.payload.value_mut())
    }
}

/// A media type and what it carries.
#[derive(Debug)]
pub(crate) struct Content {
    /// As the document writes it.
    pub(crate) media_type: String,
    pub(crate) payload: Payload,
}

impl Content {
    /// Whether it is a range of media types, such as `image/*`.
    pub(crate) fn is_range(&self) -> bool {
        self.media_type.contains('*')
    }

    /// The value, where it goes in JSON.
    pub(crate) fn json(&self) -> Option<Use> {
        match &self.payload {
            Payload::Value(codec, value) if **codec == JSON => Some(value.clone()),
            _ => None,
        }
    }
}

/// What a body carries.
#[derive(Debug)]
pub(crate) enum Payload {
    /// Written as a whole.
    Value(&'static Codec, Use),
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
            Payload::Value(_, value) | Payload::Form { value, .. } | Payload::Multipart { value, .. } => Some(value),
            Payload::Text | Payload::Bytes => None,
        }
    }

    /// The value that is written as a whole, in one notation, and not property by property.
    pub(crate) fn whole(&self) -> Option<&Use> {
        match self {
            Payload::Value(_, value) => Some(value),
            Payload::Form { .. } | Payload::Multipart { .. } | Payload::Text | Payload::Bytes => None,
        }
    }

    /// The value that it carries, to be changed.
    pub(crate) fn value_mut(&mut self) -> Option<&mut Use> {
        match self {
            Payload::Value(_, value) | Payload::Form { value, .. } | Payload::Multipart { value, .. } => Some(value),
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
    /// Where arrays and objects are no parts as a whole.
    pub(crate) style: Option<PartStyle>,
    /// Headers with the values that the document fixes.
    pub(crate) headers: Vec<(String, String)>,
}

/// What a multipart body makes of an array or an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartStyle {
    /// One part, with this between items, or keys and values.
    Joined(&'static str),
    /// A part for each item or entry.
    Exploded,
    /// A part for each value within, named `property[key]`.
    Deep,
}

/// A declared response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: Status,
    pub(crate) description: Option<String>,
    /// What it can come as, in the document's order.
    pub(crate) contents: Vec<Content>,
    /// How it comes item by item, whether `contents` are the same media type or another one.
    pub(crate) stream: Option<Stream>,
    pub(crate) headers: Vec<Header>,
}

/// A header of a response.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) value: Use,
    /// `Simple` or `Json`.
    pub(crate) style: Style,
    pub(crate) explode: bool,
}

/// The statuses that a response is declared for. Ordered by precedence: an exact one, a range, the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
