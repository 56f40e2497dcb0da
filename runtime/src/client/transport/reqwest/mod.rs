//! [reqwest](https://docs.rs/reqwest), for programs that have a client of it already, and for browsers.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod exchange;
mod pools;
mod setup;

use std::fmt;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use std::sync::OnceLock;
#[cfg(not(target_arch = "wasm32"))]
use std::time::Duration;

#[cfg(target_arch = "wasm32")]
use self::browser as exchange;
use self::pools::Pools;
#[cfg(not(target_arch = "wasm32"))]
use super::common;
use super::{BoxFuture, HttpRequest, HttpResponse, StreamedResponse, Transport, TransportError, TransportErrorKind};

/// Sends requests with reqwest: with a client that was set up elsewhere, or with one of reqwest's features, which the
/// program chooses, TLS among them. On WebAssembly, the browser sends them, and follows redirects itself; answers
/// come as they do elsewhere, piece by piece, and what is sent is read into memory first.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), with the feature
/// `system-proxy` also from the system's settings; servers on the loopback interface are reached directly.
#[derive(Default)]
pub struct Reqwest {
    given: Option<::reqwest::Client>,
    #[cfg(not(target_arch = "wasm32"))]
    pools: common::PerRuntime<Pools>,
    #[cfg(target_arch = "wasm32")]
    pools: Pools,
    #[cfg(not(target_arch = "wasm32"))]
    lull: common::Lull,
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    driver: OnceLock<Result<common::Driver<Pools>, TransportError>>,
}

impl Reqwest {
    /// A transport with settings of its own.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// Sends with a client that was set up elsewhere. Its redirect policy should be
/// [`Policy::none`](::reqwest::redirect::Policy::none): reqwest's own leaves keys in headers where it follows a
/// redirect to another host.
impl From<::reqwest::Client> for Reqwest {
    fn from(client: ::reqwest::Client) -> Self {
        Self { given: Some(client), ..Self::default() }
    }
}

impl Reqwest {
    /// The client that reaches the request's URL, and the URL.
    fn reach(
        &self,
        pools: &Pools,
        request: &HttpRequest,
    ) -> Result<(::reqwest::Client, ::reqwest::Url), TransportError> {
        let url = ::reqwest::Url::parse(&request.url).map_err(|error| {
            let message = format!("the URL {:?} cannot be read: {error}", request.public_url());
            TransportError::new(TransportErrorKind::Unsupported, message).with_source(error)
        })?;
        let client = match &self.given {
            Some(client) => client.clone(),
            None => pools.client(&url)?,
        };
        Ok((client, url))
    }

    /// The same by the connections of the async runtime that runs here. A browser has but one.
    fn reach_from_here(&self, request: &HttpRequest) -> Result<(::reqwest::Client, ::reqwest::Url), TransportError> {
        #[cfg(not(target_arch = "wasm32"))]
        let pools = &*self.pools.here(Pools::default)?;
        #[cfg(target_arch = "wasm32")]
        let pools = &self.pools;
        self.reach(pools, request)
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn driver(&self) -> Result<&common::Driver<Pools>, TransportError> {
        let driver = self.driver.get_or_init(common::Driver::start).as_ref();
        driver.map_err(TransportError::again)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let (client, url) = self.reach_from_here(&request)?;
            #[cfg(not(target_arch = "wasm32"))]
            self.lull.end().await;
            let answer = exchange::exchange(client, url, request).await;
            #[cfg(not(target_arch = "wasm32"))]
            self.lull.begin();
            answer
        })
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            let (client, url) = self.reach_from_here(&request)?;
            #[cfg(not(target_arch = "wasm32"))]
            self.lull.end().await;
            let answer = exchange::open(client, url, request).await;
            #[cfg(not(target_arch = "wasm32"))]
            self.lull.begin();
            answer
        })
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let driver = self.driver()?;
        let (client, url) = self.reach(&driver.pools, &request)?;
        driver.run(exchange::exchange(client, url, request))
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn open_blocking(&self, request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        let driver = self.driver()?;
        let (client, url) = self.reach(&driver.pools, &request)?;
        driver.run(exchange::open(client, url, request))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        common::sleep(time)
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reqwest").finish_non_exhaustive()
    }
}
