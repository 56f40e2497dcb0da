//! Answers that are read as they come.

use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use oasmith_runtime::{
    ByteStream, ClientBuilder, Error, ErrorKind, Framing, ItemStream, Meta, Operation, Options, Outcome, Reconnect,
    Request, Response, StreamOperation, TransportErrorKind,
};

use super::transport;
use crate::wire::Server;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

fn builder() -> ClientBuilder<Client> {
    Client::builder().transport(transport())
}

fn client_of(url: &str) -> Client {
    builder().server(url).build()
}

#[derive(Clone, PartialEq)]
struct Tick {
    n: u32,
}

oasmith_runtime::record! { Tick { n: "n" required } }

/// Lines on 200; 202 and 400 are JSON.
struct Lines;

impl Operation for Lines {
    const META: Meta = Meta::new("lines", "GET", "/")
        .accept("application/jsonl, application/json")
        .streams(&[(200, 200)])
        .streamed_as(&["application/jsonl"]);
    type Output = Option<ItemStream<Tick>>;
    type Error = String;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.items_as(Framing::JsonLines, Some),
            202 => response.empty_as(None),
            400 => response.error(),
            _ => response.undeclared(),
        }
    }
}

/// A file, or its bytes as they come.
struct File;

impl Operation for File {
    const META: Meta = Meta::new("file", "GET", "/file").accept("*/*");
    type Output = oasmith_runtime::Bytes;
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.bytes(),
            _ => response.undeclared(),
        }
    }
}

impl StreamOperation for File {
    const STREAM: Meta = Self::META.streams(&[(200, 200)]);
    type Stream = ByteStream;

    fn decode_stream(response: Response) -> Result<ByteStream, Error<Infallible>> {
        match response.code() {
            200 => response.byte_stream(),
            _ => response.undeclared(),
        }
    }
}

/// Events, as a stream alone.
struct Events;

impl Operation for Events {
    const META: Meta = Meta::new("events", "GET", "/events").accept("text/event-stream").streams(&[(200, 200)]);
    type Output = ItemStream<Tick>;
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.items(Framing::EventDataJson),
            _ => response.undeclared(),
        }
    }
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\nconnection: close\r\n\r\n";

const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

/// Writes these in turn, and waits as long before each but the first.
fn slowly(pieces: &'static [&'static str], pause: Duration) -> Server {
    Server::start(move |_, stream| {
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                thread::sleep(pause);
            }
            // The client may have gone.
            if stream.write_all(piece.as_bytes()).is_err() {
                return;
            }
        }
    })
}

async fn lines(server: &Server) -> ItemStream<Tick> {
    client_of(server.url.as_str()).call(Lines).await.unwrap().unwrap()
}

// support: The runtime | Streams: items come before the answer has ended | yes
#[tokio::test]
async fn items_come_before_the_answer_has_ended() {
    let (go_on, told) = mpsc::channel::<()>();
    let server = Server::start(move |_, stream| {
        stream.write_all(format!("{HEAD}{{\"n\":1}}\n{{\"n\"").as_bytes()).unwrap();
        told.recv().unwrap();
        stream.write_all(b":2}\n").unwrap();
    });
    let mut items = lines(&server).await;
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 1 });
    // The server waits for this one.
    go_on.send(()).unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 2 });
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(server.received()[0].header("accept"), Some("application/jsonl, application/json"));
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_named_and_the_next_one_comes() {
    let server = slowly(&[HEAD, "{\"n\":1}\n{\"n\":\"x\"}\n", "{\"n\":3}"], Duration::ZERO);
    let mut items = lines(&server).await;
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 1 });
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "lines: the server answered 200 OK, but item 2 is not as the document declares \
         (at /n: expected an integer, found \"x\"): {\"n\":\"x\"}"
    );
    let ErrorKind::Item { number, fault } = error.kind() else { panic!("{error}") };
    assert_eq!((*number, fault.path().as_str()), (2, "/n"));
    assert_eq!(error.bytes(), Some(&b"{\"n\":\"x\"}"[..]));
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 3 });
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn what_is_no_stream_fails_the_call_and_is_shown() {
    let failed = async |content_type: &str, body: &str| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n");
        let server = Server::answering(format!("{head}{body}").leak());
        client_of(server.url.as_str()).call(Lines).await.unwrap_err()
    };
    assert_eq!(
        failed("text/html", "<html><title>Sign in</title>").await.to_string(),
        "lines: the server answered 200 OK, but not with the body that the document declares (the media type is \
         \"text/html\", not \"application/jsonl\"): an HTML page with the title \"Sign in\""
    );
    let json = failed("application/json; charset=utf-8", "{\"error\":\"busy\"}").await;
    assert_eq!(json.bytes(), Some(&b"{\"error\":\"busy\"}"[..]));
    assert!(json.to_string().contains("\"application/json; charset=utf-8\", not \"application/jsonl\""), "{json}");
}

