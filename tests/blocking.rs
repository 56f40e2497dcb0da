//! The same client without an async runtime, and within one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "../examples/loopback/mod.rs"]
mod loopback;

use std::time::Duration;

use dfns_api::Client;
use dfns_api::auth::{SendLoginCodeRequest, SendLoginCodeResponse};
use loopback::{Afterwards, Loopback};

const SUCCESS: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\
    connection: close\r\n\r\n{\"message\":\"success\"}";

fn request() -> SendLoginCodeRequest {
    SendLoginCodeRequest::new("jane@example.com", "or-1")
}

#[test]
fn a_success() {
    let server = Loopback::start(SUCCESS, Afterwards::Close).unwrap();
    let client = Client::with_server(server.url());
    for _ in 0..2 {
        let answer = client.auth().send_login_code(request()).send_blocking().unwrap();
        assert_eq!(answer, SendLoginCodeResponse::new("success"));
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].starts_with("POST /auth/login/code HTTP/1.1\r\nuser-agent: dfns-api/"), "{}", requests[0]);
    assert!(requests[0].ends_with("\r\n\r\n{\"username\":\"jane@example.com\",\"orgId\":\"or-1\"}"), "{}", requests[0]);
}

#[test]
fn failures_tell_the_same() {
    let server =
        Loopback::start("HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\n{}", Afterwards::Close).unwrap();
    let failure = Client::with_server(server.url()).auth().send_login_code(request()).send_blocking().unwrap_err();
    assert_eq!(
        failure.to_string(),
        "sendLoginCode: the server answered 401 Unauthorized, which the document does not declare: {}"
    );

    let server = Loopback::start("", Afterwards::Stall).unwrap();
    let client = Client::with_server(server.url());
    let call = client.auth().send_login_code(request()).timeout(Duration::from_millis(200));
    assert_eq!(call.send_blocking().unwrap_err().to_string(), "sendLoginCode: no answer came within 200ms");

    let failure = client.auth().send_login_code(SendLoginCodeRequest::new("", "")).send_blocking().unwrap_err();
    assert_eq!(failure.violations().len(), 1);
}

#[tokio::test]
async fn within_an_async_runtime_it_blocks_but_works() {
    let server = Loopback::start(SUCCESS, Afterwards::Close).unwrap();
    let client = Client::with_server(server.url());
    client.auth().send_login_code(request()).send_blocking().unwrap();
    client.auth().send_login_code(request()).await.unwrap();
    drop(client);
}
