//! Secure connections. The system's library comes before rustls, where both are there and nothing else was given.

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
mod by_rustls;
#[cfg(feature = "native-tls")]
mod by_system;
#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls"))]
mod protocols;
#[cfg(all(any(feature = "rustls", feature = "rustls-aws-lc-rs"), not(feature = "native-tls")))]
mod system_trust;

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls"))]
use std::error::Error;
use std::sync::OnceLock;

use http::Uri;

use super::wire::Wire;
use crate::client::{TransportError, TransportErrorKind};

/// What the program gave; nothing, where there is no TLS.
#[derive(Clone)]
pub(super) enum Given {
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
    Rustls(std::sync::Arc<rustls::ClientConfig>),
    #[cfg(feature = "native-tls")]
    System(native_tls::TlsConnector),
}

/// How connections are secured.
pub(super) struct Tls {
    given: Option<Given>,
    /// Made with the first connection that needs it: it may take long, and fail.
    library: OnceLock<Result<Library, TransportError>>,
}

/// What secures them.
enum Library {
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
    Rustls(by_rustls::Connector),
    #[cfg(feature = "native-tls")]
    System(by_system::Connector),
}

impl Tls {
    pub(super) fn new(given: Option<Given>) -> Self {
        Self { given, library: OnceLock::new() }
    }

    /// A secure connection to a server over another one.
    ///
    /// # Errors
    ///
    /// That none came about.
    pub(super) async fn secure(&self, wire: Wire, server: &Uri) -> Result<Wire, TransportError> {
        let library = self.library.get_or_init(|| self.make()).as_ref().map_err(TransportError::again)?;
        let host = server.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        #[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls")))]
        let _ = (wire, host);
        match *library {
            #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
            Library::Rustls(ref connector) => {
                connector.secure(wire, host).await.map_err(|error| failed(server, &by_rustls::explained(&error), error))
            }
            #[cfg(feature = "native-tls")]
            Library::System(ref connector) => {
                connector.secure(wire, host).await.map_err(|error| failed(server, &by_system::explained(&error), error))
            }
        }
    }

    fn make(&self) -> Result<Library, TransportError> {
        match self.given.clone() {
            #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
            Some(Given::Rustls(config)) => Ok(Library::Rustls(by_rustls::Connector::given(&config))),
            #[cfg(feature = "native-tls")]
            Some(Given::System(connector)) => Ok(Library::System(by_system::Connector::given(connector))),
            None => usual(),
        }
    }
}

/// What secures connections where the program gave nothing.
fn usual() -> Result<Library, TransportError> {
    #[cfg(feature = "native-tls")]
    return by_system::Connector::new().map(Library::System).map_err(unusable);
    #[cfg(all(any(feature = "rustls", feature = "rustls-aws-lc-rs"), not(feature = "native-tls")))]
    return match system_trust::config() {
        Ok(config) => Ok(Library::Rustls(by_rustls::Connector::given(&config))),
        Err(error) => Err(unusable(error)),
    };
    #[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls")))]
    {
        let message =
            "there is no TLS: build oasmith-runtime with its feature `rustls`, `rustls-aws-lc-rs` or `native-tls`";
        Err(TransportError::new(TransportErrorKind::Unsupported, message))
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls"))]
fn unusable(error: impl Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Other, format!("TLS could not be set up: {error}")).with_source(error)
}

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls"))]
fn failed(server: &Uri, cause: &str, error: impl Error + Send + Sync + 'static) -> TransportError {
    let message = format!("no secure connection to {} came about: {cause}", super::target::origin(server));
    TransportError::new(TransportErrorKind::Tls, message).with_source(error)
}
