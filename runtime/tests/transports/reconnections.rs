//! Streams of events that go on over other connections, by the mock's clock.

use std::convert::Infallible;
use std::time::Duration;

use oasmith_runtime::{
    Bytes, Error, ErrorKind, Framing, HttpResponse, ItemStream, Meta, Mock, Operation, Options, Outcome, Reconnect,
    Request, Response, SchemeSpec, Security, StatusCode, TransportErrorKind,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example";
    /// A call.
    pub struct Call;
}

const TOKEN: SchemeSpec = SchemeSpec::bearer("token");

macro_rules! events {
    ($($Events:ident: $meta:expr;)*) => { $(
        struct $Events;

        impl Operation for $Events {
            const META: Meta = $meta;
            type Output = ItemStream<String>;
            type Error = Infallible;

            fn encode(&self, request: &mut Request) {
                if Self::META.method == "POST" {
                    request.json(&"body".to_owned());
                }
            }

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    200 => response.items(Framing::EventDataText),
                    _ => response.undeclared(),
                }
            }
        }
    )* };
}

events! {
    News: Meta::new("news", "GET", "/news").accept("text/event-stream").streams(&[(200, 200)])
        .security(Security::any_of(&[&[TOKEN.required()]]));
    Ask: Meta::new("ask", "POST", "/ask").accept("application/json, text/event-stream; charset=utf-8")
        .streams(&[(200, 200)]);
    Lines: Meta::new("lines", "GET", "/lines").accept("application/jsonl").streams(&[(200, 200)]);
}

fn events(text: impl Into<Bytes>) -> HttpResponse {
    let mut answer = HttpResponse::json(StatusCode::OK, text);
    answer.headers.insert("content-type", "text/event-stream".parse().unwrap());
    answer
}

fn with(status: u16, name: &'static str, value: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::json(StatusCode::from_u16(status).unwrap(), Bytes::new());
    answer.headers.insert(name, value.parse().unwrap());
    answer
}

fn client(mock: &Mock) -> Client {
    Client::builder().credential("token", "t0ken").transport(mock.clone()).build()
}

/// Without anything random.
fn calm() -> Reconnect {
    Reconnect::standard().waits(Duration::from_secs(3), Duration::from_secs(3))
}

/// All items, and the error that ended them.
async fn all(mut items: ItemStream<String>) -> (Vec<String>, Option<Error>) {
    let mut came = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => came.push(item),
            Err(error) => {
                assert!(items.next().await.is_none());
                return (came, Some(error));
            }
        }
    }
    (came, None)
}

/// What each request said of how far the client had come.
fn ids(mock: &Mock) -> Vec<Option<String>> {
    let id = |headers: &oasmith_runtime::HeaderMap| Some(headers.get("last-event-id")?.to_str().unwrap().to_owned());
    mock.requests().iter().map(|request| id(&request.headers)).collect()
}

fn seconds(mock: &Mock) -> Vec<f64> {
    mock.waits().iter().map(Duration::as_secs_f64).collect()
}

// support: The runtime | Streams: server-sent events are asked for anew where they stopped (`reconnect`) | yes
#[tokio::test]
async fn a_stream_goes_on_from_its_last_event_until_the_server_has_no_more() {
    let mock = Mock::strict();
    mock.on::<News>()
        .answer(events("data: a\n\n"))
        .answer(events("id: 1\nretry: 1250\ndata: b\n\n"))
        // Of this one, nothing was given that the next answer could go on from.
        .answer(events("data: c\n\nid: 2\ndata: d"))
        .answer(events("id: 2\ndata: d\n\nid\n\n"))
        .answer(events("data: e\n\n"))
        .answer(204);
    let items = client(&mock).call(News).reconnect(Reconnect::standard()).await.unwrap();
    let (came, error) = all(items).await;
    assert_eq!(came, ["a", "b", "c", "d", "e"]);
    assert!(error.is_none());
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(ids(&mock), [None, None, id("1"), id("1"), None, None]);
    assert_eq!(seconds(&mock), [3.0, 1.25, 1.25, 1.25, 1.25]);
    assert!(mock.requests().iter().all(|request| request.headers["authorization"] == "Bearer t0ken"));
    mock.verify().unwrap();
}

