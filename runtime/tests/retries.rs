//! What is tried again, when, how often, and what an error says of it. All waits are on the mock's clock.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "sdk/example.rs"]
#[allow(dead_code, unreachable_pub)]
mod sdk;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};
use oasmith_runtime as rt;
use rt::{
    Attempt, Attempts, BoxFuture, ByteStream, Error, HttpRequest, HttpResponse, Layer, Meta, Mock, Next, Operation,
    Options, Outcome, Request, Response, Retry, RetryEnd, Retryable, StatusCode, StreamedResponse, TransportErrorKind,
    Upload,
};
use sdk::{Client, GetPet, WatchPets};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// An operation that is not idempotent.
struct Add;

impl Operation for Add {
    const META: Meta = Meta::new("addPet", "POST", "/pets");
    type Output = ();
    type Error = std::convert::Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => Ok(()),
            _ => response.undeclared(),
        }
    }
}

/// One whose document has a header for a key.
struct Pay;

impl Operation for Pay {
    const META: Meta = Meta::new("pay", "POST", "/payments").idempotency_key("X-Once");
    type Output = ();
    type Error = std::convert::Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        Add::decode(response)
    }
}

/// One that sends a stream.
struct Put(Upload);

impl Put {
    fn new() -> Self {
        Self(ByteStream::from_reader("bytes".as_bytes()).into())
    }
}

impl Operation for Put {
    const META: Meta = Meta::new("putPet", "PUT", "/pets");
    type Output = ();
    type Error = std::convert::Infallible;

    fn encode(&self, request: &mut Request) {
        request.upload("application/octet-stream", &self.0);
    }

    fn decode(response: Response) -> Outcome<Self> {
        Add::decode(response)
    }
}

fn pet() -> HttpResponse {
    HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#)
}

fn client(mock: &Mock, retry: Retry) -> Client {
    Client::builder().retry(retry).transport(mock.clone()).build()
}

fn saying(name: &'static str, value: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::new(StatusCode::SERVICE_UNAVAILABLE, rt::HeaderMap::new(), "");
    answer.headers.insert(name, HeaderValue::from_static(value));
    answer
}

// support: The runtime | Retries: random waits that grow | yes
#[tokio::test]
async fn what_passes_is_tried_again_after_random_waits_that_grow() {
    let mut waited = Vec::new();
    for _ in 0..50 {
        let mock = Mock::strict();
        mock.on::<GetPet>().answer(503).answer(TransportErrorKind::Io).times(2).answer(429).answer(pet());
        let client = client(&mock, Retry::standard().attempts(5));
        let response = client.call(GetPet { id: 7 }).with_response().await.unwrap();
        assert_eq!(response.value.name, "Rex");
        let attempts = response.extensions.get::<Attempts>().unwrap();
        assert_eq!((attempts.count, attempts.end), (5, None));
        mock.verify().unwrap();
        let waits = mock.waits();
        let bounds = [500, 1000, 2000, 4000];
        assert_eq!(waits.len(), 4);
        assert!(waits.iter().zip(bounds).all(|(wait, most)| *wait <= Duration::from_millis(most)), "{waits:?}");
        waited.push(waits[3]);
    }
    let (least, most) = (waited.iter().min().unwrap(), waited.iter().max().unwrap());
    assert!(*least < Duration::from_secs(1) && *most > Duration::from_secs(3), "{least:?} {most:?}");
}

// support: The runtime | Retries: off until asked for | yes
#[tokio::test]
async fn nothing_is_tried_again_unless_asked_for() {
    let mock = Mock::strict();
    mock.on::<GetPet>().times(2).answer(503);
    let error = Client::builder().transport(mock.clone()).build().call(GetPet { id: 7 }).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (1, None));
    let off = Options::new().retry(Retry::off());
    let error = client(&mock, Retry::standard()).call(GetPet { id: 7 }).with_options(off).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (1, None));
    // Whoever makes attempts below would think that it is not the only one.
    assert!(mock.requests().iter().all(|request| request.attempt.is_none()));
    mock.verify().unwrap();
    mock.on::<GetPet>().answer(503).answer(pet());
    let once = Client::builder().transport(mock.clone()).build();
    once.call(GetPet { id: 7 }).with_options(Options::new().retry(Retry::standard())).await.unwrap();
    mock.verify().unwrap();
}

