//! Forms with files, bytes and text as they go over the wire.

use std::io::{self, Read};

use oasmith_runtime::{ByteStream, FormData, Nullable, Operation, Options, Upload, Value};

use super::multipart::files::{CreateFileRequest, CreateFileRequestPurpose, PostStylesRequest};
use super::multipart::forms::{PostNullableRequest, PostOpenRequest};
use super::multipart::{
    Call, Client,
    types::{Owner, Picture, PictureForm, Rgb},
};
use super::wire::{Wire, request};

/// The server that a call has gone to.
fn wire<O: Operation<Output = ()>>(call: impl for<'c> FnOnce(&'c Client) -> Call<'c, O>) -> Wire
where
    O::Error: std::fmt::Debug,
{
    let wire = Wire::new();
    call(&Client::with_server(wire.url())).send_blocking().unwrap();
    wire
}

fn part(disposition: &str, headers: &str, content: &str) -> String {
    format!("--edge\r\nContent-Disposition: form-data; {disposition}\r\n{headers}\r\n{content}\r\n")
}

const FILE: &str = "Content-Type: application/octet-stream\r\n";

/// What OpenAPI says of `contentEncoding: base64`.
const ENCODED: &str = "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n";

// support: Request bodies | `multipart/form-data`: files, part types, part headers | partial: a part has the headers to which the document gives a `const` or a `default`; of another one, a located warning says that it is not sent
#[test]
fn every_property_is_a_part() {
    let note = Upload::from("hello").file_name("a \"b\".txt").content_type("text/plain");
    let body = CreateFileRequest::new(note, CreateFileRequestPurpose::Train)
        .expires(7)
        .owner(Owner::new("Jo"))
        .pages(vec![Upload::from(b"1"), Upload::from(b"2").file_name("zwölf.png")])
        .tags(vec!["x".to_owned(), "y".to_owned()])
        .columns(vec!["l".to_owned(), "r".to_owned()])
        .thumbnail("bytes")
        .key(b"hi")
        .note(Nullable::Null)
        .settings("s");
    let wire = wire(|client| client.files().create(body).with_options(Options::new().boundary("edge")));
    let expected = [
        part("name=\"file\"; filename=\"a %22b%22.txt\"", "Content-Type: text/plain\r\n", "hello"),
        part("name=\"purpose\"", "X-Version: 2\r\n", "train"),
        part("name=\"expires\"", "", "7"),
        part("name=\"owner\"", "Content-Type: application/json\r\n", r#"{"name":"Jo"}"#),
        part("name=\"pages\"; filename=\"pages\"", "Content-Type: image/png\r\n", "1"),
        part("name=\"pages\"; filename=\"zwölf.png\"", "Content-Type: image/png\r\n", "2"),
        part("name=\"tags\"", "", "x"),
        part("name=\"tags\"", "", "y"),
        part("name=\"columns\"", "", "l|r"),
        part("name=\"thumbnail\"; filename=\"thumbnail\"", "Content-Type: application/octet-stream\r\n", "bytes"),
        part("name=\"key\"", ENCODED, "aGk="),
        part("name=\"settings\"", "Content-Type: application/json\r\n", "\"s\""),
        "--edge--\r\n".to_owned(),
    ];
    let body = expected.concat();
    let (media_type, length) = ("content-type: multipart/form-data; boundary=edge", body.len());
    let lines = ["POST /files HTTP/1.1", media_type, &format!("content-length: {length}")];
    assert_eq!(wire.last(), request(&lines, &body));
}

// support: Request bodies | `multipart/form-data`: how many files there may be | yes
#[test]
fn files_are_counted() {
    for (count, fits) in [(0, false), (1, true), (3, true), (4, false)] {
        let pages = vec![Upload::from("x"); count];
        let body = CreateFileRequest::new(Upload::from("x"), CreateFileRequestPurpose::Test).pages(pages);
        let server = Wire::new();
        let outcome = Client::with_server(server.url()).files().create(body).send_blocking();
        assert_eq!(outcome.is_ok(), fits, "{count}: {outcome:?}");
    }
}

// support: Request bodies | `multipart/form-data`: files that may be null, lists of them, and what is a file or not | yes
#[test]
fn files_that_may_be_null_are_files() {
    let file = || Upload::from("x").file_name("n");
    let body = PostNullableRequest::new(None).a(file()).b(vec![file(), file()]).c("text").d(vec![file()]).e(file());
    let sent_file = |name| part(&format!("name=\"{name}\"; filename=\"n\""), FILE, "x");
    let expected = [
        sent_file("a"),
        sent_file("b"),
        sent_file("b"),
        part("name=\"c\"", "", "text"),
        sent_file("d"),
        sent_file("e"),
        "--edge--\r\n".to_owned(),
    ];
    let sent = wire(|client| client.forms().post_nullable(body).with_options(Options::new().boundary("edge")));
    assert_eq!(String::from_utf8(sent.last_body()).unwrap(), expected.concat());
    let body = PostNullableRequest::new(Some(file())).c(file());
    let expected = [sent_file("c"), sent_file("must"), "--edge--\r\n".to_owned()];
    let sent = wire(|client| client.forms().post_nullable(body).with_options(Options::new().boundary("edge")));
    assert_eq!(String::from_utf8(sent.last_body()).unwrap(), expected.concat());
}

// support: Request bodies | `multipart/form-data`: forms and parts of which nothing is said | yes
#[test]
fn forms_that_say_nothing_take_parts_of_all_kinds() {
    let body = PostOpenRequest::new(Upload::from("f").content_type("text/csv")).g("g");
    let expected = [
        part("name=\"f\"; filename=\"f\"", "Content-Type: text/csv\r\n", "f"),
        part("name=\"g\"; filename=\"g\"", "Content-Type: image/png\r\n", "g"),
        "--edge--\r\n".to_owned(),
    ];
    let sent = wire(|client| client.forms().post_open(body).with_options(Options::new().boundary("edge")));
    assert_eq!(String::from_utf8(sent.last_body()).unwrap(), expected.concat());

    let form = FormData::new().part("b", "text").part("a", Upload::from("x").file_name("n")).part("b", "again");
    let form = form.part("j", oasmith_runtime::json::from_str::<Value>("{\"k\":[1]}").unwrap());
    let expected = [
        part("name=\"b\"", "", "text"),
        part("name=\"a\"; filename=\"n\"", FILE, "x"),
        part("name=\"b\"", "", "again"),
        part("name=\"j\"", "Content-Type: application/json\r\n", "{\"k\":[1]}"),
        "--edge--\r\n".to_owned(),
    ];
    let sent = wire(|client| client.forms().post_any(form.clone()).with_options(Options::new().boundary("edge")));
    assert_eq!(String::from_utf8(sent.last_body()).unwrap(), expected.concat());
    let sent = wire(|client| client.forms().put_any().body(form).with_options(Options::new().boundary("edge")));
    assert_eq!(String::from_utf8(sent.last_body()).unwrap(), expected.concat());
    let files = [("a".to_owned(), Upload::from("x").file_name("n"))].into_iter().collect();
    let sent = wire(|client| client.forms().post_files(files).with_options(Options::new().boundary("edge")));
    let expected = part("name=\"a\"; filename=\"n\"", FILE, "x") + "--edge--\r\n";
    assert_eq!(String::from_utf8(sent.last_body()).unwrap(), expected);
}

// support: Request bodies | `multipart/form-data`: styles `form`, `spaceDelimited`, `pipeDelimited`, `deepObject` | yes
#[test]
fn styles_are_those_of_queries_without_escapes() {
    let list = |items: [&str; 2]| items.map(str::to_owned).to_vec();
    let body = PostStylesRequest::new()
        .usual(Rgb::new(1, 2))
        .exploded(Rgb::new(3, 4))
        .joined(Rgb::new(5, 6))
        .deep(Rgb::new(7, 8))
        .commas(list(["a b", "c&d"]))
        .spaces(list(["e", "f"]))
        .each(list(["g", "h"]))
        .typed("i,j")
        .text("k")
        .whole("l");
    let expected = [
        part("name=\"usual\"", "Content-Type: application/json\r\n", r#"{"R":1,"G":2}"#),
        part("name=\"R\"", "", "3"),
        part("name=\"G\"", "", "4"),
        part("name=\"joined\"", "", "R|5|G|6"),
        part("name=\"deep[R]\"", "", "7"),
        part("name=\"deep[G]\"", "", "8"),
        part("name=\"commas\"", "", "a b,c&d"),
        part("name=\"spaces\"", "", "e f"),
        part("name=\"each\"", "", "g"),
        part("name=\"each\"", "", "h"),
        part("name=\"typed\"", "Content-Type: text/csv\r\n", "i,j"),
        part("name=\"text\"", "", "k"),
        part("name=\"whole\"", "", "l"),
        "--edge--\r\n".to_owned(),
    ];
    let wire = wire(|client| client.files().post_styles(body).with_options(Options::new().boundary("edge")));
    assert_eq!(String::from_utf8(wire.last_body()).unwrap(), expected.concat());
}

/// A boundary of the runtime's own is in the header as in the body, and another one each time.
#[test]
fn boundaries_are_random() {
    let sent = || wire(|client| client.files().put_form("1", Owner::new("Jo"))).last();
    let one = sent();
    let (_, rest) = one.split_once("content-type: multipart/form-data; boundary=").unwrap();
    let boundary = rest.lines().next().unwrap();
    let body = part("name=\"name\"", "", "Jo").replace("edge", boundary) + &format!("--{boundary}--\r\n");
    let media_type = format!("content-type: multipart/form-data; boundary={boundary}");
    let length = format!("content-length: {}", body.len());
    assert_eq!(one, request(&["PUT /files/1/form HTTP/1.1", &media_type, &length], &body));
    assert_ne!(sent(), one);
}

#[test]
fn rules_hold_beside_files() {
    let wire = Wire::new();
    let body = CreateFileRequest::new("x", CreateFileRequestPurpose::Test).expires(0);
    let failure = Client::with_server(wire.url()).files().create(body).send_blocking().unwrap_err();
    assert_eq!(failure.violations()[0].path(), "/expires");
    assert!(wire.is_untouched());
}

/// Gives two bytes at a time.
struct Pieces(&'static [u8]);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(2);
        (&self.0[..count]).read_exact(&mut buffer[..count])?;
        self.0 = &self.0[count..];
        Ok(count)
    }
}

/// The body of a request in chunks, put together.
fn unchunked(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let (chunk, rest) = rest.split_at(usize::from_str_radix(size, 16).unwrap());
        whole += chunk;
        body = rest.strip_prefix("\r\n").unwrap();
    }
    whole
}

