//! Credentials whose tokens run out: where they come from, how often they are asked for, and that they show nowhere.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // Tests may fail by panicking.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oasmith_runtime as rt;
use rt::{
    AccessToken, BoxFuture, ClientBuilder, Credential, ErrorKind, HttpRequest, HttpResponse, Meta, Mock, OAuth2,
    OAuthFlow, Operation, Outcome, Request, Response, Retry, SchemeSpec, Security, StatusCode, Transport,
    TransportError, TransportErrorKind, Upload,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example/v1", credentials for [LOGIN, KEY];
    /// A call.
    pub struct Call;
}

const LOGIN: SchemeSpec = SchemeSpec::oauth2("login").flows(&[
    OAuthFlow::password("token").scopes(&["read"]),
    OAuthFlow::client_credentials("https://login.example/token"),
]);
const KEY: SchemeSpec = SchemeSpec::api_key_header("key", "x-key");

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

/// Sends something.
struct Post(Upload);

impl Operation for Post {
    const META: Meta = Meta::new("send", "POST", "/x").security(Security::any_of(&[&[LOGIN.required()]]));
    type Output = ();
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        request.upload("text/plain", &self.0);
    }

    fn decode(response: Response) -> Outcome<Self> {
        Get::decode(response)
    }
}

fn status(status: StatusCode) -> HttpResponse {
    HttpResponse::new(status, Default::default(), "")
}

/// Gives tokens `t1`, `t2` and so on, which are good for so many seconds, and takes those that `accepts` accepts.
fn server(seconds: u64, accepts: impl Fn(&str) -> bool + Send + Sync + 'static) -> Mock {
    let given = AtomicUsize::new(0);
    Mock::new(move |request| {
        if request.url.contains("token") {
            let number = given.fetch_add(1, Ordering::SeqCst) + 1;
            let body = format!(
                r#"{{"access_token":"t{number}","token_type":"bearer","expires_in":{seconds},"refresh_token":"r{number}"}}"#
            );
            return Ok(HttpResponse::json(StatusCode::OK, body));
        }
        let is_known = request.headers.get("authorization").is_some_and(|value| accepts(value.to_str().unwrap()));
        Ok(status(if is_known { StatusCode::NO_CONTENT } else { StatusCode::UNAUTHORIZED }))
    })
}

fn builder(mock: &Mock, credential: impl Into<Credential>) -> ClientBuilder<Client> {
    Client::builder().transport(mock.clone()).credential(LOGIN, credential)
}

fn body(request: &HttpRequest) -> String {
    String::from_utf8(request.body.as_ref().unwrap().bytes().unwrap().to_vec()).unwrap()
}

fn token_requests(mock: &Mock) -> Vec<HttpRequest> {
    mock.requests().into_iter().filter(|request| request.url.contains("token")).collect()
}

// support: The runtime | Credentials: OAuth 2 client credentials at the document's token URL | yes
#[tokio::test]
async fn client_credentials_go_to_the_documents_token_url() {
    let mock = server(3600, |_| true);
    let login = OAuth2::client_credentials("my id", "s3cret:").scopes(["read", "write"]).parameter("audience", "a b");
    let client = builder(&mock, login).build();
    client.call(Get).await.unwrap();
    client.call(Get).await.unwrap();
    let sent = mock.requests();
    assert_eq!(sent.len(), 3);
    assert_eq!((sent[0].method.as_str(), &*sent[0].url), ("POST", "https://login.example/token"));
    assert_eq!(sent[0].headers["content-type"], "application/x-www-form-urlencoded");
    // A server that sends more than any token has is not read to the end.
    assert_eq!(sent[0].limit, 1 << 20);
    // `my+id:s3cret%3A`.
    assert_eq!(sent[0].headers["authorization"], "Basic bXkraWQ6czNjcmV0JTNB");
    assert_eq!(body(&sent[0]), "grant_type=client_credentials&scope=read+write&audience=a+b");
    assert!(sent[1..].iter().all(|request| request.headers["authorization"] == "Bearer t1"));
}

