use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::named_alike::Client;
use super::named_alike::windows::{ListWindows31m, ListWindowsResponse};

/// A parameter may have the name of one of its values, and a value that of what Rust's traits define.
#[test]
fn names_that_are_alike_do_not_get_in_each_others_way() {
    let mock = Mock::always(HttpResponse::new(StatusCode::OK, Default::default(), "\"Err\""));
    let client = Client::builder().transport(mock.clone()).build();
    let answer = client.windows().list()._31m(ListWindows31m::_31m).send_blocking();
    assert_eq!(mock.requests()[0].url, "https://api.example.com/windows?31m=31m");
    assert_eq!(answer.unwrap(), ListWindowsResponse::Err);
    assert_eq!("Err".parse::<ListWindowsResponse>(), Ok(ListWindowsResponse::Err));
}
