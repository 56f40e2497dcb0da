//! What is sent as it is: files, and bodies of any bytes.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::{ByteStream, TransportError, TransportErrorKind};
use crate::codec::{Decode, DecodeError, Encode, In, Sink, from_what_becomes};

/// Bytes that are sent as they are: a file within a form, or a whole body. They are in memory, in a file that is
/// opened when it is sent, or come piece by piece.
///
/// ```
/// use oasmith_runtime::{ByteStream, Upload};
///
/// let small = Upload::from("text").file_name("note.txt").content_type("text/plain");
/// let large = Upload::from_path("backup.tar"); // never in memory as a whole
/// let other = Upload::from(ByteStream::from_reader(std::io::empty()));
/// ```
///
/// Bytes and files can be sent again, where a redirect or a new try asks for that; a stream is there once. Clones of
/// an upload share its stream: the first one that is sent takes it.
#[derive(Clone)]
pub struct Upload {
    content: Content,
    file_name: Option<Cow<'static, str>>,
    content_type: Option<Cow<'static, str>>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Path(Arc<Path>),
    Once(Arc<Mutex<Option<ByteStream>>>),
}

impl Upload {
    /// The file at this path, with its name. It is opened when it is sent, each time anew.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.file_name().map(|name| Cow::Owned(name.to_string_lossy().into_owned()));
        Self { content: Content::Path(path.into()), file_name: name, content_type: None }
    }

    /// What a reader reads, up to its end.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        ByteStream::from_reader(reader).into()
    }

    /// With this file name, which is sent in forms.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// With this media type, in place of the one that the document gives.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<Cow<'static, str>>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// The bytes, where they are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Path(_) | Content::Once(_) => None,
        }
    }

    /// How many bytes there are, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Path(path) => std::fs::metadata(path).ok().map(|metadata| metadata.len()),
            Content::Once(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.length(),
        }
    }

    /// Whether it can be sent more than once.
    pub fn is_replayable(&self) -> bool {
        !matches!(self.content, Content::Once(_))
    }

    /// Whether it can be sent: a stream that can't be read twice was not begun.
    pub(super) fn is_unbegun(&self) -> bool {
        match &self.content {
            Content::Bytes(_) | Content::Path(_) => true,
            Content::Once(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
        }
    }

    /// The bytes, piece by piece.
    ///
    /// # Errors
    ///
    /// That its stream has been taken.
    pub fn open(&self) -> Result<ByteStream, TransportError> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.clone().into()),
            Content::Path(path) => Ok(ByteStream::file(path.clone())),
            Content::Once(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(|| {
                let message = "the stream that was to be sent has been sent before";
                TransportError::new(TransportErrorKind::Source, message)
            }),
        }
    }

    pub(crate) fn given_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(crate) fn given_type(&self) -> Option<&Cow<'static, str>> {
        self.content_type.as_ref()
    }

    /// Whether a thread must wait for its bytes.
    pub(crate) fn blocks(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => false,
            Content::Path(_) => true,
            Content::Once(stream) => {
                stream.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(ByteStream::blocks)
            }
        }
    }
}

impl From<ByteStream> for Upload {
    fn from(stream: ByteStream) -> Self {
        Self { content: Content::Once(Arc::new(Mutex::new(Some(stream)))), file_name: None, content_type: None }
    }
}

/// The same bytes, the same path, or the same stream, under the same name and media type.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Path(one), Content::Path(other)) => one == other,
            (Content::Once(one), Content::Once(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        same && self.file_name == other.file_name && self.content_type == other.content_type
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut upload = formatter.debug_struct("Upload");
        match &self.content {
            Content::Bytes(bytes) => upload.field("bytes", bytes),
            Content::Path(path) => upload.field("path", path),
            Content::Once(_) => upload.field("stream", &format_args!("…")),
        };
        if let Some(name) = &self.file_name {
            upload.field("file_name", name);
        }
        if let Some(media_type) = &self.content_type {
            upload.field("content_type", media_type);
        }
        upload.finish()
    }
}

/// Only a body that has room for files takes it in.
impl Encode for Upload {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.opaque(self)
    }
}

/// Always a fault: nothing that is read has files in it. Types that hold uploads ask for it.
impl Decode for Upload {
    fn decode(_: In<'_>) -> Result<Self, DecodeError> {
        Err(DecodeError::new("an upload can only be sent"))
    }
}

macro_rules! from_bytes {
    ($($type:ty),*) => {$(
        impl From<$type> for Upload {
            fn from(bytes: $type) -> Self {
                Self { content: Content::Bytes(bytes.into()), file_name: None, content_type: None }
            }
        }
    )*};
}

from_what_becomes!(Upload: Bytes, Vec<u8>, Box<[u8]>, String, &'static [u8], &'static str, ByteStream);

from_bytes!(Bytes, Vec<u8>, Box<[u8]>, String, &'static [u8], &'static str);

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}
