//! Waiting for something that is polled.

use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread, ThreadId};

use crate::client::{TransportError, TransportErrorKind};

/// Polls until there is something, and has the thread sleep meanwhile. Whatever drives what is polled has to run on
/// another thread.
pub(in crate::client) fn until_ready<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    struct Sleeper(Thread);
    impl Wake for Sleeper {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Sleeper(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

/// Whether this thread would wait for what comes by it.
pub(super) fn is_for_itself(driver: Option<ThreadId>) -> bool {
    driver.is_some_and(|driver| driver == thread::current().id())
}

/// That it would do so for ever.
pub(super) fn stuck() -> TransportError {
    let message = "what comes next comes by the async runtime of the thread that would wait for it: await it, or send the call \
                   with `send_blocking`";
    TransportError::new(TransportErrorKind::Unsupported, message)
}
