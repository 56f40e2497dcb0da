//! Bodies of one or several media types as they go over the wire.

use oasmith_runtime::{Map, Nullable, Upload, json};

use super::bodies::notes::{AddNoteBody, ReplaceNotesBody, ReplaceNotesRequest};
use super::bodies::pets::{UpdatePetBody, UpdatePetMultipart};
use super::bodies::plain::{SetModeBody, SetModeText};
use super::bodies::raw::{AddRawBody, QuoteRawRequest};
use super::bodies::types::{Note, PatchBody, Pet, Rerun};
use super::bodies::{Client, notes};
use super::wire::{Wire, request};

/// A client, and the server that keeps what it sends.
fn client() -> (Client, Wire) {
    let wire = Wire::new();
    (Client::with_server(wire.url()), wire)
}

/// The request by which a pet is updated.
fn update(body: impl Into<UpdatePetBody>) -> String {
    let (client, wire) = client();
    client.pets().update(body).send_blocking().unwrap();
    wire.last()
}

/// A request with a body.
fn given(line: &str, media_type: &str, body: &str) -> String {
    let line = format!("{line} HTTP/1.1");
    request(&[&line, &format!("content-type: {media_type}"), &format!("content-length: {}", body.len())], body)
}

/// A request that updates a pet.
fn as_given(media_type: &str, body: &str) -> String {
    given("PUT /pets", media_type, body)
}

// support: Request bodies | Several media types, an enum of them | yes
// support: Request bodies | Text | yes
#[test]
fn every_variant_is_sent_as_its_media_type() {
    let pet = Pet::new("Rex").tags(vec!["a".to_owned(), "b".to_owned()]);
    let json = as_given("application/json", r#"{"name":"Rex","tags":["a","b"]}"#);
    assert_eq!(update(UpdatePetBody::Json(pet.clone())), json);
    let form = as_given("application/x-www-form-urlencoded", "name=Rex&tags=a&tags=b");
    assert_eq!(update(UpdatePetBody::Form(pet)), form);
    let xml = as_given("application/xml", "<pet/>");
    assert_eq!(update(UpdatePetBody::Xml("<pet/>".to_owned())), xml);
    let text = as_given("text/plain; charset=utf-8", "Rex");
    assert_eq!(update(UpdatePetBody::Text("Rex".to_owned())), text);
    let bytes = as_given("application/octet-stream", "\0");
    assert_eq!(update(UpdatePetBody::Bytes(Upload::from("\0"))), bytes);
}

// support: Request bodies | Text in another charset than UTF-8 | partial: bytes, sent and read under the media type that the document gives
#[test]
fn text_in_another_charset_is_bytes() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=iso-8859-1\r\nconnection: close\r\n\r\nok";
    let wire = Wire::answering(answer);
    assert_eq!(Client::with_server(wire.url()).notes().add_latin(b"caf\xe9").send_blocking().unwrap(), "ok");
    assert_eq!(wire.last_body(), b"caf\xe9");
    let media_type = "text/plain; charset=iso-8859-1";
    let lines = [
        "POST /notes/latin HTTP/1.1",
        &format!("accept: {media_type}"),
        &format!("content-type: {media_type}"),
        "content-length: 4",
    ];
    assert_eq!(wire.last(), request(&lines, "caf\u{fffd}"));
}

// support: Request bodies | Ranges of media types (`image/*`) | yes
#[test]
fn an_upload_says_which_type_of_a_range_it_is() {
    let png = Upload::from("picture").content_type("image/png");
    assert_eq!(update(UpdatePetBody::Image(png)), as_given("image/png", "picture"));
    let unknown = UpdatePetBody::Image(Upload::from("picture"));
    assert_eq!(update(unknown), as_given("application/octet-stream", "picture"));
}

