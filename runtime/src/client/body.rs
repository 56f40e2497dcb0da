//! The body of a request.

use std::borrow::Cow;

use bytes::Bytes;

/// The body of a request, with its media type. Cloning shares the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    content_type: Cow<'static, str>,
    bytes: Bytes,
}

impl Body {
    /// These bytes as this media type.
    pub fn new(content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) -> Self {
        Self { content_type: content_type.into(), bytes: bytes.into() }
    }

    /// The value of the header `Content-Type`.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes, moved out.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }
}
