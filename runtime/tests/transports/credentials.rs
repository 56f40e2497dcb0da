//! Where credentials go, where they don't, and that an answer which brings them back shows them nowhere.

use std::convert::Infallible;
use std::io::Write;

use oasmith_runtime::{
    ClientBuilder, Credential, Error, ErrorKind, HttpResponse, Meta, Mock, Operation, Options, Outcome, Request,
    Response, SchemeSpec, Security, ServerUrl, StatusCode,
};

use super::transport;
use crate::wire::Server;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for ServerUrl::documented("https://api.example"), credentials for [TOKEN, KEY, ACCOUNT];
    /// A call.
    pub struct Call;
}

fn builder() -> ClientBuilder<Client> {
    Client::builder().transport(transport())
}

const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
const KEY: SchemeSpec = SchemeSpec::api_key_query("key", "api_key");
const ACCOUNT: SchemeSpec = SchemeSpec::basic("account");
const TOKEN_OR_KEY: Security = Security::any_of(&[&[TOKEN.required()], &[KEY.required(), ACCOUNT.required()]]);

macro_rules! operations {
    ($($Name:ident = $meta:expr;)*) => {$(
        #[derive(Debug)]
        struct $Name;

        impl Operation for $Name {
            const META: Meta = $meta;
            type Output = ();
            type Error = Infallible;

            fn encode(&self, request: &mut Request) {
                if Self::META.method == "POST" {
                    request.text("text/plain", "a");
                }
            }

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    204 => response.empty(),
                    _ => response.undeclared(),
                }
            }
        }
    )*};
}

operations! {
    Here = Meta::new("here", "GET", "/x").security(TOKEN_OR_KEY);
    Send = Meta::new("send", "POST", "/x").security(TOKEN_OR_KEY);
    Keyed = Meta::new("keyed", "GET", "/x").security(Security::any_of(&[&[KEY.required()]]));
    Account = Meta::new("account", "GET", "/x").security(Security::any_of(&[&[ACCOUNT.required()]]));
    Open = Meta::new("open", "GET", "/x").server("http://other.example.org");
    Plain = Meta::new("plain", "GET", "/x").security(TOKEN_OR_KEY).server("http://other.example.org");
    Elsewhere = Meta::new("elsewhere", "GET", "/x").security(TOKEN_OR_KEY).server("https://uploads.example/v1");
    SameHost = Meta::new("sameHost", "GET", "/x").security(TOKEN_OR_KEY).server("https://api.example:8443");
    Downgraded = Meta::new("downgraded", "GET", "/x").security(TOKEN_OR_KEY).server("http://api.example");
}

fn done() -> Mock {
    Mock::always(HttpResponse::new(StatusCode::NO_CONTENT, http_headers(&[]), ""))
}

