//! reqwest's clients.

use std::sync::OnceLock;

use super::setup;
use crate::client::TransportError;

/// reqwest's clients, each with the connections that are open. They are made when they are first needed, so that
/// making ours cannot fail.
#[derive(Default)]
pub(super) struct Pools {
    direct: OnceLock<Result<::reqwest::Client, TransportError>>,
    proxied: OnceLock<Result<::reqwest::Client, TransportError>>,
}

impl Pools {
    pub(super) fn client(&self, url: &::reqwest::Url) -> Result<::reqwest::Client, TransportError> {
        let client = if setup::is_loopback(url) {
            self.direct.get_or_init(|| setup::client(false))
        } else {
            self.proxied.get_or_init(|| setup::client(true))
        };
        match client {
            Ok(client) => Ok(client.clone()),
            Err(problem) => Err(problem.again()),
        }
    }
}
