//! Every method as it goes over the wire.

use super::loopback::{Afterwards, Loopback};
use super::methods::Client;
use super::methods::types::Search;
use super::wire::{Wire, request};

/// A server that gives this answer, and its client.
fn server(answer: &str) -> (Client, Loopback) {
    let server = Loopback::start(format!("HTTP/1.1 {answer}"), Afterwards::Close).unwrap();
    (Client::with_server(server.url()), server)
}

const NO_CONTENT: &str = "204 No Content\r\nconnection: close\r\n\r\n";

/// The request's first line and its body.
fn sent(server: &Loopback) -> (String, String) {
    let request = server.requests().pop().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

// support: Operations and servers | HEAD | yes
#[test]
fn head_reads_no_body() {
    let (client, server) = server("200 OK\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n");
    client.files().probe("a").send_blocking().unwrap();
    assert_eq!(sent(&server), ("HEAD /files/a HTTP/1.1".to_owned(), String::new()));
}

// support: Operations and servers | OPTIONS and TRACE | yes
#[test]
fn options_and_trace() {
    let (client, server) = server(NO_CONTENT);
    client.files().capabilities("a").send_blocking().unwrap();
    assert_eq!(sent(&server).0, "OPTIONS /files/a HTTP/1.1");
    let (client, server) = self::server("200 OK\r\ncontent-type: message/http\r\nconnection: close\r\n\r\nTRACE /");
    assert_eq!(client.files().trace("a").send_blocking().unwrap(), "TRACE /");
    assert_eq!(sent(&server).0, "TRACE /files/a HTTP/1.1");
}

// support: Operations and servers | QUERY (3.2) | yes
#[test]
fn query_has_a_body() {
    let (client, server) =
        server("200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\nconnection: close\r\n\r\n[\"b\"]");
    assert_eq!(client.files().search("a", Search::new("b")).send_blocking().unwrap(), ["b"]);
    assert_eq!(sent(&server), ("QUERY /files/a HTTP/1.1".to_owned(), r#"{"text":"b"}"#.to_owned()));
}

// support: Operations and servers | `additionalOperations` (3.2) | yes
#[test]
fn other_methods_are_sent_as_they_are_spelled() {
    let (client, server) = server("201 Created\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    client.files().copy("a", "/b").send_blocking().unwrap();
    assert_eq!(sent(&server).0, "COPY /files/a HTTP/1.1");
    let (client, server) = self::server(NO_CONTENT);
    client.files().link("a").send_blocking().unwrap();
    assert_eq!(sent(&server).0, "Link /files/a HTTP/1.1");
}

/// A DELETE says nothing of a body that is not there: many servers take none.
#[test]
fn delete_may_have_a_body() {
    let wire = Wire::new();
    let client = Client::with_server(wire.url());
    let line = "DELETE /files/a HTTP/1.1";
    client.files().remove("a").send_blocking().unwrap();
    assert_eq!(wire.last(), request(&[line], ""));
    client.files().remove("a").body(Search::new("b")).send_blocking().unwrap();
    let lines = [line, "content-type: application/json", "content-length: 12"];
    assert_eq!(wire.last(), request(&lines, r#"{"text":"b"}"#));
}
