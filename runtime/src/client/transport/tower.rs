//! Layers of [tower](https://docs.rs/tower) around a transport.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tower_layer::Layer;
use tower_service::Service;

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
use super::driver::Driver;
use super::{
    BoxFuture, HttpRequest, HttpResponse, MaybeSend, MaybeSync, StreamedResponse, Transport, TransportError,
    TransportErrorKind,
};

/// A transport as a service of tower: what layers are given by
/// [`ClientBuilder::tower_layer`](crate::client::ClientBuilder::tower_layer). It is always ready.
#[derive(Clone, Debug)]
pub struct TransportService(Arc<dyn Transport>);

impl Service<HttpRequest> for TransportService {
    type Response = StreamedResponse;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<StreamedResponse, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move {
            // A response that is no stream is read here, so that layers hear of one that breaks off.
            match request.streams.is_empty() {
                true => transport.send(request).await.map(StreamedResponse::from),
                false => transport.open(request).await,
            }
        })
    }
}

/// What goes around a transport once there is one.
pub(in crate::client) trait Wrap: MaybeSend + MaybeSync {
    fn wrap(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport>;
}

impl<L> Wrap for L
where
    L: Layer<TransportService> + MaybeSend + MaybeSync,
    L::Service: Service<HttpRequest, Response = StreamedResponse> + Clone + MaybeSend + 'static,
    <L::Service as Service<HttpRequest>>::Error: Into<Box<dyn Error + Send + Sync>>,
    <L::Service as Service<HttpRequest>>::Future: MaybeSend,
{
    fn wrap(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Wrapped {
            service: Mutex::new(self.layer(TransportService(Arc::clone(&transport)))),
            transport,
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            driver: std::sync::OnceLock::new(),
        })
    }
}

/// A transport within layers of tower.
struct Wrapped<S> {
    /// Each request has a clone of it, which is waited for and then called: a clone is ready by itself alone.
    service: Mutex<S>,
    /// What is within, for the time.
    transport: Arc<dyn Transport>,
    /// Layers may need timers of Tokio: blocking calls run on a thread that has them.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    driver: std::sync::OnceLock<Result<Driver<()>, TransportError>>,
}

impl<S> Wrapped<S>
where
    S: Service<HttpRequest, Response = StreamedResponse> + Clone + MaybeSend + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: MaybeSend,
{
    fn serve(&self, request: HttpRequest) -> BoxFuture<'static, Result<StreamedResponse, TransportError>> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(failed)?;
            service.call(request).await.map_err(failed)
        })
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn serve_blocking(&self, request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        let driver = self.driver.get_or_init(Driver::start).as_ref().map_err(TransportError::again)?;
        driver.run(self.serve(request))
    }
}

impl<S> Transport for Wrapped<S>
where
    S: Service<HttpRequest, Response = StreamedResponse> + Clone + MaybeSend + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: MaybeSend,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let limit = request.limit;
        let response = self.serve(request);
        Box::pin(async move { response.await?.whole(limit).await })
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        self.serve(request)
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let limit = request.limit;
        self.serve_blocking(request)?.whole_blocking(limit)
    }

    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    fn open_blocking(&self, request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        self.serve_blocking(request)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.transport.sleep(time)
    }

    fn run_out(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.transport.run_out(time)
    }

    fn sleep_blocking(&self, time: Duration) {
        self.transport.sleep_blocking(time);
    }

    fn elapsed(&self) -> Duration {
        self.transport.elapsed()
    }
}

impl<S> fmt::Debug for Wrapped<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Wrapped").field("transport", &self.transport).finish_non_exhaustive()
    }
}

/// What a layer failed with: the transport's own error, or one that comes from another.
fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    let error = match error.into().downcast::<TransportError>() {
        Ok(own) => return *own,
        Err(error) => error,
    };
    let mut kind = TransportErrorKind::Other;
    let mut cause = error.source();
    while let Some(error) = cause {
        kind = error.downcast_ref().map_or(kind, TransportError::kind);
        cause = error.source();
    }
    TransportError::new(kind, format!("a layer around the transport failed: {error}")).with_source(error)
}
