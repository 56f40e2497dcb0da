//! An answer, and how an operation reads it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::report::Report;
use super::{
    ByteStream, Failure, FailureKind, Framing, HttpResponse, ItemStream, Meta, Operation, StreamedResponse, header,
};
use crate::codec::{Decode, Fault, json};

/// The answer to a call, which [`Operation::decode`] reads with one method for each status that the document declares.
///
/// Those that begin with `error` make a declared error; those that end in `_as` wrap what they read, for operations
/// with several answers.
#[derive(Debug)]
pub struct Response {
    operation: &'static Meta,
    http: HttpResponse,
    /// The body, where it was not read.
    unread: Option<ByteStream>,
    /// How many bytes an item of a stream may have.
    limit: u64,
}

impl Response {
    /// This answer as one to the operation `O`.
    pub fn to<O: Operation>(http: HttpResponse) -> Self {
        Self::new(&O::META, http)
    }

    pub(crate) fn new(operation: &'static Meta, http: HttpResponse) -> Self {
        Self { operation, http, unread: None, limit: u64::MAX }
    }

    /// An answer whose body is read as it comes.
    pub(crate) fn unread(operation: &'static Meta, answer: StreamedResponse, limit: u64) -> Self {
        let StreamedResponse { status, headers, body, note } = answer;
        let http = HttpResponse { note, ..HttpResponse::new(status, headers, Bytes::new()) };
        Self { operation, http, unread: Some(body), limit }
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

    /// The body; that of a stream is not here.
    pub fn body(&self) -> &Bytes {
        &self.http.body
    }

    /// A success with a body in JSON.
    ///
    /// # Errors
    ///
    /// That the body cannot be read.
    pub fn json<T: Decode, E>(self) -> Result<T, Failure<E>> {
        match Self::from_json(&self.http.body) {
            Ok(value) => Ok(value),
            Err(fault) => Err(self.unreadable(fault).into()),
        }
    }

    /// A success with a body in JSON, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::json`].
    pub fn json_as<T: Decode, O, E>(self, wrap: fn(T) -> O) -> Result<O, Failure<E>> {
        self.json().map(wrap)
    }

    /// A success with a text in UTF-8.
    ///
    /// # Errors
    ///
    /// That the body is not UTF-8.
    pub fn text<E>(self) -> Result<String, Failure<E>> {
        Self::utf8(&self.http.body).map_err(|fault| self.unreadable(fault).into())
    }

    /// A success with a text in UTF-8, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::text`].
    pub fn text_as<O, E>(self, wrap: fn(String) -> O) -> Result<O, Failure<E>> {
        self.text().map(wrap)
    }

    /// A success with any bytes.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes<E>(self) -> Result<Bytes, Failure<E>> {
        Ok(self.http.body)
    }

