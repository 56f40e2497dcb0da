//! [reqwest](https://docs.rs/reqwest), for programs that have a client of it already, and for browsers.

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod exchange;
mod pools;
mod setup;

use std::fmt;
use std::sync::Arc;
#[cfg(any(feature = "blocking", target_arch = "wasm32"))]
use std::sync::OnceLock;
#[cfg(not(target_arch = "wasm32"))]
use std::time::Duration;

#[cfg(target_arch = "wasm32")]
use self::browser as exchange;
use self::pools::Pools;
#[cfg(not(target_arch = "wasm32"))]
use super::common;
use super::{BoxFuture, HttpRequest, HttpResponse, StreamedResponse, Transport, TransportError};

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
    /// A browser has but one runtime.
    #[cfg(target_arch = "wasm32")]
    pools: OnceLock<Arc<Pools>>,
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    driver: OnceLock<Result<common::Driver<OnceLock<Arc<Pools>>>, TransportError>>,
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
    /// Pools of their own for an async runtime.
    fn new_pools(&self) -> Pools {
        Pools::new(self.given.clone())
    }

    /// The pools of the async runtime that runs here.
    #[cfg(not(target_arch = "wasm32"))]
    fn pools_here(&self) -> Result<Arc<Pools>, TransportError> {
        self.pools.here(|| self.new_pools())
    }

    #[cfg(target_arch = "wasm32")]
    fn pools_here(&self) -> Result<Arc<Pools>, TransportError> {
        Ok(Arc::clone(self.pools.get_or_init(|| Arc::new(self.new_pools()))))
    }

    /// Runs an exchange on the thread for all blocking calls.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn run<T: Send + 'static, E>(&self, exchange: impl FnOnce(Arc<Pools>) -> E) -> Result<T, TransportError>
    where
        E: Future<Output = Result<T, TransportError>> + Send + 'static,
    {
        let driver = self.driver.get_or_init(common::Driver::start).as_ref().map_err(TransportError::again)?;
        let pools = driver.pools.get_or_init(|| Arc::new(self.new_pools()));
        driver.run(exchange(Arc::clone(pools)))
    }
}

impl Transport for Reqwest {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let pools = self.pools_here()?;
            exchange::exchange(&pools, &mut request).await
        })
    }

    fn open(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            let pools = self.pools_here()?;
            exchange::open(&pools, &mut request).await
        })
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn send_blocking(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.run(|pools| async move { exchange::exchange(&pools, &mut request).await })
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn open_blocking(&self, mut request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        self.run(|pools| async move { exchange::open(&pools, &mut request).await })
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
