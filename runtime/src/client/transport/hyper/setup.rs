//! How connections are set up.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::tls;

/// How long a connection is kept that nobody uses.
const IDLE: Duration = Duration::from_secs(90);

/// How connections are set up.
pub(super) struct Setup {
    pub(super) tls: Option<tls::Given>,
    /// The Unix socket that all connections lead to.
    pub(super) socket: Option<Arc<Path>>,
    pub(super) idle_timeout: Duration,
    pub(super) most_idle: usize,
}

impl Default for Setup {
    fn default() -> Self {
        Self { tls: None, socket: None, idle_timeout: IDLE, most_idle: usize::MAX }
    }
}
