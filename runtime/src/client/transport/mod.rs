//! What carries requests to a server and answers back.

#[cfg(all(target_arch = "wasm32", feature = "reqwest"))]
mod browser_timer;
#[cfg(all(any(feature = "hyper", feature = "reqwest"), not(target_arch = "wasm32")))]
mod common;
#[cfg(all(
    any(feature = "rustls", feature = "rustls-aws-lc-rs"),
    any(feature = "reqwest", not(feature = "native-tls")),
    not(target_arch = "wasm32")
))]
mod cryptography;
pub(super) mod default;
#[cfg(all(
    feature = "blocking",
    any(feature = "hyper", feature = "reqwest", feature = "tower"),
    not(target_arch = "wasm32")
))]
mod driver;
mod error;
#[cfg(all(feature = "hyper", not(target_arch = "wasm32")))]
mod hyper;
pub mod mock;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response;
mod send;
mod streamed;
pub(super) mod timer;
#[cfg(feature = "tower")]
pub(super) mod tower;
#[cfg(any(feature = "reqwest", all(feature = "hyper", not(target_arch = "wasm32"))))]
mod unfinished;

use std::fmt;
use std::time::Duration;

pub use self::error::{Retryable, TransportError, TransportErrorKind};
#[cfg(all(feature = "hyper", not(target_arch = "wasm32")))]
pub use self::hyper::Hyper;
#[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
pub use self::mock::MockServer;
pub use self::mock::{Expected, Mock, MockAnswer, MockError};
pub use self::request::HttpRequest;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
pub use self::response::HttpResponse;
pub use self::send::{BoxFuture, MaybeSend, MaybeSync};
pub use self::streamed::StreamedResponse;
#[cfg(feature = "tower")]
pub use self::tower::TransportService;

/// What carries a request to a server and brings the answer back.
///
/// An answer that breaks off is an error that holds the part that came
/// ([`TransportError::with_partial`]).
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
///
/// /// A transport around another one, which it gives an id with each request.
/// #[derive(Debug)]
/// struct Traced<T>(T);
///
/// impl<T: Transport> Transport for Traced<T> {
///     fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         request.headers.insert("x-request-id", http::HeaderValue::from_static("1"));
///         self.0.send(request)
///     }
/// }
///
/// let server = server();
/// let client = Client::builder().transport(Traced(server.clone())).build();
/// client.call(GetPet { id: 7 }).await?;
/// assert_eq!(server.requests()[0].headers["x-request-id"], "1");
/// # Ok(())
/// # }
/// ```
pub trait Transport: fmt::Debug + MaybeSend + MaybeSync + 'static {
    /// Sends a request and waits for the whole answer. A redirect is an answer like any other: the client follows it, or
    /// not. Who decodes a body takes its `Content-Encoding` away.
    ///
    /// # Errors
    ///
    /// No answer, or only part of one: within [`HttpRequest::timeout`], or with a body longer than
    /// [`HttpRequest::limit`].
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Sends a request, and waits for the answer up to where its body begins. Where that is one of
    /// [`HttpRequest::streams`], [`HttpRequest::timeout`] ends there, and is the longest that nothing may come from then
    /// on. [`HttpRequest::limit`] says nothing. A transport that does not say otherwise waits for the whole answer.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send`].
    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        let whole = self.send(request);
        Box::pin(async move { whole.await.map(StreamedResponse::from) })
    }

    /// Does as [`Transport::open`] while the calling thread waits.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send_blocking`].
    fn open_blocking(&self, request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        self.send_blocking(request).map(StreamedResponse::from)
    }

    /// Does as [`Transport::send`] while the calling thread waits. A transport that does not say otherwise cannot.
    ///
    /// # Errors
    ///
    /// As for [`Transport::send`], or [`TransportErrorKind::Unsupported`].
    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let _ = request;
        Err(TransportError::new(TransportErrorKind::Unsupported, "the client's transport has no blocking calls"))
    }

    /// Waits, as between two attempts at a call. A transport that does not say otherwise has a thread wait; one around
    /// another one should ask that, since a [`Mock`] waits for nothing. In the browser it is the browser's timer, with the feature
    /// `reqwest`; without it there is no wait.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        timer::sleep(time)
    }

    /// Waits until the time of a call has run out, while the call waits for something else: as [`Transport::sleep`] unless
    /// a transport says otherwise. One around another one should ask that: where a [`Mock`] takes no time to sleep, nothing
    /// would come in time.
    fn run_out(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.sleep(time)
    }

    /// Does as [`Transport::sleep`] while the calling thread waits.
    fn sleep_blocking(&self, time: Duration) {
        timer::sleep_blocking(time);
    }

    /// How much time has passed by the clock that [`Transport::sleep`] goes by, since a moment that stays the same.
    /// In the browser, it stands still without the feature `reqwest`.
    fn elapsed(&self) -> Duration {
        timer::elapsed()
    }
}
