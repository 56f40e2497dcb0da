//! The seam between clients and transports.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "transports/ping.rs"]
mod ping;

use oasmith_runtime::{BoxFuture, HttpRequest, HttpResponse, StatusCode, Transport, TransportError};
use ping::{Client, Ping};

/// Says only what every transport must.
#[derive(Debug)]
struct Least;

impl Transport for Least {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::json(StatusCode::OK, "")) })
    }
}

#[test]
fn a_call_may_move_between_threads_except_on_webassembly() {
    fn moves<T: Send>(_: T) {}
    let client = Client::builder().transport(Least).build();
    moves(client.clone());
    moves(client.call(Ping));
    // Natively this compiles because `BoxFuture` is `Send`; `client/transport/send.rs` drops that for wasm32, where
    // promises of the browser are not, and every signature goes through its alias.
    moves(client.call(Ping).into_future());
}

#[tokio::test]
async fn a_transport_needs_no_more_than_send() {
    Client::builder().transport(Least).build().call(Ping).await.unwrap();
}

#[test]
#[cfg(feature = "blocking")]
fn blocking_calls_are_refused_by_a_transport_that_has_none() {
    let failure = Client::builder().transport(Least).build().call(Ping).send_blocking().unwrap_err();
    assert_eq!(failure.to_string(), "ping: the client's transport has no blocking calls");
    assert!(is_unsupported(failure.kind()));
}

#[cfg(any(feature = "blocking", not(any(feature = "hyper", feature = "reqwest"))))]
fn is_unsupported(kind: &oasmith_runtime::ErrorKind) -> bool {
    matches!(kind, oasmith_runtime::ErrorKind::Transport(error) if error.kind() == oasmith_runtime::TransportErrorKind::Unsupported)
}

#[cfg(not(any(feature = "hyper", feature = "reqwest")))]
#[tokio::test]
async fn without_a_transport_the_first_call_says_so() {
    let failure = Client::new().call(Ping).await.unwrap_err();
    assert!(is_unsupported(failure.kind()));
    assert_eq!(
        failure.to_string(),
        "ping: there is no transport: give the client one, or build oasmith-runtime with its feature `rustls`"
    );
}
