//! What of the credentials that a client holds goes over the wire.

use oasmith_runtime::{
    Credential, ErrorKind, HttpResponse, Mock, OAuth2, Operation, Requirement, SchemeSpec, Security, StatusCode,
};

use super::security::security::{BASIC, CSRF, HMAC, KEY, LOGIN, OPENID, SESSION, SIGNATURE, TLS, TOKEN};
use super::security::{Client, operations};
use super::wire::Wire;

/// The alternatives that an operation has, as lists.
fn alternatives(security: Security) -> Vec<Vec<Requirement>> {
    security.alternatives().iter().map(|all| all.to_vec()).collect()
}

#[test]
fn absent_empty_optional_or_and_stay_apart() {
    let token = TOKEN.required();
    assert_eq!(alternatives(operations::ByDefault::META.security), [[token]]);
    assert_eq!(operations::NoneOperation::META.security, Security::NONE);
    assert_eq!(operations::Empty::META.security, Security::NONE);
    assert_eq!(alternatives(operations::Optional::META.security), [vec![token], vec![]]);
    assert_eq!(alternatives(operations::Either::META.security), [[token], [KEY.required()]]);
    assert_eq!(alternatives(operations::Both::META.security), [[token, SIGNATURE.required()]]);
    assert_eq!(alternatives(operations::Scopes::META.security), [[LOGIN.scopes(&["read", "write:all"])]]);
}

// support: Security | OAuth 2: client credentials, password and refresh tokens | yes
#[tokio::test]
async fn tokens_are_asked_for_where_the_document_says() {
    let mock = Mock::new(|request| {
        Ok(match request.operation {
            None => HttpResponse::json(StatusCode::OK, r#"{"access_token":"t","token_type":"bearer"}"#),
            Some(_) => HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""),
        })
    });
    let client = Client::builder().transport(mock.clone()).build();
    for login in [
        OAuth2::client_credentials("id", "s3cret"),
        OAuth2::password("jane", "s3cret"),
        OAuth2::refresh_token("r").token_url("https://login.example.org"),
    ] {
        client.with_credential(LOGIN, login).call(operations::Scopes::new()).await.unwrap();
    }
    let urls: Vec<String> = mock.requests().into_iter().map(|request| request.url).step_by(2).collect();
    assert_eq!(urls, ["https://example.org/token", "https://api.example.org/token", "https://login.example.org"]);
    let flows = LOGIN.oauth_flows();
    assert_eq!((flows[1].refresh_url, flows[1].scopes), (Some("/refresh"), &["read", "admin"][..]));
}

/// The lines of the request by which an operation goes out from a client that holds these.
fn sent<O: Operation<Output = ()>>(operation: O, held: &[SchemeSpec]) -> Vec<String>
where
    O::Error: std::fmt::Debug,
{
    let wire = Wire::new();
    let builder = Client::builder().server(wire.url()).credential(BASIC, Credential::basic("jane", "s3:cret"));
    let builder = held.iter().fold(builder, |builder, scheme| builder.credential(scheme, "a b&c=%3D"));
    builder.build().call(operation).send_blocking().unwrap();
    wire.last_lines()
}

const ALL: &[SchemeSpec] = &[TOKEN, KEY, SIGNATURE, SESSION, CSRF, LOGIN, HMAC, OPENID];

// support: Security | HTTP basic, bearer and any other scheme | yes
#[test]
fn http_schemes_follow_their_names() {
    assert_eq!(
        sent(operations::Account::new(), &[]),
        ["GET /account HTTP/1.1", "authorization: Basic amFuZTpzMzpjcmV0"]
    );
    assert_eq!(sent(operations::ByDefault::new(), ALL), ["GET /default HTTP/1.1", "authorization: Bearer a b&c=%3D"]);
    assert_eq!(sent(operations::Hashed::new(), ALL), ["GET /hashed HTTP/1.1", "authorization: HMAC-SHA256 a b&c=%3D"]);
}

// support: Security | OAuth 2 with the user's consent, OpenID Connect | partial: an access token is sent as a bearer token; getting one is the program's affair
#[test]
fn access_tokens_are_bearer_tokens() {
    assert_eq!(sent(operations::Scopes::new(), &[LOGIN]), ["GET /scopes HTTP/1.1", "authorization: Bearer a b&c=%3D"]);
    let identity_line = "GET /identity HTTP/1.1";
    assert_eq!(sent(operations::Identity::new(), &[OPENID]), [identity_line, "authorization: Bearer a b&c=%3D"]);
}