#[tokio::test]
async fn a_stream_that_was_not_told_to_go_on_ends_and_tells_what_was_cut_off() {
    let mock = Mock::always(events("data: a\n\nid: 2\ndata: b\n"));
    let (came, error) = all(client(&mock).call(News).await.unwrap()).await;
    assert_eq!(came, ["a"]);
    assert_eq!(
        error.unwrap().to_string(),
        "news: the server answered 200 OK, but item 2 is not as the document declares (it is cut off, for no blank line \
         ends it): b"
    );
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn an_event_that_says_so_ends_the_stream() {
    let mock = Mock::strict();
    mock.on::<News>().answer(events("data: a\n\ndata: [DONE]\n\n"));
    let items = client(&mock).call(News).reconnect(Reconnect::standard()).await.unwrap();
    assert!(matches!(all(items).await, (came, None) if came == ["a"]));
    mock.verify().unwrap();
}

#[tokio::test]
async fn an_answer_that_comes_to_its_end_can_be_the_end() {
    let mock = Mock::strict();
    mock.on::<News>().answer(events("data: a\n\ndata: b")).answer(events("data: b\n\n"));
    let items = client(&mock).call(News).reconnect(Reconnect::standard().only_where_cut_off()).await.unwrap();
    assert!(matches!(all(items).await, (came, None) if came == ["a", "b"]));
    mock.verify().unwrap();
}

#[tokio::test]
async fn attempts_that_fail_in_passing_are_repeated_so_many_times_in_a_row() {
    let mock = Mock::strict();
    mock.on::<News>()
        .answer(events("data: a\n\n"))
        .answer(TransportErrorKind::Io)
        .answer(with(503, "retry-after", "7"))
        .answer(events(": nothing\n\n"))
        .answer(events("data: b\n\n"))
        .times(4)
        .answer(503)
        .answer(TransportErrorKind::Connect);
    let items = client(&mock).call(News).reconnect(calm()).await.unwrap();
    let (came, error) = all(items).await;
    assert_eq!(came, ["a", "b"]);
    assert!(
        matches!(error.unwrap().kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Connect)
    );
    let waits = seconds(&mock);
    assert_eq!((waits[0], waits[2]), (3.0, 7.0));
    assert!((1.5..3.0).contains(&waits[1]) && waits.len() == 9, "{waits:?}");
    mock.verify().unwrap();

    // Those that bring no event count, whatever their status.
    let mock = Mock::always(events("id: 1\n\n"));
    let items = client(&mock).call(News).reconnect(calm().attempts(2)).await.unwrap();
    assert!(matches!(all(items).await, (came, None) if came.is_empty()));
    assert_eq!(mock.requests().len(), 3);
}

// support: The runtime | Streams: a server that says `retry: 0` and closes is asked twice a second at most | yes
#[tokio::test]
async fn a_server_that_wants_no_waits_is_not_asked_without_a_pause() {
    let mock = Mock::always(events("retry: 0\ndata: a\n\n"));
    let mut items = client(&mock).call(News).reconnect(Reconnect::standard()).await.unwrap();
    for _ in 0..100 {
        assert_eq!(items.next().await.unwrap().unwrap(), "a");
    }
    assert_eq!(seconds(&mock), [0.5; 99]);

    // Where no event comes, the waits grow from there.
    let mock = Mock::strict();
    mock.on::<News>().answer(events("retry: 1\ndata: a\n\n")).times(2).answer(503).answer(204);
    let items = client(&mock).call(News).reconnect(Reconnect::standard()).await.unwrap();
    assert!(matches!(all(items).await, (came, None) if came == ["a"]));
    let waits = seconds(&mock);
    assert!(waits[0] == 0.5 && (0.5..=1.0).contains(&waits[1]) && (1.0..=2.0).contains(&waits[2]), "{waits:?}");

    // Who wants shorter waits says so.
    let mock = Mock::strict();
    mock.on::<News>().times(2).answer(events("retry: 0\ndata: a\n\n")).answer(204);
    let soon = Reconnect::standard().waits(Duration::from_millis(20), Duration::from_secs(1));
    let items = client(&mock).call(News).reconnect(soon).await.unwrap();
    assert!(matches!(all(items).await, (came, None) if came == ["a", "a"]));
    assert_eq!(seconds(&mock), [0.02; 2]);
}

// support: The runtime | Streams: a server that says `retry` of days is asked after the longest wait that the call accepts | yes
#[tokio::test]
async fn a_server_that_wants_long_waits_has_them_up_to_what_the_call_accepts() {
    // Beyond 64 bits, too: the standard reads digits, however many.
    for retry in ["864000000", "18446744073709551615", "99999999999999999999"] {
        for (policy, waits) in [
            (Reconnect::standard(), [60.0; 2]),
            (Reconnect::standard().longest_retry_after(Duration::from_secs(300)), [300.0; 2]),
            // What is the least that is waited comes first.
            (Reconnect::standard().longest_retry_after(Duration::ZERO), [0.5; 2]),
        ] {
            let mock = Mock::strict();
            let first = events(format!("retry: {retry}\ndata: a\n\n"));
            mock.on::<News>().answer(first).answer(events("data: b\n\n")).answer(204);
            let items = client(&mock).call(News).reconnect(policy).await.unwrap();
            assert!(matches!(all(items).await, (came, None) if came == ["a", "b"]));
            assert_eq!(seconds(&mock), waits, "{retry}");
        }
    }
    // Nor is it waited beyond the end of the call.
    let mock = Mock::strict();
    mock.on::<News>().answer(events("retry: 864000000\ndata: a\n\n"));
    let options = Options::new().call_timeout(Duration::from_secs(5)).reconnect(Reconnect::standard());
    let (_, error) = all(client(&mock).call(News).with_options(options).await.unwrap()).await;
    assert!(error.unwrap().is_timeout());
    assert_eq!(seconds(&mock), [5.0]);
}

#[tokio::test]
async fn an_id_that_no_header_may_have_is_no_quiet_end_of_the_stream() {
    let mock = Mock::strict();
    mock.on::<News>().answer(events("id: 1\ndata: a\n\nid: 2\u{1}\ndata: b\n\n"));
    let items = client(&mock).call(News).reconnect(Reconnect::standard()).await.unwrap();
    let (came, error) = all(items).await;
    assert_eq!(came, ["a", "b"]);
    assert_eq!(
        error.unwrap().to_string(),
        "news: its stream can't go on over another connection: the `id` of its last event has characters that no header may \
         have"
    );
    mock.verify().unwrap();
}

#[tokio::test]
async fn what_would_fail_in_the_same_way_is_not_repeated() {
    let ends: [(HttpResponse, &str); 3] = [
        (
            with(404, "x-request-id", "r-1"),
            "news: the server answered 404 Not Found (where its stream was to go on) \
            (request id r-1), which the document does not declare",
        ),
        (
            HttpResponse::json(StatusCode::OK, "{}"),
            "news: the server answered 200 OK (where its stream was to go on), \
            which the document does not declare",
        ),
        (
            with(429, "retry-after", "61"),
            "news: the server answered 429 Too Many Requests (where its stream was to go on) \
            (retry after 61 s), which the document does not declare",
        ),
    ];
    for (answer, message) in ends {
        let mock = Mock::strict();
        mock.on::<News>().answer(events("data: a\n\n")).answer(answer);
        let items = client(&mock).call(News).reconnect(Reconnect::standard()).await.unwrap();
        let (came, error) = all(items).await;
        assert_eq!(came, ["a"]);
        let error = error.unwrap();
        assert!(error.to_string().starts_with(message), "{error}");
        mock.verify().unwrap();
    }
}

#[tokio::test]
async fn only_what_may_be_sent_again_is() {
    let mock = Mock::strict();
    let client = client(&mock);
    let error = client.call(Ask).reconnect(Reconnect::standard()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ask: nothing was sent: its stream is to go on over other connections, and it is not idempotent: \
         `Options::idempotent(true)` says that it may be sent again"
    );
    let error = client.call(Lines).reconnect(Reconnect::standard()).await.unwrap_err();
    assert!(error.to_string().ends_with("and it has none of server-sent events"), "{error}");
    // What is read as bytes has no events that tell where to go on.
    let error = client.call(News).reconnect(Reconnect::standard()).raw().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "news: nothing was sent: its stream is to go on over other connections, and `.raw()` asks for bytes in the place of \
         events, of which none tells where to go on"
    );
    let options = Options::new().reconnect(Reconnect::standard());
    let error = client.send_request("GET", "/news", None).with_options(options.idempotent(true)).await.unwrap_err();
    assert!(error.to_string().ends_with("and it has none of server-sent events"), "{error}");
    assert!(mock.requests().is_empty());

    mock.on::<Ask>().answer(events("id: 1\ndata: a\n\n")).answer(events("data: b\n\n")).answer(204);
    let options = Options::new().idempotent(true).reconnect(Reconnect::standard());
    let items = client.call(Ask).with_options(options).await.unwrap();
    assert!(matches!(all(items).await, (came, None) if came == ["a", "b"]));
    assert!(mock.requests().iter().all(|request| request.json::<String>().unwrap() == "body"));
    mock.verify().unwrap();
}