// support: Request bodies | `multipart/form-data` with files that are read as they are sent | yes
#[test]
fn files_in_forms_need_not_be_in_memory() {
    let sent = |file: Upload| {
        let body = CreateFileRequest::new(file.file_name("f"), CreateFileRequestPurpose::Test);
        wire(|client| client.files().create(body).with_options(Options::new().boundary("edge"))).last()
    };
    let expected = part("name=\"file\"; filename=\"f\"", "Content-Type: application/octet-stream\r\n", "stream")
        + &part("name=\"purpose\"", "X-Version: 2\r\n", "test")
        + "--edge--\r\n";
    let (line, media_type) = ("POST /files HTTP/1.1", "content-type: multipart/form-data; boundary=edge");
    let known = ByteStream::from_reader(Pieces(b"stream")).with_length(6);
    let length = format!("content-length: {}", expected.len());
    assert_eq!(sent(known.into()), request(&[line, media_type, &length], &expected));

    let sent = sent(Upload::from_reader(Pieces(b"stream")));
    let (head, chunks) = sent.split_once("\r\n\r\n").unwrap();
    assert_eq!(head, [line, media_type, "transfer-encoding: chunked"].join("\r\n"));
    assert_eq!(unchunked(chunks), expected);
}

// support: Request bodies | Bytes | yes
#[test]
fn bytes_are_sent_as_they_are() {
    let bytes: Vec<u8> = (0..=255).collect();
    let sent = wire(|client| client.files().put_content("1", bytes.clone()));
    assert_eq!(sent.last_body(), bytes);

    let (line, media_type) = ("PUT /files/1/content HTTP/1.1", "content-type: application/octet-stream");
    let sent = wire(|client| client.files().put_content("1", "hi")).last();
    assert_eq!(sent, request(&[line, media_type, "content-length: 2"], "hi"));
    // An empty body is a body.
    let sent = wire(|client| client.files().put_content("1", "")).last();
    assert_eq!(sent, request(&[line, media_type, "content-length: 0"], ""));
}

