//! Blocking calls: on the caller's thread where it may wait, else on a thread for all of them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::runtime::{Builder, Handle, Runtime};

use super::exchange;
use super::pool::Pool;
use crate::client::transport::common::Driver;
use crate::client::{HttpRequest, HttpResponse, StreamedResponse, TransportError, TransportErrorKind};

/// How many engines are kept that nobody uses.
const KEPT: usize = 64;

/// The engines that nobody uses at the moment, and the thread for calls that cannot have one.
#[derive(Default)]
pub(super) struct Engines {
    idle: Mutex<Vec<Engine>>,
    driver: OnceLock<Result<Driver<OnceLock<Arc<Pool>>>, TransportError>>,
}

/// An async runtime that runs while a thread waits for a call, and the connections that were opened in it.
struct Engine {
    /// None only while it is dropped.
    runtime: Option<Runtime>,
    pool: Pool,
}

/// Waits for nothing: a client may be dropped within an async runtime, where nobody may wait.
impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Engines {
    /// Sends a request while the calling thread waits, and works for it. Within an async runtime, which another one may
    /// not run in, the work is done by a thread for it.
    pub(super) fn exchange(
        &self,
        new_pool: &dyn Fn() -> Pool,
        mut request: HttpRequest,
    ) -> Result<HttpResponse, TransportError> {
        if Handle::try_current().is_ok() {
            let driver = self.driver()?;
            let pool = Arc::clone(driver.pools.get_or_init(|| Arc::new(new_pool())));
            return driver.run(async move { exchange::exchange(&pool, &mut request).await });
        }
        let engine = match self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            Some(engine) => engine,
            None => Engine::start(new_pool)?,
        };
        let answer = engine.run(request);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(engine);
        }
        answer
    }

    /// Sends a request while the calling thread waits, and leaves the answer's body to be read: the thread for that works
    /// while nobody reads.
    pub(super) fn open(
        &self,
        new_pool: &dyn Fn() -> Pool,
        mut request: HttpRequest,
    ) -> Result<StreamedResponse, TransportError> {
        let driver = self.driver()?;
        let pool = Arc::clone(driver.pools.get_or_init(|| Arc::new(new_pool())));
        driver.run(async move { exchange::open(&pool, &mut request).await })
    }

    fn driver(&self) -> Result<&Driver<OnceLock<Arc<Pool>>>, TransportError> {
        self.driver.get_or_init(Driver::start).as_ref().map_err(TransportError::again)
    }
}

impl Engine {
    fn start(new_pool: &dyn Fn() -> Pool) -> Result<Self, TransportError> {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| {
            let message = format!("no async runtime could be started for blocking calls: {error}");
            TransportError::new(TransportErrorKind::Other, message).with_source(error)
        })?;
        Ok(Self { runtime: Some(runtime), pool: new_pool() })
    }

    fn run(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let Some(runtime) = &self.runtime else {
            return Err(TransportError::new(TransportErrorKind::Other, "the runtime for blocking calls has ended"));
        };
        runtime.block_on(exchange::exchange(&self.pool, &mut request))
    }
}
