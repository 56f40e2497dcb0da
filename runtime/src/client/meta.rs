//! What the document says of an operation.

use http::StatusCode;

use super::Security;

/// What the document says of an operation apart from its parameters and bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Meta {
    /// The `operationId`, or the name made in its place where the document has none.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path template, as in `/pets/{petId}`.
    pub path: &'static str,
    /// The tags, in the order of the document.
    pub tags: &'static [&'static str],
    /// Which credentials it asks for.
    pub security: Security,
    /// Whether repeating a request has the effect of sending it once (RFC 9110, section 9.2.2).
    pub idempotent: bool,
    /// The header in which the document lets the operation have an idempotency key, if any: retries make one.
    pub idempotency_key: Option<&'static str>,
    /// The server of its own that the document gives the operation; a relative URL is at the client's host. A client
    /// that was given a URL which the document does not name goes on sending to that.
    pub server: Option<&'static str>,
    /// The `Accept` header: the media types that the declared answers have.
    pub accept: &'static str,
    /// The statuses, from one to another, whose answers are read as they come.
    pub streams: &'static [(u16, u16)],
    /// The media types of the answers that are read as they come; where there are none, those of every type are.
    pub streamed_as: &'static [&'static str],
    /// Whether the document declares redirects as the answer, and no success: they are handed out then, and not followed.
    pub declares_redirects: bool,
    /// Whether the answer is asked for as it comes, in bytes, whatever is declared ([`Raw`](super::Raw)).
    pub(crate) is_raw: bool,
}

impl Meta {
    /// An operation without tags that asks for no credentials and answers in JSON. The methods that RFC 9110 calls
    /// idempotent make it so.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        let idempotent =
            matches!(method.as_bytes(), b"GET" | b"HEAD" | b"PUT" | b"DELETE" | b"OPTIONS" | b"TRACE" | b"QUERY");
        Self {
            id,
            method,
            path,
            tags: &[],
            security: Security::NONE,
            idempotent,
            idempotency_key: None,
            server: None,
            accept: "application/json",
            streams: &[],
            streamed_as: &[],
            declares_redirects: false,
            is_raw: false,
        }
    }

    /// With these tags.
    pub const fn tags(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// With these credentials.
    pub const fn security(mut self, security: Security) -> Self {
        self.security = security;
        self
    }

    /// With an idempotency that the method alone does not tell.
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// With this header for an idempotency key.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// With this server of its own.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// With another `Accept` header than `application/json`.
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// With answers that are read as they come, where they have these statuses: each from one to another.
    pub const fn streams(mut self, statuses: &'static [(u16, u16)]) -> Self {
        self.streams = statuses;
        self
    }

    /// With these media types of what is read as it comes: an answer of another one is read whole, so that the failure
    /// shows it.
    pub const fn streamed_as(mut self, media_types: &'static [&'static str]) -> Self {
        self.streamed_as = media_types;
        self
    }

    /// With redirects among the declared answers: they are not followed.
    pub const fn declares_redirects(mut self) -> Self {
        self.declares_redirects = true;
        self
    }

    /// With every answer read as it comes, in bytes.
    pub(super) const fn raw(mut self) -> Self {
        self.is_raw = true;
        self.streams(&[(0, u16::MAX)]).streamed_as(&[])
    }

    pub(crate) fn is_streamed(&self, status: StatusCode) -> bool {
        self.streams.iter().any(|(from, to)| (*from..=*to).contains(&status.as_u16()))
    }
}
