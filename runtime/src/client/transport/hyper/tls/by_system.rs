//! TLS by the system's library.

use hyper_util::rt::TokioIo;

use super::protocols::PROTOCOLS;
use crate::client::transport::common::refusal_in;
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

    /// One that was set up elsewhere. What it trusts, shows and offers can't be changed any more.
    pub(super) fn given(connector: native_tls::TlsConnector) -> Self {
        Self(connector.into())
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

/// What OpenSSL says in words of its own.
const KNOWN: &[(&str, &str)] = &[
    ("certificate has expired", "its certificate has expired"),
    ("certificate is not yet valid", "its certificate is not valid yet"),
    ("certificate revoked", "its certificate was revoked"),
    ("hostname mismatch", "its certificate is for another name"),
    ("IP address mismatch", "its certificate is for another name"),
    ("issuer certificate", "its certificate is from an issuer that is not trusted here"),
    ("self-signed certificate", "its certificate is from an issuer that is not trusted here"),
    ("self signed certificate", "its certificate is from an issuer that is not trusted here"),
    ("certificate verify failed", "its certificate is not accepted"),
    ("wrong version number", "it does not speak TLS"),
    ("packet length too long", "it does not speak TLS"),
    ("SSL alert number", "it refused"),
    ("unexpected EOF", "it closed the connection"),
];

/// What is wrong. The library tells it by a text only; those of macOS and Windows are for people, and left as they are.
pub(super) fn explained(error: &native_tls::Error) -> String {
    // What the error comes from lacks what is wrong with the certificate.
    let text = error.to_string();
    if let Some(words) = refusal_in(&text) {
        return words;
    }
    match KNOWN.iter().find(|(part, _)| text.contains(part)) {
        Some((_, words)) => format!("{words} ({text})"),
        None => text,
    }
}
