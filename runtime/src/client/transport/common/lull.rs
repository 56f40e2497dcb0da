//! Times without a call.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::client::transport::timer;

/// From when on nobody may have heard of what servers did: while the program does something else, its runtime does nothing.
const LONG: Duration = Duration::from_millis(10);

/// The time since the last call over some connections.
#[derive(Default)]
pub(in crate::client::transport) struct Lull {
    /// In microseconds, by the timer's clock.
    began: AtomicU64,
}

impl Lull {
    /// Ends it: if it was long, connections hear first of what their servers did meanwhile, who may have closed them.
    pub(in crate::client::transport) async fn end(&self) {
        let began = Duration::from_micros(self.began.load(Ordering::Relaxed));
        if timer::elapsed().saturating_sub(began) >= LONG {
            catch_up().await;
        }
    }

    /// Begins it, where a call has ended.
    pub(in crate::client::transport) fn begin(&self) {
        let now = timer::elapsed().as_micros();
        self.began.store(u64::try_from(now).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// Has the runtime hear of what the servers did while it did not run: in the first turn it does, and in the second one its
/// connections do.
pub(in crate::client::transport) async fn catch_up() {
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
}
