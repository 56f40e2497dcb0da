//! TLS by rustls, which trusts what the system trusts.

use std::io;
use std::sync::Arc;

use hyper_util::rt::TokioIo;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use super::protocols::PROTOCOLS;
use crate::client::transport::hyper::wire::Wire;

/// Secures connections.
pub(super) struct Connector(TlsConnector);

impl Connector {
    /// With a configuration that names its provider of cryptography: left to choose for itself, rustls could panic for
    /// want of one.
    ///
    /// # Errors
    ///
    /// That the provider has no usable cipher suite.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        let provider = provider();
        let verifier: Arc<dyn ServerCertVerifier> = match Verifier::new(provider.clone()) {
            Ok(verifier) => Arc::new(verifier),
            Err(error) => Arc::new(Untrusting(error)),
        };
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(Self::given(&Arc::new(config)))
    }

    /// With this configuration. What protocols are offered is the transport's matter, where it says nothing of them.
    pub(super) fn given(config: &Arc<ClientConfig>) -> Self {
        let mut config = Arc::clone(config);
        if config.alpn_protocols.is_empty() {
            Arc::make_mut(&mut config).alpn_protocols =
                PROTOCOLS.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        }
        Self(config.into())
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

/// The cryptography that the program has chosen, or else the one that this crate was built with.
fn provider() -> Arc<CryptoProvider> {
    if let Some(chosen) = CryptoProvider::get_default() {
        return chosen.clone();
    }
    #[cfg(feature = "rustls-aws-lc-rs")]
    return Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Stands where the system's certificates cannot be read, as in a container without any: no server is trusted, and
/// each one is told why, while servers without TLS can still be reached.
#[derive(Debug)]
struct Untrusting(rustls::Error);

impl ServerCertVerifier for Untrusting {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Err(self.0.clone())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(self.0.clone())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(self.0.clone())
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        // Some must be offered, or the handshake ends before the reason can be given.
        vec![
            rustls::SignatureScheme::ECDSA_NISTP256_SHA256,
            rustls::SignatureScheme::ECDSA_NISTP384_SHA384,
            rustls::SignatureScheme::ED25519,
            rustls::SignatureScheme::RSA_PSS_SHA256,
            rustls::SignatureScheme::RSA_PKCS1_SHA256,
        ]
    }
}
