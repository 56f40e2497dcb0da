//! Times without a call.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// From when on nobody may have heard of what servers did: while the program does something else, its runtime does nothing,
/// and that of blocking calls does nothing between them. To hear of it takes a thousandth of this.
const LONG: Duration = Duration::from_millis(1);

/// The time since the last call over some connections began.
pub(in crate::client::transport) struct Lull {
    /// When the first connection was still to come.
    beginning: Instant,
    /// When the last call began, in microseconds from there.
    last: AtomicU64,
}

impl Default for Lull {
    fn default() -> Self {
        Self { beginning: Instant::now(), last: AtomicU64::new(0) }
    }
}

impl Lull {
    /// Ends it with a call that begins now: if it was long, connections hear first of what their servers did meanwhile,
    /// who may have closed them.
    pub(in crate::client::transport) async fn end(&self, now: Instant) {
        let now = now.saturating_duration_since(self.beginning).as_micros() as u64;
        let last = self.last.load(Ordering::Relaxed);
        self.last.store(now, Ordering::Relaxed);
        if Duration::from_micros(now.saturating_sub(last)) >= LONG {
            catch_up().await;
        }
    }
}

/// Has the runtime hear of what the servers did while it did not run: in the first turn it does, and in the second one its
/// connections do.
async fn catch_up() {
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn connections_hear_of_servers_before_a_call_but_not_between_calls_in_a_row() {
        let lull = Lull::default();
        let waits = |after: Duration| {
            let end = pin!(lull.end(lull.beginning + after));
            end.poll(&mut Context::from_waker(Waker::noop())).is_pending()
        };
        let calls = [0, 900, 1_800, 2_900, 3_000, 3_000, 1_000_000, 1_000_500];
        let heard: Vec<bool> = calls.into_iter().map(|call| waits(Duration::from_micros(call))).collect();
        assert_eq!(heard, [false, false, false, true, false, false, true, false]);
    }
}
