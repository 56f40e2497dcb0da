//! reqwest's clients, and which one a request goes by.

use std::str::FromStr;
use std::sync::OnceLock;

use ::reqwest::{Client, Url};

use super::setup;
#[cfg(not(target_arch = "wasm32"))]
use crate::client::transport::common::Lull;
use crate::client::{HttpRequest, TransportError, TransportErrorKind};

/// reqwest's clients, each with the connections that are open, for as long as they belong to the same async runtime. They
/// are made when they are first needed, so that making ours cannot fail.
#[derive(Default)]
pub(super) struct Pools {
    /// The one that was set up elsewhere, which has connections everywhere.
    given: Option<Client>,
    direct: OnceLock<Result<Client, TransportError>>,
    proxied: OnceLock<Result<Client, TransportError>>,
    /// The first server as requests spell it. Nearly all clients know a single one.
    first: OnceLock<(Box<str>, Url)>,
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) lull: Lull,
}

impl Pools {
    pub(super) fn new(given: Option<Client>) -> Self {
        Self { given, ..Self::default() }
    }

    /// The client that reaches the URL of a request, and the URL as it takes it.
    ///
    /// # Errors
    ///
    /// That it cannot be read, or there can be no client.
    pub(super) fn way_of(&self, request: &HttpRequest) -> Result<(&Client, Url), TransportError> {
        let url = self.url(request).map_err(|error| {
            let message = format!("the URL {:?} cannot be read: {error}", request.public_url());
            TransportError::new(TransportErrorKind::Unsupported, message).with_source(error)
        })?;
        if let Some(client) = &self.given {
            return Ok((client, url));
        }
        let client = if setup::is_loopback(&url) {
            self.direct.get_or_init(|| setup::client(false))
        } else {
            self.proxied.get_or_init(|| setup::client(true))
        };
        client.as_ref().map(|client| (client, url)).map_err(TransportError::again)
    }

    /// The URL of a request. To read a host takes longest, and so the first server is read once.
    fn url(&self, request: &HttpRequest) -> Result<Url, <Url as FromStr>::Err> {
        if let Some((first, server)) = self.first.get()
            && let Some(target) = request.url.strip_prefix(&**first)
            && is_plain(target)
        {
            let (path, query) = target.split_at(target.bytes().position(|byte| byte == b'?').unwrap_or(target.len()));
            let mut url = server.clone();
            url.set_path(path);
            url.set_query(query.get(1..));
            return Ok(url);
        }
        let (url, origin) = (Url::parse(&request.url)?, request.origin());
        // A backslash is as good as a slash.
        let is_server = ["http", "https"].contains(&url.scheme()) && !origin.contains('\\');
        if is_server && let Ok(server) = Url::parse(origin) {
            self.first.get_or_init(|| (origin.into(), server));
        }
        Ok(url)
    }
}

/// Whether what stands behind a server is a path, maybe with a query, in which nothing is left out where a URL is read as a
/// whole, as blanks are, or ends it.
fn is_plain(target: &str) -> bool {
    target.starts_with('/') && target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    #[test]
    fn a_url_is_read_the_same_whichever_was_read_first() {
        let urls = [
            "http://127.0.0.1:8080/auth/login/code",
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/?",
            "http://127.0.0.1:8080/a?b=1?c=%C3%A9&d='\"<>|`{}",
            "http://127.0.0.1:8080/a/./b;c/..?d=/../e",
            "http://127.0.0.1:8080?a=1",
            "http://127.0.0.1:8080//elsewhere/a",
            "http://127.0.0.1:8080/\\elsewhere/a",
            "http://127.0.0.1:8080/\t/elsewhere/a",
            "http://127.0.0.1:8080/a/../b/%2e%2e/c d?q=a'b#f ",
            "http://127.0.0.1:8080/a?b#c",
            "http://127.0.0.1:8080/a#b?c",
            "http://127.0.0.1:8080/a ",
            "http://127.0.0.1:8080/a?b \t",
            "http://127.0.0.1:8080/é?ü=1",
            "http://127.0.0.1:80801/a",
            "http://127.0.0.1:80/a",
            "HTTP://127.0.0.1:8080/a",
            "http://jane:s3cret@127.0.0.1:8080/a:b//c",
            "https://api.example/a?b=/c/d",
            "https://API.example/a",
            "https://bücher.example/a",
            "https://api.example\\a/b",
            "https://api.example\\/b",
            "https:api.example/a",
            "unix:/a",
            "/a",
        ];
        for first in urls {
            let pools = Pools::default();
            for url in [first].iter().chain(&urls) {
                let read = pools.url(&HttpRequest::new(Method::GET, *url)).ok();
                assert_eq!(read, Url::parse(url).ok(), "{url} after {first}");
            }
        }
    }
}
