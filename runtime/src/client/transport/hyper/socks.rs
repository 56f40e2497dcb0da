//! Connections through SOCKS (RFC 1928).

use std::error::Error;

use http::Uri;
use http::uri::{Authority, Scheme};
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5};
use hyper_util::client::proxy::matcher::Intercept;
use tower_service::Service;

use super::wire::{Ready, Wire};

/// Where a proxy of SOCKS listens unless it is said (RFC 1928, section 3).
const PORT: u16 = 1080;

/// The address of a proxy, with its port.
pub(super) fn address(proxy: &Uri) -> Uri {
    with_port(proxy, PORT)
}

/// A connection to a server through a proxy of this version. With `4a` and `5h` the proxy looks the server's name up, else
/// this machine does.
///
/// # Errors
///
/// That the proxy refused.
pub(super) async fn through(
    connection: Ready,
    address: Uri,
    version: &str,
    proxy: &Intercept,
    server: &Uri,
) -> Result<Wire, Box<dyn Error + Send + Sync>> {
    let is_local = matches!(version, "socks4" | "socks5");
    // Of a server without a port, one for HTTPS would be taken.
    let server = with_port(server, if server.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 });
    if version.starts_with("socks4") {
        return Ok(SocksV4::new(address, connection).local_dns(is_local).call(server).await?);
    }
    let mut socks = SocksV5::new(address, connection).local_dns(is_local);
    if let Some((user, password)) = proxy.raw_auth() {
        socks = socks.with_auth(user.to_owned(), password.to_owned());
    }
    Ok(socks.call(server).await?)
}

fn with_port(address: &Uri, port: u16) -> Uri {
    if address.port().is_some() {
        return address.clone();
    }
    let host = address.authority().map_or("", Authority::as_str);
    let with_port = Uri::builder()
        .scheme(address.scheme_str().unwrap_or("http"))
        .authority(format!("{host}:{port}"))
        .path_and_query("/")
        .build();
    with_port.unwrap_or_else(|_| address.clone())
}
