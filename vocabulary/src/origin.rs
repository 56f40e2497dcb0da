//! Which server a URL is of: the scheme, host and port that credentials are given to (RFC 6454, section 4).

use std::fmt;

/// A scheme, a host and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    is_https: bool,
    host: String,
    port: Option<u16>,
}

impl Origin {
    /// The origin of an absolute URL with `http` or `https`; `None` for any other text, and where a user stands in it.
    #[must_use]
    pub fn of(url: &str) -> Option<Self> {
        let lower = url.trim().to_ascii_lowercase();
        let (is_https, rest) = match lower.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, lower.strip_prefix("http://")?),
        };
        // URL parsers take a backslash for a slash.
        let authority = rest.split(['/', '\\', '?', '#']).next()?;
        let (host, port) = match authority.rsplit_once(':') {
            // The colons of an IPv6 address stand within brackets.
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (authority, ""),
        };
        if host.is_empty() || host.contains(['@', '%', '{', '}']) || host.contains(char::is_whitespace) {
            return None;
        }
        let port = match port {
            "" => None,
            digits => Some(digits.parse().ok()?),
        };
        let usual = if is_https { 443 } else { 80 };
        Some(Self { is_https, host: host.to_owned(), port: port.filter(|port| *port != usual) })
    }

    /// Whether what is sent there can't be read on the way.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// Whether what is sent there never leaves the machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        matches!(&*self.host, "localhost" | "[::1]")
            || self.host.ends_with(".localhost")
            || self.host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
    }

    /// Whether what is meant for `other` may go there as well: to the same origin, or over TLS to the same host.
    #[must_use]
    pub fn is_trusted_by(&self, other: &Self) -> bool {
        self == other || (self.is_https && self.host == other.host)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_https { "https" } else { "http" };
        write!(formatter, "{scheme}://{}", self.host)?;
        self.port.map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(url: &str) -> String {
        Origin::of(url).map_or_else(|| "-".to_owned(), |origin| origin.to_string())
    }

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port() {
        assert_eq!(origin("https://API.example.com:443/v1"), "https://api.example.com");
        assert_eq!(origin("HTTP://127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(origin("http://[::1]:80/"), "http://[::1]");
        assert_eq!(origin("https://x:80"), "https://x:80");
        assert_eq!(origin("https://other.example\\@api.example.com/"), "https://other.example");
        for none in ["/v1", "ftp://x", "https://", "https://jane:pw@x", "https://{region}.x", "https://x:port", "api.x"]
        {
            assert_eq!(origin(none), "-", "{none}");
        }
    }

    #[test]
    fn what_is_written_otherwise_may_be_the_same_origin() {
        assert_eq!(origin("https://[::1]:8443/a:b"), "https://[::1]:8443");
        assert_eq!(origin("https://x:0443"), "https://x");
        assert_eq!(origin("https://x:"), "https://x");
        assert_eq!(origin("https://x?a=//b@c"), "https://x");
        assert_eq!(origin(" https://x "), "https://x");
        for none in ["https://x:65536", "https://a%2eb", "https://a b", "//x", ""] {
            assert_eq!(origin(none), "-", "{none}");
        }
    }

    #[test]
    fn credentials_go_to_the_same_host_over_tls() {
        let trusted = |there: &str, own: &str| {
            Origin::of(there).zip(Origin::of(own)).is_some_and(|(there, own)| there.is_trusted_by(&own))
        };
        assert!(trusted("https://api.x:8443", "https://api.x"));
        assert!(trusted("https://api.x", "http://api.x"));
        assert!(trusted("http://127.0.0.1:1", "http://127.0.0.1:1"));
        assert!(!trusted("http://127.0.0.1:2", "http://127.0.0.1:1"));
        assert!(!trusted("http://api.x", "https://api.x"));
        assert!(!trusted("https://other.x", "https://api.x"));
    }
}