    /// A success with any bytes, wrapped.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes_as<O, E>(self, wrap: fn(Bytes) -> O) -> Result<O, Failure<E>> {
        self.bytes().map(wrap)
    }

    /// A success without a body; if there is one all the same, it is ignored.
    ///
    /// # Errors
    ///
    /// None.
    pub fn empty<E>(self) -> Result<(), Failure<E>> {
        Ok(())
    }

    /// A success without a body, for which this value stands.
    ///
    /// # Errors
    ///
    /// None.
    pub fn empty_as<O, E>(self, value: O) -> Result<O, Failure<E>> {
        Ok(value)
    }

    /// A success whose items are read as they come.
    ///
    /// # Errors
    ///
    /// That the answer is JSON where there should be events.
    pub fn items<T: Decode, E>(mut self, framing: Framing) -> Result<ItemStream<T>, Failure<E>> {
        if framing.is_events() && header::is_json(&self.http.headers) {
            return Err(self.no_stream().into());
        }
        let body = self.take_unread();
        Ok(ItemStream::new(self.operation, self.http, body, framing, self.limit))
    }

    /// A success whose items are read as they come, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::items`].
    pub fn items_as<T: Decode, O, E>(self, framing: Framing, wrap: fn(ItemStream<T>) -> O) -> Result<O, Failure<E>> {
        self.items(framing).map(wrap)
    }

    /// A success with any bytes, which are read as they come.
    ///
    /// # Errors
    ///
    /// None.
    pub fn byte_stream<E>(mut self) -> Result<ByteStream, Failure<E>> {
        Ok(self.take_unread())
    }

    /// A declared success that is no stream, where one was asked for.
    ///
    /// # Errors
    ///
    /// Always: that.
    pub fn unstreamed<O, E>(self) -> Result<O, Failure<E>> {
        Err(self.no_stream().into())
    }

    /// A declared error with a body in JSON.
    ///
    /// # Errors
    ///
    /// Always: that error, or that the body cannot be read.
    pub fn error<O, E: Decode>(self) -> Result<O, Failure<E>> {
        self.error_as(std::convert::identity)
    }

    /// A declared error with a body in JSON, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::error`].
    pub fn error_as<T: Decode, O, E>(self, wrap: fn(T) -> E) -> Result<O, Failure<E>> {
        Err(match Self::from_json(&self.http.body) {
            Ok(value) => Failure::declared(self.report(FailureKind::Declared), wrap(value)),
            Err(fault) => self.unreadable(fault).into(),
        })
    }

    /// A declared error with a text in UTF-8, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or that the body is not UTF-8.
    pub fn error_text_as<O, E>(self, wrap: fn(String) -> E) -> Result<O, Failure<E>> {
        Err(match Self::utf8(&self.http.body) {
            Ok(text) => Failure::declared(self.report(FailureKind::Declared), wrap(text)),
            Err(fault) => self.unreadable(fault).into(),
        })
    }

    /// A declared error with any bytes, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error.
    pub fn error_bytes_as<O, E>(self, wrap: fn(Bytes) -> E) -> Result<O, Failure<E>> {
        let bytes = self.http.body.clone();
        Err(Failure::declared(self.report(FailureKind::Declared), wrap(bytes)))
    }

    /// A declared error without a body, for which this value stands. A body that comes all the same is kept in the
    /// failure.
    ///
    /// # Errors
    ///
    /// Always: that error.
    pub fn error_empty_as<O, E>(self, value: E) -> Result<O, Failure<E>> {
        Err(Failure::declared(self.report(FailureKind::Declared), value))
    }

    /// A status that the document does not declare.
    ///
    /// # Errors
    ///
    /// Always: that.
    pub fn undeclared<O, E>(self) -> Result<O, Failure<E>> {
        Err(self.report(FailureKind::Undeclared).into())
    }

    /// A body in JSON. Where `null` is allowed, no body is `null`.
    ///
    /// # Errors
    ///
    /// That it cannot be read.
    pub fn from_json<T: Decode>(body: &[u8]) -> Result<T, Fault> {
        match T::from_null() {
            Some(null) if body.trim_ascii().is_empty() => Ok(null),
            _ => json::from_slice(body),
        }
    }

    /// A body as a text in UTF-8.
    ///
    /// # Errors
    ///
    /// Where it is not UTF-8.
    pub fn utf8(body: &Bytes) -> Result<String, Fault> {
        match std::str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(Fault::new(format!("the text is not UTF-8 at byte {}", error.valid_up_to()))),
        }
    }

    fn take_unread(&mut self) -> ByteStream {
        let whole = std::mem::take(&mut self.http.body);
        self.unread.take().unwrap_or_else(|| whole.into())
    }

    #[cold]
    fn no_stream(self) -> Box<Report> {
        self.unreadable(Fault::new("it is no stream, which was asked for"))
    }

    #[cold]
    pub(super) fn unreadable(self, fault: Fault) -> Box<Report> {
        self.report(FailureKind::Unreadable(fault))
    }

    #[cold]
    pub(super) fn report(self, kind: FailureKind) -> Box<Report> {
        Box::new(Report { operation: self.operation, kind, answer: Some(self.http) })
    }
}
