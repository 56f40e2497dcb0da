//! Where the server is.

use std::fmt;

/// The URL that the paths of the operations are appended to. Conversions never fail: a URL that cannot be used is
/// reported by the first call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl(String);

impl ServerUrl {
    /// No server: for documents that name none. Calls fail until a URL is given.
    pub const UNKNOWN: Self = Self(String::new());

    /// The URL without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Why this cannot be the base of a request, if it can't.
    pub(crate) fn problem(&self) -> Option<String> {
        let url = &self.0;
        if url.is_empty() {
            return Some("no server URL is known: give the client one".to_owned());
        }
        let refused = |reason: &str| Some(format!("the server URL {url:?} {reason}"));
        let lower = url.to_ascii_lowercase();
        let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
            return refused("does not begin with https:// or http://");
        };
        let authority = rest.split('/').next().unwrap_or_default();
        if authority.contains('@') {
            // Not shown: what comes before the @ may be a password.
            return Some("the server URL holds a user or a password: give the client a credential instead".to_owned());
        }
        if authority.is_empty() || authority.starts_with(':') {
            return refused("names no host");
        }
        if rest.contains(['?', '#']) {
            return refused("has a query or a fragment");
        }
        if rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '{' || c == '}') {
            return refused("has characters that no URL has");
        }
        None
    }
}

impl From<&str> for ServerUrl {
    fn from(url: &str) -> Self {
        Self(url.trim().trim_end_matches('/').to_owned())
    }
}

impl From<String> for ServerUrl {
    fn from(url: String) -> Self {
        Self::from(url.as_str())
    }
}

impl From<&String> for ServerUrl {
    fn from(url: &String) -> Self {
        Self::from(url.as_str())
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(url: &str) -> String {
        ServerUrl::from(url).problem().unwrap_or_default()
    }

    #[test]
    fn accepts_http_urls_with_and_without_a_path() {
        for url in ["https://api.dfns.io", "http://127.0.0.1:8080/", "HTTPS://x/v1/", "http://[::1]:80"] {
            assert_eq!(problem(url), "");
        }
        assert_eq!(ServerUrl::from("https://x/v1/").as_str(), "https://x/v1");
    }

    #[test]
    fn says_what_is_wrong_with_others() {
        assert_eq!(problem(""), "no server URL is known: give the client one");
        assert_eq!(problem("/v1"), "the server URL \"/v1\" does not begin with https:// or http://");
        assert_eq!(problem("https:///v1"), "the server URL \"https:///v1\" names no host");
        assert_eq!(problem("https://x?a=1"), "the server URL \"https://x?a=1\" has a query or a fragment");
        assert_eq!(
            problem("https://{region}.x"),
            "the server URL \"https://{region}.x\" has characters that no URL has"
        );
        assert!(!problem("https://jane:s3cret@x").contains("s3cret"));
    }
}