#[tokio::test]
async fn a_client_shows_itself_in_the_body_where_that_is_asked() {
    let mock = server(3600, |_| true);
    let login = OAuth2::client_credentials("id", "s3cret").client_in_body().token_url("/auth/token");
    builder(&mock, login).build().call(Get).await.unwrap();
    let login = OAuth2::password("jane", "pa55").public_client("id");
    builder(&mock, login).build().call(Get).await.unwrap();
    let sent = token_requests(&mock);
    assert_eq!(sent[0].url, "https://api.example/auth/token");
    assert_eq!(body(&sent[0]), "grant_type=client_credentials&client_id=id&client_secret=s3cret");
    // Relative to the client's server.
    assert_eq!(sent[1].url, "https://api.example/v1/token");
    assert_eq!(body(&sent[1]), "grant_type=password&username=jane&password=pa55&client_id=id");
    assert!(sent.iter().all(|request| !request.headers.contains_key("authorization")));
}

// support: The runtime | Credentials: tokens are renewed before they run out, by refresh tokens too | yes
#[tokio::test]
async fn a_token_is_renewed_before_it_runs_out_and_the_refresh_token_with_it() {
    let mock = server(300, |_| true);
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = kept.clone();
    let login = OAuth2::password("jane", "pa55")
        .on_refresh_token(move |token| keep.lock().unwrap().push(token.expose().to_owned()));
    let client = builder(&mock, login).build();
    client.call(Get).await.unwrap();
    mock.advance(Duration::from_secs(269));
    client.call(Get).await.unwrap();
    assert_eq!(token_requests(&mock).len(), 1);
    // Half a minute early.
    mock.advance(Duration::from_secs(2));
    client.call(Get).await.unwrap();
    mock.advance(Duration::from_secs(3600));
    client.call(Get).await.unwrap();
    let sent = token_requests(&mock);
    assert_eq!(sent.len(), 3);
    assert_eq!(body(&sent[1]), "grant_type=refresh_token&refresh_token=r1");
    assert_eq!(body(&sent[2]), "grant_type=refresh_token&refresh_token=r2");
    assert_eq!(mock.requests().last().unwrap().headers["authorization"], "Bearer t3");
    assert_eq!(*kept.lock().unwrap(), ["r1", "r2", "r3"]);
}

