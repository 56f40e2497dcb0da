//! Tokens that are asked for over real connections.

use std::convert::Infallible;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use oasmith_runtime::{
    ErrorKind, Meta, OAuth2, OAuthFlow, Operation, Outcome, Request, Response, SchemeSpec, Security,
};

use super::transport;
use crate::wire::Server;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example", credentials for [LOGIN];
    /// A call.
    pub struct Call;
}

const LOGIN: SchemeSpec = SchemeSpec::oauth2("login").flows(&[OAuthFlow::client_credentials("/token")]);

struct Get;

impl Operation for Get {
    const META: Meta = Meta::new("get", "GET", "/x").security(Security::any_of(&[&[LOGIN.required()]]));
    type Output = ();
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            204 => response.empty(),
            _ => response.undeclared(),
        }
    }
}

/// Gives tokens `t1`, `t2` and so on, and takes the newest one alone; how many it gave.
fn server() -> (Server, Arc<AtomicUsize>) {
    taking(Duration::from_millis(50))
}

/// Does so, and takes so long to give one.
fn taking(time: Duration) -> (Server, Arc<AtomicUsize>) {
    let given = Arc::new(AtomicUsize::new(0));
    let count = given.clone();
    let server = Server::start(move |received, stream| {
        let newest = count.load(Ordering::SeqCst);
        let answer = if received.head.starts_with("POST /token ") {
            assert_eq!(received.header("authorization"), Some("Basic aWQ6czNjcmV0"));
            std::thread::sleep(time);
            count.store(newest + 1, Ordering::SeqCst);
            let body = format!(r#"{{"access_token":"t{}","token_type":"Bearer"}}"#, newest + 1);
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
        } else if received.header("authorization") == Some(&format!("Bearer t{newest}")) {
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned()
        } else {
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno".to_owned()
        };
        stream.write_all(answer.as_bytes()).unwrap();
    });
    (server, given)
}

fn client(server: &Server) -> Client {
    let login = OAuth2::client_credentials("id", "s3cret");
    Client::builder().transport(transport()).server(&server.url).credential(LOGIN, login).build()
}

#[tokio::test]
async fn many_calls_share_one_token_and_its_renewal() {
    let (server, given) = server();
    let client = client(&server);
    let calls = || {
        let call = |client: Client| tokio::spawn(async move { client.call(Get).await });
        (0..100).map(|_| call(client.clone())).collect::<Vec<_>>()
    };
    // The first one asks, and goes away.
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.call(Get).await }
    });
    tokio::task::yield_now().await;
    let others = calls();
    tokio::task::yield_now().await;
    first.abort();
    for call in others {
        call.await.unwrap().unwrap();
    }
    assert_eq!(given.load(Ordering::SeqCst), 1);
    // The server forgets what it gave.
    given.store(7, Ordering::SeqCst);
    for call in calls() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(given.load(Ordering::SeqCst), 8);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_share_one_token_as_well() {
    let (server, given) = server();
    let client = client(&server);
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| client.call(Get).send_blocking().unwrap());
        }
    });
    assert_eq!(given.load(Ordering::SeqCst), 1);
    // A call that is awaited uses what a blocking one fetched.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { client.call(Get).await.unwrap() });
    assert_eq!(given.load(Ordering::SeqCst), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_whose_time_is_up_leaves_the_token_to_others() {
    let (server, given) = taking(Duration::from_millis(500));
    let client = client(&server);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| client.call(Get).timeout(Duration::from_millis(250)).send_blocking());
        while server.received().is_empty() {
            std::thread::yield_now();
        }
        let others: Vec<_> = (0..5).map(|_| scope.spawn(|| client.call(Get).send_blocking())).collect();
        let error = first.join().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "get: no token came in the time of the call");
        for other in others {
            other.join().unwrap().unwrap();
        }
    });
    assert_eq!(given.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_request_for_a_token_follows_no_redirect() {
    let other = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    let location = other.url.clone();
    let server = Server::start(move |_, stream| {
        let answer = format!(
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: {location}/token\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let failure = client(&server).call(Get).await.unwrap_err();
    let ErrorKind::Token { error, .. } = failure.kind() else { panic!("{failure}") };
    assert!(
        error.to_string().ends_with("307 Temporary Redirect, and a request for a token follows no redirect"),
        "{error}"
    );
    assert_eq!((server.received().len(), other.received().len()), (1, 0));
}