#[tokio::test]
async fn lines_go_by_several_names_and_end_as_they_like() {
    const BODY: &str = "\u{feff}{\"n\":1}\r\n\r\n \n{\"n\":2}";
    for content_type in ["application/x-ndjson", "Application/NDJSON; charset=utf-8", "application/vnd.x+jsonl", "x"] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n");
        let server = Server::answering(format!("{head}{BODY}").leak());
        let mut items = lines(&server).await;
        for n in [1, 2] {
            assert_eq!(items.next().await.unwrap().unwrap(), Tick { n }, "{content_type}");
        }
        assert!(items.next().await.is_none());
    }
}

// support: The runtime | Streams: one that breaks off never looks finished | yes
#[tokio::test]
async fn a_connection_that_breaks_off_ends_the_stream_with_an_error() {
    const BROKEN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\n{\"n\":1}\n{\"n\":2}";
    let server = Server::answering(BROKEN);
    let mut items = lines(&server).await;
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 1 });
    let error = items.next().await.unwrap().unwrap_err();
    assert!(
        error.to_string().starts_with(
            "lines: the server answered 200 OK, but the connection broke off after 15 bytes of its body ("
        ),
        "{error}"
    );
    assert!(matches!(error.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Io));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn the_timeout_is_for_each_pause() {
    let pieces = &[HEAD, "{\"n\":1}\n", "{\"n\":2}\n", "{\"n\":3}\n", "{\"n\":4}\n"];
    let server = slowly(pieces, Duration::from_millis(300));
    // Longer than each pause, shorter than all of them.
    let client = client_of(server.url.as_str());
    let mut items = client.call(Lines).timeout(Duration::from_secs(1)).await.unwrap().unwrap();
    for n in 1..=4 {
        assert_eq!(items.next().await.unwrap().unwrap(), Tick { n });
        // What the caller takes its time for is no pause of the server's.
        tokio::time::sleep(Duration::from_millis(if n == 1 { 1100 } else { 0 })).await;
    }
    assert!(items.next().await.is_none());

    let server = slowly(&[HEAD, "{\"n\":1}\n"], Duration::from_secs(3));
    let client = client_of(server.url.as_str());
    let mut items = client.call(Lines).timeout(Duration::from_millis(500)).await.unwrap().unwrap();
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(
        error.to_string(),
        "lines: the server answered 200 OK, but nothing more of its body came within 500ms (0 bytes had): no body"
    );
    assert!(items.next().await.is_none());
}

