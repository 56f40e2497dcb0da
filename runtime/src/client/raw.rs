//! Answers as they came, whatever the document declares.

use std::convert::Infallible;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{ByteStream, Error, Meta, Operation, Outcome, Request, Response, TransportError, kept};

/// The operation `O` when it is asked for the answer as it came: `.raw()` of its call asks for that. Every answer is a success
/// then, whatever its status and whatever is in it.
///
/// Its bytes do not go on over another connection where they end: a call that was given a [`Reconnect`](super::Reconnect), too,
/// fails before anything is sent.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder().transport(server()).build();
/// let answer = client.call(GetPet { id: 8 }).raw().await?;
/// assert_eq!(answer.status, 404);
/// assert_eq!(answer.headers["content-type"], "application/json");
/// assert_eq!(answer.bytes().await?, r#"{"detail":"no such pet"}"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Raw<O>(pub O);

impl<O: Operation> Operation for Raw<O> {
    const META: Meta = O::META.raw();
    type Output = RawResponse;
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        self.0.encode(request);
    }

    fn decode(response: Response) -> Outcome<Self> {
        response.raw()
    }
}

/// An answer as it came. Its body is read as it is asked for, and may still be compressed where the transport does not decode
/// it.
#[non_exhaustive]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, piece by piece.
    pub body: ByteStream,
    /// How many bytes the client accepts.
    limit: u64,
}

impl RawResponse {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: ByteStream, limit: u64) -> Self {
        Self { status, headers, body, limit }
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// That it breaks off, or is longer than the client accepts.
    pub async fn bytes(mut self) -> Result<Bytes, TransportError> {
        self.body.collect(self.limit).await
    }

    /// Does as [`RawResponse::bytes`] while the calling thread waits.
    ///
    /// # Errors
    ///
    /// As for [`RawResponse::bytes`].
    pub fn bytes_blocking(mut self) -> Result<Bytes, TransportError> {
        self.body.collect_blocking(self.limit)
    }
}

impl Response {
    /// The answer as it came.
    ///
    /// # Errors
    ///
    /// None.
    pub fn raw<E>(self) -> Result<RawResponse, Error<E>> {
        let (status, headers, body, limit) = self.into_parts();
        Ok(RawResponse::new(status, headers, body, limit))
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("RawResponse");
        shown.field("status", &self.status).field("headers", &kept::Headers(&self.headers)).finish_non_exhaustive()
    }
}
