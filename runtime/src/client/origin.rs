//! Which server a URL is of: the scheme, host and port that credentials are given to (RFC 6454, section 4).

use std::fmt;

/// A scheme, a host and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    is_https: bool,
    host: String,
    port: Option<u16>,
}

impl Origin {
    /// The origin of an absolute URL with `http` or `https`; `None` for any other text, and where a user stands in it.
    pub(crate) fn of(url: &str) -> Option<Self> {
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
    pub(crate) fn is_https(&self) -> bool {
        self.is_https
    }

    pub(crate) fn has_host_of(&self, other: &Self) -> bool {
        self.host == other.host
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_https { "https" } else { "http" };
        write!(formatter, "{scheme}://{}", self.host)?;
        self.port.map_or(Ok(()), |port| write!(formatter, ":{port}"))
    }
}

/// The URL without the user and the password that may be in it, and without its query and fragment: what may be shown.
pub(crate) fn shown(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = url.get(..end).unwrap_or_default();
    let start = url.find("//").map_or(0, |at| at + 2);
    let authority_end = url.get(start..).and_then(|rest| rest.find(['/', '\\'])).map_or(url.len(), |at| start + at);
    let authority = url.get(start..authority_end).unwrap_or_default();
    match authority.rfind('@') {
        Some(at) => {
            let (before, behind) =
                (url.get(..start).unwrap_or_default(), url.get(start + at + 1..).unwrap_or_default());
            format!("{before}{behind}")
        }
        None => url.to_owned(),
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
    fn users_and_queries_are_not_shown() {
        assert_eq!(shown("https://jane:s3cret@x:1/a@b?key=s3cret#s3cret"), "https://x:1/a@b");
        assert_eq!(shown("/a?key=s3cret"), "/a");
        assert_eq!(shown("//jane@x/a"), "//x/a");
        assert_eq!(shown("https://a:b@c@x"), "https://x");
    }
}