// support: The runtime | Credentials: OAuth 2 password | yes
#[tokio::test]
async fn a_refresh_token_that_is_spent_makes_room_for_the_password() {
    let mock = Mock::new(|request| {
        if !request.url.contains("token") {
            return Ok(status(StatusCode::NO_CONTENT));
        }
        Ok(match body(request).contains("grant_type=refresh_token") {
            true => HttpResponse::json(StatusCode::BAD_REQUEST, r#"{"error":"invalid_grant"}"#),
            false => HttpResponse::json(StatusCode::OK, r#"{"access_token":"t","expires_in":60,"refresh_token":"r"}"#),
        })
    });
    let client = builder(&mock, OAuth2::password("jane", "pa55")).build();
    client.call(Get).await.unwrap();
    mock.advance(Duration::from_secs(60));
    client.call(Get).await.unwrap();
    let grants: Vec<String> = token_requests(&mock).iter().map(|sent| body(sent).chars().take(14).collect()).collect();
    assert_eq!(grants, ["grant_type=pas", "grant_type=ref", "grant_type=pas"]);
    // A refresh token that the program gave is all that there is.
    let client = builder(&mock, OAuth2::refresh_token("r0")).build();
    let failure = client.call(Get).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "get: nothing was sent: no token for `login` came: https://api.example/v1/token answered 400 Bad Request: \
         invalid_grant"
    );
    let ErrorKind::Token { scheme, error } = failure.kind() else { panic!("{failure}") };
    assert_eq!(
        (*scheme, error.code(), error.status()),
        ("login", Some("invalid_grant"), Some(StatusCode::BAD_REQUEST))
    );
}

// support: The runtime | Credentials: a token that is refused with 401 is replaced once | yes
#[tokio::test]
async fn a_token_that_a_server_refuses_is_replaced_once() {
    let mock = server(3600, |token| token == "Bearer t2");
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    client.call(Get).await.unwrap();
    client.call(Get).await.unwrap();
    assert_eq!((token_requests(&mock).len(), mock.requests().len()), (2, 5));

    let mock = server(3600, |_| false);
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    let failure = client.call(Get).await.unwrap_err();
    assert_eq!(failure.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!((token_requests(&mock).len(), mock.requests().len()), (2, 4));
}

#[tokio::test]
async fn what_can_be_sent_once_only_is_not_sent_again() {
    let mock = server(3600, |token| token == "Bearer t2");
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    let once = Upload::from_reader(std::io::Cursor::new("a"));
    assert_eq!(client.call(Post(once)).await.unwrap_err().status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(mock.requests().len(), 2);
    client.call(Post("a".into())).await.unwrap();
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_do_the_same() {
    let mock = server(3600, |token| token == "Bearer t2");
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    client.call(Get).send_blocking().unwrap();
    assert_eq!(mock.requests().len(), 4);
    let client = builder(&mock, Credential::provider(|| async { Ok::<_, Infallible>(AccessToken::new("t2")) })).build();
    client.call(Get).send_blocking().unwrap();
}

/// A provider that takes as long as it is told to.
#[derive(Clone, Default)]
struct Slow {
    asked: Arc<AtomicUsize>,
    is_open: Arc<AtomicBool>,
}

impl Slow {
    fn credential(&self, fails: bool) -> Credential {
        let slow = self.clone();
        Credential::provider(move || {
            let slow = slow.clone();
            let number = slow.asked.fetch_add(1, Ordering::SeqCst) + 1;
            async move {
                while !slow.is_open.load(Ordering::SeqCst) {
                    tokio::task::yield_now().await;
                }
                match fails {
                    true => Err("the vault is sealed"),
                    // Good for no time at all: everybody who waits uses it, and the next one asks anew.
                    false => Ok(AccessToken::new(format!("t{number}")).expires_in(Duration::ZERO)),
                }
            }
        })
    }

    fn open(&self, is_open: bool) {
        self.is_open.store(is_open, Ordering::SeqCst);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Waits until it was asked so often, and for all to wait who do.
    async fn until_asked(&self, times: usize) {
        while self.asked() < times {
            tokio::task::yield_now().await;
        }
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }
}

// support: The runtime | Credentials: one request for all calls that wait, also where the first one goes away | yes
#[tokio::test]
async fn a_thousand_calls_that_wait_have_one_token_asked_for() {
    let slow = Slow::default();
    let mock = server(0, |_| true);
    let client = builder(&mock, slow.credential(false)).build();
    let calls = || {
        let call = |client: Client| tokio::spawn(async move { client.call(Get).await });
        (0..1000).map(|_| call(client.clone())).collect::<Vec<_>>()
    };
    let waiting = calls();
    slow.until_asked(1).await;
    slow.open(true);
    for call in waiting {
        call.await.unwrap().unwrap();
    }
    assert_eq!(slow.asked(), 1);

    // The one that asked goes away, and those after it, too.
    slow.open(false);
    let mut waiting = calls();
    slow.until_asked(2).await;
    for leader in waiting.drain(..10) {
        leader.abort();
        assert!(leader.await.unwrap_err().is_cancelled());
    }
    slow.open(true);
    for call in waiting {
        call.await.unwrap().unwrap();
    }
    assert_eq!(slow.asked(), 2);
    let sent = mock.requests();
    assert_eq!(sent.len(), 1990);
    assert!(sent[1000..].iter().all(|request| request.headers["authorization"] == "Bearer t2"));
}

#[tokio::test]
async fn a_call_that_is_not_polled_holds_up_no_other() {
    let slow = Slow::default();
    let mock = server(0, |_| true);
    let client = builder(&mock, slow.credential(false)).build();
    let mut idle = Box::pin(client.call(Get).into_future());
    assert!(polled(&mut idle).await.is_none());
    slow.open(true);
    client.call(Get).await.unwrap();
    idle.await.unwrap();
    assert_eq!(slow.asked(), 1);
    // Whoever goes away alone leaves nothing behind.
    slow.open(false);
    let mut alone = Box::pin(client.call(Get).into_future());
    assert!(polled(&mut alone).await.is_none());
    drop(alone);
    slow.open(true);
    client.call(Get).await.unwrap();
    assert_eq!(slow.asked(), 3);
}

#[tokio::test]
async fn a_provider_that_panics_fails_one_call() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let provider = Credential::provider(move || {
        let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            tokio::task::yield_now().await;
            assert!(!is_first, "a panic on purpose");
            Ok::<_, Infallible>(AccessToken::new("t"))
        }
    });
    let client = builder(&server(0, |_| true), provider).build();
    let call = |client: Client| tokio::spawn(async move { client.call(Get).await });
    let calls: Vec<_> = (0..10).map(|_| call(client.clone())).collect();
    let mut panicked = 0;
    for call in calls {
        match call.await {
            Ok(ended) => ended.unwrap(),
            Err(error) => panicked += usize::from(error.is_panic()),
        }
    }
    assert_eq!((panicked, asked.load(Ordering::SeqCst)), (1, 2));
}

/// What comes of polling once.
async fn polled<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| match std::pin::Pin::new(&mut *future).poll(context) {
        std::task::Poll::Ready(value) => std::task::Poll::Ready(Some(value)),
        std::task::Poll::Pending => std::task::Poll::Ready(None),
    })
    .await
}

#[tokio::test]
async fn a_failure_reaches_all_that_wait_and_the_next_call_asks_again() {
    let slow = Slow::default();
    let mock = server(0, |_| true);
    let client = builder(&mock, slow.credential(true)).build();
    let call = |client: Client| tokio::spawn(async move { client.call(Get).await.unwrap_err().to_string() });
    let calls: Vec<_> = (0..50).map(|_| call(client.clone())).collect();
    slow.until_asked(1).await;
    slow.open(true);
    for call in calls {
        let line = call.await.unwrap();
        assert_eq!(line, "get: nothing was sent: no token for `login` came: the vault is sealed");
    }
    assert_eq!(slow.asked(), 1);
    client.call(Get).await.unwrap_err();
    assert_eq!(slow.asked(), 2);
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_token_that_cannot_be_renewed_is_used_as_long_as_it_is_good() {
    let given = AtomicUsize::new(0);
    let provider = Credential::provider(move || {
        let is_first = given.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            match is_first {
                true => Ok(AccessToken::new("t1").expires_in(Duration::from_secs(100))),
                false => Err("the vault is sealed"),
            }
        }
    });
    let mock = server(0, |_| true);
    let client = builder(&mock, provider).build();
    client.call(Get).await.unwrap();
    mock.advance(Duration::from_secs(95));
    client.call(Get).await.unwrap();
    mock.advance(Duration::from_secs(6));
    assert!(client.call(Get).await.unwrap_err().to_string().ends_with("the vault is sealed"));
}

// support: The runtime | Credentials of many tenants over the same connections | yes
#[tokio::test]
async fn clones_and_tenants_share_what_they_can() {
    let mock = server(3600, |_| true);
    let login = Credential::from(OAuth2::client_credentials("id", "s3cret"));
    let client = builder(&mock, login.clone()).build();
    client.call(Get).await.unwrap();
    client.clone().call(Get).await.unwrap();
    client.with_credential(KEY, "k").call(Get).await.unwrap();
    assert_eq!(token_requests(&mock).len(), 1);
    let tenant = client.with_credential(LOGIN, "tenant");
    tenant.call(Get).await.unwrap();
    client.call(Get).await.unwrap();
    let sent: Vec<_> = mock.requests().iter().map(|sent| sent.headers["authorization"].clone()).collect();
    assert_eq!(sent[1..], ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer tenant", "Bearer t1"]);
    let failure = client.with_credential("other", "k").call(Get).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::UnknownScheme { .. }), "{failure}");
}

