//! What a request for a token goes over.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

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
    pub(crate) is_apart: bool,
}

impl Via {
    pub(super) async fn send(&self, http: HttpRequest) -> Result<HttpResponse, TransportError> {
        match self.is_blocking {
            true if self.is_apart => apart::send(self.transport.clone(), http)?.await,
            true => self.transport.send_blocking(http),
            false => self.transport.send(http).await,
        }
    }
}
