//! An answer, and how an operation reads it.

use std::any::TypeId;
use std::sync::OnceLock;

use bytes::Bytes;
use http::{Extensions, HeaderMap, StatusCode};

use super::endpoint::EndpointName;
use super::media_type::{MediaType, content_type, is_declared, is_json, is_plain_json};
use super::report::Report;
use super::stream::Continuation;
use super::{ByteStream, Error, ErrorKind, Framing, HttpResponse, ItemStream, Meta, StreamedResponse};
use super::{charset, coding, received};
use crate::codec::{Decode, DecodeError, Value, empty_for};

/// The answer to a call, which [`Operation::decode`](super::Operation::decode) reads with one method for each status that the document declares.
///
/// Those that begin with `error` make a declared error; those that end in `_as` wrap what they read, for operations
/// with several answers.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{HttpResponse, Operation, Response, StatusCode};
///
/// // An answer that a test reads without any client.
/// let http = HttpResponse::json(StatusCode::NOT_FOUND, r#"{"detail":"no such pet"}"#);
/// let error = GetPet::decode(Response::to::<GetPet>(http)).unwrap_err();
/// assert_eq!(error.declared().map(|problem| problem.detail.as_str()), Some("no such pet"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Response {
    operation: &'static Meta,
    http: HttpResponse,
    /// The body, where it was not read.
    unread: Option<ByteStream>,
    /// How many bytes an item of a stream may have.
    limit: u64,
    /// How the stream goes on where it ends, if it does.
    continuation: Option<Box<dyn Continuation>>,
    /// Whether `null` in the place of a list or map is read as an empty one.
    null_is_empty: bool,
    /// The type that the body of an error was read as whose media type decides, where that is JSON.
    pub(super) body_type: Option<Box<OnceLock<TypeId>>>,
    /// What the document declares, where that is not left to the way of reading.
    media_types: &'static [&'static str],
    by_default: bool,
}

impl Response {
    pub(crate) fn new(operation: &'static Meta, http: HttpResponse) -> Self {
        Self {
            operation,
            http,
            unread: None,
            limit: u64::MAX,
            continuation: None,
            null_is_empty: false,
            body_type: None,
            media_types: &[],
            by_default: false,
        }
    }

    /// An answer whose body is read as it comes.
    pub(crate) fn unread(operation: &'static Meta, answer: StreamedResponse, limit: u64) -> Self {
        let StreamedResponse { status, headers, body, extensions, note, request_id } = answer;
        let http = HttpResponse { extensions, note, request_id, ..HttpResponse::new(status, headers, Bytes::new()) };
        Self { unread: Some(body), limit, ..Self::new(operation, http) }
    }

    /// As the answer of an endpoint that the document lacks, by which failures call it.
    pub(super) fn name(&mut self, called: EndpointName) {
        self.http.extensions.insert(called);
    }

    /// With this to go on where its stream ends.
    pub(super) fn go_on_by(&mut self, continuation: Option<Box<dyn Continuation>>) {
        self.continuation = continuation;
    }

