//! Answers that are told apart by their media types.

use super::media_type::{MediaType, choose, content_type};
use super::{Error, ErrorKind, Response};
use crate::codec::DecodeError;

/// An answer that may come as one of several media types.
///
/// ```
/// use oasmith_runtime::{Content, DecodeError, Response, Value};
///
/// enum Report {
///     Json(Value),
///     Text(String),
/// }
///
/// impl Content for Report {
///     const MEDIA_TYPES: &'static [&'static [&'static str]] = &[&["application/json"], &["text/*"]];
///
///     fn read(variant: usize, answer: &Response) -> Result<Self, DecodeError> {
///         match variant {
///             0 => answer.to_json().map(Self::Json),
///             _ => answer.to_text().map(Self::Text),
///         }
///     }
/// }
/// ```
pub trait Content: Sized {
    /// The media types of each variant, as the document declares them: whole ones or ranges such as `text/*`.
    const MEDIA_TYPES: &'static [&'static [&'static str]];

    /// Reads the variant of this number.
    ///
    /// # Errors
    ///
    /// That the body cannot be read as that.
    fn read(variant: usize, answer: &Response) -> Result<Self, DecodeError>;
}

impl Response {
    /// A success with a body that its media type tells.
    ///
    /// # Errors
    ///
    /// That the media type is none that the document declares, or that the body cannot be read.
    pub fn content<T: Content, E>(self) -> Result<T, Error<E>> {
        match self.read_content() {
            Ok(_) if self.is_problem(T::MEDIA_TYPES.concat().as_slice()) => {
                Err(self.mistyped("that of a success").into())
            }
            Ok(value) => Ok(value),
            Err(fault) => Err(self.unreadable(fault).into()),
        }
    }

    /// A success with a body that its media type tells, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::content`].
    pub fn content_as<T: Content, O, E>(self, wrap: fn(T) -> O) -> Result<O, Error<E>> {
        self.content().map(wrap)
    }

    /// A declared error with a body that its media type tells, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or what [`Response::content`] fails with.
    pub fn error_content_as<T: Content, O, E>(mut self, wrap: fn(T) -> E) -> Result<O, Error<E>> {
        self.body_type = Some(Box::default());
        Err(match self.read_content() {
            Ok(value) => {
                let body_type = self.body_type.take().and_then(|known| known.into_inner());
                let mut report = self.report(ErrorKind::Declared).as_error();
                report.body_type = body_type;
                Error::of_declared(report, wrap(value))
            }
            Err(fault) => self.unreadable(fault).as_error().into(),
        })
    }

    fn read_content<T: Content>(&self) -> Result<T, DecodeError> {
        self.check_coding()?;
        T::read(self.variant(T::MEDIA_TYPES)?, self)
    }

    /// The number of the variant that the answer's media type leads to.
    fn variant(&self, declared: &[&[&str]]) -> Result<usize, DecodeError> {
        let came = content_type(self.headers());
        choose(MediaType::of(&came), declared)
            .ok_or_else(|| DecodeError::new(format!("the media type {came:?} is none of the declared ones")))
    }
}
