//! Where the server is.

use std::fmt;

use oasmith_vocabulary::Origin;

use super::origin;

/// The URL that the paths of the operations are appended to. Conversions never fail: a URL that cannot be used is
/// reported by the first call.
///
/// ```
/// use oasmith_runtime::ServerUrl;
///
/// let server = ServerUrl::from("https://api.example/v1/");
/// assert_eq!(server.as_str(), "https://api.example/v1");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ServerUrl {
    url: String,
    /// Whether the document names it, so that operations with servers of their own go to those.
    documented: bool,
    /// Whether its host is the one to go to, whatever host the document names.
    is_at_host: bool,
    /// What is wrong with the values of its variables, if anything.
    problem: Option<String>,
}

/// A variable of a server's URL, and the value that it is to have (OpenAPI 3.1, section 4.8.6).
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable<'v> {
    /// As it stands between the braces.
    pub name: &'static str,
    /// What takes the place of the name and its braces.
    pub value: &'v str,
    /// The values that the document allows; none, if it allows any.
    pub allowed: &'static [&'static str],
}

impl ServerUrl {
    /// No server: for documents that name none. Calls fail until a URL is given.
    pub const UNKNOWN: Self = Self { url: String::new(), documented: false, is_at_host: false, problem: None };

    /// A server that the document names.
    pub fn documented(url: &str) -> Self {
        Self { documented: true, ..Self::from(url) }
    }

    /// A server that the document names by a URL with variables, and their values.
    pub fn documented_with(template: &str, variables: &[ServerVariable<'_>]) -> Self {
        let mut url = template.to_owned();
        let mut problem = None;
        for ServerVariable { name, value, allowed } in variables {
            url = url.replace(&format!("{{{name}}}"), value);
            if !allowed.is_empty() && !allowed.contains(value) {
                let allowed = allowed.join(", ");
                problem =
                    problem.or(Some(format!("the server variable {name} is {value:?}, and not one of {allowed}")));
            }
        }
        Self { problem, ..Self::documented(&url) }
    }

    /// The URL without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The scheme, host and port, if it is a URL that can be used.
    pub(crate) fn origin(&self) -> Option<Origin> {
        Origin::of(&self.url)
    }

    /// Whether the document names it.
    pub(crate) fn is_documented(&self) -> bool {
        self.documented
    }

    /// The same server at another host, which may have a scheme.
    ///
    /// # Errors
    ///
    /// That it is more than a host, or none.
    pub(crate) fn at(&self, host: &str) -> Result<Self, String> {
        let (scheme, path) = match self.url.split_once("://") {
            Some((scheme, rest)) => (scheme, rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()),
            None => ("https", self.url.as_str()),
        };
        let (scheme, host) = host.split_once("://").unwrap_or((scheme, host));
        if host.is_empty() || host.contains(['/', '?', '#', '@', '\\']) {
            let shown = origin::shown(host);
            return Err(format!(
                "the host {shown:?} is none such as x.example or http://127.0.0.1:8080; a whole URL is a server"
            ));
        }
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        let url = format!("{scheme}://{host}{slash}{path}");
        Ok(Self { is_at_host: true, problem: self.problem.clone(), ..Self::from(url) })
    }

    /// Where an operation goes that the document gives this server of its own, while the client talks to `self`. A
    /// relative one is at the same host, and any where the client was given a host. Any other takes the place only of a server that the document names too: who
    /// gave the client a URL, of a proxy or a server under test, wants every request to go there.
    pub(crate) fn own_server(&self, own: &str) -> Option<Self> {
        let own = match own.split_once("://") {
            Some((_, rest)) if self.is_at_host => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
            Some(_) => return self.documented.then(|| Self::documented(own)),
            None => own,
        };
        let scheme = self.url.find("://")? + 3;
        let host = self.url.get(scheme..)?.find('/').map_or(self.url.len(), |at| scheme + at);
        let slash = if own.is_empty() || own.starts_with('/') { "" } else { "/" };
        let url = format!("{}{slash}{own}", self.url.get(..host)?);
        Some(Self { documented: self.documented, is_at_host: self.is_at_host, ..Self::from(url) })
    }

    /// Why this cannot be the base of a request, if it can't.
    pub(crate) fn problem(&self) -> Option<String> {
        let url = &self.url;
        if self.problem.is_some() {
            return self.problem.clone();
        }
        if url.is_empty() {
            return Some("no server URL is known: give the client one".to_owned());
        }
        if self.documented && !url.contains("://") {
            let whole = format!("https://HOST{}{url}", if url.starts_with('/') { "" } else { "/" });
            return Some(format!(
                "the document names no host: give the client the server's whole URL, such as {whole}"
            ));
        }
        let refused = |reason: &str| Some(format!("the server URL {:?} {reason}", origin::shown(url)));
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
        if rest.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '{' | '}' | '\\')) {
            return refused("has characters that no URL has");
        }
        None
    }
}

