//! Which proxy a request goes by.

use std::net::IpAddr;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

/// The proxies that the environment names, or the system.
pub(super) struct Proxies(Option<Matcher>);

impl Proxies {
    /// As the environment says now; with the feature `system-proxy` as the system's settings say where it says nothing.
    pub(super) fn of_the_system() -> Self {
        #[cfg(feature = "system-proxy")]
        return Self(Some(Matcher::from_system()));
        #[cfg(not(feature = "system-proxy"))]
        Self(Some(Matcher::from_env()))
    }

    pub(super) fn none() -> Self {
        Self(None)
    }

    /// The proxy on the way to a server, if there is one. There is none to this machine.
    pub(super) fn to(&self, server: &Uri) -> Option<Intercept> {
        let matcher = self.0.as_ref().filter(|_| !is_loopback(server))?;
        matcher.intercept(server)
    }

    /// What a proxy asks for that reads requests itself: one for plain HTTP.
    pub(super) fn authorization(&self, server: &Uri) -> Option<HeaderValue> {
        let proxy = if server.scheme() == Some(&Scheme::HTTP) { self.to(server) } else { None };
        proxy?.basic_auth().cloned()
    }
}

/// Whether the host is this machine.
fn is_loopback(server: &Uri) -> bool {
    let host = server.host().unwrap_or_default();
    match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost") || host.to_ascii_lowercase().ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_reached_directly() {
        for (url, expected) in [
            ("http://127.0.0.1:80/", true),
            ("http://127.8.0.1/", true),
            ("http://[::1]/", true),
            ("http://LOCALHOST/", true),
            ("http://api.localhost/", true),
            ("http://10.0.0.1/", false),
            ("http://localhost.example/", false),
        ] {
            assert_eq!(is_loopback(&Uri::from_static(url)), expected, "{url}");
        }
    }
}
