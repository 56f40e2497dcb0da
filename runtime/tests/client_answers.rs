//! Answers of careless and hostile servers, byte by byte.

#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests may fail by panicking.

mod wire;

use std::convert::Infallible;
use std::io::Write;

use oasmith_runtime::{
    Bytes, ErrorKind, Framing, HeaderSpec, ItemStream, Meta, Operation, Outcome, Request, Response, TransportErrorKind,
};
use wire::Server;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

macro_rules! operation {
    ($Name:ident, $meta:expr, $Output:ty, $($status:pat => $method:ident($($argument:expr),*)),+) => {
        struct $Name;

        impl Operation for $Name {
            const META: Meta = $meta;
            type Output = $Output;
            type Error = Infallible;

            fn encode(&self, _: &mut Request) {}

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    $($status => response.$method($($argument),*),)+
                    _ => response.undeclared(),
                }
            }
        }
    };
}

operation!(List, Meta::new("list", "GET", "/"), Vec<u32>, 200 => json());
operation!(Maybe, Meta::new("maybe", "GET", "/"), Option<Vec<u32>>, 200 => json());
operation!(File, Meta::new("file", "GET", "/").accept("*/*"), Bytes, 200 => bytes());
operation!(Text, Meta::new("text", "GET", "/").accept("text/plain"), String, 200 => text());
operation!(Done, Meta::new("done", "GET", "/"), (), 200 => empty());
operation!(
    Lines,
    Meta::new("lines", "GET", "/").streams(&[(200, 200)]),
    ItemStream<u32>,
    200 => items(Framing::JsonLines)
);
operation!(
    Events,
    Meta::new("events", "GET", "/").streams(&[(200, 200)]),
    ItemStream<String>,
    200 => items(Framing::EventDataText)
);

/// A server that writes these bytes and closes the connection.
fn raw(answer: impl Into<Vec<u8>>) -> (Server, Client) {
    let answer = answer.into();
    let server = Server::start(move |_, stream| stream.write_all(&answer).unwrap());
    let client = Client::with_server(server.url.as_str());
    (server, client)
}

/// An answer with these headers, and this body up to the end of the connection.
fn with(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{headers}\r\n\r\n").into_bytes();
    answer.extend_from_slice(body);
    answer
}

/// `[1,2]` in gzip.
const ZIPPED: &[u8] = &[31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 139, 54, 212, 49, 138, 5, 0, 191, 80, 139, 8, 5, 0, 0, 0];

async fn list(answer: Vec<u8>) -> Result<Vec<u32>, String> {
    let (_server, client) = raw(answer);
    client.call(List).await.map_err(|failure| failure.to_string())
}

#[tokio::test]
async fn compressed_bytes_are_never_taken_for_the_answer() {
    let json = with("Content-Type: application/json\r\nContent-Encoding: gzip", ZIPPED);
    let bytes = with("Content-Type: application/octet-stream\r\nContent-Encoding: gzip", ZIPPED);
    let lines = with("Content-Type: application/jsonl\r\nContent-Encoding: gzip", ZIPPED);
    if cfg!(feature = "gzip") {
        assert_eq!(list(json).await.unwrap(), [1, 2]);
        assert_eq!(raw(bytes).1.call(File).await.unwrap(), "[1,2]");
    } else {
        let why = "(the body has the `Content-Encoding` \"gzip\", which is not read without oasmith-runtime's feature \
                   `gzip`)";
        let failures = [
            list(json).await.unwrap_err(),
            raw(bytes).1.call(File).await.unwrap_err().to_string(),
            raw(lines).1.call(Lines).await.unwrap_err().to_string(),
        ];
        for failure in failures {
            assert!(failure.contains(why), "{failure}");
        }
    }
}

#[tokio::test]
async fn an_unknown_content_coding_is_named() {
    let coded =
        |coding: &str, body: &[u8]| with(&format!("Content-Type: text/plain\r\nContent-Encoding: {coding}"), body);
    for coding in ["br", "zstd", "rot13"] {
        let failure = raw(coded(coding, b"text")).1.call(Text).await.unwrap_err();
        assert_eq!(
            failure.to_string(),
            format!(
                "text: the server answered 200 OK, but not with the body that the document declares (the body has the \
                 `Content-Encoding` {coding:?}, which is not read): text"
            )
        );
        assert_eq!(failure.bytes(), Some(&b"text"[..]));
    }
    // These are none, and without a body there is nothing to decode.
    assert_eq!(raw(coded("identity", b"text")).1.call(Text).await.unwrap(), "text");
    assert_eq!(raw(coded("aws-chunked", b"text")).1.call(Text).await.unwrap(), "text");
    assert_eq!(raw(coded("br", b"")).1.call(Text).await.unwrap(), "");
    raw(coded("br", b"text")).1.call(Done).await.unwrap();
}