#[test]
fn the_usual_body_needs_no_variant() {
    assert_eq!(update(Pet::new("Rex")), as_given("application/json", r#"{"name":"Rex"}"#));
    let sent = update(UpdatePetMultipart::new("picture"));
    let (_, boundary) = sent.split_once("boundary=").unwrap();
    let boundary = boundary.lines().next().unwrap();
    let part = "Content-Disposition: form-data; name=\"photo\"; filename=\"photo\"\r\n\
                Content-Type: application/octet-stream\r\n\r\npicture";
    let body = format!("--{boundary}\r\n{part}\r\n--{boundary}--\r\n");
    assert_eq!(sent, as_given(&format!("multipart/form-data; boundary={boundary}"), &body));
    // Of those that differ in the header only, it is the plain one.
    assert_eq!(AddNoteBody::from(Note::new("x")), AddNoteBody::Json(Note::new("x")));
}

// support: Request bodies | JSON under other names (`+json`, vendor types) | yes
#[test]
fn media_types_that_carry_the_same_are_sent_as_the_document_spells_them() {
    let (client, wire) = client();
    let note = || Note::new("x");
    for (body, media_type) in [
        (AddNoteBody::ExampleV2Json(note()), "application/vnd.example.v2+json"),
        (AddNoteBody::ApplicationJson(note()), "application/json; charset=utf-8"),
        (AddNoteBody::Json(note()), "application/json"),
    ] {
        client.notes().add(body).send_blocking().unwrap();
        assert_eq!(wire.last(), given("POST /notes", media_type, r#"{"text":"x"}"#));
    }
    for (body, media_type, bytes) in [
        (ReplaceNotesRequest::new(vec!["x".to_owned()]).into(), "application/json", r#"{"notes":["x"]}"#),
        (vec![note()].into(), "application/x-note-list+json", r#"[{"text":"x"}]"#),
        (note().into(), "application/x-www-form-urlencoded; charset=utf-8", "text=x"),
        (
            ReplaceNotesBody::Form(ReplaceNotesRequest::new(vec!["x".to_owned()])),
            "application/x-www-form-urlencoded",
            "notes=x",
        ),
    ] {
        client.notes().replace(body).send_blocking().unwrap();
        assert_eq!(wire.last(), given("PUT /notes", media_type, bytes));
    }
}

// support: Request bodies | Rules checked before anything is sent | yes
#[test]
fn rules_hold_in_every_variant() {
    let (client, wire) = client();
    let failure = client.pets().update(UpdatePetBody::Form(Pet::new(""))).send_blocking().unwrap_err();
    assert_eq!(failure.violations().iter().map(|violation| violation.path()).collect::<Vec<_>>(), ["/name"]);
    let notes = vec![Note::new("1"), Note::new("2"), Note::new("3")];
    let failure = client.notes().replace(notes).send_blocking().unwrap_err();
    assert_eq!(failure.violations().len(), 1);
    assert!(wire.is_untouched());
}

#[test]
fn operations_with_the_same_media_types_share_an_enum() {
    let (client, wire) = client();
    let patch = PatchBody::MergePatch(Map::from_iter([("name".to_owned(), "Rex".into())]));
    let merge = |line| given(line, "application/merge-patch+json", r#"{"name":"Rex"}"#);
    client.pets().patch(7).body(patch.clone()).send_blocking().unwrap();
    assert_eq!(wire.last(), merge("PATCH /pets/7"));
    client.call(notes::PatchNotes::new().body(patch)).send_blocking().unwrap();
    assert_eq!(wire.last(), merge("PATCH /notes"));
    let yaml = PatchBody::ApplyPatch("name: Rex\n".to_owned());
    client.pets().patch(7).body(yaml).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PATCH /pets/7", "application/apply-patch+yaml", "name: Rex\n"));
}

// support: Request bodies | Bodies that may be left out | yes
#[test]
fn a_body_that_is_left_out_has_no_media_type() {
    let (client, wire) = client();
    client.pets().patch(7).send_blocking().unwrap();
    assert_eq!(wire.last(), request(&["PATCH /pets/7 HTTP/1.1", "content-length: 0"], ""));
}

#[tokio::test]
async fn async_calls_send_the_same() {
    let (client, wire) = client();
    client.pets().update(Pet::new("Rex")).await.unwrap();
    assert_eq!(wire.last(), as_given("application/json", r#"{"name":"Rex"}"#));
    client.pets().patch(7).await.unwrap();
    assert_eq!(wire.last(), request(&["PATCH /pets/7 HTTP/1.1", "content-length: 0"], ""));
}

// support: Request bodies | No body, `null` and a value told apart | yes
#[test]
fn no_body_null_and_a_value_are_told_apart() {
    let (client, wire) = client();
    let call = || client.reruns().rerun();
    call().send_blocking().unwrap();
    assert!(!wire.last().contains("content-type"), "{}", wire.last());
    call().body(Nullable::Null).send_blocking().unwrap();
    assert_eq!(wire.last(), given("POST /reruns", "application/json", "null"));
    call().body(Rerun::new().debug(true)).send_blocking().unwrap();
    assert_eq!(wire.last(), given("POST /reruns", "application/json", r#"{"debug":true}"#));
    let call = || client.reruns().patch();
    call().send_blocking().unwrap();
    assert!(!wire.last().contains("content-type"), "{}", wire.last());
    call().body(Nullable::Null).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PATCH /reruns", "application/merge-patch+json", "null"));
}

#[test]
fn a_body_that_is_required_may_be_null() {
    let (client, wire) = client();
    client.reruns().replace(None).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PUT /reruns", "application/vnd.rerun+json", "null"));
}

// support: Schemas | Integers beyond 64 bits, where a default or an example is one | yes
#[test]
fn an_integer_holds_its_default() {
    let text = r#"{"limit":9223372036854776000}"#;
    let rerun: Rerun = json::from_str(text).unwrap();
    assert_eq!(rerun.limit, Some(9_223_372_036_854_776_000));
    assert_eq!(json::to_string(&rerun).unwrap(), text);
    let beyond = r#"{"limit":-92233720368547760000}"#;
    assert_eq!(json::to_string(&json::from_str::<Rerun>(beyond).unwrap()).unwrap(), beyond);
}

// support: Request bodies | Bytes under the name of JSON, or of any media type | yes
#[test]
fn bytes_under_the_name_of_json_are_sent_as_they_are() {
    let (client, wire) = client();
    client.raw().add(AddRawBody::Json(Upload::from("{ \0"))).send_blocking().unwrap();
    assert_eq!(wire.last(), given("POST /raw", "application/json", "{ \0"));
    client.raw().add(AddRawBody::Bytes(Upload::from("x"))).send_blocking().unwrap();
    assert_eq!(wire.last(), given("POST /raw", "application/octet-stream", "x"));
    client.raw().replace("x").send_blocking().unwrap();
    assert_eq!(wire.last(), given("PUT /raw", "application/octet-stream", "x"));
    client.raw().replace(Upload::from("x").content_type("text/csv")).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PUT /raw", "text/csv", "x"));
    // Within JSON it is a string.
    client.raw().quote(QuoteRawRequest::new().file("x\0")).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PATCH /raw", "application/json", "{\"file\":\"x\\u0000\"}"));
}

// support: Request bodies | `text/plain` of numbers, truth values, dates, UUIDs and enums | yes
#[test]
fn plain_texts_are_what_their_schemas_say() {
    let (client, wire) = client();
    let plain = client.plain();
    plain.set_count(7).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PUT /plain", "text/plain", "7"));
    assert_eq!(plain.set_count(0).send_blocking().unwrap_err().violations().len(), 1);
    plain.set_day().body("2024-02-29".parse().unwrap()).send_blocking().unwrap();
    assert_eq!(wire.last(), given("PATCH /plain", "text/plain", "2024-02-29"));
    plain.set_day().send_blocking().unwrap();
    assert_eq!(wire.last(), request(&["PATCH /plain HTTP/1.1", "content-length: 0"], ""));
    plain.set_mode(SetModeText::Off).send_blocking().unwrap();
    assert_eq!(wire.last(), given("POST /plain", "text/plain", "off"));
    plain.set_mode(SetModeBody::Json(Note::new("on"))).send_blocking().unwrap();
    assert_eq!(wire.last(), given("POST /plain", "application/json", "{\"text\":\"on\"}"));
    plain.set_name("Jo").send_blocking().unwrap();
    assert_eq!(wire.last(), given("DELETE /plain", "text/plain", "Jo"));
    assert_eq!(plain.set_name("J").send_blocking().unwrap_err().violations().len(), 1);
}
