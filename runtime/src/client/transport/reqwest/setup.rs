//! How reqwest's client is set up.

use std::net::IpAddr;

use crate::client::{TransportError, TransportErrorKind};

/// Whether the host is this machine.
pub(super) fn is_loopback(url: &::reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// A client of reqwest, with the TLS that reqwest itself was built with.
///
/// # Errors
///
/// That it cannot be set up.
pub(super) fn client(with_proxies: bool) -> Result<::reqwest::Client, TransportError> {
    let builder = ::reqwest::Client::builder();
    #[cfg(target_arch = "wasm32")]
    let _ = with_proxies;
    // gzip that another crate may have turned on in reqwest leaves out a part of some bodies.
    #[cfg(not(target_arch = "wasm32"))]
    let builder = builder.redirect(::reqwest::redirect::Policy::none()).referer(false).no_gzip();
    #[cfg(not(target_arch = "wasm32"))]
    let builder = if with_proxies { builder } else { builder.no_proxy() };
    #[cfg(all(not(target_arch = "wasm32"), any(feature = "rustls", feature = "rustls-aws-lc-rs")))]
    crate::client::transport::cryptography::provide();
    builder.build().map_err(failed)
}

/// That it could not be set up.
fn failed(error: ::reqwest::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Other, format!("the HTTP client could not be set up: {error}"))
        .with_source(error)
}
