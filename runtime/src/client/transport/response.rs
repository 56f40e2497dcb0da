//! What a transport gives back: an answer with its whole body.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Extensions, StatusCode};

use crate::client::kept;

/// An answer, with its whole body.
///
/// ```
/// use oasmith_runtime::{HttpResponse, StatusCode};
///
/// let response = HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#);
/// assert_eq!(response.headers["content-type"], "application/json");
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, or as much of it as came.
    pub body: Bytes,
    /// What layers and the transport say of it beside what came.
    pub extensions: Extensions,
    pub(crate) note: Option<Box<str>>,
    /// The header of the request's id, where the client was told of one.
    pub(crate) request_id: Option<HeaderName>,
}

impl HttpResponse {
    /// An answer of these parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), extensions: Extensions::new(), note: None, request_id: None }
    }

    /// With a remark on the answer, which an error shows behind its status: what became of a redirect, for instance.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Box<str>>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The remark on the answer, if there is one.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// An answer in JSON, for tests.
    #[must_use]
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        Self::new(status, headers, body)
    }
}

/// By what came, and not by what was said of it beside.
impl PartialEq for HttpResponse {
    fn eq(&self, other: &Self) -> bool {
        let Self { status, headers, body, note, request_id, extensions: _ } = self;
        *status == other.status
            && *headers == other.headers
            && *body == other.body
            && *note == other.note
            && *request_id == other.request_id
    }
}

impl Eq for HttpResponse {}

/// With the beginning of a long body, and without the headers that hold credentials.
impl fmt::Debug for HttpResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = formatter.debug_struct("HttpResponse");
        fields.field("status", &self.status).field("headers", &kept::Headers(&self.headers));
        fields.field("body", &kept::Beginning(&self.body));
        if let Some(note) = &self.note {
            fields.field("note", note);
        }
        fields.finish()
    }
}
