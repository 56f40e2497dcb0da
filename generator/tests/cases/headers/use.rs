use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::headers::Client;
use super::headers::pets::{ListPetsHeaders, ListPetsXOrder};
use super::headers::types::Color;
use super::loopback::{Afterwards, Loopback};
use super::ready::ready;

/// A client whose server answers with these headers.
fn client(status: u16, headers: &[(&'static str, &str)]) -> Client {
    let mut response = HttpResponse::json(StatusCode::from_u16(status).unwrap(), "[]");
    for (name, value) in headers {
        response.headers.append(*name, value.parse().unwrap());
    }
    Client::builder().transport(Mock::always(response)).build()
}

// support: Responses | Typed headers | yes
#[test]
#[allow(deprecated, reason = "one of the headers is")]
fn headers_have_the_types_that_are_declared() {
    let client = client(
        200,
        &[
            ("x-rate-limit", "7"),
            ("x-request-id", "0042"),
            ("x-cached", "true"),
            ("x-pages", "1, 2"),
            ("x-pages", "3"),
            ("x-order", "down"),
            ("x-color", "R,100,name,10"),
            ("x-exploded", "R=100,name=red"),
            ("x-json", r#"{"R":100,"name":"red"}"#),
            ("x-any", "a b"),
        ],
    );
    let answer = ready(client.pets().list().with_response()).unwrap();
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.value.is_empty());
    let headers = answer.declared();
    assert_eq!(headers.x_rate_limit().unwrap(), Some(7));
    assert_eq!(headers.x_request_id().unwrap(), Some("0042".to_owned()));
    assert_eq!(headers.x_cached().unwrap(), Some(true));
    assert_eq!(headers.x_pages().unwrap(), Some(vec![1, 2, 3]));
    assert_eq!(headers.x_order().unwrap(), Some(ListPetsXOrder::Down));
    // What looks like a number is a text where the type says so.
    assert_eq!(headers.x_color().unwrap(), Some(Color::new(100, "10")));
    assert_eq!(headers.x_exploded().unwrap(), Some(Color::new(100, "red")));
    assert_eq!(headers.x_json().unwrap(), Some(Color::new(100, "red")));
    assert_eq!(headers.x_any().unwrap().as_deref(), Some("a b"));
}

#[test]
fn a_header_that_is_missing_or_wrong_does_not_lose_the_answer() {
    let client = client(200, &[("x-rate-limit", "many")]);
    let answer = ready(client.pets().list().with_response()).unwrap();
    let headers = answer.declared();
    assert_eq!(headers.x_rate_limit().unwrap_err().path(), "/X-Rate-Limit");
    assert_eq!(headers.x_pages().unwrap(), None);
    assert_eq!(answer.headers["x-rate-limit"], "many");
}

// support: Responses | Typed headers of errors | yes
#[test]
fn failures_have_headers_too() {
    let failure = ready(client(429, &[("x-request-id", "5")]).pets().list()).unwrap_err();
    let headers = ListPetsHeaders::from(failure.headers().unwrap());
    assert_eq!(headers.x_request_id_429().unwrap(), Some(5));
    assert_eq!(headers.x_rate_limit().unwrap(), None);
}

const ANSWER: &str = "HTTP/1.1 200 OK\r\nX-RATE-LIMIT:  7\r\ncontent-length: 7\r\nconnection: close\r\n\r\n[\"Rex\"]";

#[tokio::test]
async fn over_the_wire() {
    let server = Loopback::start(ANSWER, Afterwards::Close).unwrap();
    let client = Client::with_server(server.url());
    let answer = client.pets().list().with_response().await.unwrap();
    assert_eq!((answer.declared().x_rate_limit().unwrap(), answer.value), (Some(7), vec!["Rex".to_owned()]));
}

#[test]
fn over_the_wire_without_an_async_runtime() {
    let server = Loopback::start(ANSWER, Afterwards::Close).unwrap();
    let client = Client::with_server(server.url());
    let answer = client.pets().list().with_response_blocking().unwrap();
    assert_eq!((answer.declared().x_rate_limit().unwrap(), answer.value), (Some(7), vec!["Rex".to_owned()]));
    // The status and the headers are there where none are declared, too.
    let server = Loopback::start("HTTP/1.1 204 No Content\r\nx-trace: 1\r\n\r\n", Afterwards::Close).unwrap();
    let answer = Client::with_server(server.url()).pets().delete().with_response_blocking().unwrap();
    assert_eq!((answer.status, answer.headers["x-trace"].as_bytes()), (StatusCode::NO_CONTENT, &b"1"[..]));
}
