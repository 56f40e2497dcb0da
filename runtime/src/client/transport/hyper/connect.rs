//! How connections come about: to the server or its proxy, through the proxy, and secured.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Intercept;
use tower_service::Service;

use super::proxies::Proxies;
use super::setup::Setup;
#[cfg(feature = "socks")]
use super::socks;
use super::target::origin;
use super::tls::Tls;
use super::wire::{Ready, Wire};
use crate::client::transport::common::root_cause;
use crate::client::{BoxFuture, TransportError, TransportErrorKind};

/// After how long without a byte, and then how often, a connection is tried.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How often, before it counts as broken.
const PROBES: u32 = 3;

tokio::task_local! {
    /// How long a connection may take that a request needs.
    static LIMIT: Duration;
}

/// Sends a request; a connection that it needs may take so long.
pub(super) fn within<F: Future>(limit: Duration, sending: F) -> impl Future<Output = F::Output> {
    LIMIT.scope(limit, sending)
}

/// Connects to servers. Its errors say all that there is to say. A pool clones it for each request, so there is a single
/// thing in it.
#[derive(Clone)]
pub(super) struct Connector(Arc<Means>);

/// What connections are made with; some of it takes long to find out.
struct Means {
    http: HttpConnector,
    #[cfg_attr(not(unix), allow(dead_code, reason = "there is none"))]
    socket: Option<Arc<Path>>,
    proxies: Arc<Proxies>,
    tls: Tls,
}

impl Connector {
    pub(super) fn new(setup: &Setup) -> Self {
        let proxies = match setup.socket {
            Some(_) => Proxies::none(),
            None => Proxies::of_the_system(),
        };
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_keepalive(Some(KEEP_ALIVE));
        http.set_keepalive_interval(Some(KEEP_ALIVE));
        http.set_keepalive_retries(Some(PROBES));
        Self(Arc::new(Means {
            http,
            socket: setup.socket.clone(),
            proxies: Arc::new(proxies),
            tls: Tls::new(setup.tls.clone()),
        }))
    }

    /// Which proxies its connections go by.
    pub(super) fn proxies(&self) -> &Arc<Proxies> {
        &self.0.proxies
    }

    async fn connect(self, server: Uri) -> Result<Wire, TransportError> {
        let wire = match self.0.proxies.to(&server) {
            Some(proxy) => self.through(&proxy, &server).await?,
            None => self.reach(server.clone()).await?,
        };
        if server.scheme() == Some(&Scheme::HTTPS) { self.0.tls.secure(wire, &server).await } else { Ok(wire) }
    }

    /// A connection to an address, as it is.
    async fn reach(&self, server: Uri) -> Result<Wire, TransportError> {
        #[cfg(unix)]
        if let Some(socket) = &self.0.socket {
            return match tokio::net::UnixStream::connect(socket).await {
                Ok(stream) => Ok(Wire::new(hyper_util::rt::TokioIo::new(stream))),
                Err(error) => Err(unreached(&format!("the socket {}", socket.display()), error)),
            };
        }
        match self.0.http.clone().call(server.clone()).await {
            Ok(stream) => Ok(Wire::new(stream)),
            Err(error) => Err(unreached(&origin(&server), error)),
        }
    }

    /// A connection to a server through a proxy.
    async fn through(&self, proxy: &Intercept, server: &Uri) -> Result<Wire, TransportError> {
        let named = origin(proxy.uri());
        match proxy.uri().scheme_str() {
            Some("http" | "https") if server.scheme() == Some(&Scheme::HTTPS) => {
                let mut tunnel = Tunnel::new(proxy.uri().clone(), Ready::new(self.reach_proxy(proxy.uri()).await?));
                if let Some(authorization) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(authorization.clone());
                }
                tunnel.call(server.clone()).await.map_err(|error| refused(server, &named, error))
            }
            Some("http" | "https") => self.reach_proxy(proxy.uri()).await.map(Wire::proxied),
            #[cfg(feature = "socks")]
            Some(version) => {
                let address = socks::address(proxy.uri());
                let wire = self.reach(address.clone()).await?;
                socks::through(Ready::new(wire), address, version, proxy, server)
                    .await
                    .map_err(|error| refused(server, &named, error))
            }
            _ => Err(TransportError::new(
                TransportErrorKind::Unsupported,
                format!("the proxy {named} is one of SOCKS: build oasmith-runtime with its feature `socks`"),
            )),
        }
    }

    /// A connection to a proxy for HTTP, secured where its URL says so.
    async fn reach_proxy(&self, proxy: &Uri) -> Result<Wire, TransportError> {
        let wire = self.reach(proxy.clone()).await?;
        if proxy.scheme() != Some(&Scheme::HTTPS) {
            return Ok(wire);
        }
        // What is agreed on there is the proxy's matter.
        self.0.tls.secure(wire, proxy).await.map(|wire| wire.agreed(false))
    }
}

impl Service<Uri> for Connector {
    type Response = Wire;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Wire, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let connector = self.clone();
        // The pool calls this while it is polled for the request that wants the connection.
        match LIMIT.try_with(|limit| *limit) {
            Err(_) => Box::pin(connector.connect(server)),
            Ok(limit) => Box::pin(async move {
                let named = origin(&server);
                tokio::time::timeout(limit, connector.connect(server)).await.unwrap_or_else(|elapsed| {
                    let message = format!("could not connect to {named} within {limit:?}");
                    Err(TransportError::new(TransportErrorKind::ConnectTimeout, message).with_source(elapsed))
                })
            }),
        }
    }
}

fn unreached(server: &str, error: impl Error + Send + Sync + 'static) -> TransportError {
    let message = format!("could not connect to {server}: {}", root_cause(&error));
    TransportError::new(TransportErrorKind::Connect, message).with_source(error)
}

fn refused(server: &Uri, proxy: &str, error: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    let error = error.into();
    let message = format!("could not connect to {} through the proxy {proxy}: {}", origin(server), root_cause(&*error));
    TransportError::new(TransportErrorKind::Connect, message).with_source(error)
}
