//! How reqwest's client is set up: proxies and TLS.

use std::error::Error;
use std::net::IpAddr;

use crate::client::{TransportError, TransportErrorKind};

#[cfg(all(
    any(feature = "rustls", feature = "rustls-aws-lc-rs"),
    not(feature = "native-tls"),
    not(target_arch = "wasm32")
))]
#[path = "rustls.rs"]
mod tls;
#[cfg(all(
    any(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-aws-lc-rs"))),
    not(target_arch = "wasm32")
))]
#[path = "system_tls.rs"]
mod tls;

/// Whether the host is this machine.
pub(super) fn is_loopback(url: &::reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// A client of reqwest.
///
/// # Errors
///
/// That it cannot be set up.
#[cfg(target_arch = "wasm32")]
pub(super) fn client(_with_proxies: bool) -> Result<::reqwest::Client, TransportError> {
    ::reqwest::Client::builder().build().map_err(|error| failed("the HTTP client", error))
}

/// A client of reqwest.
///
/// # Errors
///
/// That it cannot be set up.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn client(with_proxies: bool) -> Result<::reqwest::Client, TransportError> {
    // gzip that another crate may have turned on in reqwest leaves out a part of some bodies.
    let mut builder =
        ::reqwest::Client::builder().redirect(::reqwest::redirect::Policy::none()).referer(false).no_gzip();
    if !with_proxies {
        builder = builder.no_proxy();
    }
    let secured = tls::secured(builder).map_err(|error| failed("TLS", error))?;
    secured.build().map_err(|error| failed("the HTTP client", error))
}

/// That something could not be set up.
fn failed(what: &str, error: impl Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Other, format!("{what} could not be set up: {error}")).with_source(error)
}

/// Whether the error is one of the TLS library.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn is_tls_error(error: &(dyn Error + 'static)) -> bool {
    tls::is_error(error)
}
