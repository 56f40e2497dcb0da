//! What a request for a token goes over.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use super::apart;
use crate::client::{HttpRequest, HttpResponse, Transport, TransportError};

/// What a request for a token goes over: the client's own transport.
#[derive(Clone, Debug)]
pub(crate) struct Via {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) user_agent: HeaderValue,
    /// The client's server, to which URLs of the document are relative.
    pub(crate) server: String,
    pub(crate) timeout: Option<Duration>,
    /// Whether the calling thread waits.
    pub(crate) is_blocking: bool,
    /// Whether a thread that waits may do so for a shorter time than the request has: then another one sends it.
    #[cfg_attr(
        any(not(feature = "blocking"), target_arch = "wasm32"),
        allow(dead_code, reason = "nothing waits that could not go away")
    )]
    pub(crate) is_apart: bool,
}

impl Via {
    pub(super) async fn send(&self, http: HttpRequest) -> Result<HttpResponse, TransportError> {
        match self.is_blocking {
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            true if self.is_apart => apart::send(self.transport.clone(), http)?.await,
            true => self.transport.send_blocking(http),
            false => self.transport.send(http).await,
        }
    }
}
