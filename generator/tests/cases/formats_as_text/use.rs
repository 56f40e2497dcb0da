use oasmith_runtime::{HttpResponse, Mock, StatusCode, json};

use super::formats_as_text::Client;
use super::formats_as_text::entries::AddEntryRequest;
use super::formats_as_text::types::{AddEntryRequestModel, Label, Parcel, ParcelEntry};
use super::ready::ready;

// support: Schemas | Other formats (`time`, `uri`, `email`) | partial: they are `String`, since Rust has no one type for them
// support: Schemas | A format whose document gives a value of another spelling (`duration` of `90s`) | partial: it stays as it is, and a note says so
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
        .modified("long ago")
        .ends(1_709_210_096)
        .lasts("90s")
        .number("many")
        .size(7)
        .price("0,50")
        .weight("1,50")
        .peer("somebody".to_owned());
    ready(client.entries().add(entry)).unwrap();
    assert_eq!(
        mock.requests()[0].body.as_ref().unwrap().as_bytes().unwrap(),
        r#"{"id":"usr_7","at":"yesterday","on":"29.2.2024","raw":"?","host":"127.0.0.1","modified":"long ago","ends":1709210096,"lasts":"90s","number":"many","size":7,"price":"0,50","weight":"1,50","peer":"somebody"}"#
    );
}

// support: Documents | Types of components that no operation leads to, on request (`--all-types`, `all-types = true`) | yes
#[test]
fn components_that_no_operation_leads_to_are_types_on_request() {
    let label: Label = "a".to_owned();
    let parcel = Parcel { id: Some(label), ..Parcel::new().entry(ParcelEntry::new().line("b")).peer("c".to_owned()) };
    assert_eq!(json::to_string(&parcel).unwrap(), r#"{"id":"a","entry":{"line":"b"},"peer":"c"}"#);
    assert_eq!(json::to_string(&AddEntryRequestModel::new().other(true)).unwrap(), r#"{"other":true}"#);
}
