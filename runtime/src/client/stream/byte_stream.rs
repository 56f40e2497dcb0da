//! A stream of bytes.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::ThreadId;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::pieces::{Piece, Pieces};
use super::reader::Reader;
use super::wait;
use crate::client::{MaybeSend, TransportError, TransportErrorKind};

/// Bytes that come piece by piece: the body of an answer, or what an [`Upload`](crate::client::Upload) reads from.
///
/// It is a [`Stream`]; [`ByteStream::next`] needs no trait for it, and [`ByteStream::next_blocking`] no async code.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::ByteStream;
///
/// let mut bytes = ByteStream::from_reader("some bytes".as_bytes());
/// let mut length = 0;
/// while let Some(piece) = bytes.next().await {
///     length += piece?.len();
/// }
/// assert_eq!(length, 10);
/// # Ok(())
/// # }
/// ```
pub struct ByteStream {
    /// What has come and was not taken.
    left: Bytes,
    /// None where it has ended.
    source: Option<Box<dyn Pieces>>,
    length: Option<u64>,
    content_type: Option<Box<str>>,
    /// The thread that it comes by, if that is a single one: where it waits, nothing comes.
    driver: Option<ThreadId>,
}

impl ByteStream {
    /// The pieces of a stream. Its errors are passed on.
    pub fn new<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::of(Mapped(Box::pin(stream)), None)
    }

    /// What a reader reads, up to its end. In async code it is read on a thread of its own where the transport has
    /// one to give, as those of this crate have.
    pub fn from_reader(reader: impl io::Read + Send + 'static) -> Self {
        Self::of(Reader::new(reader), None)
    }

    /// With this many bytes in all. The transport announces the length, so it has to be true.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// What is polled for its pieces.
    pub(crate) fn polled(stream: impl Stream<Item = Piece> + MaybeSend + 'static) -> Self {
        Self::of(Box::pin(stream), None)
    }

    pub(super) fn of(source: impl Pieces, length: Option<u64>) -> Self {
        Self { left: Bytes::new(), source: Some(Box::new(source)), length, content_type: None, driver: None }
    }

    /// Which comes by this thread, if by a single one.
    pub(crate) fn driven_by(mut self, driver: Option<ThreadId>) -> Self {
        self.driver = driver;
        self
    }

    /// The thread that it comes by, if that is a single one.
    pub(crate) fn driver(&self) -> Option<ThreadId> {
        self.driver
    }

    /// How many bytes there are in all, if that is known beforehand.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// What the bytes of an answer are, with what parameters the media type has, if the server says so.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    pub(crate) fn with_content_type(mut self, content_type: String) -> Self {
        self.content_type = (!content_type.is_empty()).then(|| content_type.into());
        self
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// That the source broke off. There is nothing more after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// The next piece, for which the calling thread waits; `None` at the end. In async code, use [`ByteStream::next`].
    ///
    /// # Errors
    ///
    /// As for [`ByteStream::next`], or that it would wait for ever: the calling thread is the one of the async runtime by
    /// which the pieces come ([`TransportErrorKind::Unsupported`]).
    pub fn next_blocking(&mut self) -> Option<Result<Bytes, TransportError>> {
        wait::until_ready(|context| match self.poll_piece(context) {
            Poll::Pending if wait::is_for_itself(self.driver) => {
                self.source = None;
                Poll::Ready(Some(Err(wait::stuck())))
            }
            polled => polled,
        })
    }

    /// All that is left, in memory.
    ///
    /// # Errors
    ///
    /// That the source broke off, or that there are more than `limit` bytes
    /// ([`TransportErrorKind::TooLarge`]).
    pub async fn collect(&mut self, limit: u64) -> Result<Bytes, TransportError> {
        let mut whole = Collected::new(self.length, limit)?;
        while let Some(piece) = self.next().await {
            whole.add(piece?)?;
        }
        Ok(whole.finish())
    }

    /// All that is left, in memory, for which the calling thread waits.
    ///
    /// # Errors
    ///
    /// As for [`ByteStream::collect`].
    pub fn collect_blocking(&mut self, limit: u64) -> Result<Bytes, TransportError> {
        let mut whole = Collected::new(self.length, limit)?;
        while let Some(piece) = self.next_blocking() {
            whole.add(piece?)?;
        }
        Ok(whole.finish())
    }

    pub(crate) fn file(path: std::sync::Arc<std::path::Path>) -> Self {
        let length = std::fs::metadata(&*path).ok().map(|metadata| metadata.len());
        Self::of(Reader::Closed(path), length)
    }

    pub(super) fn is_ended(&self) -> bool {
        self.left.is_empty() && self.source.is_none()
    }

    /// Whether polling for the next piece would keep the thread waiting. A transport that is async then has another
    /// thread ask with [`ByteStream::next_blocking`].
    pub fn blocks(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.blocks())
    }

    pub(super) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        if !self.left.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.left))));
        }
        let Some(source) = &mut self.source else { return Poll::Ready(None) };
        let piece = source.poll_next(context);
        if let Poll::Ready(None | Some(Err(_))) = piece {
            self.source = None;
        }
        piece
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(context)
    }
}

/// Reads the stream while the calling thread waits.
impl io::Read for ByteStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.left.is_empty() {
            match self.next_blocking() {
                None => return Ok(0),
                Some(piece) => self.left = piece.map_err(io::Error::other)?,
            }
        }
        let count = self.left.len().min(buffer.len());
        let head = self.left.split_to(count);
        if let Some(target) = buffer.get_mut(..count) {
            target.copy_from_slice(&head);
        }
        Ok(count)
    }
}

impl<T: Into<Bytes>> From<T> for ByteStream {
    fn from(bytes: T) -> Self {
        let left = bytes.into();
        let length = Some(left.len() as u64);
        Self { left, source: None, length, content_type: None, driver: None }
    }
}

/// A stream of anything that becomes bytes.
struct Mapped<S>(Pin<Box<S>>);

impl<S, B, E> Pieces for Mapped<S>
where
    S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
    B: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.0.as_mut().poll_next(context).map(|piece| {
            piece.map(|piece| {
                piece.map(Into::into).map_err(|error| {
                    let error = error.into();
                    let message = format!("what was to be sent could not be read: {error}");
                    TransportError::new(TransportErrorKind::Source, message).with_source(error)
                })
            })
        })
    }
}

/// Pieces that are being put together.
struct Collected {
    whole: BytesMut,
    /// The first piece, which is the whole more often than not.
    first: Bytes,
    limit: u64,
}

impl Collected {
    fn new(length: Option<u64>, limit: u64) -> Result<Self, TransportError> {
        let collected = Self { whole: BytesMut::new(), first: Bytes::new(), limit };
        if length.is_some_and(|length| length > limit) { Err(too_large(limit)) } else { Ok(collected) }
    }

    fn add(&mut self, piece: Bytes) -> Result<(), TransportError> {
        if self.first.len() as u64 + self.whole.len() as u64 + piece.len() as u64 > self.limit {
            return Err(too_large(self.limit));
        }
        if self.first.is_empty() && self.whole.is_empty() {
            self.first = piece;
        } else {
            self.whole.extend_from_slice(&std::mem::take(&mut self.first));
            self.whole.extend_from_slice(&piece);
        }
        Ok(())
    }

    fn finish(self) -> Bytes {
        if self.whole.is_empty() { self.first } else { self.whole.freeze() }
    }
}

fn too_large(limit: u64) -> TransportError {
    TransportError::new(TransportErrorKind::TooLarge, format!("there are more than {limit} bytes"))
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ByteStream").field("length", &self.length).finish_non_exhaustive()
    }
}
