//! Bodies that are not in memory.

use std::convert::Infallible;
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use oasmith_runtime::{ByteStream, ErrorKind, Meta, Operation, Outcome, Request, Response, TransportErrorKind, Upload};

use super::transport;
use crate::wire::Server;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

fn client_of(url: &str) -> Client {
    Client::builder().transport(transport()).server(url).build()
}

struct Put {
    body: Upload,
}

impl Operation for Put {
    const META: Meta = Meta::new("put", "PUT", "/file");
    type Output = ();
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        request.upload("application/octet-stream", &self.body);
    }

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            204 => response.empty(),
            _ => response.undeclared(),
        }
    }
}

const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// More than one piece of a reader.
fn content() -> Vec<u8> {
    (0..300_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

#[tokio::test]
async fn a_file_is_sent_with_its_length() {
    let server = Server::answering(DONE);
    let upload = Upload::from_path(file("length.bin", &content())).content_type("image/png");
    client_of(server.url.as_str()).call(Put { body: upload }).await.unwrap();
    let request = server.received().remove(0);
    assert_eq!(request.header("content-length"), Some("1200000"));
    assert_eq!(request.header("content-type"), Some("image/png"));
    assert!(request.body == content());
}

#[tokio::test]
async fn a_reader_is_sent_in_chunks_unless_its_length_is_told() {
    let server = Server::answering(DONE);
    let client = client_of(server.url.as_str());
    client.call(Put { body: Upload::from_reader(io::Cursor::new(content())) }).await.unwrap();
    let told = ByteStream::from_reader(io::Cursor::new(content())).with_length(1_200_000);
    client.call(Put { body: told.into() }).await.unwrap();
    let requests = server.received();
    assert_eq!(requests[0].header("transfer-encoding"), Some("chunked"));
    assert_eq!(requests[1].header("content-length"), Some("1200000"));
    assert!(requests.iter().all(|request| request.body == content()));
}

/// Gives these pieces, each after having made its reader wait.
struct Pieces(Vec<Result<&'static str, io::Error>>, bool);

impl Stream for Pieces {
    type Item = Result<&'static str, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready((!self.0.is_empty()).then(|| self.0.remove(0)))
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::answering(DONE);
    let client = client_of(server.url.as_str());
    let upload = Upload::from(ByteStream::new(Pieces(vec![Ok("one "), Ok(""), Ok("two")], false)));
    client.call(Put { body: upload.clone() }).await.unwrap();
    assert_eq!(server.received()[0].body, b"one two");
    let failure = client.call(Put { body: upload }).await.unwrap_err();
    assert_eq!(failure.to_string(), "put: the stream that was to be sent has been sent before");
    assert_eq!(server.received().len(), 1);
}

/// The system's error that is behind another one.
fn io_cause(error: &dyn Error) -> Option<&io::Error> {
    let mut causes = std::iter::successors(error.source(), |cause| (*cause).source());
    causes.find_map(|cause| cause.downcast_ref())
}

fn is_of_the_source(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Source)
}

#[tokio::test]
async fn what_cannot_be_read_is_no_fault_of_the_connection() {
    let server = Server::answering(DONE);
    let client = client_of(server.url.as_str());
    let broken = Pieces(vec![Ok("one"), Err(io::Error::other("the disk is gone"))], false);
    let failure = client.call(Put { body: ByteStream::new(broken).into() }).await.unwrap_err();
    assert_eq!(failure.to_string(), "put: what was to be sent could not be read: the disk is gone");
    assert_eq!(io_cause(&failure).unwrap().to_string(), "the disk is gone");
    assert!(is_of_the_source(failure.kind()));

    let failure = client.call(Put { body: Upload::from_path("/no/such/file") }).await.unwrap_err();
    assert!(failure.to_string().starts_with("put: the file /no/such/file could not be opened: "), "{failure}");
    assert_eq!(io_cause(&failure).map(io::Error::kind), Some(io::ErrorKind::NotFound));
    assert!(is_of_the_source(failure.kind()));
}

#[tokio::test]
async fn a_redirect_is_followed_where_the_body_can_be_sent_again() {
    let moved = |request: &crate::wire::Received, stream: &mut std::net::TcpStream| {
        let answer = if request.head.starts_with("PUT /file ") {
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: /other\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        } else {
            DONE
        };
        stream.write_all(answer.as_bytes()).unwrap();
    };
    let server = Server::start(moved);
    let client = client_of(server.url.as_str());
    client.call(Put { body: Upload::from_path(file("redirect.bin", b"again")) }).await.unwrap();
    assert_eq!(server.received()[1].body, b"again");
    let failure = client.call(Put { body: Upload::from_reader(&b"once"[..]) }).await.unwrap_err();
    assert_eq!(failure.status().unwrap(), 307);
}

#[test]
#[cfg(feature = "blocking")]
fn blocking_calls_send_them_as_well() {
    let server = Server::answering(DONE);
    let client = client_of(server.url.as_str());
    client.call(Put { body: Upload::from_path(file("blocking.bin", &content())) }).send_blocking().unwrap();
    client.call(Put { body: Upload::from_reader(io::Cursor::new(content())) }).send_blocking().unwrap();
    let pieces = Pieces(vec![Ok("one "), Ok("two")], false);
    client.call(Put { body: ByteStream::new(pieces).into() }).send_blocking().unwrap();
    let requests = server.received();
    assert!(requests[0].body == content() && requests[1].body == content());
    assert_eq!(requests[2].body, b"one two");
}
