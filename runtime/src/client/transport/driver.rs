//! The thread that blocking calls run on.

use std::sync::mpsc;
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::client::{TransportError, TransportErrorKind};

/// A thread with an async runtime of its own, and pools of connections. It ends when this is dropped, and nobody waits
/// for it to do so: that is why it can be used and dropped anywhere, also within an async runtime.
pub(in crate::client::transport) struct Driver<P> {
    runtime: Handle,
    /// Connections belong to the runtime that opened them, so these are apart from those of async calls.
    #[cfg_attr(
        not(any(feature = "hyper", feature = "reqwest")),
        allow(dead_code, reason = "for the transports of this crate")
    )]
    pub(in crate::client::transport) pools: P,
    /// Dropping it ends the thread.
    _alive: oneshot::Sender<()>,
}

impl<P: Default> Driver<P> {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// That the system gives no thread or no I/O queue.
    pub(in crate::client::transport) fn start() -> Result<Self, TransportError> {
        let failed = |error: std::io::Error| {
            let message = format!("no thread could be started for blocking calls: {error}");
            TransportError::new(TransportErrorKind::Other, message).with_source(error)
        };
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let handle = runtime.handle().clone();
        let (alive, ended) = oneshot::channel::<()>();
        let run = move || {
            // Resolves with an error when the sender is gone.
            let _ = runtime.block_on(ended);
        };
        thread::Builder::new().name("oasmith-blocking".to_owned()).spawn(run).map_err(failed)?;
        Ok(Self { runtime: handle, pools: P::default(), _alive: alive })
    }

    /// Runs an exchange on the thread and waits for its end.
    pub(in crate::client::transport) fn run<T: Send + 'static>(
        &self,
        exchange: impl Future<Output = Result<T, TransportError>> + Send + 'static,
    ) -> Result<T, TransportError> {
        let (done, end) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            // Nobody listens only where the waiting thread is gone.
            let _ = done.send(exchange.await);
        });
        end.recv().unwrap_or_else(|_| {
            Err(TransportError::new(TransportErrorKind::Other, "the thread for blocking calls has ended"))
        })
    }
}
