//! The spans of calls (OpenTelemetry, semantic conventions for HTTP, client spans).

use std::future::{pending, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use oasmith_runtime as rt;
use rt::{
    BoxFuture, HttpRequest, HttpResponse, Layer, Meta, Mock, MockAnswer, Next, Operation, Outcome, Request, Response,
    Retry, SchemeSpec, Security, StatusCode, StreamedResponse, Transport, TransportError, TransportErrorKind,
};

use crate::sdk::{Client, GetPet, WatchPets, server};
use crate::subscriber::{Seen, Span};

/// The one span that there is.
fn only(seen: &Seen) -> Span {
    let [span] = seen.spans().try_into().unwrap();
    span
}

fn pairs(fields: &std::collections::BTreeMap<&'static str, String>) -> Vec<String> {
    fields.iter().map(|(name, value)| format!("{name}={value}")).collect()
}

// support: The runtime | Seeing: a span for each call by OpenTelemetry's conventions (feature `tracing`) | yes
#[tokio::test]
async fn a_call_has_a_span_with_the_names_of_the_conventions() {
    let seen = Seen::listen();
    let client = Client::builder().server("https://api.example:8443/v1").transport(Mock::always(pet())).build();
    client.call(GetPet { id: 7 }).extra_query("q", "s3cret").await.unwrap();
    let span = only(&seen);
    assert_eq!(
        pairs(&span.fields),
        [
            "http.request.method=GET",
            "http.response.status_code=200",
            "otel.kind=client",
            "otel.name=GET /pets/{id}",
            "server.address=api.example",
            "server.port=8443",
            "url.full=https://api.example:8443/v1/pets/7",
            "url.template=/pets/{id}",
        ]
    );
    assert!(span.is_closed() && !span.is_entered && span.events.is_empty());
}

fn pet() -> HttpResponse {
    HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#)
}

#[tokio::test]
async fn what_failed_is_told_in_one_of_few_words() {
    let seen = Seen::listen();
    let mock = Mock::strict();
    let unreadable = HttpResponse::json(StatusCode::OK, "{}");
    mock.on::<GetPet>().answer(404).answer(TransportErrorKind::ConnectTimeout).answer(unreadable).answer(202);
    let client = Client::builder().transport(mock.clone()).build();
    for _ in 0..4 {
        client.call(GetPet { id: 7 }).await.unwrap_err();
    }
    client.call(GetPet { id: 7 }).header("bad name", "").await.unwrap_err();
    assert_eq!(client.send_request("GET", "/pets/7", None).await.unwrap_err().attempts(), 1);
    let told: Vec<_> = seen.spans().iter().map(|span| pairs(&span.fields).join(" ")).collect();
    let failure = |at: usize| {
        let word = told[at].split(' ').find_map(|pair| pair.strip_prefix("error.type=")).unwrap();
        (word.to_owned(), told[at].contains("http.response.status_code="), told[at].contains("otel.status_code=ERROR"))
    };
    assert_eq!(failure(0), ("404".to_owned(), true, true));
    assert_eq!(failure(1), ("connect_timeout".to_owned(), false, true));
    assert_eq!(failure(2), ("unreadable".to_owned(), true, true));
    assert_eq!(failure(3), ("undeclared".to_owned(), true, true));
    assert_eq!(failure(4), ("misconfigured".to_owned(), false, true));
    assert_eq!(failure(5), ("other".to_owned(), false, true));
    assert!(seen.spans().iter().all(Span::is_closed));
}

// support: The runtime | Seeing: attempts as events of the span | yes
#[tokio::test]
async fn attempts_are_events_of_the_span() {
    let seen = Seen::listen();
    let mock = Mock::strict();
    let clock = mock.clone();
    let slow = move |_: &HttpRequest| {
        clock.advance(Duration::from_millis(1500));
        Ok(pet())
    };
    let mut busy = HttpResponse::new(StatusCode::SERVICE_UNAVAILABLE, rt::HeaderMap::new(), "");
    busy.headers.insert("retry-after", "2".parse().unwrap());
    mock.on::<GetPet>().answer(TransportErrorKind::Io).answer(busy).then(slow).answer(pet());
    let retry = Retry::standard().waits(Duration::ZERO, Duration::ZERO);
    let client = Client::builder().retry(retry).transport(mock.clone()).build();
    client.call(GetPet { id: 7 }).await.unwrap();
    client.call(GetPet { id: 7 }).await.unwrap();
    let [span, of_one] = seen.spans().try_into().unwrap();
    assert!(of_one.events.is_empty() && of_one.is_closed());
    assert_eq!(
        span.events.iter().map(|event| pairs(event).join(" ")).collect::<Vec<_>>(),
        [
            "attempt=1 duration=0.0 error.type=io message=attempt wait=0.0",
            "attempt=2 duration=0.0 error.type=503 http.response.status_code=503 message=attempt wait=2.0",
            "attempt=3 duration=1.5 http.response.status_code=200 message=attempt",
        ]
    );
    assert_eq!((span.field("http.request.resend_count"), span.field("error.type")), ("2", ""));
    assert!(span.is_closed());
}

#[tokio::test]
async fn redirects_count_as_sending_again() {
    let seen = Seen::listen();
    let moved = |request: &HttpRequest| match request.url.ends_with("/moved") {
        true => pet().answer(),
        false => {
            let mut answer = HttpResponse::new(StatusCode::PERMANENT_REDIRECT, rt::HeaderMap::new(), "");
            answer.headers.insert("location", "/moved".parse().unwrap());
            Ok(answer)
        }
    };
    Client::builder().transport(Mock::new(moved)).build().call(GetPet { id: 7 }).await.unwrap();
    assert_eq!(only(&seen).field("http.request.resend_count"), "1");
}

#[tokio::test]
async fn an_endpoint_that_the_document_lacks_is_called_by_its_method_alone() {
    let seen = Seen::listen();
    let client = Client::builder().transport(Mock::always(pet())).build();
    client.send_request("GET", "/pets/7?key=s3cret", None).await.unwrap();
    client.send_request("BREW-7", "/pets/7", None).await.unwrap();
    let spans = seen.spans();
    let told = |span: &Span| {
        ["otel.name", "http.request.method", "http.request.method_original", "url.template", "url.full"]
            .map(|name| span.field(name).to_owned())
    };
    assert_eq!(told(&spans[0]), ["GET", "GET", "", "", "https://api.example/pets/7"]);
    assert_eq!(told(&spans[1]), ["HTTP", "_OTHER", "BREW-7", "", "https://api.example/pets/7"]);
}

/// An operation with secrets in all places.
struct Secured;

impl Operation for Secured {
    const META: Meta = Meta::new("secured", "POST", "/secured").security(Security::any_of(&[&[
        SchemeSpec::bearer("token").required(),
        SchemeSpec::api_key_query("key", "key").required(),
    ]]));
    type Output = rt::Value;
    type Error = std::convert::Infallible;

    fn encode(&self, request: &mut Request) {
        request.query(rt::ParamSpec::new("page"), &"s3cret".to_owned());
        request.json(&"s3cret".to_owned());
    }

    fn decode(response: Response) -> Outcome<Self> {
        response.json()
    }
}

// support: The runtime | Seeing: no secrets, query values or bodies in spans | yes
#[tokio::test]
async fn no_span_has_secrets_query_values_or_bodies() {
    let seen = Seen::listen();
    let answers = || Mock::new(|_| HttpResponse::json(StatusCode::SERVICE_UNAVAILABLE, "\"s3cret\"").answer());
    let client = Client::builder().credential("token", "s3cret").credential("key", "s3cret");
    let client = client.retry(Retry::standard()).transport(answers()).build();
    let options = rt::Options::new().idempotent(true);
    client.call(Secured).with_options(options).await.unwrap();
    let shown = format!("{:?}", seen.spans());
    assert!(shown.contains("POST /secured") && shown.contains("\"attempt\": \"3\""), "{shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

/// Asks for a pet before anything else, and notes an event.
#[derive(Debug)]
struct Within;

impl Layer for Within {
    fn call<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            next.client::<Client>().call(GetPet { id: 7 }).await.unwrap();
            tracing::info!(target: "oasmith_runtime", "in a layer");
            next.run(request).await
        })
    }
}

