//! What the generated client sends.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

#[path = "../examples/loopback/mod.rs"]
mod loopback;

use std::time::Duration;

use dfns_api::auth::{SendLoginCode, SendLoginCodeRequest, SendLoginCodeResponse};
use dfns_api::runtime::{ErrorKind, HttpResponse, Mock, Operation, ServerUrl, StatusCode};
use dfns_api::{Client, Options, Server};
use loopback::{Afterwards, Loopback};

const SUCCESS: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\
    connection: close\r\n\r\n{\"message\":\"success\"}";

fn request() -> SendLoginCodeRequest {
    SendLoginCodeRequest::new("jane@example.com", "or-3pgfi-2jgnt-8lpob5")
}

fn mock() -> Mock {
    Mock::always(HttpResponse::json(StatusCode::OK, r#"{"message":"success"}"#))
}

#[tokio::test]
async fn the_request_has_these_bytes() {
    let server = Loopback::start(SUCCESS, Afterwards::Close).unwrap();
    let client = Client::with_server(server.url());
    let answer = client.auth().send_login_code(request()).await.unwrap();
    assert_eq!(answer, SendLoginCodeResponse::new("success"));
    let version = env!("CARGO_PKG_VERSION");
    let host = server.url().replace("http://", "");
    let expected = format!(
        "POST /auth/login/code HTTP/1.1\r\n\
         user-agent: dfns-api/{version} oasmith-runtime/{version}\r\n\
         accept: application/json\r\n\
         content-type: application/json\r\n\
         host: {host}\r\n\
         content-length: 63\r\n\
         \r\n\
         {{\"username\":\"jane@example.com\",\"orgId\":\"or-3pgfi-2jgnt-8lpob5\"}}"
    );
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn a_token_stays_at_home_because_the_operation_asks_for_none() {
    let server = Loopback::start(SUCCESS, Afterwards::Close).unwrap();
    let client = Client::builder().server(server.url()).credential("authenticationToken", "s3cret").build();
    client.auth().send_login_code(request()).await.unwrap();
    let sent = server.requests().concat().to_lowercase();
    assert!(!sent.contains("authorization") && !sent.contains("s3cret"), "{sent}");
}

#[tokio::test]
async fn a_call_can_have_headers_of_its_own() {
    let server = Loopback::start(SUCCESS, Afterwards::Close).unwrap();
    let client = Client::builder()
        .server(format!("{}/", server.url()))
        .user_agent("my-program/1.0")
        .header("x-team", "wallets")
        .header("x-trace", "0")
        .build();
    client
        .auth()
        .send_login_code(request())
        .timeout(Duration::from_secs(5))
        .header("X-Trace", "7")
        .with_options(Options::new().header("x-last", "yes"))
        .await
        .unwrap();
    let requests = server.requests().concat();
    assert!(requests.starts_with("POST /auth/login/code HTTP/1.1\r\n"), "{requests}");
    for line in ["x-team: wallets\r\n", "x-trace: 7\r\n", "x-last: yes\r\n", "user-agent: my-program/1.0 dfns-api/"] {
        assert!(requests.contains(line), "{requests}");
    }
    assert!(!requests.contains("x-trace: 0"), "{requests}");
}

#[tokio::test]
async fn there_is_always_a_user_agent() {
    let mock = mock();
    let client = Client::builder().transport(mock.clone()).only_user_agent(" ").build();
    client.auth().send_login_code(request()).header("user-agent", "").await.unwrap();
    let client = Client::builder().transport(mock.clone()).only_user_agent("mine/2").build();
    client.auth().send_login_code(request()).await.unwrap();
    let sent: Vec<String> =
        mock.requests().iter().map(|request| format!("{:?}", request.headers["user-agent"])).collect();
    assert_eq!(
        sent,
        [
            concat!("\"dfns-api/", env!("CARGO_PKG_VERSION"), " oasmith-runtime/", env!("CARGO_PKG_VERSION"), "\""),
            "\"mine/2\""
        ]
    );
}

#[tokio::test]
#[allow(deprecated)]
async fn the_servers_go_by_name_or_by_url() {
    async fn asked(server: impl Into<ServerUrl>) -> String {
        let mock = mock();
        let client = Client::builder().transport(mock.clone()).server(server).build();
        client.auth().send_login_code(request()).await.unwrap();
        mock.requests().into_iter().map(|request| request.url).collect()
    }
    let mock = mock();
    Client::builder().transport(mock.clone()).build().auth().send_login_code(request()).await.unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.dfns.io/auth/login/code");
    assert_eq!(Server::default(), Server::Europe);
    assert_eq!(asked(Server::Europe).await, "https://api.dfns.io/auth/login/code");
    assert_eq!(asked(Server::Uae).await, "https://api.uae.dfns.io/auth/login/code");
    assert_eq!(asked(Server::Staging).await, "https://api.dfns.ninja/auth/login/code");
    assert_eq!(asked("http://10.0.0.7:8080/dfns/").await, "http://10.0.0.7:8080/dfns/auth/login/code");
}

#[tokio::test]
async fn an_unusable_server_is_the_first_calls_error() {
    let failure = Client::with_server("api.dfns.io").auth().send_login_code(request()).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Misconfigured(_)));
    assert_eq!(
        failure.to_string(),
        "sendLoginCode: nothing was sent: the server URL \"api.dfns.io\" does not begin with https:// or http://"
    );
}

#[tokio::test]
async fn a_broken_rule_is_told_before_anything_is_sent() {
    let mock = mock();
    let client = Client::builder().transport(mock.clone()).build();
    let failure = client.auth().send_login_code(SendLoginCodeRequest::new("", "")).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Invalid(_)));
    assert_eq!(failure.violations().len(), 1, "`username` has no rule");
    assert_eq!(
        failure.to_string(),
        "sendLoginCode: nothing was sent, for the request breaks a rule: orgId: must have at least 1 character, has 0"
    );
    assert_eq!((failure.status(), failure.bytes()), (None, None));
    assert!(mock.requests().is_empty());

    // One character of four bytes is one character.
    client.auth().send_login_code(SendLoginCodeRequest::new("", "🦀")).await.unwrap();
    assert_eq!(mock.requests()[0].body.as_ref().unwrap().as_bytes().unwrap(), r#"{"username":"","orgId":"🦀"}"#);
}

#[test]
fn the_operation_knows_itself() {
    let meta = SendLoginCode::META;
    assert_eq!((meta.id, meta.method, meta.path), ("sendLoginCode", "POST", "/auth/login/code"));
    assert_eq!((meta.tags, meta.idempotent), (["Auth"].as_slice(), false));
    assert!(meta.security.alternatives().is_empty());
    assert_eq!(SendLoginCode::new(request()).body, request());
}

#[test]
fn debug_hides_credentials() {
    let client = Client::builder().credential("authenticationToken", "s3cret").header("authorization", "s3cret");
    let shown = format!("{client:?} {:?} {:?}", client_of(), Client::new());
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("authenticationToken"), "{shown}");
}

fn client_of() -> Client {
    Client::builder().credential("authenticationToken", "s3cret").header("authorization", "s3cret").build()
}