// support: Request bodies | Bytes that are read as they are sent, of a known length or in chunks | yes
#[test]
fn streams_have_a_length_or_are_chunked() {
    let (line, media_type) = ("PUT /files/1/content HTTP/1.1", "content-type: application/octet-stream");
    let known = ByteStream::from_reader(Pieces(b"stream")).with_length(6);
    let sent = wire(|client| client.files().put_content("1", known)).last();
    assert_eq!(sent, request(&[line, media_type, "content-length: 6"], "stream"));

    let sent = wire(|client| client.files().put_content("1", Upload::from_reader(Pieces(b"stream")))).last();
    let (head, chunks) = sent.split_once("\r\n\r\n").unwrap();
    assert_eq!(head, [line, media_type, "transfer-encoding: chunked"].join("\r\n"));
    assert_eq!(unchunked(chunks), "stream");
}

#[test]
fn an_upload_says_which_type_it_is_where_the_document_leaves_that_open() {
    let line = "PUT /files/1/picture HTTP/1.1";
    let sent =
        wire(|client| client.files().put_picture("1").body(Upload::from("png").content_type("image/png"))).last();
    assert_eq!(sent, request(&[line, "content-type: image/png", "content-length: 3"], "png"));
    // Nothing is of every type.
    let sent = wire(|client| client.files().put_picture("1").body("png")).last();
    assert_eq!(sent, request(&[line, "content-type: application/octet-stream", "content-length: 3"], "png"));
    let sent = wire(|client| client.files().put_picture("1")).last();
    assert_eq!(sent, request(&[line, "content-length: 0"], ""));
}

