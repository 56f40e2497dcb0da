//! Ways out: answers as they came, what calls send beside what the document has, and endpoints that it lacks.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // Tests may fail by panicking.

use std::convert::Infallible;

use oasmith_runtime::{
    Body, ErrorKind, HttpRequest, HttpResponse, Meta, Mock, MockAnswer, Operation, Options, Outcome, Raw, Request,
    Response, SchemeSpec, Security, StatusCode, TransportErrorKind, Value,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example/v1", credentials for [TOKEN, OTHER, KEY];
    /// A call.
    pub struct Call;
}

const TOKEN: SchemeSpec = SchemeSpec::bearer("token");
const OTHER: SchemeSpec = SchemeSpec::bearer("other");
const KEY: SchemeSpec = SchemeSpec::api_key_query("key", "api_key");

/// Sends a body in JSON, a form, a text or none.
struct Put(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Json,
    Form,
    Text,
    Nothing,
}

impl Operation for Put {
    const META: Meta = Meta::new("put", "PUT", "/x").security(Security::any_of(&[&[TOKEN.required()]]));
    type Output = ();
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        let value = Value::from([("a", Value::from(1)), ("b", Value::from("x"))]);
        match self.0 {
            Kind::Json => request.json(&value),
            Kind::Form => request.form(&value),
            Kind::Text => request.text("text/plain", "a"),
            Kind::Nothing => {}
        }
    }

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            204 => response.empty(),
            _ => response.undeclared(),
        }
    }
}

fn answering(status: u16, body: &'static str) -> Mock {
    Mock::always(HttpResponse::new(StatusCode::from_u16(status).unwrap(), Default::default(), body))
}

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().transport(mock.clone()).credential(TOKEN, "s3cret");
    builder.credential(OTHER, "other").credential(KEY, "k").build()
}

fn body(request: &HttpRequest) -> String {
    String::from_utf8(request.body.as_ref().unwrap().bytes().unwrap().to_vec()).unwrap()
}

