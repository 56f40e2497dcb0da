//! What a transport gives back: an answer whose body is still to come.

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName};
use http::{Extensions, StatusCode};

use super::{HttpResponse, TransportError};
use crate::client::ByteStream;

/// An answer whose body has not been read.
#[derive(Debug)]
#[non_exhaustive]
pub struct StreamedResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, which comes as it is asked for.
    pub body: ByteStream,
    /// What layers and the transport say of it beside what came.
    pub extensions: Extensions,
    pub(crate) note: Option<Box<str>>,
    /// The header of the request's id, where the client was told of one.
    pub(crate) request_id: Option<HeaderName>,
}

impl StreamedResponse {
    /// An answer of these parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<ByteStream>) -> Self {
        Self { status, headers, body: body.into(), extensions: Extensions::new(), note: None, request_id: None }
    }

    /// With a remark on the answer; see [`HttpResponse::with_note`].
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Box<str>>) -> Self {
        self.note = Some(note.into());
        self
    }
}

impl From<HttpResponse> for StreamedResponse {
    fn from(whole: HttpResponse) -> Self {
        let HttpResponse { status, headers, body, extensions, note, request_id } = whole;
        Self { extensions, note, request_id, ..Self::new(status, headers, body) }
    }
}

impl StreamedResponse {
    /// The answer with its whole body, which may have up to `limit` bytes. A layer that has looked at it hands it on as
    /// `whole.into()`.
    ///
    /// # Errors
    ///
    /// That the body broke off, or is too large; with the answer's head.
    pub async fn whole(mut self, limit: u64) -> Result<HttpResponse, TransportError> {
        let collected = self.body.collect(limit).await;
        self.with_body(collected)
    }

    /// Does as [`StreamedResponse::whole`] while the calling thread waits.
    pub(crate) fn whole_blocking(mut self, limit: u64) -> Result<HttpResponse, TransportError> {
        let collected = self.body.collect_blocking(limit);
        self.with_body(collected)
    }

    fn with_body(self, body: Result<Bytes, TransportError>) -> Result<HttpResponse, TransportError> {
        let Self { status, headers, extensions, note, request_id, .. } = self;
        let answer = |body| HttpResponse { extensions, note, request_id, ..HttpResponse::new(status, headers, body) };
        match body {
            Ok(body) => Ok(answer(body)),
            Err(error) => Err(error.with_partial(answer(Bytes::new()))),
        }
    }
}
