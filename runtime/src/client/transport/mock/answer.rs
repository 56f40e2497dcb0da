//! What a mock can be told to answer with.

use http::{HeaderMap, StatusCode};

use crate::client::{HttpResponse, TransportError, TransportErrorKind};

/// What a mock can be told to answer with: a response, or a status without a body, also as a number.
///
/// ```
/// use oasmith_runtime::{MockAnswer, StatusCode};
///
/// assert_eq!(503.answer().unwrap().status, StatusCode::SERVICE_UNAVAILABLE);
/// assert!(7.answer().is_err());
/// ```
#[diagnostic::on_unimplemented(
    message = "a mock can't answer with `{Self}`",
    label = "no answer of a mock",
    note = "an answer with a body is an `HttpResponse::json(StatusCode::OK, …)`, one without a status such as `204_u16`; `.then(|request| …)` makes \
            one of the request"
)]
pub trait MockAnswer: Send + Sync + 'static {
    /// The answer, each time it is asked for.
    ///
    /// # Errors
    ///
    /// The call is to fail, or this can't be an answer.
    fn answer(&self) -> Result<HttpResponse, TransportError>;
}

impl MockAnswer for HttpResponse {
    fn answer(&self) -> Result<HttpResponse, TransportError> {
        Ok(self.clone())
    }
}

impl MockAnswer for StatusCode {
    fn answer(&self) -> Result<HttpResponse, TransportError> {
        Ok(HttpResponse::new(*self, HeaderMap::new(), ""))
    }
}

impl MockAnswer for u16 {
    fn answer(&self) -> Result<HttpResponse, TransportError> {
        match StatusCode::from_u16(*self) {
            Ok(status) => status.answer(),
            Err(_) => Err(TransportError::new(
                TransportErrorKind::Other,
                format!("the mock can't answer {self}, which is no status"),
            )),
        }
    }
}

/// The call fails in this way.
impl MockAnswer for TransportErrorKind {
    fn answer(&self) -> Result<HttpResponse, TransportError> {
        Err(TransportError::new(*self, format!("the mock was told to fail: {self:?}")))
    }
}
