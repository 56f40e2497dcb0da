//! TLS by rustls.

use std::io;
use std::sync::Arc;

use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig};
use tokio_rustls::TlsConnector;

use super::protocols::PROTOCOLS;
use crate::client::transport::common::refusal;
use crate::client::transport::hyper::wire::Wire;

/// Secures connections.
pub(super) struct Connector(TlsConnector);

impl Connector {
    /// With this configuration. What protocols are offered is the transport's matter, where it says nothing of them.
    pub(super) fn given(config: &Arc<ClientConfig>) -> Self {
        if !config.alpn_protocols.is_empty() {
            return Self(Arc::clone(config).into());
        }
        let mut config = ClientConfig::clone(config);
        for protocol in PROTOCOLS {
            config.alpn_protocols.push(protocol.as_bytes().to_vec());
        }
        Self(Arc::new(config).into())
    }

    pub(super) async fn secure(&self, wire: Wire, host: &str) -> Result<Wire, io::Error> {
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        let stream = self.0.connect(name, TokioIo::new(wire)).await?;
        let is_http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2".as_slice());
        Ok(Wire::new(TokioIo::new(stream)).agreed(is_http2))
    }
}

/// What is wrong, in words where rustls has a name only.
pub(super) fn explained(error: &io::Error) -> String {
    let known = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    if let Some(words) = known.and_then(refusal) {
        return words;
    }
    let words = match known {
        Some(rustls::Error::InvalidCertificate(reason)) => match reason {
            CertificateError::UnknownIssuer => "its certificate is from an issuer that is not trusted here",
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "its certificate has expired",
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "its certificate is not valid yet"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "its certificate is for another name"
            }
            CertificateError::Revoked => "its certificate was revoked",
            _ => "its certificate is not accepted",
        },
        Some(rustls::Error::InvalidMessage(_)) => "it does not speak TLS",
        Some(rustls::Error::AlertReceived(_)) => "it refused",
        _ if error.kind() == io::ErrorKind::UnexpectedEof => "it closed the connection",
        _ => return error.to_string(),
    };
    format!("{words} ({error})")
}
