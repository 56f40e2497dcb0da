//! Connections: those that do not come about, and those that are used again.

use std::convert::Infallible;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use oasmith_runtime::{ErrorKind, Meta, Operation, Outcome, Request, Response, TransportError, TransportErrorKind};

use super::transport;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example";
    /// A call.
    pub struct Call;
}

fn client_of(url: &str) -> Client {
    Client::builder().transport(transport()).server(url).build()
}

struct Ping;

impl Operation for Ping {
    const META: Meta = Meta::new("ping", "GET", "/");
    type Output = ();
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.empty(),
            _ => response.undeclared(),
        }
    }
}

fn is(kind: &ErrorKind, expected: TransportErrorKind) -> bool {
    matches!(kind, ErrorKind::Transport(error) if error.kind() == expected)
}

/// A server that answers every connection with these bytes, whatever it is sent.
fn server(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer);
        }
    });
    address.to_string()
}

/// A server that answers so many requests on each connection and then closes it without a word, and how many connections
/// there were.
fn lasting(requests: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            seen.fetch_add(1, Ordering::SeqCst);
            let stream = stream.unwrap();
            thread::spawn(move || {
                let mut reader = BufReader::new(&stream);
                for _ in 0..requests {
                    if !is_read(&mut reader) {
                        return;
                    }
                    let _ = (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                }
            });
        }
    });
    (format!("http://{address}"), connections)
}

fn is_read(reader: &mut BufReader<&TcpStream>) -> bool {
    let mut line = String::new();
    while matches!(reader.read_line(&mut line), Ok(length) if length > 0) {
        if line == "\r\n" {
            return true;
        }
        line.clear();
    }
    false
}

#[tokio::test]
async fn a_server_that_speaks_no_http() {
    let address = server(b"220 mail.example ESMTP\r\n");
    let failure = client_of(&format!("http://{address}")).call(Ping).await.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Protocol), "{failure:#?}");
    let line = failure.to_string();
    assert!(line.starts_with(&format!("ping: no answer came from http://{address}: ")), "{line}");
}

#[tokio::test]
async fn the_systems_error_is_among_the_causes() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = client_of(&format!("http://{address}")).call(Ping).await.unwrap_err();
    let causes: Vec<&dyn Error> = std::iter::successors(error.source(), |cause| (*cause).source()).collect();
    assert_eq!(causes[0].downcast_ref::<TransportError>().unwrap().kind(), TransportErrorKind::Connect);
    let io = causes.iter().find_map(|cause| cause.downcast_ref::<std::io::Error>()).unwrap();
    assert_eq!(io.kind(), std::io::ErrorKind::ConnectionRefused);
    // Who shows the call's error alone is told as well.
    assert!(error.to_string().ends_with(&io.to_string()), "{error}");
    assert!(error.to_string().starts_with(&format!("ping: could not connect to http://{address}: ")), "{error}");
}

#[tokio::test]
async fn a_name_that_nobody_has() {
    let failure = client_of("http://nobody.invalid").call(Ping).await.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Connect), "{failure:#?}");
    let line = failure.to_string();
    assert!(line.starts_with("ping: could not connect to http://nobody.invalid: "), "{line}");
}

