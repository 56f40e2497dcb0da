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
        .get_key("jane doe/é", "a..b")
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

// support: Parameters | Rules checked before anything is sent | yes
#[test]
fn rules_of_parameters_are_checked_before_anything_is_sent() {
    let (client, mock) = client(HttpResponse::json(StatusCode::OK, "{}"));
    let failure = pollster(client.keys().get_key("", "k").id_query(101)).unwrap_err();
    let places: Vec<String> = failure.violations().iter().map(|violation| violation.path()).collect();
    assert_eq!(places, ["/userId", "/id"]);
    assert!(mock.requests().is_empty());
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