impl From<&str> for ServerUrl {
    fn from(url: &str) -> Self {
        Self { url: url.trim().trim_end_matches('/').to_owned(), documented: false, is_at_host: false, problem: None }
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

/// The URL without a user, a password or a query, which it must not have.
impl fmt::Display for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&origin::shown(&self.url))
    }
}

/// As its display.
impl fmt::Debug for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ServerUrl").field(&origin::shown(&self.url)).finish()
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
    fn fills_in_variables_and_refuses_values_that_the_document_does_not_allow() {
        let region = |value| ServerVariable { name: "region", value, allowed: &["us", "de"] };
        let port = ServerVariable { name: "port", value: "8443", allowed: &[] };
        let server = ServerUrl::documented_with("https://{region}.x:{port}/", &[region("de"), port]);
        assert_eq!(server.as_str(), "https://de.x:8443");
        assert_eq!(server.problem(), None);
        let server = ServerUrl::documented_with("https://{region}.x", &[region("fr")]);
        let problem = "the server variable region is \"fr\", and not one of us, de";
        assert_eq!(server.problem().as_deref(), Some(problem));
    }

    #[test]
    fn an_operation_s_own_server_replaces_one_of_the_document_only() {
        let own = |client: ServerUrl, own: &str| client.own_server(own).map(|server| server.as_str().to_owned());
        let documented = || ServerUrl::documented("https://api.x/v1");
        let given = || ServerUrl::from("http://127.0.0.1:8080/v1");
        assert_eq!(own(documented(), "https://uploads.x").as_deref(), Some("https://uploads.x"));
        assert_eq!(own(given(), "https://uploads.x"), None);
        assert_eq!(own(documented(), "/v2").as_deref(), Some("https://api.x/v2"));
        assert_eq!(own(given(), "v2/").as_deref(), Some("http://127.0.0.1:8080/v2"));
        assert_eq!(own(given(), "").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(own(ServerUrl::UNKNOWN, "/v2"), None);
    }

    #[test]
    fn a_host_takes_the_place_of_the_document_s_and_leaves_the_path() {
        let at = |server: ServerUrl, host: &str| server.at(host).map(|server| server.as_str().to_owned());
        let documented = || ServerUrl::documented("https://api.x:8443/v1/");
        assert_eq!(at(documented(), "eu.x").as_deref(), Ok("https://eu.x/v1"));
        assert_eq!(at(documented(), "http://127.0.0.1:8080").as_deref(), Ok("http://127.0.0.1:8080/v1"));
        assert_eq!(at(documented(), "[::1]:80").as_deref(), Ok("https://[::1]:80/v1"));
        assert_eq!(at(ServerUrl::documented("/v2"), "x").as_deref(), Ok("https://x/v2"));
        assert_eq!(at(ServerUrl::documented("v2"), "x").as_deref(), Ok("https://x/v2"));
        assert_eq!(at(ServerUrl::UNKNOWN, "x").as_deref(), Ok("https://x"));
        assert_eq!(at(ServerUrl::documented("http://api.x"), "y").as_deref(), Ok("http://y"));
        for host in ["", "https://", "x/v1", "http://x/v1", "jane:s3cret@x", "x?a"] {
            let problem = at(documented(), host).unwrap_err();
            assert!(!problem.contains("s3cret"), "{problem}");
        }
        // Operations with servers of their own go there, too.
        let moved = documented().at("http://127.0.0.1:8080").unwrap();
        let own = |own: &str| moved.own_server(own).map(|server| server.as_str().to_owned());
        assert_eq!(own("https://uploads.x/files").as_deref(), Some("http://127.0.0.1:8080/files"));
        assert_eq!(own("https://uploads.x").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(own("/v2").as_deref(), Some("http://127.0.0.1:8080/v2"));
    }

    #[test]
    fn says_what_is_wrong_with_others() {
        assert_eq!(problem(""), "no server URL is known: give the client one");
        assert_eq!(problem("/v1"), "the server URL \"/v1\" does not begin with https:// or http://");
        assert_eq!(problem("https:///v1"), "the server URL \"https:///v1\" names no host");
        assert_eq!(problem("https://x?a=1"), "the server URL \"https://x\" has a query or a fragment");
        assert_eq!(
            problem("https://{region}.x"),
            "the server URL \"https://{region}.x\" has characters that no URL has"
        );
        for url in ["https://jane:s3cret@x", "ftp://jane:s3cret@x", "https://x?key=s3cret"] {
            let server = ServerUrl::from(url);
            let told = format!("{server} {server:?} {}", problem(url));
            assert!(!problem(url).is_empty() && !told.contains("s3cret"), "{told}");
        }
        assert_eq!(
            ServerUrl::documented("/v1").problem().as_deref(),
            Some("the document names no host: give the client the server's whole URL, such as https://HOST/v1")
        );
    }
}
