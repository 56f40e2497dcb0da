//! TLS by the system's library.

use hyper_util::rt::TokioIo;

use super::protocols::PROTOCOLS;
use crate::client::transport::hyper::wire::Wire;

/// Secures connections.
pub(super) struct Connector(tokio_native_tls::TlsConnector);

impl Connector {
    /// # Errors
    ///
    /// That the library cannot be used.
    pub(super) fn new() -> Result<Self, native_tls::Error> {
        let mut builder = native_tls::TlsConnector::builder();
        #[cfg(feature = "http2")]
        builder.request_alpns(PROTOCOLS);
        #[cfg(not(feature = "http2"))]
        let (builder, _) = (&mut builder, PROTOCOLS);
        Ok(Self(builder.build()?.into()))
    }

    pub(super) async fn secure(&self, wire: Wire, host: &str) -> Result<Wire, native_tls::Error> {
        let stream = self.0.connect(host, TokioIo::new(wire)).await?;
        #[cfg(feature = "http2")]
        let is_http2 = matches!(stream.get_ref().negotiated_alpn(), Ok(Some(protocol)) if protocol == b"h2");
        #[cfg(not(feature = "http2"))]
        let is_http2 = false;
        Ok(Wire::new(TokioIo::new(stream)).agreed(is_http2))
    }
}