// support: Security | API keys in header, query and cookie | yes
#[test]
fn keys_go_beside_parameters() {
    let signed = ["GET /mutual HTTP/1.1", "x-signature: a b&c=%3D"];
    assert_eq!(sent(operations::Mutual::new(), ALL), signed);
    assert_eq!(sent(operations::Search::new(), ALL), ["GET /search?api_key=a%20b%26c%3D%253D HTTP/1.1"]);
    let tags = vec!["x".to_owned(), "y".to_owned()];
    let line = "GET /search?q=a%26b&tags=x&tags=y&api_key=a%20b%26c%3D%253D HTTP/1.1";
    assert_eq!(sent(operations::Search::new().q("a&b").tags(tags), ALL), [line]);
    let line = "GET /visit HTTP/1.1";
    // A cookie goes back as it was set.
    let keys = "sid=a%20b&c=%3D; csrf-token=a%20b&c=%3D";
    assert_eq!(sent(operations::Visit::new(), ALL), [line.to_owned(), format!("cookie: {keys}")]);
    let dark = sent(operations::Visit::new().theme("dark"), ALL);
    assert_eq!(dark, [line.to_owned(), format!("cookie: theme=dark; {keys}")]);
}

// support: Security | An API key that is a parameter as well: a credential, where the operation asks for its scheme | yes
#[test]
fn a_key_that_is_a_parameter_as_well_is_sent_once() {
    let query = "/declared?signature=s&api_key=a%20b%26c%3D%253D HTTP/1.1";
    let headers = ["x-signature: a b&c=%3D", "cookie: sid=a%20b&c=%3D"];
    let [signature, cookie] = headers;
    let mut declared = sent(operations::Declared::new().signature("s"), ALL);
    declared.sort();
    assert_eq!(declared, [&format!("GET {query}"), cookie, signature]);
    let by_hand = sent(operations::NotAsked::new().x_signature("mine"), ALL);
    assert_eq!(by_hand, ["PUT /declared HTTP/1.1", "x-signature: mine", "content-length: 0"]);
}

// support: Security | `mutualTLS`, by a transport that is given the certificate (`Hyper::with_tls`) | yes
#[test]
fn certificates_are_the_transports_affair() {
    let line = "GET /certificate HTTP/1.1";
    assert_eq!(sent(operations::Certificate::new(), &[]), [line]);
    assert_eq!(sent(operations::Certificate::new(), &[TLS]), [line]);
    assert_eq!(sent(operations::Certificate::new(), &[SESSION]), [line, "cookie: sid=a%20b&c=%3D"]);
    assert_eq!(sent(operations::Mutual::new(), &[]), ["GET /mutual HTTP/1.1"]);
}

// support: Security | Alternatives | yes
#[test]
fn the_first_alternative_that_is_held_is_sent() {
    let (line, bearer) = ("GET /either HTTP/1.1", "authorization: Bearer a b&c=%3D");
    assert_eq!(sent(operations::Either::new(), &[TOKEN]), [line, bearer]);
    assert_eq!(sent(operations::Either::new(), &[KEY]), ["GET /either?api_key=a%20b%26c%3D%253D HTTP/1.1"]);
    assert_eq!(sent(operations::Either::new(), &[KEY, TOKEN]), [line, bearer]);
    assert_eq!(sent(operations::Either::new(), &[SIGNATURE]), [line]);
}

// support: Security | Several schemes together | yes
#[test]
fn schemes_that_belong_together_are_sent_together_or_not_at_all() {
    let (line, bearer) = ("GET /both HTTP/1.1", "authorization: Bearer a b&c=%3D");
    assert_eq!(sent(operations::Both::new(), &[TOKEN, SIGNATURE]), [line, bearer, "x-signature: a b&c=%3D"]);
    assert_eq!(sent(operations::Both::new(), &[TOKEN]), [line]);
    assert_eq!(sent(operations::Both::new(), &[SIGNATURE]), [line]);
    let line = "GET /everywhere?api_key=a%20b%26c%3D%253D HTTP/1.1";
    let expected = [line, bearer, "x-signature: a b&c=%3D", "cookie: sid=a%20b&c=%3D"];
    assert_eq!(sent(operations::Everywhere::new(), ALL), expected);
    assert_eq!(sent(operations::Everywhere::new(), &[TOKEN, SIGNATURE, KEY]), ["GET /everywhere HTTP/1.1"]);
}