// support: The runtime | Retries: the error says how often, and why no more often | yes
#[tokio::test]
async fn the_error_says_how_often_and_why_no_more() {
    let mock = Mock::strict();
    mock.on::<GetPet>().times(3).answer(503).answer(404);
    mock.on::<Add>().answer(503).times(3).answer(TransportErrorKind::Connect);
    let client = client(&mock, Retry::standard());
    let error: Error = client.call(GetPet { id: 7 }).await.unwrap_err().into();
    assert_eq!((error.attempts(), error.retry_end()), (3, Some(RetryEnd::Attempts)));
    assert!(error.to_string().starts_with("getPet: the server answered 503 Service Unavailable (after 3 attempts)"));
    let error = client.call(GetPet { id: 7 }).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (1, None));
    let error = client.call(Add).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (1, Some(RetryEnd::NotIdempotent)));
    let error = client.call(Add).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.to_string(), "addPet: the mock was told to fail: Connect (after 3 attempts)");
    mock.verify().unwrap();
}

#[tokio::test]
async fn failures_are_told_apart_by_what_a_retry_may_do() {
    use TransportErrorKind::{
        Connect, ConnectTimeout, Io, Other, Protocol, Source, Timeout, Tls, TooLarge, Unsupported,
    };
    for (kinds, retryable) in [
        (&[Connect, ConnectTimeout][..], Retryable::Always),
        (&[Io, Timeout], Retryable::IfIdempotent),
        (&[Protocol, Tls, TooLarge, Source, Unsupported, Other], Retryable::Never),
    ] {
        for kind in kinds {
            assert_eq!(kind.retryable(), retryable, "{kind:?}");
            let (mock, expected) = (Mock::strict(), retryable != Retryable::Never);
            mock.on::<GetPet>().answer(*kind).times(usize::from(expected)).answer(pet());
            let outcome = client(&mock, Retry::standard()).call(GetPet { id: 7 }).await;
            assert_eq!(outcome.is_ok(), expected, "{kind:?}");
            mock.verify().unwrap();
            let mock = Mock::strict();
            mock.on::<Add>().answer(*kind).times(usize::from(retryable == Retryable::Always)).answer(200);
            let _ = client(&mock, Retry::standard()).call(Add).await;
            mock.verify().unwrap();
        }
    }
}

// support: The runtime | Retries: an idempotency key for each call | yes
#[tokio::test]
async fn a_key_is_made_for_each_call_and_stays_in_its_attempts() {
    let mock = Mock::strict();
    mock.on::<Add>().times(2).answer(503).times(3).answer(200);
    let with_key = client(&mock, Retry::standard().idempotency_key(KEY));
    with_key.call(Add).await.unwrap();
    with_key.call(Add).await.unwrap();
    with_key.call(Add).header("idempotency-key", "mine").await.unwrap();
    let keys: Vec<_> = mock.requests().iter().map(|sent| sent.headers[KEY].to_str().unwrap().to_owned()).collect();
    assert!(keys[0].len() == 36 && keys[0] == keys[1] && keys[1] == keys[2] && keys[2] != keys[3], "{keys:?}");
    assert_eq!(keys[4], "mine");

    mock.on::<Pay>().answer(503).answer(200);
    client(&mock, Retry::standard()).call(Pay).await.unwrap();
    let sent = mock.requests_of::<Pay>();
    assert_eq!(sent[0].headers["x-once"], sent[1].headers["x-once"]);

    mock.on::<GetPet>().answer(pet());
    mock.on::<Add>().answer(503);
    let of_pay = client(&mock, Retry::standard().idempotency_key_of(KEY, ["pay"]));
    of_pay.call(GetPet { id: 7 }).await.unwrap();
    assert_eq!(of_pay.call(Add).await.unwrap_err().retry_end(), Some(RetryEnd::NotIdempotent));
    assert!(!mock.requests_of::<GetPet>()[0].headers.contains_key(KEY));
    mock.verify().unwrap();
}

// support: The runtime | Retries: only of what is idempotent, by method, conditional header, key or word | yes
#[tokio::test]
async fn a_conditional_header_or_the_callers_word_lets_a_call_be_repeated() {
    let mock = Mock::strict();
    let client = client(&mock, Retry::standard());
    for (name, value, repeats) in [
        ("if-match", "\"1\"", true),
        ("if-unmodified-since", "Tue, 29 Feb 2028 23:59:50 GMT", true),
        ("if-none-match", "*", true),
        ("if-none-match", "\"1\"", false),
        ("idempotency-key", "1", true),
        ("x-other", "1", false),
    ] {
        mock.on::<Add>().answer(503).times(usize::from(repeats)).answer(200);
        assert_eq!(client.call(Add).header(name, value).await.is_ok(), repeats, "{name}");
        mock.verify().unwrap();
    }
    mock.on::<Add>().answer(503).answer(200);
    client.call(Add).with_options(Options::new().idempotent(true)).await.unwrap();
    mock.on::<GetPet>().answer(503);
    assert!(client.call(GetPet { id: 7 }).with_options(Options::new().idempotent(false)).await.is_err());
    mock.verify().unwrap();
}

