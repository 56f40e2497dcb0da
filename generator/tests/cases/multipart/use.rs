use oasmith_runtime::{HttpResponse, Mock, Nullable, Options, StatusCode, Upload};

use super::multipart::files::{CreateFileRequest, CreateFileRequestPurpose};
use super::multipart::{Client, types::Owner};
use super::ready::ready;

fn client() -> (Client, Mock) {
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    (Client::builder().transport(mock.clone()).build(), mock)
}

/// The media type and the bytes of the last request.
fn sent(mock: &Mock) -> (String, String) {
    let request = mock.requests().pop().unwrap();
    let media_type = request.headers.get("content-type").unwrap().to_str().unwrap().to_owned();
    (media_type, String::from_utf8(request.body.unwrap().bytes().unwrap().to_vec()).unwrap())
}

fn part(disposition: &str, headers: &str, content: &str) -> String {
    format!("--edge\r\nContent-Disposition: form-data; {disposition}\r\n{headers}\r\n{content}\r\n")
}

// support: Request bodies | `multipart/form-data`: files, part types, part headers | yes
#[test]
fn every_property_is_a_part() {
    let (client, mock) = client();
    let note = Upload::from("hello").file_name("a \"b\".txt").content_type("text/plain");
    let request = CreateFileRequest::new(note, CreateFileRequestPurpose::Train)
        .expires(7)
        .owner(Owner::new("Jo"))
        .pages(vec![Upload::from(b"1"), Upload::from(b"2").file_name("two.png")])
        .tags(vec!["x".to_owned(), "y".to_owned()])
        .columns(vec!["l".to_owned(), "r".to_owned()])
        .thumbnail("bytes")
        .key(b"hi")
        .note(Nullable::Null)
        .settings("s");
    ready(client.files().create_file(request).with(Options::new().boundary("edge"))).unwrap();
    let (media_type, body) = sent(&mock);
    assert_eq!(media_type, "multipart/form-data; boundary=edge");
    let expected = [
        part("name=\"file\"; filename=\"a %22b%22.txt\"", "Content-Type: text/plain\r\n", "hello"),
        part("name=\"purpose\"", "X-Version: 2\r\n", "train"),
        part("name=\"expires\"", "", "7"),
        part("name=\"owner\"", "Content-Type: application/json\r\n", r#"{"name":"Jo"}"#),
        part("name=\"pages\"; filename=\"pages\"", "Content-Type: image/png\r\n", "1"),
        part("name=\"pages\"; filename=\"two.png\"", "Content-Type: image/png\r\n", "2"),
        part("name=\"tags\"", "", "x"),
        part("name=\"tags\"", "", "y"),
        part("name=\"columns\"", "", "l|r"),
        part("name=\"thumbnail\"; filename=\"thumbnail\"", "Content-Type: application/octet-stream\r\n", "bytes"),
        part("name=\"key\"", "", "aGk="),
        part("name=\"settings\"", "Content-Type: application/json\r\n", "\"s\""),
        "--edge--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[test]
fn boundaries_are_random() {
    let (client, mock) = client();
    ready(client.files().put_form("1", Owner::new("Jo"))).unwrap();
    let (first, body) = sent(&mock);
    let boundary = first.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(body.starts_with(&format!("--{boundary}\r\n")) && body.ends_with(&format!("\r\n--{boundary}--\r\n")));
    ready(client.files().put_form("1", Owner::new("Jo"))).unwrap();
    assert_ne!(sent(&mock).0, first);
}

#[test]
fn rules_hold_beside_files() {
    let (client, mock) = client();
    let request = CreateFileRequest::new("x", CreateFileRequestPurpose::Test).expires(0);
    let failure = ready(client.files().create_file(request)).unwrap_err();
    assert_eq!(failure.violations()[0].path(), "/expires");
    assert!(mock.requests().is_empty());
}

// support: Request bodies | Bytes, streamed from where they are | yes
#[test]
fn bytes_are_sent_as_what_the_caller_says_they_are() {
    let (client, mock) = client();
    ready(client.files().put_content("1", vec![104, 105])).unwrap();
    assert_eq!(sent(&mock), ("application/octet-stream".to_owned(), "hi".to_owned()));
    ready(client.files().put_picture("1").body(Upload::from("png").content_type("image/png"))).unwrap();
    assert_eq!(sent(&mock), ("image/png".to_owned(), "png".to_owned()));
    // Nothing is of every type.
    ready(client.files().put_picture("1").body("png")).unwrap();
    assert_eq!(sent(&mock).0, "application/octet-stream");
    ready(client.files().post_mixed(Upload::from("--b--").content_type("multipart/mixed; boundary=b"))).unwrap();
    assert_eq!(sent(&mock), ("multipart/mixed; boundary=b".to_owned(), "--b--".to_owned()));
}

// support: Request bodies | Text, XML and YAML | partial: sent and read as raw text under its media type, without types of its own
#[test]
fn other_languages_are_text() {
    let xml = HttpResponse::new(StatusCode::OK, Default::default(), "<feed/>");
    let mock = Mock::always(xml);
    let client = Client::builder().transport(mock.clone()).build();
    assert_eq!(ready(client.files().post_markup("<a/>")).unwrap(), "<feed/>");
    assert_eq!(sent(&mock), ("application/xml".to_owned(), "<a/>".to_owned()));
}
