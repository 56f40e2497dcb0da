//! The connections that are open.

use std::sync::Arc;

use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::connect::Connector;
use super::server::Servers;
use super::setup::Setup;
use crate::client::transport::common::{Lull, Outgoing};

/// The connections that are open, for as long as they belong to the same async runtime.
pub(super) struct Pool {
    pub(super) client: Client<Connector, Outgoing>,
    pub(super) servers: Servers,
    pub(super) lull: Lull,
}

impl Pool {
    /// Without any yet; clones of one connector serve several pools.
    pub(super) fn new(setup: &Setup, connector: Connector) -> Self {
        let servers = Servers::new(Arc::clone(connector.proxies()));
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(setup.idle_timeout)
            .pool_max_idle_per_host(setup.most_idle)
            .build(connector);
        Self { client, servers, lull: Lull::default() }
    }
}
