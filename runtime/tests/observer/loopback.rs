//! The spans of calls that go over real connections.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use oasmith_runtime::{ClientBuilder, Retry};

use crate::sdk::{Client, GetPet, WatchPets};
use crate::subscriber::{Seen, Span};
use crate::wire::Server;

const PET: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 14\r\nconnection: close\r\n\r\n{\"name\":\"Rex\"}";
const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const MOVED: &str =
    "HTTP/1.1 307 Temporary Redirect\r\nlocation: /moved?key=s3cret\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Builders of clients, one for each transport that there is.
fn builders(server: &str) -> Vec<ClientBuilder<Client>> {
    let builder = || Client::builder().server(server);
    vec![
        #[cfg(feature = "hyper")]
        builder().transport(oasmith_runtime::client::transport::Hyper::new()),
        #[cfg(feature = "reqwest")]
        builder().transport(oasmith_runtime::client::transport::Reqwest::new()),
    ]
}

/// A server that gives its answers in turn, over and over; an empty one drops the connection.
fn in_turn(answers: &'static [&'static str]) -> Server {
    let asked = AtomicUsize::new(0);
    Server::start(move |_, stream| {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        stream.write_all(answers[number % answers.len()].as_bytes()).unwrap();
    })
}

fn retry() -> Retry {
    Retry::standard().waits(Duration::ZERO, Duration::ZERO)
}

/// What an event says, without how long its attempt took.
fn event(fields: &std::collections::BTreeMap<&'static str, String>) -> String {
    let told = fields.iter().filter(|(name, _)| **name != "duration" && **name != "message");
    told.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}

/// The name, the server with its port, the status, and how often the request was sent again.
fn told(span: &Span) -> [&str; 5] {
    assert!(span.is_closed() && !span.is_entered);
    ["otel.name", "server.address", "server.port", "http.response.status_code", "http.request.resend_count"]
        .map(|name| span.field(name))
}

/// The port of a server.
fn port(server: &Server) -> &str {
    server.url.rsplit_once(':').unwrap().1
}

// support: The runtime | Seeing: spans of calls over real connections, with retries and redirects | yes
#[tokio::test]
async fn attempts_over_real_connections_are_events_of_one_span() {
    let server = in_turn(&["", BUSY, PET]);
    for builder in builders(&server.url) {
        let seen = Seen::listen();
        builder.retry(retry()).build().call(GetPet { id: 7 }).await.unwrap();
        let [span] = seen.spans().try_into().unwrap();
        assert_eq!(told(&span), ["GET /pets/{id}", "127.0.0.1", port(&server), "200", "2"]);
        assert_eq!(span.field("url.full"), format!("{}/pets/7", server.url));
        assert_eq!(
            span.events.iter().map(event).collect::<Vec<_>>(),
            [
                "attempt=1 error.type=io wait=0.0",
                "attempt=2 error.type=503 http.response.status_code=503 wait=0.0",
                "attempt=3 http.response.status_code=200",
            ]
        );
    }
}

#[tokio::test]
async fn a_redirect_over_real_connections_is_within_the_span() {
    let server = in_turn(&[MOVED, PET]);
    for builder in builders(&server.url) {
        let seen = Seen::listen();
        builder.build().call(GetPet { id: 7 }).await.unwrap();
        let [span] = seen.spans().try_into().unwrap();
        assert_eq!(told(&span), ["GET /pets/{id}", "127.0.0.1", port(&server), "200", "1"]);
        assert!(!format!("{span:?}").contains("s3cret"), "{span:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_in_one_word() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for builder in builders(&url) {
        let seen = Seen::listen();
        builder.build().call(GetPet { id: 7 }).await.unwrap_err();
        let [span] = seen.spans().try_into().unwrap();
        assert_eq!((span.field("error.type"), span.field("otel.status_code")), ("connect", "ERROR"));
    }
}

/// Begins an answer of lines, and ends it when it is told to.
fn until_told() -> (Server, mpsc::Sender<()>) {
    let (tell, told) = mpsc::channel::<()>();
    let server = Server::start(move |_, stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\nconnection: close\r\n\r\n";
        stream.write_all(format!("{head}{{\"name\":\"Rex\"}}\n").as_bytes()).unwrap();
        let _ = told.recv_timeout(Duration::from_secs(10));
    });
    (server, tell)
}

#[tokio::test]
async fn the_span_of_a_stream_over_a_real_connection_ends_before_it() {
    let (server, tell) = until_told();
    for builder in builders(&server.url) {
        let seen = Seen::listen();
        let mut pets = builder.retry(retry()).build().call(WatchPets).await.unwrap();
        let [span] = seen.spans().try_into().unwrap();
        assert_eq!(told(&span), ["GET /pets", "127.0.0.1", port(&server), "200", ""]);
        assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
        tell.send(()).unwrap();
        assert!(pets.next().await.is_none());
    }
}

/// Says nothing until the client goes away.
fn stay_silent(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0; 16]);
}

#[tokio::test]
async fn a_call_that_is_dropped_while_a_server_is_silent_is_abandoned() {
    let server = Server::start(|_, stream| stay_silent(stream));
    for builder in builders(&server.url) {
        let seen = Seen::listen();
        let client = builder.build();
        let call = client.call(GetPet { id: 7 }).into_future();
        tokio::time::timeout(Duration::from_millis(50), call).await.unwrap_err();
        let [span] = seen.spans().try_into().unwrap();
        assert_eq!((told(&span)[0], span.field("error.type")), ("GET /pets/{id}", "abandoned"));
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_over_real_connections_have_the_same_span() {
    let server = in_turn(&["", BUSY, PET]);
    for builder in builders(&server.url) {
        let seen = Seen::listen();
        builder.retry(retry()).build().call(GetPet { id: 7 }).send_blocking().unwrap();
        let [span] = seen.spans().try_into().unwrap();
        assert_eq!(told(&span), ["GET /pets/{id}", "127.0.0.1", port(&server), "200", "2"]);
        assert_eq!(span.events.len(), 3);
    }
}