#[tokio::test]
async fn interim_answers_and_trailers_are_passed_over() {
    let answer = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n\
                  HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\
                  Trailer: X-Sum\r\n\r\n3;a=b\r\n[1,\r\n2\r\n2]\r\n0\r\nX-Sum: 3\r\n\r\n";
    assert_eq!(list(answer.into()).await.unwrap(), [1, 2]);
}

#[tokio::test]
async fn a_part_is_no_whole() {
    let partial = "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Range: bytes 0-2/9\r\nContent-Length: 3\r\n\r\nabc";
    let failure = raw(partial).1.call(File).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Undeclared), "{failure}");
    assert_eq!(
        failure.to_string(),
        "file: the server answered 206 Partial Content, which the document does not declare: abc"
    );
}

#[tokio::test]
async fn no_body_is_no_json() {
    let empty = || with("Content-Type: application/json\r\nContent-Length: 0", b"");
    let failure = list(empty()).await.unwrap_err();
    assert_eq!(
        failure,
        "list: the server answered 200 OK, but not with the body that the document declares (expected a value, \
         found the end of the text at line 1 column 1): no body"
    );
    assert_eq!(raw(empty()).1.call(Maybe).await.unwrap(), None);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error() {
    for headers in [
        "Content-Type: application/json\r\nContent-Length: 9",
        "Content-Type: application/json\r\nTransfer-Encoding: chunked",
    ] {
        let body: &[u8] = if headers.contains("chunked") { b"5\r\n[1,2]\r\n" } else { b"[1,2]" };
        let failure = raw(with(headers, body)).1.call(List).await.unwrap_err();
        assert!(
            matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Io),
            "{failure}"
        );
        let line = failure.to_string();
        assert!(line.contains("200 OK, but the connection broke off after 5 bytes of its body"), "{line}");
    }
}

#[tokio::test]
async fn json_is_in_utf8() {
    let utf16: Vec<u8> = "[1,2]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (headers, body) in [
        ("Content-Type: application/json; charset=utf-16", utf16.clone()),
        ("Content-Type: application/json", [vec![0xff, 0xfe], utf16].concat()),
    ] {
        let failure = list(with(headers, &body)).await.unwrap_err();
        assert!(failure.contains("(the text is in UTF-16, and JSON is read in UTF-8"), "{failure}");
    }
    // ASCII is UTF-8, whatever it is said to be.
    assert_eq!(list(with("Content-Type: application/json; charset=iso-8859-1", b"[1]")).await.unwrap(), [1]);
    assert_eq!(list(with("Content-Type: application/json", b"\xef\xbb\xbf[1]")).await.unwrap(), [1]);
}

#[tokio::test]
async fn headers_come_twice_and_beyond_ascii() {
    let answer = with(
        "Content-Type: text/plain\r\nContent-Type: application/json\r\nX-Name: caf\u{e9}\r\nX-Bad: caf\u{0}",
        b"[1]",
    );
    assert!(list(answer).await.is_err());
    let mut answer = with("Content-Type: application/json\r\nX-Name: café", b"[1]");
    assert_eq!(list(answer.clone()).await.unwrap(), [1]);
    let at = answer.windows(2).position(|two| two == "é".as_bytes()).unwrap();
    answer.splice(at..at + 2, [0xe9]);
    let (_server, client) = raw(answer);
    let answer = client.call(List).with_response().await.unwrap();
    let fault = HeaderSpec::new("x-name").read::<String>(&answer.headers).unwrap_err();
    assert_eq!(fault.to_string(), "at /x-name: the value is not UTF-8");
    assert_eq!(answer.value, [1]);
}

#[tokio::test]
async fn events_of_careless_servers() {
    let (_server, client) = raw(with(
        "Content-Type: text/event-stream",
        b"\xef\xbb\xbf: hello\rretry: 7\rid: a\rdata: one\r\rdata\r\rretry: soon\rdata:two\rdata: lines\r\r: bye\r\rdata: cut",
    ));
    let mut events = client.call(Events).await.unwrap();
    let mut texts = Vec::new();
    while let Some(event) = events.next().await {
        texts.push(event.unwrap());
    }
    assert_eq!(texts, ["one", "", "two\nlines"]);
}

#[tokio::test]
async fn lines_of_careless_servers() {
    let (_server, client) = raw(with("Content-Type: application/x-ndjson", b"\xef\xbb\xbf\r\n1\r\n\r\n  \n 2 \n3"));
    let mut lines = client.call(Lines).await.unwrap();
    let mut numbers = Vec::new();
    while let Some(line) = lines.next().await {
        numbers.push(line.unwrap());
    }
    assert_eq!(numbers, [1, 2, 3]);
    let cut = b"5\r\n1\n2\n3\r\n";
    let (_server, client) = raw(with("Content-Type: application/jsonl\r\nTransfer-Encoding: chunked", cut));
    let mut lines = client.call(Lines).await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert_eq!(lines.next().await.unwrap().unwrap(), 2);
    // What has come of the third may not be all of it.
    let error = lines.next().await.unwrap().unwrap_err().to_string();
    assert!(error.contains("the connection broke off"), "{error}");
    assert!(lines.next().await.is_none());
}