// support: Security | One credential for schemes asked for together that send it alike, as every Google API has them | yes
#[test]
fn one_token_serves_all_schemes_that_send_it_alike() {
    let (line, bearer) = ("GET /google HTTP/1.1", "authorization: Bearer a b&c=%3D");
    for held in [&[LOGIN][..], &[OPENID], &[TOKEN], &[LOGIN, OPENID], ALL] {
        assert_eq!(sent(operations::Google::new(), held), [line, bearer]);
    }
    assert_eq!(sent(operations::Google::new(), &[KEY]), [line]);
}

// support: Security | Schemes asked for together that fill one header differently | no: a located warning says so, and a call of a client that holds both fails before anything is sent
#[test]
fn two_credentials_for_one_header_are_refused() {
    let mock = Mock::always(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""));
    let builder = || Client::builder().transport(mock.clone()).credential(TOKEN, "t0ken");
    let client = builder().credential(BASIC, Credential::basic("jane", "s3cret")).build();
    let failure = client.call(operations::Twice::new()).send_blocking().unwrap_err();
    let told = "the credentials for \"basic\" and \"token\" differ, and both would be the header \"authorization\"";
    assert!(matches!(failure.kind(), ErrorKind::Misconfigured(problem) if problem == told), "{failure}");
    let failure =
        builder().credential(LOGIN, "other").build().call(operations::Google::new()).send_blocking().unwrap_err();
    let told = "the credentials for \"login\" and \"token\" differ, and both would be the header \"authorization\"";
    assert!(matches!(failure.kind(), ErrorKind::Misconfigured(problem) if problem == told), "{failure}");
    assert!(mock.requests().is_empty());
}

// support: Security | Optional, and overrides of single operations | yes
#[test]
fn nothing_is_sent_where_nothing_is_asked_for() {
    assert_eq!(sent(operations::NoneOperation::new(), ALL), ["GET /none HTTP/1.1"]);
    assert_eq!(sent(operations::Empty::new(), ALL), ["GET /empty HTTP/1.1"]);
    assert_eq!(sent(operations::Undeclared::new(), ALL), ["GET /undeclared HTTP/1.1"]);
    assert_eq!(sent(operations::Optional::new(), &[]), ["GET /optional HTTP/1.1"]);
    assert_eq!(sent(operations::Optional::new(), ALL), ["GET /optional HTTP/1.1", "authorization: Bearer a b&c=%3D"]);
}

// support: Security | Credentials for an operation's own server on another host, or over plain http | partial: they go there only where the client's builder allows it; a located warning says so, and the call fails
#[test]
fn credentials_stay_with_the_apis_own_server() {
    let mock = Mock::always(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""));
    let builder = || Client::builder().transport(mock.clone()).credential(TOKEN, "t0ken");
    let client = builder().build();
    let failure = client.call(operations::Elsewhere::new()).send_blocking().unwrap_err();
    let ErrorKind::Withheld { scheme, origin } = failure.kind() else { panic!("{failure}") };
    assert_eq!((*scheme, origin.as_str()), ("token", "http://other.example.org"));
    let failure = client.call(operations::Upload::new()).send_blocking().unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Withheld { origin, .. } if origin == "https://uploads.example.org"));
    assert!(mock.requests().is_empty());

    client.call(operations::UploadOpenly::new()).send_blocking().unwrap();
    let client = builder().allow_credentials_to("http://other.example.org").build();
    client.call(operations::Elsewhere::new()).send_blocking().unwrap();
    let sent = mock.requests();
    assert_eq!(sent[0].headers.get("authorization"), None);
    assert_eq!(sent[1].url, "http://other.example.org/elsewhere");
    assert_eq!(sent[1].headers["authorization"], "Bearer t0ken");
}

// support: Security | Credentials for schemes that the document does not name are refused | yes
#[test]
fn a_scheme_that_the_document_does_not_name_is_refused() {
    let mock = Mock::always(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""));
    let client = Client::builder().transport(mock.clone()).credential("tokn", "t0ken").build();
    let failure = client.call(operations::NoneOperation::new()).send_blocking().unwrap_err().to_string();
    assert!(
        failure.contains("`tokn`, which is no security scheme of the document: it names `token`, `key`"),
        "{failure}"
    );
    assert!(failure.ends_with("; did you mean `token`?"), "{failure}");
    assert!(mock.requests().is_empty());
}
