//! reqwest's clients.

use std::sync::OnceLock;

use super::setup;
use crate::client::{TransportError, TransportErrorKind};

/// reqwest's clients, each with the connections that are open. They are made when they are first needed, so that
/// making ours cannot fail.
#[derive(Default)]
pub(super) struct Pools {
    direct: OnceLock<Result<::reqwest::Client, String>>,
    proxied: OnceLock<Result<::reqwest::Client, String>>,
}

impl Pools {
    pub(super) fn client(&self, url: &::reqwest::Url) -> Result<::reqwest::Client, TransportError> {
        let client = if setup::is_loopback(url) {
            self.direct.get_or_init(|| setup::client(false))
        } else {
            self.proxied.get_or_init(|| setup::client(true))
        };
        client.clone().map_err(|problem| TransportError::new(TransportErrorKind::Other, problem))
    }
}
