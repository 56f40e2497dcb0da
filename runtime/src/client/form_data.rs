//! Forms of which the document does not say what their parts are.

use bytes::Bytes;

use super::Upload;
use crate::codec::{Decode, DecodeError, Encode, In, Out, Pairs, Sink, Value};

/// A part of a form that may be text, a file or JSON.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FormPart {
    /// A text, without a file name.
    Text(String),
    /// A file, or other bytes that are sent under a file name.
    File(Upload),
    /// Any value: objects as JSON, a list as a part for each item.
    Json(Value),
}

/// A form with parts of all kinds, in the order in which they are given; names may repeat.
///
/// ```
/// use oasmith_runtime::{FormData, Upload};
///
/// let form = FormData::new().part("title", "Notes").part("file", Upload::from_path("notes.pdf"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormData(Vec<(String, FormPart)>);

impl FormData {
    /// A form without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one part more.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<FormPart>) -> Self {
        self.0.push((name.into(), part.into()));
        self
    }
}

impl Pairs for FormData {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.0.iter().try_for_each(|(name, part)| visit(name, part))
    }
}

impl Encode for FormData {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Map(self))
    }
}

impl Encode for FormPart {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        match self {
            Self::Text(text) => text.encode(sink),
            Self::File(upload) => upload.encode(sink),
            Self::Json(value) => value.encode(sink),
        }
    }
}

/// Always a fault: nothing that is read is a form. Types that hold forms ask for it.
impl Decode for FormData {
    fn decode(_: In<'_>) -> Result<Self, DecodeError> {
        Err(DecodeError::new("a form can only be sent"))
    }
}

/// Always a fault: nothing that is read has parts of forms in it. Types that hold them ask for it.
impl Decode for FormPart {
    fn decode(_: In<'_>) -> Result<Self, DecodeError> {
        Err(DecodeError::new("a part of a form can only be sent"))
    }
}

macro_rules! part_from {
    ($($type:ty => $part:expr;)*) => {$(
        impl From<$type> for FormPart {
            fn from(value: $type) -> Self {
                $part(value.into())
            }
        }
    )*};
}

part_from! {
    String => Self::Text;
    &str => Self::Text;
    Upload => Self::File;
    Bytes => Self::File;
    Vec<u8> => Self::File;
    Value => Self::Json;
}