#[tokio::test]
async fn a_token_is_fetched_for_no_call_that_cannot_be_sent() {
    let mock = server(3600, |_| true);
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    let elsewhere = oasmith_runtime::Options::new().server("http://other.example");
    let failure = client.call(Get).with_options(elsewhere).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Withheld { .. }), "{failure}");
    assert!(mock.requests().is_empty());
}

// support: The runtime | Credentials show in no `Debug` and no error | yes
#[tokio::test]
async fn nothing_of_it_shows() {
    let answers = [
        Ok(HttpResponse::json(
            StatusCode::BAD_REQUEST,
            r#"{"error":"invalid_client","error_description":"not s3cret"}"#,
        )),
        Ok(HttpResponse::json(StatusCode::OK, r#"{"access_token":["s3cret"]}"#)),
        Err(()),
    ];
    for answer in answers {
        let mock = Mock::new(move |_| match &answer {
            Ok(answer) => Ok(answer.clone()),
            Err(()) => Err(TransportError::new(TransportErrorKind::Io, "the connection broke off")
                .with_partial(HttpResponse::json(StatusCode::OK, r#"{"access_token":"s3cret"#))),
        });
        let login = OAuth2::password("jane", "s3cret").client("id", "s3cret").parameter("resource", "s3cret");
        let login = login.token_url("https://login.example/token?code=s3cret");
        let told = format!("{login:?}");
        let client = builder(&mock, login).build();
        let failure = client.call(Get).await.unwrap_err();
        let source = std::error::Error::source(&failure).map(|source| format!("{source:?}"));
        let shown = format!("{told} {client:?} {failure} {failure:#?} {source:?} {:?}", mock.requests());
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(failure.to_string().contains("https://login.example/token"), "{failure}");
    }
}

// support: The runtime | Credentials: what a token's server echoes of a request for a token shows in no error | yes
#[tokio::test]
async fn what_a_server_says_back_of_what_it_was_sent_is_not_told() {
    let mock = Mock::new(|request| {
        let told = format!("{:?} {}", request.headers["authorization"].to_str().unwrap(), body(request));
        let answer = rt::Value::from([("error", "invalid_grant"), ("error_description", told.as_str())]);
        Ok(HttpResponse::json(StatusCode::BAD_REQUEST, rt::json::to_string(&answer).unwrap()))
    });
    // What is sent of each is spelled otherwise than it was given.
    for login in [
        OAuth2::password("jane", "p&ss w:rd").public_client("id").parameter("x", "y"),
        OAuth2::refresh_token("a/b+c=d"),
    ] {
        let error = builder(&mock, login.client("id", "s3cret:")).build().call(Get).await.unwrap_err().to_string();
        assert!(error.ends_with("answered 400 Bad Request: invalid_grant"), "{error}");
    }
    let only_in_header = OAuth2::client_credentials("id", "s3cret:");
    let error = builder(&mock, only_in_header).build().call(Get).await.unwrap_err().to_string();
    assert!(error.ends_with("answered 400 Bad Request: invalid_grant"), "{error}");
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_not_kept() {
    let given = AtomicUsize::new(0);
    let mock = Mock::new(move |request| match request.url.contains("token") {
        true => {
            let token = ["t\\r\\nx-admin: 1", "t2"][given.fetch_add(1, Ordering::SeqCst)];
            Ok(HttpResponse::json(StatusCode::OK, format!(r#"{{"access_token":"{token}","expires_in":3600}}"#)))
        }
        false => Ok(status(StatusCode::NO_CONTENT)),
    });
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    let error = client.call(Get).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Token { .. }), "{error}");
    // The next call asks for another one.
    client.call(Get).await.unwrap();
    assert_eq!(mock.requests()[2].headers["authorization"], "Bearer t2");
}

#[tokio::test]
async fn a_token_of_the_program_that_no_request_can_hold_is_not_kept_either() {
    for (text, told) in [("t\n", "has characters that no header may have, such as a line break"), (" ", "is empty")] {
        let given = AtomicUsize::new(0);
        let provider = Credential::provider(move || {
            let token = [text, "t2"][given.fetch_add(1, Ordering::SeqCst)];
            async move { Ok::<_, Infallible>(AccessToken::new(token)) }
        });
        let mock = server(0, |authorization| authorization == "Bearer t2");
        let client = builder(&mock, provider).build();
        let error = client.call(Get).await.unwrap_err();
        let line = format!("get: nothing was sent: no token for `login` came: the one that the program gave {told}");
        assert_eq!(error.to_string(), line);
        client.call(Get).await.unwrap();
    }
}

#[tokio::test]
async fn a_clock_at_its_end_is_no_panic() {
    let mock = server(100, |_| true);
    let client = builder(&mock, OAuth2::client_credentials("id", "s3cret")).build();
    client.call(Get).await.unwrap();
    mock.advance(Duration::MAX);
    client.call(Get).await.unwrap();
    assert_eq!(token_requests(&mock).len(), 2);
}

#[tokio::test]
async fn a_refresh_token_is_kept_whatever_the_listener_does() {
    let mock = server(100, |_| true);
    let is_told = AtomicBool::new(false);
    let login = OAuth2::refresh_token("r0").on_refresh_token(move |_| {
        assert!(is_told.swap(true, Ordering::SeqCst), "a panic on purpose");
    });
    let client = builder(&mock, login).build();
    let first = client.clone();
    assert!(tokio::spawn(async move { first.call(Get).await }).await.unwrap_err().is_panic());
    client.call(Get).await.unwrap();
    assert_eq!(body(&token_requests(&mock)[1]), "grant_type=refresh_token&refresh_token=r1");
}

/// A server of tokens that is busy, refuses, or goes away before it gives one.
fn busy(failures: Vec<Result<HttpResponse, TransportErrorKind>>) -> Mock {
    let failures = Mutex::new(failures.into_iter());
    Mock::new(move |request| match request.url.contains("token") {
        true => match failures.lock().unwrap().next() {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(kind)) => Err(TransportError::new(kind, "the connection broke off")),
            None => Ok(HttpResponse::json(StatusCode::OK, r#"{"access_token":"t","token_type":"bearer"}"#)),
        },
        false => Ok(status(StatusCode::NO_CONTENT)),
    })
}

fn unavailable() -> HttpResponse {
    let mut answer = status(StatusCode::SERVICE_UNAVAILABLE);
    answer.headers.insert("retry-after", "2".parse().unwrap());
    answer
}

// support: The runtime | Credentials: requests for tokens are repeated where the client retries | yes
#[tokio::test]
async fn a_request_for_a_token_that_failed_in_a_passing_way_is_repeated_where_the_client_retries() {
    let login = || OAuth2::client_credentials("id", "s3cret");
    // Nothing of the call was sent, so it needs not be idempotent.
    let post = || Post(Upload::from("x"));
    let mock = busy(vec![Ok(unavailable()), Err(TransportErrorKind::Io)]);
    let retry = Retry::standard().waits(Duration::ZERO, Duration::ZERO);
    builder(&mock, login()).retry(retry.clone()).build().call(post()).await.unwrap();
    assert_eq!((token_requests(&mock).len(), mock.requests().len()), (3, 4));
    assert_eq!(mock.waits(), [Duration::from_secs(2), Duration::ZERO]);

    let mock = busy(vec![Ok(unavailable()), Ok(unavailable()), Ok(unavailable())]);
    let error = builder(&mock, login()).retry(retry.clone()).build().call(post()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Token { scheme: "login", .. }), "{error}");
    assert_eq!((error.attempts(), token_requests(&mock).len()), (3, 3));
    assert!(error.to_string().ends_with("503 Service Unavailable (after 3 attempts)"), "{error}");

    // Not where the client does not retry, nor what would fail in the same way.
    let mock = busy(vec![Ok(unavailable())]);
    let error = builder(&mock, login()).build().call(post()).await.unwrap_err();
    assert_eq!((error.attempts(), token_requests(&mock).len()), (1, 1));
    for hopeless in [Ok(status(StatusCode::BAD_REQUEST)), Err(TransportErrorKind::Protocol)] {
        let mock = busy(vec![hopeless]);
        let error = builder(&mock, login()).retry(retry.clone()).build().call(post()).await.unwrap_err();
        assert_eq!((error.attempts(), token_requests(&mock).len()), (1, 1), "{error}");
    }
}

/// Never gives a token, and has all time over at once.
#[derive(Debug)]
struct Stuck;

impl Transport for Stuck {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::pending())
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

// support: The runtime | Credentials: a call's time bounds its wait for a token | yes
#[tokio::test]
async fn the_time_of_a_call_bounds_its_wait_for_a_token() {
    let login = OAuth2::client_credentials("id", "s3cret");
    let client = Client::builder().transport(Stuck).credential(LOGIN, login).build();
    let error = client.call(Get).timeout(Duration::from_secs(5)).await.unwrap_err();
    assert_eq!(error.to_string(), "get: no token came in the time of the call");
    assert!(error.is_timeout());
}

#[tokio::test]
async fn with_a_mock_a_provider_has_the_time_of_the_call_by_any_clock() {
    let mock = server(0, |_| true);
    let slow = Slow::default();
    let client = builder(&mock, slow.credential(false)).build();
    let limited = || rt::Options::new().timeout(Duration::from_secs(5)).call_timeout(Duration::from_secs(5));
    // What it waits for comes in time, although the mock takes none to wait.
    let mut call = Box::pin(client.call(Get).with_options(limited()).into_future());
    assert!(polled(&mut call).await.is_none());
    slow.open(true);
    call.await.unwrap();
    // And too late by the mock's clock.
    slow.open(false);
    let late = builder(&mock, slow.credential(false)).build();
    let call = tokio::spawn(async move { late.call(Get).with_options(limited()).await });
    slow.until_asked(2).await;
    mock.advance(Duration::from_secs(5));
    let error = call.await.unwrap().unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_provider_that_gives_nothing_holds_no_call_beyond_its_time() {
    let never = || Credential::provider(std::future::pending::<Result<AccessToken, Infallible>>);
    let client = Client::builder().transport(Stuck).credential(LOGIN, never()).build();
    let error = client.call(Get).await.unwrap_err();
    assert_eq!(error.to_string(), "get: no token came in the time of the call");
    assert!(error.is_timeout());
}

/// Has a token once nobody can tell it to go on, and says when it is asked for one, and in what time.
#[cfg(feature = "blocking")]
#[derive(Debug)]
struct Held {
    asked: std::sync::mpsc::Sender<Option<Duration>>,
    told: std::sync::Mutex<std::sync::mpsc::Receiver<()>>,
}

#[cfg(feature = "blocking")]
impl Transport for Held {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::pending())
    }

    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if !request.url.ends_with("/token") {
            return Ok(status(StatusCode::NO_CONTENT));
        }
        self.asked.send(request.timeout).unwrap();
        let _ = self.told.lock().unwrap().recv();
        Ok(HttpResponse::json(StatusCode::OK, r#"{"access_token":"t1","token_type":"Bearer"}"#))
    }
}

// support: The runtime | Credentials: the time of a blocking call that asks for a token ends no other call's wait | yes
#[cfg(feature = "blocking")]
#[test]
fn the_time_of_a_blocking_call_ends_its_own_wait_for_a_token_alone() {
    let short = Duration::from_millis(200);
    for limit in [rt::Options::new().timeout(short), rt::Options::new().call_timeout(short)] {
        let ((asked, is_asked), (held, told)) = (std::sync::mpsc::channel(), std::sync::mpsc::channel());
        let login = OAuth2::client_credentials("id", "s3cret");
        let transport = Held { asked, told: told.into() };
        let client = Client::builder().transport(transport).credential(LOGIN, login).build();
        std::thread::scope(|scope| {
            let first = scope.spawn(|| client.call(Get).with_options(limit).send_blocking());
            // The request has the time that any call may wait for it.
            assert_eq!(is_asked.recv().unwrap(), Some(Duration::from_secs(30)));
            let other = scope.spawn(|| client.call(Get).send_blocking());
            let error = first.join().unwrap().unwrap_err();
            assert_eq!(error.to_string(), "get: no token came in the time of the call");
            assert!(error.is_timeout());
            drop(held);
            other.join().unwrap().unwrap();
        });
        assert!(is_asked.try_recv().is_err(), "it was asked for twice");
    }
}

/// A transport that panics where it is to bring a token.
#[cfg(feature = "blocking")]
#[derive(Debug)]
struct Panicking;

#[cfg(feature = "blocking")]
impl Transport for Panicking {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::pending())
    }

    fn send_blocking(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        panic!("as it was told to")
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_transport_that_panics_for_a_token_fails_the_call_whose_time_is_short() {
    let login = OAuth2::client_credentials("id", "s3cret");
    let client = Client::builder().transport(Panicking).credential(LOGIN, login).build();
    let error = client.call(Get).timeout(Duration::from_secs(5)).send_blocking().unwrap_err();
    assert!(error.to_string().ends_with("the thread of the request has ended"), "{error}");
}
