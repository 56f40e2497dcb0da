use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::formats_as_text::Client;
use super::formats_as_text::entries::AddEntryRequest;
use super::ready::ready;

// support: Schemas | Other formats (`time`, `duration`, `uri`, `email`) | partial: they are `String`, since Rust has no one type for them
#[test]
fn formats_that_are_to_stay_text_hold_any() {
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    let client = Client::builder().transport(mock.clone()).build();
    let entry = AddEntryRequest::new()
        .id("usr_7")
        .at("yesterday")
        .on("29.2.2024")
        .raw("?")
        .host(std::net::Ipv4Addr::LOCALHOST)
        .peer("somebody".to_owned());
    ready(client.entries().add_entry(entry)).unwrap();
    assert_eq!(
        mock.requests()[0].body.as_ref().unwrap().as_bytes().unwrap(),
        r#"{"id":"usr_7","at":"yesterday","on":"29.2.2024","raw":"?","host":"127.0.0.1","peer":"somebody"}"#
    );
}