    /// As these media types: a text or bytes of another one are neither a success nor a declared error, and JSON of
    /// `application/problem+json` is a success only where that is among them.
    #[must_use]
    pub fn media_types(mut self, declared: &'static [&'static str]) -> Self {
        self.media_types = declared;
        self
    }

    /// As the document's `default` has it, which a failure then says.
    #[must_use]
    pub fn by_default(mut self) -> Self {
        self.by_default = true;
        self
    }

    /// With the `null` of a list or map read as an empty one.
    #[must_use]
    pub fn null_as_empty(mut self) -> Self {
        self.null_is_empty = true;
        self
    }

    /// The status, the headers, the body, and how many bytes the client accepts.
    pub(super) fn into_parts(mut self) -> (StatusCode, HeaderMap, ByteStream, u64) {
        let body = self.take_unread();
        (self.http.status, self.http.headers, body, self.limit)
    }

    /// The status as a number.
    pub fn code(&self) -> u16 {
        self.http.status.as_u16()
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.http.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.http.headers
    }

    /// What layers and the transport say of it beside what came.
    pub fn extensions(&self) -> &Extensions {
        &self.http.extensions
    }

    /// The body; that of a stream is not here.
    pub fn body(&self) -> &Bytes {
        &self.http.body
    }

    /// A success with a body in JSON. Servers give it under many names; what reads as declared is that.
    ///
    /// # Errors
    ///
    /// That the body cannot be read, or describes a problem (RFC 9457).
    pub fn json<T: Decode + 'static, E>(self) -> Result<T, Error<E>> {
        match self.to_json() {
            Ok(_) if self.is_problem(self.media_types) => Err(self.mistyped("that of a success").into()),
            Ok(value) => Ok(value),
            Err(fault) => Err(self.no_json(fault).into()),
        }
    }

    /// A success with a body in JSON, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::json`].
    pub fn json_as<T: Decode + 'static, O, E>(self, wrap: fn(T) -> O) -> Result<O, Error<E>> {
        self.json().map(wrap)
    }

    /// A success with a text.
    ///
    /// # Errors
    ///
    /// That it is of another media type, or in what is not read: UTF-8, UTF-16, ISO-8859-1 and windows-1252 are.
    pub fn text<E>(self) -> Result<String, Error<E>> {
        self.to_text().map_err(|fault| self.unreadable(fault).into())
    }

    /// A success with a text, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::text`].
    pub fn text_as<O, E>(self, wrap: fn(String) -> O) -> Result<O, Error<E>> {
        self.text().map(wrap)
    }

    /// A success with a text that is a number, a truth value or the like.
    ///
    /// # Errors
    ///
    /// As for [`Response::text`], and that it is not as declared.
    pub fn plain<T: Decode, E>(self) -> Result<T, Error<E>> {
        self.to_plain().map_err(|fault| self.unreadable(fault).into())
    }

    /// A success with a text that is a number, a truth value or the like, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::plain`].
    pub fn plain_as<T: Decode, O, E>(self, wrap: fn(T) -> O) -> Result<O, Error<E>> {
        self.plain().map(wrap)
    }

    /// A success with a string of any media type: one in JSON where that says so, else the text.
    ///
    /// # Errors
    ///
    /// That it is of another media type than the declared ones, or not as declared.
    pub fn any<T: Decode + 'static, E>(self) -> Result<T, Error<E>> {
        self.to_any().map_err(|fault| self.unreadable(fault).into())
    }

    /// A success with a string of any media type, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::any`].
    pub fn any_as<T: Decode + 'static, O, E>(self, wrap: fn(T) -> O) -> Result<O, Error<E>> {
        self.any().map(wrap)
    }

    /// A success with any bytes.
    ///
    /// # Errors
    ///
    /// That they are of another media type.
    pub fn bytes<E>(self) -> Result<Bytes, Error<E>> {
        match self.check_type() {
            Ok(()) => Ok(self.http.body),
            Err(fault) => Err(self.unreadable(fault).into()),
        }
    }

    /// A success with any bytes, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::bytes`].
    pub fn bytes_as<O, E>(self, wrap: fn(Bytes) -> O) -> Result<O, Error<E>> {
        self.bytes().map(wrap)
    }

    /// A success without a body; if there is one all the same, it is ignored.
    ///
    /// # Errors
    ///
    /// None.
    pub fn empty<E>(self) -> Result<(), Error<E>> {
        Ok(())
    }

    /// A success without a body, for which this value stands.
    ///
    /// # Errors
    ///
    /// None.
    pub fn empty_as<O, E>(self, value: O) -> Result<O, Error<E>> {
        Ok(value)
    }

    /// A success whose items are read as they come.
    ///
    /// # Errors
    ///
    /// That the answer is of another media type.
    pub fn items<T: Decode, E>(mut self, framing: Framing) -> Result<ItemStream<T>, Error<E>> {
        if let Err(fault) = self.check_coding() {
            return Err(self.unreadable(fault).into());
        }
        let known = [framing.media_type()];
        if !is_declared(MediaType::of(&content_type(&self.http.headers)), &known) {
            let declared = self.operation.streamed_as;
            let declared = listed(if declared.is_empty() { &known } else { declared });
            return Err(self.mistyped(&declared).into());
        }
        let body = self.take_unread();
        let items = ItemStream::new(self.operation, self.http, body, framing, self.limit);
        Ok(items.going_on_by(self.continuation))
    }

    /// A success whose items are read as they come, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::items`].
    pub fn items_as<T: Decode, O, E>(self, framing: Framing, wrap: fn(ItemStream<T>) -> O) -> Result<O, Error<E>> {
        self.items(framing).map(wrap)
    }

    /// A success with any bytes, which are read as they come.
    ///
    /// # Errors
    ///
    /// That they are of another media type.
    pub fn byte_stream<E>(mut self) -> Result<ByteStream, Error<E>> {
        match self.check_type() {
            Ok(()) => {
                let content_type = content_type(&self.http.headers).into_owned();
                Ok(self.take_unread().with_content_type(content_type))
            }
            Err(fault) => Err(self.unreadable(fault).into()),
        }
    }

    /// A declared success that is no stream, where one was asked for.
    ///
    /// # Errors
    ///
    /// Always: that.
    pub fn unstreamed<O, E>(self) -> Result<O, Error<E>> {
        Err(self.no_stream().into())
    }

    /// A declared error with a body in JSON.
    ///
    /// # Errors
    ///
    /// Always: that error, or that the body cannot be read.
    pub fn error<O, E: Decode + 'static>(self) -> Result<O, Error<E>> {
        self.error_as(std::convert::identity)
    }

    /// A declared error with a body in JSON, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::error`].
    pub fn error_as<T: Decode + 'static, O, E>(self, wrap: fn(T) -> E) -> Result<O, Error<E>> {
        Err(match self.to_json() {
            Ok(value) => Error::of_declared(self.report(ErrorKind::Declared).as_error().with_body::<T>(), wrap(value)),
            Err(fault) => self.no_json(fault).as_error().into(),
        })
    }

    /// A declared error with a text, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or what [`Response::text`] fails with.
    pub fn error_text_as<O, E>(self, wrap: fn(String) -> E) -> Result<O, Error<E>> {
        Err(match self.to_text() {
            Ok(text) => Error::of_declared(self.report(ErrorKind::Declared).as_error(), wrap(text)),
            Err(fault) => self.unreadable(fault).as_error().into(),
        })
    }

    /// A declared error with a text that is a number, a truth value or the like, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or what [`Response::plain`] fails with.
    pub fn error_plain_as<T: Decode, O, E>(self, wrap: fn(T) -> E) -> Result<O, Error<E>> {
        Err(match self.to_plain() {
            Ok(value) => Error::of_declared(self.report(ErrorKind::Declared).as_error(), wrap(value)),
            Err(fault) => self.unreadable(fault).as_error().into(),
        })
    }

    /// A declared error with a string of any media type, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or what [`Response::any`] fails with.
    pub fn error_any_as<T: Decode + 'static, O, E>(self, wrap: fn(T) -> E) -> Result<O, Error<E>> {
        Err(match self.to_any() {
            Ok(value) => Error::of_declared(self.report(ErrorKind::Declared).as_error(), wrap(value)),
            Err(fault) => self.unreadable(fault).as_error().into(),
        })
    }

    /// A declared error with any bytes, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or that they are of another media type.
    pub fn error_bytes_as<O, E>(self, wrap: fn(Bytes) -> E) -> Result<O, Error<E>> {
        let bytes = self.http.body.clone();
        Err(match self.check_type() {
            Ok(()) => Error::of_declared(self.report(ErrorKind::Declared).as_error(), wrap(bytes)),
            Err(fault) => self.unreadable(fault).as_error().into(),
        })
    }

    /// A declared error without a body, for which this value stands. A body that comes all the same is kept in the
    /// failure.
    ///
    /// # Errors
    ///
    /// Always: that error.
    pub fn error_empty_as<O, E>(self, value: E) -> Result<O, Error<E>> {
        Err(Error::of_declared(self.report(ErrorKind::Declared).as_error(), value))
    }

    /// A status that the document does not declare.
    ///
    /// # Errors
    ///
    /// Always: that.
    pub fn undeclared<O, E>(self) -> Result<O, Error<E>> {
        Err(self.report(ErrorKind::Undeclared).into())
    }

    /// A body in JSON. Where `null` is allowed, no body is `null`.
    ///
    /// # Errors
    ///
    /// That it cannot be read.
    pub fn from_json<T: Decode>(body: &[u8]) -> Result<T, DecodeError> {
        received::json(body)
    }

    /// The body as JSON, whatever the status means.
    ///
    /// # Errors
    ///
    /// That it cannot be read.
    pub fn to_json<T: Decode + 'static>(&self) -> Result<T, DecodeError> {
        if let Some(body_type) = &self.body_type {
            body_type.get_or_init(TypeId::of::<T>);
        }
        match Self::from_json(&self.http.body) {
            Err(fault) if self.null_is_empty && self.http.body.trim_ascii() == b"null" => empty_for(fault),
            read => read.map_err(|fault| self.said_charset(fault)),
        }
    }

    /// The body as a text, whatever the status means.
    ///
    /// # Errors
    ///
    /// That it is of another media type, or in what is not read.
    pub fn to_text(&self) -> Result<String, DecodeError> {
        self.check_type()?;
        let content_type = content_type(&self.http.headers);
        charset::read(&self.http.body, MediaType::of(&content_type).and_then(MediaType::charset))
    }

    /// The body as a text that is a number, a truth value or the like.
    ///
    /// # Errors
    ///
    /// As for [`Response::to_text`], and that it is not as declared.
    pub fn to_plain<T: Decode>(&self) -> Result<T, DecodeError> {
        received::plain(&self.to_text()?)
    }

    /// The body as a string of any media type: one in JSON where that says so, else the text.
    ///
    /// # Errors
    ///
    /// As for [`Response::to_text`], and that it is not as declared.
    pub fn to_any<T: Decode + 'static>(&self) -> Result<T, DecodeError> {
        if is_json(&self.http.headers) {
            self.check_type()?;
            return self.to_json();
        }
        let text = self.to_text()?;
        // White space belongs to a text, but not to a date.
        Value::from(&*text).to().or_else(|_| received::plain(&text))
    }

    /// A fault of JSON that is not UTF-8, and what the answer says that it is: by RFC 8259, that changes nothing.
    #[cold]
    fn said_charset(&self, fault: DecodeError) -> DecodeError {
        let content_type = content_type(&self.http.headers);
        match MediaType::of(&content_type).and_then(MediaType::charset) {
            Some(charset) if charset::is_other(&self.http.body, charset) => {
                DecodeError::new(charset::said(fault, charset))
            }
            _ => fault,
        }
    }

    /// # Errors
    ///
    /// That the media type is none of the declared ones, if any are known.
    fn check_type(&self) -> Result<(), DecodeError> {
        self.check_coding()?;
        let came = content_type(&self.http.headers);
        if self.media_types.is_empty() || is_declared(MediaType::of(&came), self.media_types) {
            return Ok(());
        }
        Err(other_type(&came, &listed(self.media_types)))
    }

    /// That the body is as the server meant it: not compressed any more.
    ///
    /// # Errors
    ///
    /// The coding that is still on it.
    pub(super) fn check_coding(&self) -> Result<(), DecodeError> {
        let has_body = self.unread.is_some() || !self.http.body.is_empty();
        match coding::left(&self.http.headers) {
            Some(left) if has_body => Err(coding::unread(left)),
            _ => Ok(()),
        }
    }

    /// Whether it describes a problem (RFC 9457), and the document has no such success.
    pub(super) fn is_problem(&self, declared: &[&str]) -> bool {
        if is_plain_json(&self.http.headers) {
            return false;
        }
        let came = content_type(&self.http.headers);
        MediaType::of(&came).is_some_and(|came| came.is_problem() && !came.is_named_by(declared))
    }

    fn take_unread(&mut self) -> ByteStream {
        let whole = std::mem::take(&mut self.http.body);
        self.unread.take().unwrap_or_else(|| whole.into())
    }

    #[cold]
    fn no_stream(self) -> Box<Report> {
        self.unreadable(DecodeError::new("it is no stream, which was asked for"))
    }

    /// That it is of another media type.
    #[cold]
    pub(super) fn mistyped(self, declared: &str) -> Box<Report> {
        let fault = other_type(&content_type(&self.http.headers), declared);
        self.unreadable(fault)
    }

    /// That it cannot be read as JSON, behind what it is said to be, where that is something else.
    #[cold]
    pub(super) fn no_json(self, fault: DecodeError) -> Box<Report> {
        let came = content_type(&self.http.headers).into_owned();
        let is_other = MediaType::of(&came).is_some_and(|came| !came.is_json());
        let mut report = self.unreadable(fault);
        report.mistyped = is_other.then(|| other_type(&came, "JSON").to_string().into());
        report
    }

    #[cold]
    pub(super) fn unreadable(self, fault: DecodeError) -> Box<Report> {
        let fault = self.check_coding().err().unwrap_or(fault);
        self.report(ErrorKind::Unreadable(fault))
    }

    #[cold]
    pub(super) fn report(self, kind: ErrorKind) -> Box<Report> {
        let mut report = Report::new(self.operation, kind);
        report.called = self.http.extensions.get::<EndpointName>().cloned();
        report.answer = Some(self.http);
        report.by_default = self.by_default;
        report.is_unread = self.unread.is_some();
        report
    }
}

/// That what came is not what was declared.
#[cold]
fn other_type(came: &str, declared: &str) -> DecodeError {
    DecodeError::new(format!("the media type is {came:?}, not {declared}"))
}

/// Media types in words.
fn listed(media_types: &[&str]) -> String {
    let quoted: Vec<String> = media_types.iter().map(|media_type| format!("{media_type:?}")).collect();
    quoted.join(" or ")
}
