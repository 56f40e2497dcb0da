//! What an operation of the document is to the client.

use http::StatusCode;

use super::{Failure, Request, Response, Security};

/// One operation of an OpenAPI document, with the values of one call of it.
///
/// It does no I/O: it says how the call becomes a request, and how the answer becomes a value. So the same operation
/// serves async and blocking calls, every transport, and tests without any network.
pub trait Operation {
    /// What the document says of the operation.
    const META: Meta;

    /// What a declared success holds.
    type Output;

    /// What a declared error holds; [`Infallible`](std::convert::Infallible) where the document declares none.
    ///
    /// It can cross threads and outlive the call, so that a failure fits into `Box<dyn Error + Send + Sync>` for every
    /// operation.
    type Error: Send + Sync + 'static;

    /// Fills in the parameters and the body. Broken rules are collected in the request.
    fn encode(&self, request: &mut Request);

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// A declared error, an answer that the document does not declare, or one that cannot be read as declared.
    fn decode(response: Response) -> Outcome<Self>;
}

/// How a call of the operation `O` ends.
pub type Outcome<O> = Result<<O as Operation>::Output, Failure<<O as Operation>::Error>>;

/// An operation whose answer can also be read as it comes. The `stream` of its call asks for that.
pub trait StreamOperation: Operation {
    /// What is different where it is asked for.
    const STREAM: Meta;

    /// What comes: an [`ItemStream`](super::ItemStream) or a [`ByteStream`](super::ByteStream).
    type Stream;

    /// Reads the answer up to where the stream begins.
    ///
    /// # Errors
    ///
    /// As for [`Operation::decode`], and that the answer is no stream.
    fn decode_stream(response: Response) -> StreamOutcome<Self>;
}

/// How a call of the operation `O` begins that is asked for a stream.
pub type StreamOutcome<O> = Result<<O as StreamOperation>::Stream, Failure<<O as Operation>::Error>>;

/// The operation `O` when it is asked for a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Streamed<O>(pub O);

impl<O: StreamOperation> Operation for Streamed<O> {
    const META: Meta = O::STREAM;
    type Output = O::Stream;
    type Error = O::Error;

    fn encode(&self, request: &mut Request) {
        self.0.encode(request);
    }

    fn decode(response: Response) -> Outcome<Self> {
        O::decode_stream(response)
    }
}

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
            server: None,
            accept: "application/json",
            streams: &[],
            streamed_as: &[],
            declares_redirects: false,
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

    pub(crate) fn is_streamed(&self, status: StatusCode) -> bool {
        self.streams.iter().any(|(from, to)| (*from..=*to).contains(&status.as_u16()))
    }
}
