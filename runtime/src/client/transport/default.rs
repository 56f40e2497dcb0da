//! The transport of clients that were given none.

use std::sync::Arc;

#[cfg(feature = "reqwest")]
use super::Reqwest;
use super::Transport;
#[cfg(not(feature = "reqwest"))]
use super::{BoxFuture, HttpRequest, HttpResponse, TransportError, TransportErrorKind};

/// The transport of clients that were given none.
pub(in crate::client) fn transport() -> Arc<dyn Transport> {
    #[cfg(feature = "reqwest")]
    return Arc::new(Reqwest::new());
    #[cfg(not(feature = "reqwest"))]
    return Arc::new(NoTransport);
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