fn http_headers(headers: &[(&'static str, &str)]) -> oasmith_runtime::HeaderMap {
    headers.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
}

// support: The runtime | Credentials never leave the client's own server | yes
#[tokio::test]
async fn a_credential_does_not_leave_the_clients_own_server() {
    let mock = done();
    let client = builder().transport(mock.clone()).credential(TOKEN, "s3cret").build();
    let told = |failure: Error<Infallible>| {
        let ErrorKind::Withheld { scheme, origin } = failure.kind() else { panic!("{failure}") };
        assert_eq!(*scheme, "token");
        (origin.clone(), failure.to_string())
    };
    let (origin, line) = told(client.call(Plain).await.unwrap_err());
    assert_eq!(origin, "http://other.example.org");
    assert_eq!(
        line,
        "plain: nothing was sent: the credential for `token` does not go to http://other.example.org, where the operation \
         would: it is not encrypted; the client's builder allows it by `allow_credentials_to(\"http://other.example.org\")`"
    );
    let (origin, line) = told(client.call(Elsewhere).await.unwrap_err());
    assert_eq!(origin, "https://uploads.example");
    assert!(line.contains("where the operation would: that is another server than the client's; "), "{line}");
    assert_eq!(told(client.call(Downgraded).await.unwrap_err()).0, "http://api.example");
    assert!(mock.requests().is_empty());

    // What needs no credential, and what stays at the host, is sent.
    client.call(Open).await.unwrap();
    client.call(SameHost).await.unwrap();
    client.call(Here).await.unwrap();
    let sent = mock.requests();
    assert!(!sent[0].headers.contains_key("authorization"));
    assert!(sent[1..].iter().all(|request| request.headers["authorization"] == "Bearer s3cret"));

    // A client that holds nothing has nothing to withhold.
    builder().transport(mock).build().call(Plain).await.unwrap();
}

#[tokio::test]
async fn servers_that_the_program_names_get_credentials() {
    let mock = done();
    let builder = || builder().transport(mock.clone()).credential(TOKEN, "s3cret");
    let client =
        builder().allow_credentials_to("http://OTHER.example.org/v1").allow_credentials_to("https://uploads.example");
    let client = client.build();
    client.call(Plain).await.unwrap();
    client.call(Elsewhere).await.unwrap();
    let client = builder().replace_server("https://uploads.example/v1", "https://mine.example").build();
    client.call(Elsewhere).await.unwrap();
    client.call(Here).with_options(Options::new().server("https://mine.example")).await.unwrap();
    assert!(mock.requests().iter().all(|request| request.headers["authorization"] == "Bearer s3cret"));

    let plain = client.call(Here).with_options(Options::new().server("http://mine.example")).await.unwrap_err();
    assert!(matches!(plain.kind(), ErrorKind::Withheld { origin, .. } if origin == "http://mine.example"), "{plain}");
    let client = builder().allow_credentials_to("jane:s3cret@mine.example").build();
    let failure = client.call(Here).await.unwrap_err().to_string();
    assert!(failure.contains("which is no URL such as https://x.example"), "{failure}");
}

#[tokio::test]
async fn a_loopback_server_that_is_the_clients_own_gets_credentials() {
    let (own, other) = (
        Server::answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
        Server::answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
    );
    let client = builder().server(&own.url).credential(TOKEN, "s3cret").build();
    client.call(Here).await.unwrap();
    assert_eq!(own.received()[0].header("authorization"), Some("Bearer s3cret"));
    let elsewhere = client.call(Here).with_options(Options::new().server(&other.url)).await.unwrap_err();
    assert!(matches!(elsewhere.kind(), ErrorKind::Withheld { origin, .. } if *origin == other.url), "{elsewhere}");
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn a_scheme_that_the_document_does_not_name_fails_the_first_call() {
    let mock = done();
    let client = builder().transport(mock.clone()).credential("Tokens", "s3cret").build();
    let failure = client.call(Open).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "open: nothing was sent: the client was given a credential for `Tokens`, which is no security scheme of the \
         document: it names `token`, `key`, `account`; did you mean `token`?"
    );
    let ErrorKind::UnknownScheme { name, known } = failure.kind() else { panic!("{failure}") };
    assert_eq!((name.as_str(), known.len()), ("Tokens", 3));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_user_with_a_colon_is_never_sent() {
    let mock = done();
    let client = builder().transport(mock.clone()).credential(ACCOUNT, Credential::basic("a:b", "s3cret")).build();
    let failure = client.call(Account).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "account: nothing was sent: the credential for \"account\" has a colon in its user, which ends there in Basic \
         authentication (RFC 7617, section 2)"
    );
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_refusal_for_want_of_a_credential_says_so() {
    let mock = Mock::always(HttpResponse::new(StatusCode::UNAUTHORIZED, http_headers(&[]), "who?"));
    let client = builder().transport(mock.clone()).credential(KEY, "k").build();
    let failure = client.call(Here).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "here: the server answered 401 Unauthorized (the operation asks for a credential for `token`, or `key` and \
         `account`, which the client does not hold), which the document does not declare: who?"
    );
    // One that is sent, by the client or by the call itself, is not lacking.
    for call in [client.call(Here).header("Authorization", "Bearer mine").await, client.call(Keyed).await] {
        let line = call.unwrap_err().to_string();
        assert!(line.contains("401 Unauthorized, which"), "{line}");
    }
    let line = client.call(Open).await.unwrap_err().to_string();
    assert!(line.contains("401 Unauthorized, which"), "{line}");
}

#[tokio::test]
async fn a_redirect_that_is_not_followed_says_where_it_led_and_why() {
    let redirecting = |location: &'static str| {
        Server::start(move |received, stream| {
            let location = if received.head.contains("/loop") { "/x?again" } else { location };
            let again = if received.head.contains("?again") { "/loop" } else { location };
            let answer =
                format!("HTTP/1.1 302 Found\r\nLocation: {again}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).unwrap();
        })
    };
    let told = async |location, posted: bool| {
        let server = redirecting(location);
        let client = builder().server(&server.url).credential(TOKEN, "s3cret").build();
        let failure = match posted {
            true => client.call(Send).await.unwrap_err(),
            false => client.call(Here).await.unwrap_err(),
        };
        assert_eq!(failure.status(), Some(StatusCode::FOUND));
        (failure.to_string().replace(&server.url, "http://own"), server.received().len())
    };
    let (line, requests) = told("https://jane:s3cret@other.example/a?api_key=s3cret", false).await;
    assert_eq!(
        line,
        "here: the server answered 302 Found (a redirect to https://other.example/a, which was not followed: it is another \
         server, which gets neither the request nor its credentials), which the document does not declare: no body"
    );
    assert_eq!(requests, 1);
    let (line, requests) = told("/y", true).await;
    assert!(
        line.contains(
            "(a redirect to http://own/y, which was not followed: it would make a GET without the body of the POST)"
        ),
        "{line}"
    );
    assert_eq!(requests, 1);
    let (line, requests) = told("/loop", false).await;
    let reason = "which was not followed: 10 redirects had been followed already, and they go round in circles)";
    assert!(line.contains(reason), "{line}");
    assert_eq!(requests, 11);
}

#[tokio::test]
async fn a_credential_that_comes_back_is_not_shown() {
    let server = Server::start(|received, stream| {
        let target = received.head.split(' ').nth(1).unwrap().to_owned();
        let answer = format!(
            "HTTP/1.1 409 Conflict\r\nLocation: https://x.example{target}\r\nLink: <{target}&page=2>; rel=\"next\"\r\n\
             Set-Cookie: sid=s3cret\r\nX-Other: shown\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno"
        );
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let client = builder().server(&server.url).credential(KEY, "s3cret").build();
    let failure = client.call(Keyed).await.unwrap_err();
    assert_eq!(server.received()[0].head.lines().next(), Some("GET /x?api_key=s3cret HTTP/1.1"));
    let shown =
        format!("{failure} {failure:?} {failure:#?} {:?} {client:?} {:?}", failure.headers(), client.call(Keyed));
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("https://x.example/x[redacted]") && shown.contains("\"x-other\": \"shown\""), "{shown}");
    // Who asks for the header gets it.
    assert_eq!(failure.headers().unwrap()["location"], "https://x.example/x?api_key=s3cret");
}

#[tokio::test]
async fn nothing_shows_what_stands_before_a_host() {
    let client = builder().server("https://jane:s3cret@api.example").transport(done()).build();
    let failure = client.call(Here).await.unwrap_err();
    let options = Options::new().server("ftp://jane:s3cret@x").header("X-Api-Key", "s3cret");
    let told = format!("{client:?} {failure} {failure:#?} {options:?} {:?}", client.call(Here).await);
    assert!(!told.contains("s3cret"), "{told}");
}

#[tokio::test]
async fn an_error_is_short_whatever_the_server_sends() {
    let long = "x".repeat(100_000);
    let headers = http_headers(&[("content-type", &long), ("x-long", &long), ("location", &long)]);
    for body in [long.clone().into_bytes(), vec![0xff; 100_000]] {
        let mock = Mock::always(HttpResponse::new(StatusCode::IM_A_TEAPOT, headers.clone(), body));
        let failure = builder().transport(mock).build().call(Here).await.unwrap_err();
        assert!(failure.to_string().len() < 1000, "{failure}");
        let parts = format!("{failure:#?}");
        assert!(parts.len() < 30_000, "{} bytes", parts.len());
    }
}
