//! Which credentials go with which operation, and that they show nowhere else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::convert::Infallible;

use oasmith_runtime::{
    Credential, HttpRequest, HttpResponse, Meta, Mock, Operation, Outcome, Request, Response, SchemeSpec, Secret,
    Security, StatusCode, TransportError, TransportErrorKind,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example", credentials for [TOKEN, USER_ACTION, KEY, CERTIFICATE, HMAC, SESSION, BASIC];
    /// A call.
    pub struct Call;
}

const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
const USER_ACTION: SchemeSpec = SchemeSpec::api_key_header("userAction", "X-User-Action");
const KEY: SchemeSpec = SchemeSpec::api_key_query("key", "api_key");
const CERTIFICATE: SchemeSpec = SchemeSpec::by_transport("certificate");
const HMAC: SchemeSpec = SchemeSpec::http("hmac", "HMAC-SHA256");
const BASIC: SchemeSpec = SchemeSpec::basic("basic");
const SESSION: SchemeSpec = SchemeSpec::api_key_cookie("session", "sid");

/// Operations that differ in what they ask for.
macro_rules! operations {
    ($($Name:ident: $security:expr;)*) => {$(
        struct $Name;

        impl Operation for $Name {
            const META: Meta = Meta::new(stringify!($Name), "GET", "/x").security($security);
            type Output = ();
            type Error = Infallible;

            fn encode(&self, _: &mut Request) {}

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    200 => response.empty(),
                    _ => response.undeclared(),
                }
            }
        }
    )*};
}

operations! {
    Open: Security::NONE;
    OpenBySchema: Security::any_of(&[&[]]);
    Optional: Security::any_of(&[&[], &[TOKEN.required()]]);
    Signed: Security::any_of(&[&[TOKEN.required(), USER_ACTION.required()], &[KEY.scopes(&["read"])]]);
    Certified: Security::any_of(&[&[CERTIFICATE.required()], &[CERTIFICATE.required(), TOKEN.required()]]);
    Hashed: Security::any_of(&[&[HMAC.required()]]);
    Either: Security::any_of(&[&[SESSION.required()], &[TOKEN.required()]]);
}

async fn sent<O: Operation>(operation: O, credentials: &[(SchemeSpec, &str)]) -> HttpRequest
where
    O::Error: std::fmt::Debug,
{
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
    let mut builder = Client::builder().transport(mock.clone());
    for (scheme, secret) in credentials {
        builder = builder.credential(scheme, *secret);
    }
    builder.build().call(operation).await.unwrap();
    mock.requests().remove(0)
}

/// Every place where a credential could be.
fn shown(request: &HttpRequest) -> String {
    let header = |name: &str| request.headers.get(name).map_or("-", |value| value.to_str().unwrap());
    let query = request.url.split_once('?').map_or("-", |(_, query)| query);
    format!("{} | {} | {} | {query}", header("authorization"), header("x-user-action"), header("cookie"))
}

#[tokio::test]
async fn only_those_that_are_asked_for_and_held() {
    let all = [(TOKEN, "t"), (USER_ACTION, "u"), (KEY, "k"), (SESSION, "s")];
    assert_eq!(shown(&sent(Open, &all).await), "- | - | - | -");
    assert_eq!(shown(&sent(OpenBySchema, &all).await), "- | - | - | -");
    assert_eq!(shown(&sent(Optional, &all).await), "Bearer t | - | - | -");
    assert_eq!(shown(&sent(Optional, &[(KEY, "k")]).await), "- | - | - | -");
    assert_eq!(shown(&sent(Signed, &all).await), "Bearer t | u | - | -");
    assert_eq!(shown(&sent(Signed, &[(TOKEN, "t"), (KEY, "k")]).await), "- | - | - | api_key=k");
    assert_eq!(shown(&sent(Signed, &[(TOKEN, "t")]).await), "- | - | - | -");
    assert_eq!(shown(&sent(Certified, &[]).await), "- | - | - | -");
    assert_eq!(shown(&sent(Certified, &[(TOKEN, "t")]).await), "Bearer t | - | - | -");
    assert_eq!(shown(&sent(Hashed, &[(HMAC, "abc")]).await), "HMAC-SHA256 abc | - | - | -");
    assert_eq!(shown(&sent(Either, &all).await), "- | - | sid=s | -");
    assert_eq!(shown(&sent(Either, &[(TOKEN, "t")]).await), "Bearer t | - | - | -");
}

#[tokio::test]
async fn the_calls_own_header_comes_before_a_credential() {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
    let client = Client::builder().transport(mock.clone()).credential(TOKEN, "t").build();
    client.call(Optional).header("Authorization", "Bearer mine").await.unwrap();
    assert_eq!(shown(&mock.requests()[0]), "Bearer mine | - | - | -");
}

#[tokio::test]
async fn secrets_show_nowhere() {
    let mock = Mock::new(|_| Err(TransportError::new(TransportErrorKind::Io, "the connection broke off")));
    let builder = Client::builder()
        .transport(mock.clone())
        .credential(KEY, Secret::new("s3cret"))
        .credential("basic", Credential::basic("jane", "s3cret"))
        .header("authorization", "s3cret");
    let told = format!("{builder:?}");
    let client = builder.build();
    let call = client.call(Signed).header("cookie", "s3cret");
    let options = oasmith_runtime::Options::new().header("proxy-authorization", "s3cret");
    let failure = client.call(Signed).await.unwrap_err();
    for text in [
        told,
        format!("{client:?}"),
        format!("{options:?}"),
        format!("{failure} {failure:#?}"),
        format!("{:?}", mock.requests()),
    ] {
        assert!(!text.contains("s3cret"), "{text}");
    }
    drop(call);
    assert_eq!(mock.requests()[0].url, "https://api.example/x?api_key=s3cret");
    assert_eq!(failure.to_string(), "Signed: the connection broke off");
}

#[tokio::test]
async fn a_credential_that_cannot_be_sent_is_named() {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, ""));
    let client = Client::builder().transport(mock.clone()).credential(TOKEN, "a\nb").build();
    let failure = client.call(Optional).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "Optional: nothing was sent: the credential for \"token\" has characters that no header may have"
    );
    assert!(mock.requests().is_empty());
}