// support: The runtime | Retries: `Retry-After` in seconds, fractions, milliseconds and dates, up to a cap | yes
#[tokio::test]
async fn the_server_says_how_long_to_wait_up_to_a_cap() {
    for (name, value, wait) in [
        ("retry-after", "7", Duration::from_secs(7)),
        ("retry-after", "1.5", Duration::from_millis(1500)),
        ("retry-after", "0", Duration::ZERO),
        ("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT", Duration::ZERO),
        ("retry-after-ms", "250", Duration::from_millis(250)),
    ] {
        let mock = Mock::strict();
        mock.on::<GetPet>().answer(saying(name, value)).answer(pet());
        client(&mock, Retry::standard()).call(GetPet { id: 7 }).await.unwrap();
        assert_eq!(mock.waits(), [wait], "{value}");
    }
    let mock = Mock::strict();
    mock.on::<GetPet>().answer(saying("retry-after", "61"));
    let error = client(&mock, Retry::standard()).call(GetPet { id: 7 }).await.unwrap_err();
    assert_eq!(error.retry_end(), Some(RetryEnd::RetryAfter(Duration::from_secs(61))));
    assert!(mock.waits().is_empty());
    // What it may ask for, it may ask for; and no number is too large to be understood.
    let mock = Mock::strict();
    mock.on::<GetPet>().answer(saying("retry-after", "60")).answer(saying("retry-after", "99999999999999999999"));
    let patient = client(&mock, Retry::standard().deadline(Duration::MAX));
    let error = patient.call(GetPet { id: 7 }).await.unwrap_err();
    assert_eq!(error.retry_end(), Some(RetryEnd::RetryAfter(Duration::from_secs(u64::MAX))));
    assert_eq!(mock.waits(), [Duration::from_secs(60)]);
}

// support: The runtime | Retries: a deadline | yes
#[tokio::test]
async fn attempts_and_waits_end_by_the_deadline() {
    let mock = Mock::strict();
    let clock = mock.clone();
    mock.on::<GetPet>().times(2).then(move |request| {
        clock.advance(request.timeout.unwrap());
        rt::MockAnswer::answer(&TransportErrorKind::Timeout)
    });
    let retry = Retry::standard().attempts(9).deadline(Duration::from_secs(10)).waits(Duration::ZERO, Duration::ZERO);
    let error = client(&mock, retry).call(GetPet { id: 7 }).timeout(Duration::from_secs(6)).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (2, Some(RetryEnd::Deadline)));
    let given: Vec<_> = mock.requests().iter().map(|sent| sent.timeout.unwrap().as_secs()).collect();
    assert_eq!((given, mock.elapsed().as_secs()), (vec![6, 4], 10));

    let mock = Mock::strict();
    mock.on::<GetPet>().answer(saying("retry-after", "20"));
    let retry = Retry::standard().deadline(Duration::from_secs(10));
    let error = client(&mock, retry).call(GetPet { id: 7 }).await.unwrap_err();
    assert_eq!((error.retry_end(), mock.waits()), (Some(RetryEnd::Deadline), vec![]));
}

// support: The runtime | Retries: a budget that clones of a client share | yes
#[tokio::test]
async fn a_server_that_always_fails_is_asked_little_more_than_once_a_call() {
    const CALLS: usize = 5000;

    let mock = Mock::new(|_| rt::MockAnswer::answer(&503));
    let one = client(&mock, Retry::standard());
    let other = one.clone();
    for number in 0..CALLS {
        let client = if number % 2 == 0 { &one } else { &other };
        // A call's own policy is paid by the client's budget.
        let options = if number % 3 == 0 { Options::new().retry(Retry::standard()) } else { Options::new() };
        let error = client.call(GetPet { id: 7 }).with_options(options).await.unwrap_err();
        assert!(matches!(error.retry_end(), Some(RetryEnd::Budget | RetryEnd::Attempts)));
    }
    let asked = mock.requests().len();
    assert!(asked > CALLS + CALLS / 20 && asked * 100 <= CALLS * 120, "{asked}");
}

#[tokio::test]
async fn a_budget_of_none_at_once_is_paid_by_calls() {
    let mock = Mock::always(HttpResponse::new(StatusCode::SERVICE_UNAVAILABLE, rt::HeaderMap::new(), ""));
    for (budget, requests) in [((0, 25), 100 + 25), ((0, 0), 100), ((0, 100), 200), ((1, 0), 101)] {
        let before = mock.requests().len();
        let client = client(&mock, Retry::standard().attempts(2).budget(budget.0, budget.1));
        for _ in 0..100 {
            client.call(GetPet { id: 7 }).await.unwrap_err();
        }
        assert_eq!(mock.requests().len() - before, requests, "{budget:?}");
    }
}