#[tokio::test]
async fn the_limit_of_the_call_counts_from_its_beginning() {
    let mock = Mock::strict();
    mock.on::<News>().answer(events("data: a\n\n")).answer(events("data: b\n\n"));
    let options = Options::new().call_timeout(Duration::from_secs(5)).reconnect(Reconnect::standard());
    let (came, error) = all(client(&mock).call(News).with_options(options).await.unwrap()).await;
    assert_eq!(came, ["a", "b"]);
    let error = error.unwrap();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.to_string(), "news: the call had not ended within 5s");
    assert_eq!((seconds(&mock), mock.elapsed()), (vec![3.0, 2.0], Duration::from_secs(5)));
    mock.verify().unwrap();
}

#[cfg(feature = "blocking")]
#[test]
fn without_async_code_the_thread_waits() {
    let mock = Mock::strict();
    mock.on::<News>()
        .answer(events("id: 1\nretry: 700\ndata: a\n\n"))
        .answer(503)
        .answer(events("data: b\n\n"))
        .answer(204);
    let items = client(&mock).call(News).reconnect(calm()).send_blocking().unwrap();
    assert_eq!(items.blocking().map(Result::unwrap).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(ids(&mock)[1..], vec![Some("1".to_owned()); 3]);
    assert_eq!(seconds(&mock)[0], 0.7);
    mock.verify().unwrap();
}
