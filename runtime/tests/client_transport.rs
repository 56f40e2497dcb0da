//! The seam between clients and transports.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::convert::Infallible;
#[cfg(feature = "reqwest")]
use std::error::Error;

use oasmith_runtime::{
    BoxFuture, ErrorKind, HttpRequest, HttpResponse, Meta, Operation, Outcome, Request, Response, StatusCode,
    Transport, TransportError, TransportErrorKind,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example";
    /// A call.
    pub struct Call;
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
    assert!(is(failure.kind(), TransportErrorKind::Unsupported));
}

fn is(kind: &ErrorKind, expected: TransportErrorKind) -> bool {
    matches!(kind, ErrorKind::Transport(error) if error.kind() == expected)
}

#[cfg(not(feature = "reqwest"))]
#[tokio::test]
async fn without_a_transport_the_first_call_says_so() {
    let failure = Client::new().call(Ping).await.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Unsupported));
    assert_eq!(
        failure.to_string(),
        "ping: there is no transport: give the client one, or build oasmith-runtime with its feature `rustls`"
    );
}

/// A server that answers every connection with these bytes, whatever it is sent.
#[cfg(feature = "reqwest")]
fn server(answer: &'static [u8]) -> String {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(answer);
        }
    });
    address.to_string()
}

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
#[tokio::test]
async fn a_server_that_speaks_no_tls() {
    let address = server(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let failure = Client::with_server(format!("https://{address}")).call(Ping).await.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Tls), "{failure:#?}");
    let line = failure.to_string();
    assert!(line.starts_with(&format!("ping: no secure connection to https://{address} came about: ")), "{line}");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_server_that_speaks_no_http() {
    let address = server(b"220 mail.example ESMTP\r\n");
    let failure = Client::with_server(format!("http://{address}")).call(Ping).await.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Io), "{failure:#?}");
    let line = failure.to_string();
    assert!(line.starts_with(&format!("ping: no answer came from http://{address}: ")), "{line}");
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn the_systems_error_is_among_the_causes() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = Client::with_server(format!("http://{address}")).call(Ping).await.unwrap_err();
    let causes: Vec<&dyn Error> = std::iter::successors(error.source(), |cause| (*cause).source()).collect();
    assert_eq!(causes[0].downcast_ref::<TransportError>().unwrap().kind(), TransportErrorKind::Connect);
    let io = causes.iter().find_map(|cause| cause.downcast_ref::<std::io::Error>()).unwrap();
    assert_eq!(io.kind(), std::io::ErrorKind::ConnectionRefused);
    // Who shows the call's error alone is told as well.
    assert!(error.to_string().ends_with(&io.to_string()), "{error}");
}

#[cfg(feature = "reqwest")]
#[test]
fn an_async_call_without_a_runtime_is_refused() {
    let client = Client::with_server("http://127.0.0.1:9");
    let mut call = std::pin::pin!(client.call(Ping).into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(outcome) = call.as_mut().poll(&mut context) else { panic!("it waits") };
    let failure = outcome.unwrap_err();
    assert!(is(failure.kind(), TransportErrorKind::Unsupported));
    assert_eq!(failure.to_string(), "ping: reqwest needs a Tokio runtime around the call: there is none");
}