#[test]
fn an_async_call_without_a_runtime_is_refused() {
    let client = client_of("http://127.0.0.1:9");
    let mut call = std::pin::pin!(client.call(Ping).into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(outcome) = call.as_mut().poll(&mut context) else { panic!("it waits") };
    let failure = outcome.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Unsupported));
    assert_eq!(failure.to_string(), "ping: the call needs a Tokio runtime around it: there is none");
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let (url, connections) = lasting(usize::MAX);
    let client = client_of(&url);
    for _ in 0..5 {
        client.call(Ping).await.unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

// support: The runtime | Transports: a connection that the server has closed is replaced | yes
#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_replaced() {
    let (url, connections) = lasting(2);
    let client = client_of(&url);
    for call in 0..10 {
        client.call(Ping).await.unwrap();
        if call % 2 == 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert_eq!(connections.load(Ordering::SeqCst), 5);
}

// support: The runtime | Transports: a connection that was closed while the program let its runtime do nothing is replaced | yes
#[tokio::test]
async fn a_connection_that_was_closed_while_the_program_did_something_else_is_replaced() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client_of(&format!("http://{}", listener.local_addr().unwrap()));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            is_read(&mut BufReader::new(&stream));
            (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
            // It is kept for a while, and no longer.
            thread::sleep(Duration::from_millis(40));
        }
    });
    for _ in 0..3 {
        client.call(Ping).await.unwrap();
        tokio::time::sleep(Duration::from_millis(10)).await;
        // Nothing of the runtime runs meanwhile.
        thread::sleep(Duration::from_millis(60));
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_use_connections_again_and_replace_those_that_were_closed() {
    let (url, connections) = lasting(2);
    let client = client_of(&url);
    for call in 0..10 {
        client.call(Ping).send_blocking().unwrap();
        if call % 2 == 1 {
            thread::sleep(Duration::from_millis(20));
        }
    }
    assert_eq!(connections.load(Ordering::SeqCst), 5);
}

// support: The runtime | Transports: a client that several async runtimes share, each with connections of its own | yes
#[test]
fn runtimes_that_share_a_client_do_not_share_connections() {
    let (url, connections) = lasting(usize::MAX);
    let client = client_of(&url);
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (first, second) = (runtime(), runtime());
    for runtime in [&first, &second, &first, &second] {
        // The other one does nothing meanwhile.
        runtime.block_on(async { client.call(Ping).await.unwrap() });
    }
    drop(first);
    second.block_on(async { client.call(Ping).await.unwrap() });
    assert_eq!(connections.load(Ordering::SeqCst), 2);
}

// support: The runtime | Transports: blocking calls from any thread, within a runtime too (feature `blocking`) | yes
#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_come_from_many_threads_and_from_within_a_runtime() {
    let (url, _) = lasting(usize::MAX);
    let client = client_of(&url);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    client.call(Ping).send_blocking().unwrap();
                }
            });
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { client.call(Ping).send_blocking().unwrap() });
    // What is used within a runtime can be dropped there.
    runtime.block_on(async { drop(client) });
}

/// A listener of which nobody takes connections, and those that fill its queue: who connects now waits for ever.
async fn stuck(address: SocketAddr) -> Option<(tokio::net::TcpListener, Vec<tokio::net::TcpStream>)> {
    let socket = match address {
        SocketAddr::V4(_) => tokio::net::TcpSocket::new_v4(),
        SocketAddr::V6(_) => tokio::net::TcpSocket::new_v6(),
    };
    let socket = socket.ok()?;
    socket.bind(address).ok()?;
    let listener = socket.listen(1).ok()?;
    let mut waiting = Vec::new();
    while let Ok(stream) =
        tokio::time::timeout(Duration::from_millis(50), tokio::net::TcpStream::connect(address)).await
    {
        waiting.push(stream.ok()?);
    }
    Some((listener, waiting))
}

// support: The runtime | Transports: an address that does not answer makes way for one of the other family | yes
#[tokio::test]
async fn a_server_whose_first_address_does_not_answer_is_reached_at_the_other() {
    let server = |address: SocketAddr| {
        let listener = TcpListener::bind(address).ok()?;
        let port = listener.local_addr().ok()?.port();
        thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            is_read(&mut BufReader::new(&stream));
            (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
        Some(port)
    };
    // The one that is tried first, and one of the other family: not every machine has names for both.
    let known: Vec<SocketAddr> = ("localhost", 0).to_socket_addrs().unwrap().collect();
    let Some(other) = known.iter().find(|address| address.is_ipv4() != known[0].is_ipv4()) else { return };
    let Some(port) = server(*other) else { return };
    let Some(_stuck) = stuck(SocketAddr::new(known[0].ip(), port)).await else { return };
    client_of(&format!("http://localhost:{port}")).call(Ping).await.unwrap();
}

#[tokio::test]
async fn localhost_is_found_whichever_address_the_server_has() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
        // Not every machine has both, and not every one has a name for both.
        let Ok(listener) = TcpListener::bind(address) else { continue };
        let address = listener.local_addr().unwrap();
        let port = address.port();
        if !("localhost", port).to_socket_addrs().unwrap().any(|known| known == address) {
            continue;
        }
        thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            is_read(&mut BufReader::new(&stream));
            (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
        client_of(&format!("http://localhost:{port}")).call(Ping).await.unwrap();
    }
}