#[tokio::test]
async fn layers_and_their_own_calls_are_within_the_span() {
    let seen = Seen::listen();
    let client = Client::builder().layer(Within).transport(server()).build();
    client.call(WatchPets).await.unwrap();
    let [outer, inner] = seen.spans().try_into().unwrap();
    assert_eq!((outer.name(), outer.events.len(), outer.parent), ("GET /pets", 1, None));
    assert_eq!((inner.name(), inner.events.len(), inner.parent), ("GET /pets/{id}", 0, Some(0)));
}

/// Never answers.
#[derive(Debug)]
struct Silent;

impl Transport for Silent {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(pending())
    }
}

#[tokio::test]
async fn a_span_is_entered_while_its_call_is_polled_and_ends_where_that_is_dropped() {
    let seen = Seen::listen();
    for has_layer in [false, true] {
        let mut builder = Client::builder().transport(Silent);
        if has_layer {
            builder = builder.retry(Retry::standard());
        }
        let client = builder.build();
        let before = seen.spans().len();
        {
            let mut call = pin!(client.call(GetPet { id: 7 }).into_future());
            assert_eq!(seen.spans().len(), before, "nothing happens before the call is polled");
            assert!(poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await);
            let span = seen.spans().pop().unwrap();
            assert!(!span.is_entered && !span.is_closed());
        }
        let span = seen.spans().pop().unwrap();
        assert_eq!((span.is_closed(), span.field("error.type")), (true, "abandoned"));
    }
}

#[tokio::test]
async fn the_span_of_a_stream_ends_where_the_stream_begins() {
    let seen = Seen::listen();
    for retry in [Retry::off(), Retry::standard()] {
        let client = Client::builder().retry(retry).transport(server()).build();
        let mut pets = client.call(WatchPets).await.unwrap();
        assert!(seen.spans().iter().all(Span::is_closed));
        assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_have_the_same_span() {
    let seen = Seen::listen();
    for retry in [Retry::off(), Retry::standard()] {
        let client = Client::builder().retry(retry).transport(server()).build();
        client.call(GetPet { id: 7 }).send_blocking().unwrap();
        client.call(GetPet { id: 8 }).with_response_blocking().unwrap_err();
    }
    let spans = seen.spans();
    let statuses: Vec<_> = spans.iter().map(|span| span.field("http.response.status_code")).collect();
    assert_eq!(statuses, ["200", "404", "200", "404"]);
    assert!(spans.iter().all(|span| span.is_closed() && span.name() == "GET /pets/{id}"));
}
