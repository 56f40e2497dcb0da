use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::parameters::Client;
use super::parameters::keys::{GetKeyFilter, GetKeyType};

fn client(answer: HttpResponse) -> (Client, Mock) {
    let mock = Mock::always(answer);
    (Client::builder().server("https://api.example.org/v1").transport(mock.clone()).build(), mock)
}

// support: Parameters | Path, query, header and cookie; names that collide across them | yes
#[test]
fn every_parameter_goes_to_its_place() {
    let (client, mock) = client(HttpResponse::json(StatusCode::OK, r#"{"id":"k"}"#));
    let key = client
        .keys()
        .get("jane doe/é", "a..b")
        .id_query(7)
        .x_trace("t-1")
        .timeout_query(30)
        .r#type(GetKeyType::B)
        .tags(vec!["a,b".to_owned(), "c".to_owned()])
        .filter(GetKeyFilter::new().since("2024"))
        .session("s;1");
    let answer = pollster(key).unwrap();
    assert_eq!(answer.id, "k");
    let request = &mock.requests()[0];
    assert_eq!(request.method, "GET");
    assert_eq!(
        request.url,
        "https://api.example.org/v1/users/jane%20doe%2F%C3%A9/keys/a..b?id=7&timeout=30&type=b&tags=a%2Cb,c&filter=%7B%22since%22%3A%222024%22%7D"
    );
    assert_eq!(request.headers.get("x-trace").unwrap(), "t-1");
    assert_eq!(request.headers.get("cookie").unwrap(), "session=s%3B1");
}

// support: Operations and servers | Paths with what no URL has as it is: blanks, quotes, letters beyond ASCII | yes
#[test]
fn what_no_path_has_is_escaped() {
    let (client, mock) = done();
    pollster(client.values().get_odd("a b")).unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example.org/v1/odd%20%22places%22/%C3%A9%7C%5Ca/a%20b");
}

// support: Parameters | Rules checked before anything is sent | yes
#[test]
fn rules_of_parameters_are_checked_before_anything_is_sent() {
    let (client, mock) = client(HttpResponse::json(StatusCode::OK, "{}"));
    let failure = pollster(client.keys().get("", "k").id_query(101)).unwrap_err();
    let places: Vec<String> = failure.violations().iter().map(|violation| violation.path()).collect();
    assert_eq!(places, ["/userId", "/id"]);
    assert!(mock.requests().is_empty());
}

fn done() -> (Client, Mock) {
    client(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""))
}

// support: Parameters | Values of another type than the schema's (`type: string, enum: [2023.1]`): the type decides, and a located warning says so | yes
#[test]
fn values_of_another_type_are_those_that_are_meant() {
    use super::parameters::values::{
        ListApiVersion, ListFixed, ListFlag, ListMixed, ListSize, RateRequest, RateRequestRate,
    };
    let (client, mock) = done();
    let call = client.values().list(ListApiVersion::_2024_10).flag(ListFlag::True).size(ListSize::_20);
    pollster(call.mixed(ListMixed::_5).fixed(ListFixed::_7)).unwrap();
    pollster(client.values().rate(RateRequest::new(RateRequestRate::_5))).unwrap();
    let requests = mock.requests();
    let sent = "https://api.example.org/v1/versions?api-version=2024.10&flag=true&size=20&mixed=5&fixed=7";
    assert_eq!(requests[0].url, sent);
    assert_eq!(requests[1].body.as_ref().unwrap().as_bytes().unwrap(), r#"{"rate":"5"}"#);
}

// support: Parameters | A query that stands in the path: sent once, with what parameters of the same names fill in | yes
#[test]
fn a_query_in_the_path_goes_out_once() {
    let (client, mock) = done();
    pollster(client.values().list_blobs("a b").page(2)).unwrap();
    let sent = "https://api.example.org/v1/blobs?comp=list&restype=container&at=a%20b&page=2";
    assert_eq!(mock.requests()[0].url, sent);
}

// support: Parameters | An empty segment of a path: where the document lists the empty value | yes
#[test]
fn an_empty_value_that_is_listed_goes_into_the_path() {
    use super::parameters::values::EmptyOnly;
    let (client, mock) = done();
    pollster(client.values().empty(EmptyOnly::Empty, "a:b")).unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example.org/v1/empty//a%3Ab");
    assert_eq!(pollster(client.values().empty(EmptyOnly::All, "")).unwrap_err().violations().len(), 1);
}

// support: Parameters | Header parameters `Accept`, `Content-Type` and `Authorization` | partial: media types and security schemes set these headers, and a note says how a call does; in a document without security schemes, `Authorization` is a credential
#[test]
fn an_authorization_header_is_a_credential() {
    use super::parameters::security::AUTHORIZATION;
    use super::parameters::values::ListApiVersion;
    let mock = Mock::always(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""));
    let builder = Client::builder().server("https://api.example.org").transport(mock.clone());
    let client = builder.credential(AUTHORIZATION, "Custom t0ken").build();
    pollster(client.values().list(ListApiVersion::_2023_1)).unwrap();
    pollster(client.values().list(ListApiVersion::_2023_1).header("Authorization", "other").header("accept", "a/b"))
        .unwrap();
    pollster(client.values().list_blobs("a")).unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].headers["authorization"], "Custom t0ken");
    assert!(requests[0].headers["authorization"].is_sensitive());
    assert_eq!(requests[1].headers["authorization"], "other");
    assert_eq!(requests[1].headers["accept"], "a/b");
    assert_eq!(requests[2].headers.get("authorization"), None);
}

/// Waits for a call that never has to wait: the answers are in memory.
fn pollster<F: IntoFuture>(call: F) -> F::Output {
    let mut future = std::pin::pin!(call.into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("a mock does not wait"),
    }
}
