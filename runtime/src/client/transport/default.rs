//! The transport of clients that were given none.

use std::sync::Arc;

#[cfg(all(feature = "hyper", not(target_arch = "wasm32")))]
use super::Hyper;
#[cfg(all(feature = "reqwest", any(target_arch = "wasm32", not(feature = "hyper"))))]
use super::Reqwest;
use super::Transport;
#[cfg(not(any(all(feature = "hyper", not(target_arch = "wasm32")), feature = "reqwest")))]
use super::{BoxFuture, HttpRequest, HttpResponse, TransportError, TransportErrorKind};

/// The transport of clients that were given none.
pub(in crate::client) fn transport() -> Arc<dyn Transport> {
    #[cfg(all(feature = "hyper", not(target_arch = "wasm32")))]
    return Arc::new(Hyper::new());
    #[cfg(all(feature = "reqwest", any(target_arch = "wasm32", not(feature = "hyper"))))]
    return Arc::new(Reqwest::new());
    #[cfg(not(any(all(feature = "hyper", not(target_arch = "wasm32")), feature = "reqwest")))]
    return Arc::new(NoTransport);
}

/// Stands where the crate was built without a transport and the client was given none.
#[cfg(not(any(all(feature = "hyper", not(target_arch = "wasm32")), feature = "reqwest")))]
#[derive(Debug)]
struct NoTransport;

#[cfg(not(any(all(feature = "hyper", not(target_arch = "wasm32")), feature = "reqwest")))]
impl Transport for NoTransport {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::ready(Err(missing())))
    }

    fn send_blocking(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(missing())
    }
}

#[cfg(not(any(all(feature = "hyper", not(target_arch = "wasm32")), feature = "reqwest")))]
fn missing() -> TransportError {
    let feature = if cfg!(target_arch = "wasm32") { "reqwest" } else { "rustls" };
    TransportError::new(
        TransportErrorKind::Unsupported,
        format!("there is no transport: give the client one, or build oasmith-runtime with its feature `{feature}`"),
    )
}