// support: The runtime | Time: a limit for pauses, only while bytes are waited for | yes
#[tokio::test]
async fn an_idle_limit_is_for_bytes_that_are_waited_for() {
    const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\n";
    let idle = || Options::new().idle_timeout(Duration::from_millis(500));
    let server = slowly(&[HEAD, "{\"n\":1}\n", "{\"n\":2}\n"], Duration::from_millis(100));
    let client = client_of(server.url.as_str());
    let mut items = client.call(Lines).with_options(idle()).await.unwrap().unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 1 });
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 2 });

    for (pause, is_late) in [(100, false), (1500, true)] {
        let server = slowly(&[DONE, "\"12345", "6\""], Duration::from_millis(pause));
        let outcome = client_of(server.url.as_str()).call(File).with_options(idle()).await;
        assert_eq!(outcome.is_err_and(|error| error.is_timeout()), is_late);
    }

    let server = slowly(&[HEAD, "{\"n\":1}\n"], Duration::from_millis(1500));
    let mut items = client_of(server.url.as_str()).call(Lines).with_options(idle()).await.unwrap().unwrap();
    assert!(items.next().await.unwrap().unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_stream_ends_by_the_calls_limit() {
    const LINES: &[&str] = &[HEAD, "\n", "\n", "\n", "\n", "\n", "\n", "\n", "\n"];
    let limited = || Options::new().call_timeout(Duration::from_millis(700));
    let server = slowly(LINES, Duration::from_millis(200));
    let began = std::time::Instant::now();
    let client = client_of(server.url.as_str());
    let mut items = client.call(Lines).with_options(limited()).await.unwrap().unwrap();
    assert!(items.next().await.unwrap().unwrap_err().is_timeout());
    assert!((700..1100).contains(&began.elapsed().as_millis()), "{:?}", began.elapsed());
}

#[cfg(feature = "blocking")]
#[test]
fn a_stream_of_a_blocking_call_ends_by_the_calls_limit() {
    // Nothing comes behind the head for a long time.
    let server = slowly(&[HEAD, "\n"], Duration::from_secs(3));
    let began = std::time::Instant::now();
    let limited = Options::new().call_timeout(Duration::from_millis(700));
    let client = client_of(server.url.as_str());
    let mut items = client.call(Lines).with_options(limited).send_blocking().unwrap().unwrap();
    assert!(items.next_blocking().unwrap().unwrap_err().is_timeout());
    assert!((700..1100).contains(&began.elapsed().as_millis()), "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_answer_that_is_no_stream_has_to_be_there_in_time() {
    const ACCEPTED: &str = "HTTP/1.1 202 Accepted\r\ncontent-length: 8\r\nconnection: close\r\n\r\n";
    let server = slowly(&[ACCEPTED, "1", "2", "3", "4", "5", "6", "7", "8"], Duration::from_millis(300));
    let client = client_of(server.url.as_str());
    let failure = client.call(Lines).timeout(Duration::from_secs(1)).await.unwrap_err();
    assert!(failure.is_timeout(), "{failure}");
    assert_eq!(failure.status().unwrap(), 202);
}

#[tokio::test]
async fn an_item_has_a_limit_and_the_stream_has_none() {
    const BODY: &str = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":          4}\n{\"n\":5}\n";
    let server = slowly(&[HEAD, BODY], Duration::ZERO);
    let client = builder().server(server.url.as_str()).response_limit(10).build();
    let mut items = client.call(Lines).await.unwrap().unwrap();
    for n in 1..=3 {
        assert_eq!(items.next().await.unwrap().unwrap(), Tick { n });
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "lines: the server answered 200 OK, but item 4 has more than the 10 bytes that the client accepts"
    );
    assert!(matches!(error.kind(), ErrorKind::ItemTooLarge { number: 4, limit: 10 }));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn other_answers_are_as_ever() {
    let server = Server::answering("HTTP/1.1 400 Bad Request\r\ncontent-length: 5\r\nconnection: close\r\n\r\n\"bad\"");
    let client = builder().server(server.url.as_str()).response_limit(6).build();
    let failure = client.call(Lines).await.unwrap_err();
    assert_eq!(failure.declared().unwrap(), "bad");
    assert_eq!(failure.to_string(), "lines: the server answered 400 Bad Request: \"bad\"");
    let server = Server::answering("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    assert!(client_of(server.url.as_str()).call(Lines).await.unwrap().is_none());
    let server = Server::answering("HTTP/1.1 500 Oh\r\ncontent-length: 7\r\nconnection: close\r\n\r\n\"large\"");
    let client = builder().server(server.url.as_str()).response_limit(6).build();
    let failure = client.call(Lines).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::TooLarge { limit: 6 }), "{failure}");
}

/// Tells when the client has closed the connection.
fn until_closed(stream: &mut TcpStream) {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert!(matches!(stream.read(&mut [0]), Ok(0) | Err(_)));
}

// support: The runtime | Streams: dropping one closes its connection | yes
#[tokio::test]
async fn dropping_a_stream_closes_the_connection() {
    let (closed, told) = mpsc::channel();
    let server = Server::start(move |_, stream| {
        stream.write_all(format!("{HEAD}{{\"n\":1}}\n").as_bytes()).unwrap();
        until_closed(stream);
        closed.send(()).unwrap();
    });
    let mut items = lines(&server).await;
    assert_eq!(items.next().await.unwrap().unwrap(), Tick { n: 1 });
    drop(items);
    let wait = tokio::task::spawn_blocking(move || told.recv_timeout(Duration::from_secs(5)));
    wait.await.unwrap().unwrap();
}

#[tokio::test]
async fn bytes_come_as_they_are() {
    let server = slowly(&[HEAD, "one ", "two"], Duration::from_millis(50));
    let client = builder().server(server.url.as_str()).response_limit(4).build();
    let mut bytes = client.call(File).stream().await.unwrap();
    assert_eq!(bytes.content_type(), Some("application/jsonl"));
    let mut whole = Vec::new();
    while let Some(piece) = bytes.next().await {
        whole.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(whole, b"one two");
    assert_eq!(server.received()[0].header("accept"), Some("*/*"));
}

#[test]
#[cfg(feature = "blocking")]
fn without_async_code_they_are_an_iterator() {
    let server = slowly(&[HEAD, "{\"n\":1}\n{\"n\":", "2}\n", "{}\n{\"n\":3}"], Duration::from_millis(50));
    let client = client_of(server.url.as_str());
    let items = client.call(Lines).send_blocking().unwrap().unwrap();
    let read: Vec<Result<Tick, String>> =
        items.blocking().map(|item| item.map_err(|error| error.to_string())).collect();
    let fault = "lines: the server answered 200 OK, but item 3 is not as the document declares (missing property \
         `n`; `\"Tick.n\" = \"optional\"` in [properties] of oasmith.toml lets it be absent): {}";
    assert_eq!(read, [Ok(Tick { n: 1 }), Ok(Tick { n: 2 }), Err(fault.to_owned()), Ok(Tick { n: 3 })]);

    let mut text = String::new();
    client.call(File).stream().send_blocking().unwrap().read_to_string(&mut text).unwrap();
    assert!(text.starts_with("{\"n\":1}\n"));

    let server = slowly(&[HEAD, "{\"n\":1}\n"], Duration::from_secs(3));
    let client = builder().server(server.url.as_str()).timeout(Duration::from_millis(500)).build();
    let items = client.call(Lines).send_blocking().unwrap().unwrap();
    assert!(items.blocking().next().unwrap().unwrap_err().is_timeout());

    let (closed, told) = mpsc::channel();
    let server = Server::start(move |_, stream| {
        stream.write_all(format!("{HEAD}{{\"n\":1}}\n").as_bytes()).unwrap();
        until_closed(stream);
        closed.send(()).unwrap();
    });
    let items = client_of(server.url.as_str()).call(Lines).send_blocking().unwrap().unwrap();
    assert_eq!(items.blocking().next().unwrap().unwrap(), Tick { n: 1 });
    told.recv_timeout(Duration::from_secs(5)).unwrap();
}

// support: The runtime | Streams: waiting for a stream with the only thread that reads it is an error | yes
#[test]
fn a_thread_does_not_wait_for_itself() {
    let server = || {
        Server::start(|request, stream| {
            let head = if request.head.starts_with("GET /events ") { EVENTS } else { HEAD };
            let event = if head == EVENTS { "data: {\"n\":1}\n\n" } else { "{\"n\":1}\n" };
            stream.write_all(format!("{head}{event}").as_bytes()).unwrap();
            until_closed(stream);
        })
    };
    let told =
        |error: &dyn std::fmt::Display| assert!(error.to_string().contains("comes by the async runtime"), "{error}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Within the runtime's own code, and where nobody drives it any more; with a limit for the call, and going on.
    let limit = Options::new().call_timeout(Duration::from_secs(60));
    let (first, second) = (server(), server());
    runtime.block_on(async {
        let mut items = client_of(&first.url).call(Lines).with_options(limit).await.unwrap().unwrap().blocking();
        assert_eq!(items.next().unwrap().unwrap(), Tick { n: 1 });
        told(&items.next().unwrap().unwrap_err());
        assert!(items.next().is_none());
    });
    let client = client_of(&second.url);
    let mut events = runtime.block_on(async { client.call(Events).reconnect(soon()).await.unwrap() }).blocking();
    assert_eq!(events.next().unwrap().unwrap(), Tick { n: 1 });
    told(&events.next().unwrap().unwrap_err());
    assert!(events.next().is_none());
    let third = server();
    let client = client_of(&third.url);
    let mut bytes = runtime.block_on(async { client.call(File).stream().await.unwrap() });
    told(&bytes.read_to_string(&mut String::new()).unwrap_err());

    // Another thread may wait while this one drives the runtime.
    let fourth = slowly(&[HEAD, "{\"n\":1}\n", "{\"n\":2}\n"], Duration::from_millis(20));
    let items = runtime.block_on(async {
        let items = lines(&fourth).await;
        tokio::task::spawn_blocking(|| items.blocking().map(|item| item.unwrap().n).collect::<Vec<_>>()).await.unwrap()
    });
    assert_eq!(items, [1, 2]);
}

/// Without long waits.
fn soon() -> Reconnect {
    Reconnect::standard().waits(Duration::from_millis(1), Duration::from_millis(1))
}

/// Sends three events, of which each connection breaks off within the next one, and then has no more.
fn breaking_off() -> Server {
    Server::start(|request, stream| {
        let after: u32 = request.header("last-event-id").map_or(0, |id| id.parse().unwrap());
        if after == 3 {
            return stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
        }
        let event = |n: u32| format!("id: {n}\nretry: 1\ndata: {{\"n\":{n}}}\n\n");
        let (next, cut) = (event(after + 1), event(after + 2));
        let events = next + cut.strip_suffix('\n').unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(format!("{head}{:x}\r\n{events}\r\n", events.len()).as_bytes()).unwrap();
    })
}

#[tokio::test]
async fn events_go_on_over_other_connections_where_one_breaks_off() {
    let server = breaking_off();
    let mut events = client_of(server.url.as_str()).call(Events).reconnect(soon()).await.unwrap();
    let mut numbers = Vec::new();
    while let Some(event) = events.next().await {
        numbers.push(event.unwrap().n);
    }
    assert_eq!(numbers, [1, 2, 3]);
    assert_eq!(server.received().len(), 4);

    let server = breaking_off();
    let mut events = client_of(server.url.as_str()).call(Events).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap(), Tick { n: 1 });
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Io), "{error}");
    assert!(events.next().await.is_none());
}

#[test]
#[cfg(feature = "blocking")]
fn without_async_code_events_go_on_as_well() {
    let server = breaking_off();
    let client = client_of(server.url.as_str());
    let events = client.call(Events).reconnect(soon()).send_blocking().unwrap();
    assert_eq!(events.blocking().map(|event| event.unwrap().n).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(server.received().len(), 4);
}

#[test]
fn a_stream_may_move_between_threads() {
    fn moves<T: Send + Unpin>() {}
    moves::<ItemStream<Tick>>();
}
