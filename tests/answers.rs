//! What becomes of each kind of answer. Every failure keeps what came, and tells what happened in one line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "../examples/loopback/mod.rs"]
mod loopback;

use std::convert::Infallible;
use std::time::Duration;

use dfns_api::auth::{SendLoginCodeRequest, SendLoginCodeResponse};
use dfns_api::runtime::{ErrorKind, TransportErrorKind};
use dfns_api::{Client, Error};
use loopback::{Afterwards, Loopback};

type Outcome = Result<SendLoginCodeResponse, Error<Infallible>>;

async fn answered(answer: impl Into<Vec<u8>>) -> Outcome {
    let server = Loopback::start(answer, Afterwards::Close).unwrap();
    call(&Client::with_server(server.url())).await
}

async fn call(client: &Client) -> Outcome {
    client.auth().send_login_code(SendLoginCodeRequest::new("jane@example.com", "or-1")).await
}

fn http(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn json(status: &str, body: &str) -> String {
    http(status, "content-type: application/json\r\n", body)
}

#[track_caller]
fn assert_failure(outcome: Outcome, line: &str, status: u16, body: &str) -> Error<Infallible> {
    let failure = outcome.unwrap_err();
    assert_eq!(failure.to_string(), line);
    assert_eq!(format!("{failure:?}"), line);
    assert_eq!(failure.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(failure.text().as_deref(), Some(body));
    assert!(failure.headers().unwrap().contains_key("content-length"));
    failure
}

#[tokio::test]
async fn a_success_may_have_more_fields() {
    let answer = answered(json("200 OK", r#"{"id":[1,{}],"message":"success","more":null}"#)).await.unwrap();
    assert_eq!(answer, SendLoginCodeResponse::new("success"));
}

#[tokio::test]
async fn a_success_that_lacks_a_field() {
    let failure = assert_failure(
        answered(json("200 OK", r#"{"msg":"success"}"#)).await,
        "sendLoginCode: the server answered 200 OK, but not with the body that the document declares \
         (missing property `message`; `\"SendLoginCodeResponse.message\" = \"optional\"` in [properties] of oasmith.toml \
         lets it be absent): {\"msg\":\"success\"}",
        200,
        r#"{"msg":"success"}"#,
    );
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(_)));
}

#[tokio::test]
async fn a_success_with_a_field_of_another_type() {
    let failure = assert_failure(
        answered(json("200 OK", r#"{"message":7}"#)).await,
        "sendLoginCode: the server answered 200 OK, but not with the body that the document declares \
         (at /message: expected a string, found 7): {\"message\":7}",
        200,
        r#"{"message":7}"#,
    );
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(fault) if fault.path() == "/message"));
}

#[tokio::test]
async fn a_success_that_is_not_json() {
    let failure = answered(http("200 OK", "content-type: text/plain\r\n", "fine")).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(fault) if fault.offset().is_some()));
    assert_eq!(failure.bytes(), Some(b"fine".as_slice()));
    let line = failure.to_string();
    assert!(line.starts_with("sendLoginCode: the server answered 200 OK, but not with the body"), "{line}");
    assert!(line.ends_with("): fine"), "{line}");
}

#[tokio::test]
async fn a_success_without_a_body() {
    let failure = answered(json("200 OK", "")).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(_)));
    assert_eq!(failure.bytes(), Some(b"".as_slice()));
    assert!(failure.to_string().ends_with("): no body"), "{failure}");
}

#[tokio::test]
async fn a_success_that_breaks_off() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{\"message\":\"s";
    let failure = assert_failure(
        answered(answer).await,
        "sendLoginCode: the server answered 200 OK, but the connection broke off after 13 bytes of its body \
         (end of file before message length reached): {\"message\":\"s",
        200,
        "{\"message\":\"s",
    );
    assert!(matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Io));
}

#[tokio::test]
async fn a_refusal_as_dfns_words_it() {
    let body = r#"{"error":{"message":"Unauthorized","causes":[]}}"#;
    let failure = assert_failure(
        answered(json("401 Unauthorized", body)).await,
        "sendLoginCode: the server answered 401 Unauthorized, which the document does not declare: \
         {\"error\":{\"message\":\"Unauthorized\",\"causes\":[]}}",
        401,
        body,
    );
    assert!(matches!(failure.kind(), ErrorKind::Undeclared));
}

#[tokio::test]
async fn a_limit_of_calls_says_when_to_come_back() {
    let headers = "retry-after: 30\r\ncontent-type: application/json\r\n";
    let failure = assert_failure(
        answered(http("429 Too Many Requests", headers, "{}")).await,
        "sendLoginCode: the server answered 429 Too Many Requests (retry after 30 s), which the document does not \
         declare: {}",
        429,
        "{}",
    );
    assert_eq!(failure.retry_after(), Some(Duration::from_secs(30)));
}

#[tokio::test]
async fn a_proxys_html_page() {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>";
    assert_failure(
        answered(http("502 Bad Gateway", "content-type: text/html\r\n", page)).await,
        "sendLoginCode: the server answered 502 Bad Gateway, which the document does not declare: \
         an HTML page with the title \"502 Bad Gateway\"",
        502,
        page,
    );
}

