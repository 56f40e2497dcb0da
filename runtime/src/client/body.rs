//! The body of a request.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::HeaderValue;

use super::stream::chain::{self, Segment};
use super::{ByteStream, TransportError, Upload, header};
use crate::codec::{DecodeError, Encode, json};

/// The body of a request, with its media type. Cloning shares the bytes.
///
/// ```
/// use oasmith_runtime::Body;
///
/// let body = Body::new("application/json", r#"{"name":"Rex"}"#);
/// assert_eq!((body.content_type(), body.length()), ("application/json", Some(14)));
/// ```
#[derive(Clone, PartialEq)]
pub struct Body {
    content_type: Cow<'static, str>,
    content: Content,
    /// Whether nobody may see what is in it.
    is_secret: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Bytes(Bytes),
    Segments(Arc<[Segment]>),
}

impl Body {
    /// These bytes as this media type.
    pub fn new(content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        Self { content_type: content_type.into(), content: Content::Bytes(bytes.into()), is_secret: false }
    }

    /// This value in JSON.
    ///
    /// # Errors
    ///
    /// That it has no form in JSON.
    pub fn json(value: &dyn Encode) -> Result<Self, DecodeError> {
        json::to_vec(value).map(|bytes| Self::new("application/json", bytes))
    }

    /// An upload as this media type, unless it has one of its own.
    pub fn upload(content_type: impl Into<Cow<'static, str>>, upload: Upload) -> Self {
        let content_type = upload.given_type().cloned().unwrap_or_else(|| content_type.into());
        let content = match upload.as_bytes() {
            Some(bytes) => Content::Bytes(bytes.clone()),
            None => Content::Segments(Arc::new([Segment::Upload(upload)])),
        };
        Self { content_type, content, is_secret: false }
    }

    pub(crate) fn of_segments(content_type: String, segments: Vec<Segment>) -> Self {
        Self { content_type: content_type.into(), content: Content::Segments(segments.into()), is_secret: false }
    }

    pub(crate) fn typed(self, content_type: &'static str) -> Self {
        Self { content_type: content_type.into(), ..self }
    }

    /// With content that `Debug` hides.
    pub(crate) fn secret(self) -> Self {
        Self { is_secret: true, ..self }
    }

    /// The value of the header `Content-Type`.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// It as a header; nothing is copied of one that is constant.
    pub(crate) fn content_type_header(&self) -> Option<HeaderValue> {
        match &self.content_type {
            Cow::Borrowed(constant) => header::constant(constant),
            Cow::Owned(text) => HeaderValue::from_str(text).ok(),
        }
    }

    /// The bytes, where all of them are in memory.
    pub fn bytes(&self) -> Option<Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.clone()),
            Content::Segments(segments) => {
                let mut whole = BytesMut::new();
                for segment in segments.iter() {
                    whole.extend_from_slice(match segment {
                        Segment::Bytes(bytes) => bytes,
                        Segment::Upload(upload) => upload.as_bytes()?,
                    });
                }
                Some(whole.freeze())
            }
        }
    }

    /// How many bytes there are, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Segments(segments) => chain::length(segments),
        }
    }

    /// Whether it can be sent more than once.
    pub fn is_replayable(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            Content::Segments(segments) => segments.iter().all(|segment| match segment {
                Segment::Bytes(_) => true,
                Segment::Upload(upload) => upload.is_replayable(),
            }),
        }
    }

    /// Whether it can be sent, from its beginning: a body that can't be sent twice was not begun.
    pub(super) fn is_unbegun(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            Content::Segments(segments) => segments.iter().all(|segment| match segment {
                Segment::Bytes(_) => true,
                Segment::Upload(upload) => upload.is_unbegun(),
            }),
        }
    }

    /// The bytes, where they are one piece of memory: nothing is copied to tell.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Segments(_) => None,
        }
    }

    /// The bytes, piece by piece.
    ///
    /// # Errors
    ///
    /// That a stream in it has been sent before.
    pub fn open(&self) -> Result<ByteStream, TransportError> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.clone().into()),
            Content::Segments(segments) => match &**segments {
                [Segment::Upload(upload)] => upload.open(),
                segments => Ok(chain::of(segments)),
            },
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Body");
        shown.field("content_type", &self.content_type);
        match self.is_secret {
            true => shown.field("content", &format_args!("[redacted]")),
            false => shown.field("content", &self.content),
        };
        shown.finish()
    }
}