// support: The runtime | Retries: not of a body that was begun and is read once | yes
#[tokio::test]
async fn a_body_that_is_read_once_is_repeated_only_before_it_was_begun() {
    let mock = Mock::strict();
    mock.on::<Put>().answer(TransportErrorKind::Connect).then(|request| {
        drop(request.body.as_ref().unwrap().open().unwrap());
        rt::MockAnswer::answer(&503)
    });
    let error = client(&mock, Retry::standard()).call(Put::new()).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_end()), (2, Some(RetryEnd::Body)));
    mock.verify().unwrap();
}

// support: The runtime | Retries: not of a stream that has begun | yes
#[tokio::test]
async fn a_stream_is_opened_again_until_it_has_begun() {
    let mock = Mock::strict();
    let mut pets = HttpResponse::json(StatusCode::OK, "{\"name\":\"Rex\"}\n{");
    pets.headers.insert("content-type", HeaderValue::from_static("application/jsonl"));
    mock.on::<WatchPets>().answer(503).answer(pets);
    let mut pets = client(&mock, Retry::standard()).call(WatchPets).await.unwrap();
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    assert!(pets.next().await.unwrap().is_err());
    mock.verify().unwrap();
}

/// Notes which attempts come by.
#[derive(Clone, Debug)]
struct Noting(Arc<Mutex<Vec<Option<u32>>>>, bool);

impl Layer for Noting {
    fn call<'a>(
        &'a self,
        mut request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, rt::TransportError>> {
        self.0.lock().unwrap().push(request.attempt.map(|attempt| attempt.number));
        if self.1 {
            request.attempt = Some(Attempt::new(1, 1));
        }
        next.run(request)
    }
}

// support: The runtime | Retries: none below another one that retries | yes
#[tokio::test]
async fn attempt_layers_see_each_attempt_and_who_makes_them_turns_retries_off() {
    let mock = Mock::strict();
    mock.on::<GetPet>().answer(503).answer(pet()).answer(503);
    let (calls, attempts) = (Noting(Arc::default(), false), Noting(Arc::default(), false));
    let builder = || Client::builder().retry(Retry::standard()).transport(mock.clone());
    let client = builder().layer(calls.clone()).attempt_layer(attempts.clone()).build();
    client.call(GetPet { id: 7 }).await.unwrap();
    assert_eq!(*calls.0.lock().unwrap(), [None]);
    assert_eq!(*attempts.0.lock().unwrap(), [Some(1), Some(2)]);
    let client = builder().layer(Noting(Arc::default(), true)).build();
    assert!(client.call(GetPet { id: 7 }).await.is_err());
    mock.verify().unwrap();
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_are_tried_again_on_the_same_clock() {
    let mock = Mock::strict();
    mock.on::<GetPet>().answer(saying("retry-after", "7")).answer(pet());
    let client = client(&mock, Retry::standard());
    assert_eq!(client.call(GetPet { id: 7 }).send_blocking().unwrap().name, "Rex");
    assert_eq!(mock.elapsed().as_secs(), 7);
}

/// Changes what it is given.
#[derive(Debug)]
struct Marking;

impl Layer for Marking {
    fn call<'a>(
        &'a self,
        mut request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, rt::TransportError>> {
        request.headers.insert("x-mark", HeaderValue::from_static("1"));
        next.run(request)
    }
}

#[tokio::test]
async fn attempts_and_redirects_send_the_same_key_and_what_layers_made_of_the_request() {
    for layers in ["none", "of calls", "of attempts"] {
        let mock = Mock::new(|request| {
            let attempt = request.attempt.unwrap().number;
            let status = match (attempt, request.url.ends_with("/moved")) {
                (_, false) => StatusCode::TEMPORARY_REDIRECT,
                (1, true) => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::OK,
            };
            let mut answer = HttpResponse::new(status, rt::HeaderMap::new(), "");
            answer.headers.insert("location", HeaderValue::from_static("/moved"));
            Ok(answer)
        });
        let builder = Client::builder().retry(Retry::standard().idempotency_key(KEY)).transport(mock.clone());
        let client = match layers {
            "of calls" => builder.layer(Marking).build(),
            "of attempts" => builder.attempt_layer(Marking).build(),
            _ => builder.build(),
        };
        client.call(Add).timeout(Duration::from_secs(5)).await.unwrap();
        let sent = mock.requests();
        let attempts: Vec<_> = sent.iter().map(|request| request.attempt.unwrap().number).collect();
        assert_eq!(attempts, [1, 1, 2, 2], "{layers}");
        assert!(sent.iter().all(|request| request.headers[KEY] == sent[0].headers[KEY]), "{layers}");
        let is_marked = layers != "none";
        assert!(sent.iter().all(|request| request.headers.contains_key("x-mark") == is_marked), "{layers}");
        assert!(sent.iter().all(|request| request.timeout.unwrap() <= Duration::from_secs(5)), "{layers}");
    }
}
