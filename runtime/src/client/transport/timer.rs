//! Timers that need no async runtime.

#[cfg(all(target_arch = "wasm32", feature = "reqwest"))]
pub(in crate::client) use super::browser_timer::{elapsed, sleep};

#[cfg(all(target_arch = "wasm32", not(feature = "reqwest")))]
pub(in crate::client) use self::none::{elapsed, sleep};
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::client) use self::threads::{elapsed, sleep, sleep_blocking};

/// Waits on a thread of its own, which ends with the wait or where nobody waits any more.
#[cfg(not(target_arch = "wasm32"))]
mod threads {
    use std::pin::Pin;
    use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
    use std::task::{Context, Poll, Waker};
    use std::thread;
    use std::time::{Duration, Instant};

    use crate::client::BoxFuture;

    pub(in crate::client) fn elapsed() -> Duration {
        static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGAN.elapsed()
    }

    pub(in crate::client) fn sleep_blocking(time: Duration) {
        thread::sleep(time);
    }

    pub(in crate::client) fn sleep(time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep { time: Some(time), shared: Arc::default() })
    }

    struct Sleep {
        /// How long, until the thread has been started.
        time: Option<Duration>,
        shared: Arc<Shared>,
    }

    #[derive(Default)]
    struct Shared {
        state: Mutex<State>,
        left: Condvar,
    }

    #[derive(Default)]
    struct State {
        is_over: bool,
        waker: Option<Waker>,
    }

    impl Shared {
        fn state(&self) -> MutexGuard<'_, State> {
            self.state.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn wait(&self, time: Duration) {
            let waits = |state: &mut State| !state.is_over;
            let waited = self.left.wait_timeout_while(self.state(), time, waits);
            let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            state.is_over = true;
            if let Some(waker) = state.waker.take() {
                waker.wake();
            }
        }
    }

    impl Future for Sleep {
        type Output = ();

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
            self.shared.state().waker = Some(context.waker().clone());
            if let Some(time) = self.time.take() {
                let shared = Arc::clone(&self.shared);
                let thread = thread::Builder::new().name("oasmith-timer".to_owned());
                // Without a thread, there is no wait.
                if thread.spawn(move || shared.wait(time)).is_err() {
                    return Poll::Ready(());
                }
            }
            if self.shared.state().is_over { Poll::Ready(()) } else { Poll::Pending }
        }
    }

    impl Drop for Sleep {
        fn drop(&mut self) {
            let mut state = self.shared.state();
            (state.is_over, state.waker) = (true, None);
            self.shared.left.notify_all();
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::client::stream::wait::until_ready;

        #[test]
        fn a_wait_ends_in_time_and_with_whoever_waits() {
            let began = Instant::now();
            let mut short = sleep(Duration::from_millis(20));
            until_ready(|context| short.as_mut().poll(context));
            assert!(began.elapsed() >= Duration::from_millis(20));
            let sleep = Sleep { time: Some(Duration::MAX), shared: Arc::default() };
            let shared = Arc::clone(&sleep.shared);
            let mut long: BoxFuture<'static, ()> = Box::pin(sleep);
            assert!(until_ready(|context| Poll::Ready(long.as_mut().poll(context).is_pending())));
            drop(long);
            while Arc::strong_count(&shared) > 1 {
                thread::yield_now();
            }
        }
    }
}

/// Without reqwest, nothing leads to the browser's timer.
#[cfg(all(target_arch = "wasm32", not(feature = "reqwest")))]
mod none {
    use std::time::Duration;

    use crate::client::BoxFuture;

    pub(in crate::client) fn sleep(_: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    pub(in crate::client) fn elapsed() -> Duration {
        Duration::ZERO
    }
}

/// A browser can't wait so.
#[cfg(target_arch = "wasm32")]
pub(in crate::client) fn sleep_blocking(_: std::time::Duration) {}
