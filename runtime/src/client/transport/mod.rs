//! What carries requests to a server and answers back.

mod error;
mod message;
pub mod mock;
#[cfg(feature = "reqwest")]
mod reqwest;
mod send;

use std::fmt;

pub use self::error::{TransportError, TransportErrorKind};
pub use self::message::{HttpRequest, HttpResponse, StreamedResponse};
pub use self::mock::Mock;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
pub use self::send::{BoxFuture, MaybeSend, MaybeSync};

/// What carries a request to a server and brings the answer back.
///
/// An answer that breaks off is an error that holds the part that came
/// ([`TransportError::with_partial`]).
pub trait Transport: fmt::Debug + MaybeSend + MaybeSync + 'static {
    /// Sends a request and waits for the whole answer. Redirects are followed only where
    /// [`HttpRequest::follows_redirects`] says so, and who decodes a body takes its `Content-Encoding` away.
    ///
    /// # Errors
    ///
    /// No answer, or only part of one: within [`HttpRequest::timeout`], or with a body longer than
    /// [`HttpRequest::limit`].
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Sends a request, and waits for the answer up to where its body begins. Where that is one of
    /// [`HttpRequest::streams`], [`HttpRequest::timeout`] ends there, and is the longest that nothing may come from then
    /// on. [`HttpRequest::limit`] says nothing. A transport that does not say otherwise waits for the whole answer.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send`].
    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        let whole = self.send(request);
        Box::pin(async move { whole.await.map(StreamedResponse::from) })
    }

    /// Does as [`Transport::open`] while the calling thread waits.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send_blocking`].
    fn open_blocking(&self, request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        self.send_blocking(request).map(StreamedResponse::from)
    }

    /// Does as [`Transport::send`] while the calling thread waits. A transport that does not say otherwise cannot.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send`], or [`TransportErrorKind::Unsupported`].
    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let _ = request;
        Err(TransportError::new(TransportErrorKind::Unsupported, "the client's transport has no blocking calls"))
    }
}

/// The transport of clients that were given none.
pub(crate) fn default() -> std::sync::Arc<dyn Transport> {
    #[cfg(feature = "reqwest")]
    return std::sync::Arc::new(Reqwest::new());
    #[cfg(not(feature = "reqwest"))]
    return std::sync::Arc::new(NoTransport);
}

/// Stands where the crate was built without a transport and the client was given none.
#[cfg(not(feature = "reqwest"))]
#[derive(Debug)]
struct NoTransport;

#[cfg(not(feature = "reqwest"))]
impl Transport for NoTransport {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::ready(Err(missing())))
    }

    fn send_blocking(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(missing())
    }
}

#[cfg(not(feature = "reqwest"))]
fn missing() -> TransportError {
    TransportError::new(
        TransportErrorKind::Unsupported,
        "there is no transport: give the client one, or build oasmith-runtime with its feature `rustls`",
    )
}
