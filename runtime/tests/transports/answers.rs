//! Answers of careless and hostile servers, byte by byte.

use std::convert::Infallible;
use std::io::Write;

use oasmith_runtime::{
    Bytes, Content, DecodeError, ErrorKind, Framing, HeaderSpec, ItemStream, Meta, Operation, Outcome, Request,
    Response, TransportErrorKind,
};

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
#[cfg(feature = "gzip")]
operation!(Probe, Meta::new("probe", "HEAD", "/"), (), 200 => empty());
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

operation!(Mixed, Meta::new("mixed", "GET", "/"), Mixture, 200 => content());

#[derive(Debug, PartialEq)]
enum Mixture {
    Json(Vec<u32>),
    Text(String),
    Problem(Bytes),
    Application(Bytes),
    Other(Bytes),
}

impl Content for Mixture {
    const MEDIA_TYPES: &'static [&'static [&'static str]] =
        &[&["application/json"], &["text/plain"], &["application/problem+json"], &["application/*"], &["*/*"]];

    fn read(variant: usize, answer: &Response) -> Result<Self, DecodeError> {
        match variant {
            0 => answer.to_json().map(Self::Json),
            1 => answer.to_text().map(Self::Text),
            2 => Ok(Self::Problem(answer.body().clone())),
            3 => Ok(Self::Application(answer.body().clone())),
            _ => Ok(Self::Other(answer.body().clone())),
        }
    }
}

/// A server that writes these bytes and closes the connection.
fn raw(answer: impl Into<Vec<u8>>) -> (Server, Client) {
    let answer = answer.into();
    let server = Server::start(move |_, stream| stream.write_all(&answer).unwrap());
    let client = client_of(server.url.as_str());
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

#[cfg(feature = "gzip")]
mod gzip {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn zipped(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn coded(coding: &str, body: &[u8]) -> Vec<u8> {
        with(&format!("Content-Type: application/json\r\nContent-Encoding: {coding}"), body)
    }

    #[tokio::test]
    async fn every_member_of_a_body_counts() {
        let long = [b"[".to_vec(), b"1,".repeat(100_000), b"2]".to_vec()].concat();
        for (body, numbers) in [
            (zipped(b"[1,2]"), 2),
            ([zipped(b"[1,"), zipped(b""), zipped(b"2,3]")].concat(), 3),
            // What stands behind the last member is nothing.
            ([zipped(b"[1]"), b"\r\ntrash".to_vec()].concat(), 1),
            (zipped(&long), 100_001),
        ] {
            for coding in ["gzip", "GZip", "x-gzip", "identity, gzip", ",gzip,"] {
                assert_eq!(list(coded(coding, &body)).await.unwrap().len(), numbers, "{coding}");
            }
            let (_server, client) = raw(coded("gzip", &body));
            let whole = client.call(File).await.unwrap();
            assert!(whole.starts_with(b"[1") && whole.ends_with(b"]"));
        }
        // No body is none, and the headers tell of the one that there would be.
        let (_server, client) = raw(coded("gzip\r\nContent-Length: 25", b""));
        let probed = client.call(Probe).with_response().await.unwrap();
        assert_eq!(
            (&probed.headers["content-encoding"], &probed.headers["content-length"]),
            (&"gzip".parse().unwrap(), &"25".parse().unwrap())
        );
        assert_eq!(raw(coded("gzip", b"")).1.call(Maybe).await.unwrap(), None);
        let lines = [zipped(b"1\n2\n"), zipped(b"3\n")].concat();
        let (_server, client) = raw(with("Content-Type: application/jsonl\r\nContent-Encoding: gzip", &lines));
        let mut lines = client.call(Lines).await.unwrap();
        for number in 1..=3 {
            assert_eq!(lines.next().await.unwrap().unwrap(), number);
        }
        assert!(lines.next().await.is_none());
    }

    #[tokio::test]
    async fn what_is_broken_is_no_answer() {
        let body = zipped(b"[1,2]");
        let mut changed = body.clone();
        let at = changed.len() - 6;
        changed[at] ^= 0xff;
        let cut = |length: usize| body[..length].to_vec();
        for body in [cut(5), cut(14), cut(body.len() - 4), changed, b"[1,2]".to_vec()] {
            let failure = raw(coded("gzip", &body)).1.call(List).await.unwrap_err();
            assert!(failure.to_string().contains(", but its body is broken after "), "{failure}");
            let is_hopeless =
                matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Protocol);
            assert!(is_hopeless, "{failure}");
            assert!(matches!(failure.kind(), ErrorKind::Transport(_)), "{failure}");
        }
        let failure = list(coded("gzip, gzip", &body)).await.unwrap_err();
        assert!(failure.contains("`Content-Encoding` \"gzip, gzip\", which is not read)"), "{failure}");
    }

    #[tokio::test]
    async fn a_bomb_ends_at_the_limit() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        let zeros = vec![b' '; 1_000_000];
        for _ in 0..100 {
            encoder.write_all(&zeros).unwrap();
        }
        let body = coded("gzip", &encoder.finish().unwrap());
        let failure = raw(body).1.call(List).await.unwrap_err();
        assert!(matches!(failure.kind(), ErrorKind::TooLarge { .. }), "{failure}");
        assert!(failure.bytes().unwrap().len() <= 64 << 20);
    }

    #[tokio::test]
    async fn gzip_is_asked_for_where_nothing_else_is() {
        let (server, client) = raw(with("Content-Type: application/json", b"[1]"));
        client.call(List).await.unwrap();
        client.call(List).header("Accept-Encoding", "identity").await.unwrap();
        client.call(List).header("Range", "bytes=0-2").await.unwrap();
        let asked: Vec<Option<String>> =
            server.received().iter().map(|request| request.header("accept-encoding").map(str::to_owned)).collect();
        assert_eq!(asked, [Some("gzip".to_owned()), Some("identity".to_owned()), None]);
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
    let transferred = with("Content-Type: application/octet-stream\r\nTransfer-Encoding: gzip", ZIPPED);
    let failure = raw(transferred).1.call(File).await.unwrap_err().to_string();
    assert!(failure.contains("(the body has the `Transfer-Encoding` \"gzip\", which is not read)"), "{failure}");
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
async fn an_answer_that_breaks_the_rules_of_http_is_no_lost_connection() {
    for headers in [
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: five",
        "Transfer-Encoding: chunked\r\nX-Body: chunks",
        "no header at all",
    ] {
        let body: &[u8] = if headers.contains("chunked") { b"x\r\n[1,2]\r\n" } else { b"[1,2]" };
        let failure = raw(with(headers, body)).1.call(List).await.unwrap_err();
        assert!(
            matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Protocol),
            "{headers}: {failure:#?}"
        );
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
    for charset in ["iso-8859-1", "WINDOWS-1252", "\"shift_jis\""] {
        let failure = list(with(&format!("Content-Type: application/json; charset={charset}"), b"[1, \"caf\xe9\"]"));
        let why = format!("(byte 8 is not UTF-8; the answer says that it is in \"{}\")", charset.trim_matches('"'));
        let failure = failure.await.unwrap_err();
        assert!(failure.contains(&why), "{failure}");
    }
    // ASCII is UTF-8, whatever it is said to be.
    assert_eq!(list(with("Content-Type: application/json; charset=iso-8859-1", b"[1]")).await.unwrap(), [1]);
    assert_eq!(list(with("Content-Type: application/json", b"\xef\xbb\xbf[1]")).await.unwrap(), [1]);
}

#[tokio::test]
async fn a_text_is_never_read_in_another_charset_than_it_is_said_to_be_in() {
    let said = |charset: &str, body: &[u8]| with(&format!("Content-Type: text/plain; charset={charset}"), body);
    for (charset, body, text) in [
        ("UTF-8", "café".as_bytes(), "café"),
        ("\"utf-8\"", "café".as_bytes(), "café"),
        ("ISO-8859-1", b"caf\xe9", "café"),
        ("'iso-8859-1'", b"caf\xe9", "café"),
        ("windows-1252", b"3 \x80", "3 €"),
        ("utf-16", b"\xfe\xff\0c\0\xe9", "cé"),
        ("utf-16le", b"c\0\xe9\0", "cé"),
        ("koi8-r", b"cafe", "cafe"),
    ] {
        assert_eq!(raw(said(charset, body)).1.call(Text).await.unwrap(), text, "{charset}");
        let mixed = raw(said(charset, body)).1.call(Mixed).await.unwrap();
        assert_eq!(mixed, Mixture::Text(text.to_owned()), "{charset}");
    }
    for (charset, body) in [
        ("iso-2022-jp", &b"\x1b$B%+\x1b(B"[..]),
        ("utf-7", b"+AGE-"),
        ("utf-16", b"c\0a\0"),
        ("shift_jis", b"\x83J"),
        ("klingon", "é".as_bytes()),
        ("utf-8", b"caf\xe9"),
    ] {
        let failures = [
            raw(said(charset, body)).1.call(Text).await.unwrap_err().to_string(),
            raw(said(charset, body)).1.call(Mixed).await.unwrap_err().to_string(),
        ];
        for failure in failures {
            assert!(failure.contains(&format!("{charset:?}")), "{failure}");
        }
    }
    // An error is shown in what it is said to be in.
    let page = b"HTTP/1.1 500 No\r\nConnection: close\r\nContent-Type: text/html;charset=ISO-8859-1\r\n\r\n\
                 <html><title>Donn\xe9es absentes</title></html>";
    let failure = raw(&page[..]).1.call(Text).await.unwrap_err();
    assert!(failure.to_string().ends_with("an HTML page with the title \"Données absentes\""), "{failure}");
    assert_eq!(failure.text().unwrap(), "<html><title>Données absentes</title></html>");
}

#[tokio::test]
async fn media_types_come_in_any_case_and_with_white_space() {
    for media_type in
        ["Application/JSON ;charset=UTF-8", "APPLICATION/json;", "application/json ; charset", "\"application/json\""]
    {
        assert_eq!(list(with(&format!("CONTENT-TYPE:{media_type}"), b"[1]")).await.unwrap(), [1], "{media_type}");
        let mixed = raw(with(&format!("content-type: {media_type}"), b"[1]")).1.call(Mixed).await.unwrap();
        assert_eq!(mixed, Mixture::Json(vec![1]), "{media_type}");
    }
    for (media_type, mixture) in [
        ("Text/Plain", Mixture::Text("[1]".to_owned())),
        // The most specific of those that are declared (OpenAPI 3.1.2, section 4.14.1).
        ("application/vnd.x+json", Mixture::Application(Bytes::from_static(b"[1]"))),
        ("application/Problem+JSON", Mixture::Problem(Bytes::from_static(b"[1]"))),
        ("application/pdf", Mixture::Application(Bytes::from_static(b"[1]"))),
        ("multipart/mixed; boundary=\"a,b\"", Mixture::Other(Bytes::from_static(b"[1]"))),
    ] {
        let answer = with(&format!("Content-Type: {media_type}"), b"[1]");
        assert_eq!(raw(answer).1.call(Mixed).await.unwrap(), mixture, "{media_type}");
    }
}

#[tokio::test]
async fn lengths_are_what_they_are_said_to_be() {
    let json = "Content-Type: application/json\r\n";
    // What is beyond the length is no part of the answer.
    assert_eq!(list(with(&format!("{json}Content-Length: 3"), b"[1]garbage")).await.unwrap(), [1]);
    for (length, why) in [
        ("5\r\nContent-Length: 6", "no answer came from http://127.0.0.1:"),
        ("abc", "no answer came from http://127.0.0.1:"),
        ("-1", "no answer came from http://127.0.0.1:"),
        ("99999999999999999999", "no answer came from http://127.0.0.1:"),
        ("99999999999", "with a body of more than the 67108864 bytes that the client accepts"),
        ("4", "the connection broke off after 3 bytes of its body"),
    ] {
        let failure = list(with(&format!("{json}Content-Length: {length}"), b"[1]")).await.unwrap_err();
        assert!(failure.contains(why), "{failure}");
    }
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
        texts.push(event.map_err(|error| error.to_string()));
    }
    let cut = texts.pop().unwrap().unwrap_err();
    assert!(cut.contains("item 4") && cut.ends_with("(it is cut off, for no blank line ends it): data: cut"), "{cut}");
    assert_eq!(texts, ["one", "", "two\nlines"].map(|text| Ok(text.to_owned())));
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