// support: Request bodies | Other kinds of `multipart` | partial: sent as the bytes that the caller gives, who also names the boundary
#[test]
fn other_multipart_bodies_are_bytes() {
    let mixed = Upload::from("--b--").content_type("multipart/mixed; boundary=b");
    let sent = wire(|client| client.files().post_mixed(mixed)).last();
    let media_type = "content-type: multipart/mixed; boundary=b";
    assert_eq!(sent, request(&["POST /files/mixed HTTP/1.1", media_type, "content-length: 5"], "--b--"));
}

// support: Request bodies | XML and YAML | partial: sent and read as raw text under its media type, without types of its own
#[test]
fn other_languages_are_text() {
    let xml = "HTTP/1.1 200 OK\r\ncontent-type: application/atom+xml\r\nconnection: close\r\n\r\n<feed/>";
    let wire = Wire::answering(xml);
    assert_eq!(Client::with_server(wire.url()).files().post_markup("<a>ü</a>").send_blocking().unwrap(), "<feed/>");
    let lines = [
        "POST /files/markup HTTP/1.1",
        "accept: application/atom+xml",
        "content-type: application/xml",
        "content-length: 9",
    ];
    assert_eq!(wire.last(), request(&lines, "<a>ü</a>"));
}

/// What is sent with a file and comes as text is two types, each called what it is.
#[test]
fn a_form_of_a_component_that_answers_have_too_is_called_a_form() {
    let form = PictureForm::new("Dawn", Upload::from(b"1").file_name("dawn.png"));
    let _ = Client::with_server("http://localhost").forms().add_picture(form);
    let picture: Picture = oasmith_runtime::json::from_str(r#"{"title":"Dawn","pixels":"x"}"#).unwrap();
    assert_eq!(picture, Picture::new("Dawn", "x"));
}
