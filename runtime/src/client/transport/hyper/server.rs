//! What is the same in all requests to a server.

use std::sync::{Arc, OnceLock};

use http::header::{Entry, HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, Scheme};
use http::{HeaderMap, HeaderValue, Uri};

use super::proxies::Proxies;

/// The headers that go to servers because of who they are.
pub(super) struct Servers {
    proxies: Arc<Proxies>,
    /// Nearly all clients know a single server.
    first: OnceLock<(Scheme, Authority, Headers)>,
}

#[derive(Clone)]
struct Headers {
    /// None where hyper-util writes it.
    host: Option<HeaderValue>,
    /// What a proxy asks for that reads the request itself.
    proxy_authorization: Option<HeaderValue>,
}

impl Servers {
    pub(super) fn new(proxies: Arc<Proxies>) -> Self {
        Self { proxies, first: OnceLock::new() }
    }

    /// Adds the server's headers to a request; a `Host` of its own stays.
    pub(super) fn add_to(&self, headers: &mut HeaderMap, server: &Uri) {
        let (Some(scheme), Some(authority)) = (server.scheme(), server.authority()) else { return };
        let new = || Headers { host: host(scheme, authority), proxy_authorization: self.proxies.authorization(server) };
        let (of, at, first) = self.first.get_or_init(|| (scheme.clone(), authority.clone(), new()));
        // A host may be spelled otherwise and be the same; what is sent is spelled as the URL has it.
        let own = if of == scheme && at.as_str() == authority.as_str() { first.clone() } else { new() };
        if let Some(authorization) = own.proxy_authorization {
            headers.insert(PROXY_AUTHORIZATION, authorization);
        }
        if let (Some(host), Entry::Vacant(place)) = (own.host, headers.entry(HOST)) {
            place.insert(host);
        }
    }
}

/// The host and its port as they stand in the URL. None where there is a user, or a port that the scheme implies (RFC 9110,
/// section 7.2), and where HTTP/2 may be agreed on, which has `:authority` in its place.
fn host(scheme: &Scheme, authority: &Authority) -> Option<HeaderValue> {
    let is_secure = *scheme == Scheme::HTTPS;
    if cfg!(feature = "http2") && is_secure {
        return None;
    }
    let implied = if is_secure { 443 } else { 80 };
    let is_spelled_so = authority.port_u16() != Some(implied) && !authority.as_str().ends_with(':');
    if authority.as_str().contains('@') || !is_spelled_so {
        return None;
    }
    HeaderValue::from_str(authority.as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(servers: &Servers, url: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        servers.add_to(&mut headers, &url.parse().unwrap());
        headers.get(HOST).map(|host| host.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_host_is_named_as_the_url_has_it_without_user_and_implied_port() {
        let named = |url: &str| named(&Servers::new(Arc::new(Proxies::none())), url);
        assert_eq!(named("http://api.example/a?b=c").as_deref(), Some("api.example"));
        assert_eq!(named("https://x:8443").is_none(), cfg!(feature = "http2"));
        assert_eq!(named("http://[::1]:8080/a").as_deref(), Some("[::1]:8080"));
        assert_eq!(named("http://x:443/").as_deref(), Some("x:443"));
        for left in ["https://x:443/", "http://x:80/a", "http://jane:s3cret@x/", "http://x:/", "/a"] {
            assert_eq!(named(left), None, "{left}");
        }
    }

    #[test]
    fn each_server_has_its_own_headers() {
        let servers = Servers::new(Arc::new(Proxies::none()));
        for (url, expected) in [
            ("http://x:443/a", Some("x:443")),
            ("http://x:443/b", Some("x:443")),
            ("http://X:443/b", Some("X:443")),
            ("https://x:443/b", None),
            ("http://y/b", Some("y")),
        ] {
            assert_eq!(named(&servers, url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn what_a_request_names_itself_stays() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("elsewhere"));
        Servers::new(Arc::new(Proxies::none())).add_to(&mut headers, &Uri::from_static("http://x/"));
        assert_eq!(headers[HOST], "elsewhere");
    }
}
