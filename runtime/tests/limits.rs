//! How long calls may take. Time is the mock's.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "sdk/example.rs"]
#[allow(dead_code, unreachable_pub)]
mod sdk;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use http::header::HeaderValue;
use oasmith_runtime as rt;
use rt::{
    BoxFuture, ByteStream, Bytes, HttpRequest, HttpResponse, Layer, Mock, Next, Options, Retry, StatusCode,
    StreamedResponse, Transport, TransportError,
};
use sdk::{Client, GetPet, WatchPets};

const SECOND: Duration = Duration::from_secs(1);

/// A server that sends an empty line each second, or nothing at all, for ever.
#[derive(Clone, Debug)]
struct Endless {
    mock: Mock,
    is_silent: bool,
    /// Is held while an exchange goes on.
    alive: Arc<()>,
}

struct Lines(Endless);

impl Stream for Lines {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0.is_silent {
            return Poll::Pending;
        }
        self.0.mock.advance(SECOND);
        Poll::Ready(Some(Ok(Bytes::from_static(b"\n"))))
    }
}

impl Transport for Endless {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let alive = Arc::clone(&self.alive);
        Box::pin(async move {
            let _alive = alive;
            std::future::pending().await
        })
    }

    fn open(&self, _: HttpRequest) -> BoxFuture<'_, Result<StreamedResponse, TransportError>> {
        let body = ByteStream::new(Lines(self.clone()));
        let mut answer = StreamedResponse::new(StatusCode::OK, rt::HeaderMap::new(), body);
        answer.headers.insert("content-type", HeaderValue::from_static("application/jsonl"));
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.mock.sleep(time)
    }

    fn elapsed(&self) -> Duration {
        self.mock.elapsed()
    }
}

fn endless(is_silent: bool) -> Endless {
    Endless { mock: Mock::strict(), is_silent, alive: Arc::default() }
}

// support: The runtime | Time: a stream that goes on for ever ends by the limit of its call | yes
#[tokio::test]
async fn a_stream_that_goes_on_for_ever_ends_by_the_calls_limit() {
    for is_silent in [false, true] {
        let server = endless(is_silent);
        let client = Client::builder().transport(server.clone()).call_timeout(30 * SECOND).build();
        let mut pets = client.call(WatchPets).await.unwrap();
        let error = pets.next().await.unwrap().unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert!(error.to_string().contains("the call had not ended within 30s"), "{error}");
        assert!((30..=31).contains(&server.mock.elapsed().as_secs()), "{:?}", server.mock.elapsed());
        assert!(pets.next().await.is_none());
    }
}

// support: The runtime | Time: a limit for the whole call | yes
#[tokio::test]
async fn a_call_ends_by_its_limit_whatever_it_waits_for() {
    let server = endless(true);
    let client = Client::builder().transport(server.clone()).build();
    let limited = Options::new().call_timeout(5 * SECOND);
    let error = client.call(GetPet { id: 7 }).with_options(limited).await.unwrap_err();
    assert_eq!(error.to_string(), "getPet: the call had not ended within 5s");
    assert_eq!((server.mock.elapsed(), Arc::strong_count(&server.alive)), (5 * SECOND, 2));
}

#[tokio::test]
async fn attempts_and_waits_are_within_the_calls_limit() {
    let mock = Mock::strict();
    let mut asking = HttpResponse::new(StatusCode::SERVICE_UNAVAILABLE, rt::HeaderMap::new(), "");
    asking.headers.insert("retry-after", HeaderValue::from_static("4"));
    mock.on::<GetPet>().times(3).answer(asking);
    let client = Client::builder()
        .retry(Retry::standard().attempts(9))
        .timeout(6 * SECOND)
        .call_timeout(10 * SECOND)
        .transport(mock.clone())
        .build();
    let error = client.call(GetPet { id: 7 }).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (3, Some(rt::RetryEnd::Deadline)));
    let given: Vec<_> = mock.requests().iter().map(|sent| sent.timeout.unwrap().as_secs()).collect();
    assert_eq!((given, mock.elapsed()), (vec![6, 6, 2], 8 * SECOND));
}

// support: The runtime | Time: limits of a client and of a call | yes
#[tokio::test]
async fn a_calls_own_limits_take_the_place_of_the_clients() {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#));
    let builder = Client::builder().connect_timeout(SECOND).idle_timeout(2 * SECOND).call_timeout(3 * SECOND);
    let client = builder.transport(mock.clone()).build();
    client.call(GetPet { id: 7 }).await.unwrap();
    let own = Options::new().connect_timeout(4 * SECOND).idle_timeout(Duration::MAX).call_timeout(Duration::MAX);
    client.call(GetPet { id: 7 }).with_options(own).await.unwrap();
    let given: Vec<_> =
        mock.requests().iter().map(|sent| (sent.connect_timeout, sent.idle_timeout, sent.timeout)).collect();
    assert_eq!(given[0], (Some(SECOND), Some(2 * SECOND), Some(3 * SECOND)));
    assert_eq!(given[1], (Some(4 * SECOND), None, Some(60 * SECOND)));
}

/// Hands on.
#[derive(Debug)]
struct Through;

impl Layer for Through {
    fn call<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        next.run(request)
    }
}

// support: The runtime | Time: a call that is dropped leaves nothing running | yes
#[tokio::test]
async fn a_call_that_is_dropped_leaves_nothing_running() {
    let server = endless(true);
    let builder = Client::builder().layer(Through).attempt_layer(Through).retry(Retry::standard());
    let client = builder.transport(server.clone()).build();
    let mut call = Box::pin(client.call(GetPet { id: 7 }).into_future());
    assert!(std::future::poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await);
    assert_eq!(Arc::strong_count(&server.alive), 3);
    drop(call);
    assert_eq!(Arc::strong_count(&server.alive), 2);
}
