//! The transport that clients have unless they are given another one: hyper, with the pool of
//! [hyper-util](https://docs.rs/hyper-util).

mod connect;
#[cfg(feature = "blocking")]
mod engine;
mod exchange;
mod pool;
mod proxies;
mod server;
mod setup;
#[cfg(feature = "socks")]
mod socks;
mod target;
mod tls;
mod wire;

use std::fmt;
#[cfg(unix)]
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use self::connect::Connector;
use self::pool::Pool;
use self::setup::Setup;
use super::{BoxFuture, HttpRequest, HttpResponse, StreamedResponse, Transport, TransportError, common};

/// Sends requests with hyper: HTTP/1.1, and HTTP/2 with the feature `http2` where the server offers it.
///
/// TLS is by rustls with the feature `rustls` or `rustls-aws-lc-rs`, or by the system's library with `native-tls`, and trusts
/// what the system trusts.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), with the feature
/// `system-proxy` also from the system's settings, with `socks` also those of SOCKS. Servers on the loopback interface are
/// reached directly.
///
/// Connections are kept for the next calls, each for those in the async runtime that opened it. Where the server has closed one in
/// the meantime and nothing of a request was sent, it goes over another one.
#[derive(Default)]
pub struct Hyper {
    setup: Setup,
    /// Made with the first call, and shared by all pools.
    connector: OnceLock<Connector>,
    /// Made with the first call, so that making a transport cannot fail.
    pools: common::PerRuntime<Pool>,
    #[cfg(feature = "blocking")]
    engines: engine::Engines,
}

impl Hyper {
    /// A transport that is set up as described above.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A transport whose TLS is set up so: with client certificates, certificates to trust, or the least version.
    /// Protocols are offered as the transport has them where the configuration names none.
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
    #[must_use]
    pub fn with_tls(config: rustls::ClientConfig) -> Self {
        Self::given(tls::Given::Rustls(config.into()))
    }

    /// A transport whose TLS is by the system's library, set up so: with an identity, certificates to trust, or the least
    /// version. HTTP/2 is offered where the connector requests it (`request_alpns`) and the feature `http2` is on.
    ///
    /// ```
    /// # fn transport(pem: &[u8]) -> Result<oasmith_runtime::client::transport::Hyper, native_tls::Error> {
    /// use native_tls::{Certificate, TlsConnector};
    /// use oasmith_runtime::client::transport::Hyper;
    ///
    /// let connector = TlsConnector::builder().add_root_certificate(Certificate::from_pem(pem)?).build()?;
    /// Ok(Hyper::with_native_tls(connector))
    /// # }
    /// ```
    #[cfg(feature = "native-tls")]
    #[must_use]
    pub fn with_native_tls(connector: native_tls::TlsConnector) -> Self {
        Self::given(tls::Given::System(connector))
    }

    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls"))]
    fn given(tls: tls::Given) -> Self {
        Self { setup: Setup { tls: Some(tls), ..Setup::default() }, ..Self::default() }
    }

    /// Connects to this Unix socket, whatever host the server's URL names: to a daemon such as Docker's. The client's
    /// server is then something like `http://localhost`.
    #[cfg(unix)]
    #[must_use]
    pub fn unix_socket(mut self, path: impl AsRef<Path>) -> Self {
        self.setup.socket = Some(path.as_ref().into());
        self
    }

    /// How long a connection is kept that nobody uses: 90 seconds unless something else is said.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.setup.idle_timeout = timeout;
        self
    }

    /// How many connections that nobody uses are kept for each server: as many as there were, unless something else is
    /// said. With none, each call has a connection of its own.
    #[must_use]
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.setup.most_idle = connections;
        self
    }

    /// A pool of its own for an async runtime.
    fn new_pool(&self) -> Pool {
        let connector = self.connector.get_or_init(|| Connector::new(&self.setup));
        Pool::new(&self.setup, connector.clone())
    }
}

impl Transport for Hyper {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let pool = self.pools.here(|| self.new_pool())?;
            exchange::exchange(&pool, &mut request).await
        })
    }

    fn open(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            let pool = self.pools.here(|| self.new_pool())?;
            exchange::open(&pool, &mut request).await
        })
    }

    #[cfg(feature = "blocking")]
    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.engines.exchange(&|| self.new_pool(), request)
    }

    #[cfg(feature = "blocking")]
    fn open_blocking(&self, request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        self.engines.open(&|| self.new_pool(), request)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        common::sleep(time)
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Hyper").finish_non_exhaustive()
    }
}
