//! What is told of calls and attempts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod loopback;
#[path = "../sdk/example.rs"]
#[allow(dead_code, unreachable_pub)]
mod sdk;
mod spans;
mod subscriber;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
#[path = "../transports/wire.rs"]
mod wire;

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use oasmith_runtime as rt;
use rt::{
    BoxFuture, HttpRequest, HttpResponse, Mock, Observed, Observer, Retry, StatusCode, Transport, TransportError,
    TransportErrorKind,
};
use sdk::{Client, GetPet};

#[derive(Clone, Debug, Default)]
struct Noting(Arc<Mutex<Vec<String>>>);

impl Noting {
    fn note(&self, what: &str, seen: &Observed<'_>) {
        let (id, status) = (seen.operation.unwrap().id, seen.status.map(|status| status.as_u16()));
        let (kind, took) = (seen.error.map(|error| error.kind()), seen.duration.as_secs());
        let (sent, received) = (seen.sent, seen.received);
        let mut line = format!("{what} {id} {} {status:?} {kind:?} {took} s {sent:?} {received:?}", seen.attempt);
        line.push_str(if seen.is_abandoned { " abandoned" } else { "" });
        self.0.lock().unwrap().push(line);
    }
}

impl Observer for Noting {
    fn call(&self, seen: &Observed<'_>) {
        self.note("call", seen);
    }

    fn attempt(&self, seen: &Observed<'_>) {
        self.note("attempt", seen);
    }
}

// support: The runtime | Seeing: an `Observer` of calls and attempts | yes
#[tokio::test]
async fn calls_and_attempts_are_told_with_status_time_and_sizes() {
    subscriber::install();
    let mock = Mock::strict();
    let clock = mock.clone();
    let slow = move |_: &rt::HttpRequest| {
        clock.advance(Duration::from_secs(2));
        Ok(HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#))
    };
    mock.on::<GetPet>().answer(TransportErrorKind::Io).answer(503).then(slow).answer(404);
    let noting = Noting::default();
    let retry = Retry::standard().waits(Duration::ZERO, Duration::ZERO);
    let client = Client::builder().observer(noting.clone()).retry(retry).transport(mock.clone()).build();
    client.call(GetPet { id: 7 }).await.unwrap();
    assert!(client.call(GetPet { id: 7 }).await.is_err());
    assert_eq!(
        *noting.0.lock().unwrap(),
        [
            "attempt getPet 1 None Some(Io) 0 s Some(0) None",
            "attempt getPet 2 Some(503) None 0 s Some(0) Some(0)",
            "attempt getPet 3 Some(200) None 2 s Some(0) Some(14)",
            "call getPet 3 Some(200) None 2 s Some(0) Some(14)",
            "attempt getPet 1 Some(404) None 0 s Some(0) Some(0)",
            "call getPet 1 Some(404) None 0 s Some(0) Some(0)",
        ]
    );
}

/// Fails once, and never answers again.
#[derive(Debug, Default)]
struct Failing(AtomicBool);

impl Transport for Failing {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        match self.0.swap(true, Ordering::Relaxed) {
            true => Box::pin(std::future::pending()),
            false => Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, "offline")) }),
        }
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

// support: The runtime | Seeing: an `Observer` hears of calls that are dropped | yes
#[tokio::test]
async fn a_call_that_is_dropped_midway_is_told() {
    subscriber::install();
    let noting = Noting::default();
    let client =
        Client::builder().observer(noting.clone()).retry(Retry::standard()).transport(Failing::default()).build();
    let mut call = Box::pin(client.call(GetPet { id: 7 }).into_future());
    assert!(poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await);
    drop(call);
    assert_eq!(
        *noting.0.lock().unwrap(),
        [
            "attempt getPet 1 None Some(Connect) 0 s Some(0) None",
            "attempt getPet 2 None None 0 s Some(0) None abandoned",
            "call getPet 2 None None 0 s Some(0) None abandoned",
        ]
    );
    // A call that was never begun is none.
    drop(client.call(GetPet { id: 7 }).into_future());
    assert_eq!(noting.0.lock().unwrap().len(), 3);
}
