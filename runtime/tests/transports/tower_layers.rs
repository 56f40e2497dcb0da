//! Layers of tower around a transport with real connections.

use std::collections::VecDeque;
use std::io::Write;
use std::net::TcpStream;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use oasmith_runtime::{ClientBuilder, Error, HeaderValue, HttpRequest, Retry, TransportError, TransportErrorKind};
use tower::timeout::error::Elapsed;
use tower::{BoxError, ServiceBuilder};

use super::transport;
use crate::sdk::{Client, GetPet, Pet, Problem, WatchPets};
use crate::wire::Server;

const PET: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 14\r\nconnection: close\r\n\r\n{\"name\":\"Rex\"}";
const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
const MOVED: &str =
    "HTTP/1.1 307 Temporary Redirect\r\nlocation: /moved\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A limit of tower's, told as the transport's own.
fn late(error: BoxError) -> BoxError {
    match error.is::<Elapsed>() {
        true => TransportError::new(TransportErrorKind::Timeout, "tower's time was up").into(),
        false => error,
    }
}

/// Says in each request which attempt it is.
fn numbered(mut request: HttpRequest) -> HttpRequest {
    let number = request.attempt.map_or(0, |attempt| attempt.number);
    request.headers.insert("x-attempt", HeaderValue::from(number));
    request
}

/// A client whose requests are numbered, and may take so long.
fn builder(server: &Server, limit: Duration) -> ClientBuilder<Client> {
    let layers = ServiceBuilder::new().map_request(numbered).map_err(late).timeout(limit);
    let retry = Retry::standard().waits(Duration::ZERO, Duration::ZERO);
    Client::builder().server(&server.url).retry(retry).tower_layer(layers).transport(transport())
}

/// A server that gives these answers; an empty one never comes.
fn giving(answers: &[&'static str]) -> Server {
    let answers = Mutex::new(VecDeque::from(answers.to_vec()));
    let open = Mutex::new(Vec::<TcpStream>::new());
    Server::start(move |_, stream| match answers.lock().unwrap().pop_front().unwrap() {
        "" => open.lock().unwrap().push(stream.try_clone().unwrap()),
        answer => stream.write_all(answer.as_bytes()).unwrap(),
    })
}

/// What each request said that came.
fn attempts(server: &Server) -> Vec<String> {
    server.received().iter().map(|request| request.header("x-attempt").unwrap().to_owned()).collect()
}

/// What came of a server that was silent, then busy, and then sent the caller elsewhere.
fn check(server: &Server, outcome: Result<Pet, Error<Problem>>) {
    assert_eq!(outcome.unwrap().name, "Rex");
    assert_eq!(attempts(server), ["1", "2", "3", "3"]);
}

// support: The runtime | Layers of tower around real connections: each attempt and redirect passes them | yes
#[tokio::test]
async fn attempts_and_redirects_over_real_connections_pass_layers_of_tower() {
    let server = giving(&["", BUSY, MOVED, PET]);
    let client = builder(&server, Duration::from_millis(300)).build();
    check(&server, client.call(GetPet { id: 7 }).await);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_over_real_connections_pass_layers_of_tower() {
    let server = giving(&["", BUSY, MOVED, PET]);
    let client = builder(&server, Duration::from_millis(300)).build();
    check(&server, client.call(GetPet { id: 7 }).send_blocking());
}

#[tokio::test]
async fn a_limit_of_tower_ends_a_call_whose_server_is_silent() {
    let server = giving(&[""]);
    let client = builder(&server, Duration::from_millis(50)).retry(Retry::off()).build();
    let error = client.call(GetPet { id: 7 }).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "getPet: tower's time was up");
}

#[tokio::test]
async fn a_stream_passes_layers_of_tower_as_it_comes() {
    let (go_on, told) = mpsc::channel::<()>();
    let server = Server::start(move |_, stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\nconnection: close\r\n\r\n";
        stream.write_all(format!("{head}{{\"name\":\"Rex\"}}\n").as_bytes()).unwrap();
        told.recv().unwrap();
        stream.write_all(b"{\"name\":\"Tom\"}\n").unwrap();
    });
    let mut pets = builder(&server, Duration::from_secs(5)).build().call(WatchPets).await.unwrap();
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Rex");
    // The rest is not sent before this was read.
    go_on.send(()).unwrap();
    assert_eq!(pets.next().await.unwrap().unwrap().name, "Tom");
    assert!(pets.next().await.is_none());
}