// support: The runtime | Ways out: `.raw()` gives every answer as it came | yes
#[tokio::test]
async fn every_answer_is_there_as_it_came() {
    for (status, text) in [(204, ""), (200, "<html>"), (404, "no"), (503, "")] {
        let mock = answering(status, text);
        let answer = client(&mock).call(Put(Kind::Json)).raw().await.unwrap();
        assert_eq!((answer.status.as_u16(), answer.bytes().await.unwrap().as_ref()), (status, text.as_bytes()));
        assert_eq!(mock.requests()[0].headers["authorization"], "Bearer s3cret");
        assert_eq!(mock.requests_of::<Raw<Put>>().len(), 1);
    }
    // Piece by piece, and no longer than the client accepts.
    let mock = answering(500, "abc");
    let mut answer = client(&mock).call(Put(Kind::Json)).raw().await.unwrap();
    assert_eq!(answer.body.next().await.unwrap().unwrap(), "abc");
    let strict = Client::builder().transport(mock).response_limit(2).build();
    assert!(strict.call(Put(Kind::Json)).raw().await.unwrap().bytes().await.is_err());
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_give_it_as_well() {
    let mock = answering(404, "no");
    let answer = client(&mock).call(Put(Kind::Nothing)).raw().send_blocking().unwrap();
    assert_eq!((answer.status.as_u16(), answer.bytes_blocking().unwrap().as_ref()), (404, &b"no"[..]));
    let failure = client(&mock).send_request("DELETE", "/y", None).send_blocking().unwrap_err();
    assert_eq!(failure.status(), Some(StatusCode::NOT_FOUND));
}

// support: The runtime | Ways out: more query parameters, headers and members of the body | yes
#[tokio::test]
async fn a_call_sends_more_than_the_document_has() {
    let mock = answering(204, "");
    let client = client(&mock);
    let call = client.call(Put(Kind::Json)).extra_query("tag", "a&b c").header("x-extra", "1");
    call.extra_body("b", "y").extra_body("c", vec![Value::from(true)]).await.unwrap();
    let sent = mock.requests();
    assert_eq!(sent[0].url, "https://api.example/v1/x?tag=a%26b%20c");
    assert_eq!(sent[0].headers["x-extra"], "1");
    assert_eq!(body(&sent[0]), r#"{"a":1,"b":"y","c":[true]}"#);
    let more = Options::new().extra_body("d", 2).extra_query("q", "");
    client.call(Put(Kind::Form)).extra_body("c", "x y").with_options(more).await.unwrap();
    assert_eq!(body(&mock.requests()[1]), "a=1&b=x&c=x+y&d=2");
    for kind in [Kind::Text, Kind::Nothing] {
        let failure = client.call(Put(kind)).extra_body("s3cret", "s3cret").await.unwrap_err();
        assert_eq!(
            failure.to_string(),
            "put: nothing was sent: the call has members for a body that is neither an object in JSON nor a form"
        );
    }
    assert_eq!(mock.requests().len(), 2);
    let shown = format!("{:?}", Options::new().extra_query("q", "s3cret").extra_body("m", "s3cret"));
    assert!(!shown.contains("s3cret") && shown.contains("{\"q\", \"m\"}"), "{shown}");
}

// support: The runtime | Ways out: `send_request` calls an endpoint that the document lacks | yes
#[tokio::test]
async fn an_endpoint_that_the_document_lacks_is_called_like_any_other() {
    let mock = answering(200, "done");
    let client = client(&mock);
    let answer = client
        .send_request("PURGE", "pets/a b%2F?x=ü#part", Body::json(&Value::from([("a", 1)])).unwrap())
        .header("x-extra", "1")
        .extra_query("y", "1")
        .extra_body("b", 2)
        .await
        .unwrap();
    assert_eq!(answer.bytes().await.unwrap(), "done");
    let sent = &mock.requests()[0];
    assert_eq!(sent.method.as_str(), "PURGE");
    assert_eq!(sent.url, "https://api.example/v1/pets/a%20b%2F?x=%C3%BC&y=1&api_key=k");
    assert!(!format!("{sent:?}").contains("api_key"));
    // Of those that are the same header, the first.
    assert_eq!(sent.headers["authorization"], "Bearer s3cret");
    assert_eq!(sent.headers["content-type"], "application/json");
    assert_eq!(body(sent), r#"{"a":1,"b":2}"#);

    let mock = answering(404, "no such pet");
    let client = self::client(&mock);
    let failure = client.send_request("GET", "/pets", None).await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "GET /pets: the server answered 404 Not Found, which the document does not declare: no such pet"
    );
    assert!(format!("{failure:#?}").contains(r#"operation: "GET /pets""#), "{failure:#?}");
    let answer = client.send_request("GET", "/pets", None).raw().await.unwrap();
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let failure = client.send_request("GE T", "/pets", None).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Misconfigured(_)), "{failure}");
    assert_eq!(failure.to_string(), r#"GE T /pets: nothing was sent: "GE T" is not an HTTP method"#);
    let offline = Mock::new(|_| TransportErrorKind::Connect.answer());
    let failure = self::client(&offline).send_request("GET", "/pets?key=s3cret", None).await.unwrap_err();
    assert!(failure.to_string().starts_with("GET /pets: ") && !failure.to_string().contains("s3cret"), "{failure}");
    // It goes nowhere else with credentials.
    let elsewhere = Options::new().server("http://other.example");
    let failure = client.send_request("GET", "/pets", None).with_options(elsewhere).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Withheld { .. }), "{failure}");
}

/// What a call says of its own adds up; where two say the same, the later one holds.
#[tokio::test]
async fn options_add_up() {
    let mock = answering(204, "");
    let client = Client::builder().transport(mock.clone()).build();
    let seconds = std::time::Duration::from_secs;
    let more = Options::new().timeout(seconds(7)).header("x-more", "2").extra_query("q", "2");
    client
        .call(Put(Kind::Json))
        .timeout(seconds(5))
        .header("x-mine", "1")
        .extra_query("p", "1")
        .with_options(Options::new())
        .with_options(more)
        .with_options(Options::new().idle_timeout(seconds(3)))
        .await
        .unwrap();
    let sent = &mock.requests()[0];
    assert_eq!((sent.timeout, sent.idle_timeout), (Some(seconds(7)), Some(seconds(3))));
    assert_eq!(["x-mine", "x-more"].map(|name| &sent.headers[name]), ["1", "2"]);
    assert_eq!(sent.url, "https://api.example/v1/x?p=1&q=2");
}

/// A call that can't be sent says so once, and is not sent where it is polled all the same.
#[tokio::test]
async fn what_cannot_be_sent_never_is() {
    let mock = answering(204, "");
    let client = Client::builder().transport(mock.clone()).build();
    let mut call = std::pin::pin!(client.call(Put(Kind::Json)).header("a b", "").into_future());
    assert!(matches!(call.as_mut().await.unwrap_err().kind(), ErrorKind::Misconfigured(_)));
    let again = std::future::poll_fn(|context| std::task::Poll::Ready(call.as_mut().poll(context).is_pending()));
    assert!(again.await);
    assert!(mock.requests().is_empty());
}