#[tokio::test]
async fn another_success_is_never_read_as_the_declared_one() {
    // What Dfns answers where a policy wants somebody's approval first.
    let failure = assert_failure(
        answered(json("202 Accepted", r#"{"message":"policy pending"}"#)).await,
        "sendLoginCode: the server answered 202 Accepted, which the document does not declare \
         (`\"POST /auth/login/code\" = \"read\"` in [responses] of oasmith.toml reads it as the declared success): \
         {\"message\":\"policy pending\"}",
        202,
        r#"{"message":"policy pending"}"#,
    );
    assert!(matches!(failure.kind(), ErrorKind::Undeclared));
}

#[tokio::test]
async fn an_answer_beyond_the_limit() {
    let long = format!(r#"{{"message":"{}"}}"#, "x".repeat(5000));
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length-of-it: none\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        long.len()
    );
    for answer in [json("200 OK", &long), chunked] {
        let server = Loopback::start(answer, Afterwards::Close).unwrap();
        let client = Client::builder().server(server.url()).response_limit(1000).build();
        let failure = call(&client).await.unwrap_err();
        assert_eq!(
            failure.to_string(),
            "sendLoginCode: the server answered 200 OK, but with a body of more than the 1000 bytes that the client \
             accepts"
        );
        assert!(matches!(failure.kind(), ErrorKind::TooLarge { limit: 1000 }));
        assert_eq!(failure.status().map(|status| status.as_u16()), Some(200));
        assert!(!failure.headers().unwrap().is_empty());
        assert!(failure.bytes().unwrap().len() <= 1000);
    }
}

#[tokio::test]
async fn a_server_that_says_nothing() {
    let server = Loopback::start("", Afterwards::Stall).unwrap();
    let client = Client::with_server(server.url());
    let call = client.auth().send_login_code(SendLoginCodeRequest::new("jane@example.com", "or-1"));
    let failure = call.timeout(Duration::from_millis(200)).await.unwrap_err();
    assert_eq!(failure.to_string(), "sendLoginCode: no answer came within 200ms");
    assert!(failure.is_timeout());
    assert_eq!((failure.status(), failure.bytes()), (None, None));
}

#[tokio::test]
async fn a_server_that_stops_in_the_middle() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"message\":";
    let server = Loopback::start(answer, Afterwards::Stall).unwrap();
    let client = Client::builder().server(server.url()).timeout(Duration::from_millis(200)).build();
    let failure = assert_failure(
        call(&client).await,
        "sendLoginCode: the server answered 200 OK, but its body was not there within 200ms (11 bytes were): \
         {\"message\":",
        200,
        "{\"message\":",
    );
    assert!(failure.is_timeout());
}

#[tokio::test]
async fn a_server_that_is_not_there() {
    let url = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let failure = call(&Client::with_server(&url)).await.unwrap_err();
    let line = failure.to_string();
    assert!(line.starts_with(&format!("sendLoginCode: could not connect to {url}: ")), "{line}");
    assert!(line.to_lowercase().contains("refused"), "{line}");
    assert!(matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Connect));
}

#[tokio::test]
async fn redirects_stay_on_the_server_and_keep_the_method() {
    let elsewhere = Loopback::start(json("200 OK", r#"{"message":"success"}"#), Afterwards::Close).unwrap();
    let there = format!("location: {}/auth/login/code\r\n", elsewhere.url());
    for status in ["301 Moved Permanently", "307 Temporary Redirect"] {
        let failure = answered(http(status, &there, "")).await.unwrap_err();
        assert!(matches!(failure.kind(), ErrorKind::Undeclared));
        assert_eq!(failure.headers().unwrap()["location"], format!("{}/auth/login/code", elsewhere.url()));
    }
    assert!(elsewhere.requests().is_empty());

    let here =
        Loopback::start(http("308 Permanent Redirect", "location: /v2/code\r\n", ""), Afterwards::Close).unwrap();
    let failure = call(&Client::with_server(here.url())).await.unwrap_err();
    assert_eq!(failure.status().map(|status| status.as_u16()), Some(308));
    let requests = here.requests();
    assert_eq!(requests.len(), 11, "ten redirects are followed");
    assert!(requests[10].starts_with("POST /v2/code HTTP/1.1\r\n") && requests[10].ends_with("\"orgId\":\"or-1\"}"));
}

#[tokio::test]
async fn a_failure_becomes_the_error_of_the_whole_client() {
    async fn twice(client: &Client) -> Result<(), Error> {
        call(client).await?;
        call(client).await?;
        Ok(())
    }
    fn is_an_error<T: std::error::Error + Send + Sync + 'static>(_: &T) {}

    let server = Loopback::start(json("401 Unauthorized", "{}"), Afterwards::Close).unwrap();
    let error = twice(&Client::with_server(server.url())).await.unwrap_err();
    is_an_error(&error);
    assert_eq!(
        error.to_string(),
        "sendLoginCode: the server answered 401 Unauthorized, which the document does not declare: {}"
    );
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(server.requests().len(), 1);
}
