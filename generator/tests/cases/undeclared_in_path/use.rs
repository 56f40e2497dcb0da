use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::undeclared_in_path::Client;

/// What stands in a path is asked for, whether it is declared or not; what the path has no place for is not.
#[test]
fn parameters_of_a_path_are_asked_for() {
    let mock = Mock::always(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""));
    let client = Client::builder().transport(mock.clone()).build();
    client.users().delete_file("jane/doe", 7).send_blocking().unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example.com/users/jane%2Fdoe/files/7");
}
