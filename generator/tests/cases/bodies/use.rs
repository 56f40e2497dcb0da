use oasmith_runtime::{HttpResponse, Map, Mock, StatusCode, Upload};

use super::bodies::notes::{AddNoteBody, ReplaceNotesBody, ReplaceNotesRequest};
use super::bodies::pets::{UpdatePetBody, UpdatePetMultipart};
use super::bodies::types::{Note, PatchBody, Pet};
use super::bodies::{Client, notes};
use super::loopback::{Afterwards, Loopback};
use super::ready::ready;

/// A client, and the transport that remembers what it sent.
fn client() -> (Client, Mock) {
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    (Client::builder().transport(mock.clone()).build(), mock)
}

/// The media type and the body of the last request.
fn sent(mock: &Mock) -> (String, String) {
    let request = mock.requests().pop().unwrap();
    let media_type = request.headers["content-type"].to_str().unwrap().to_owned();
    (media_type, String::from_utf8(request.body.unwrap().bytes().unwrap().to_vec()).unwrap())
}

fn update(body: impl Into<UpdatePetBody>) -> (String, String) {
    let (client, mock) = client();
    ready(client.pets().update_pet(body)).unwrap();
    sent(&mock)
}

fn as_given(media_type: &str, body: &str) -> (String, String) {
    (media_type.to_owned(), body.to_owned())
}

// support: Request bodies | Several media types, an enum of them | yes
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
    let (media_type, body) = update(UpdatePetMultipart::new("picture"));
    assert!(media_type.starts_with("multipart/form-data; boundary="), "{media_type}");
    assert!(body.contains("\r\nContent-Disposition: form-data; name=\"photo\""), "{body}");
    // Of those that differ in the header only, it is the plain one.
    assert_eq!(AddNoteBody::from(Note::new("x")), AddNoteBody::Json(Note::new("x")));
}

// support: Request bodies | JSON under other names (`+json`, vendor types) | yes
#[test]
fn media_types_that_carry_the_same_are_sent_as_the_document_spells_them() {
    let (client, mock) = client();
    let note = || Note::new("x");
    for (body, media_type) in [
        (AddNoteBody::ExampleV2Json(note()), "application/vnd.example.v2+json"),
        (AddNoteBody::ApplicationJson(note()), "application/json; charset=utf-8"),
        (AddNoteBody::Json(note()), "application/json"),
    ] {
        ready(client.notes().add_note(body)).unwrap();
        assert_eq!(sent(&mock), as_given(media_type, r#"{"text":"x"}"#));
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
        ready(client.notes().replace_notes(body)).unwrap();
        assert_eq!(sent(&mock), as_given(media_type, bytes));
    }
}

// support: Request bodies | Rules checked before anything is sent | yes
#[test]
fn rules_hold_in_every_variant() {
    let (client, mock) = client();
    let failure = ready(client.pets().update_pet(UpdatePetBody::Form(Pet::new("")))).unwrap_err();
    assert_eq!(failure.violations().iter().map(|violation| violation.path()).collect::<Vec<_>>(), ["/name"]);
    let notes = vec![Note::new("1"), Note::new("2"), Note::new("3")];
    let failure = ready(client.notes().replace_notes(notes)).unwrap_err();
    assert_eq!(failure.violations().len(), 1);
    assert!(mock.requests().is_empty());
}

#[test]
fn operations_with_the_same_media_types_share_an_enum() {
    let (client, mock) = client();
    let patch = PatchBody::MergePatch(Map::from_iter([("name".to_owned(), "Rex".into())]));
    ready(client.pets().patch_pet(7).body(patch.clone())).unwrap();
    assert_eq!(sent(&mock), as_given("application/merge-patch+json", r#"{"name":"Rex"}"#));
    ready(client.call(notes::PatchNotes::new().body(patch))).unwrap();
    assert_eq!(sent(&mock), as_given("application/merge-patch+json", r#"{"name":"Rex"}"#));
    let yaml = PatchBody::ApplyPatch("name: Rex\n".to_owned());
    ready(client.pets().patch_pet(7).body(yaml)).unwrap();
    assert_eq!(sent(&mock), as_given("application/apply-patch+yaml", "name: Rex\n"));
    // A body that is left out has no media type.
    ready(client.pets().patch_pet(7)).unwrap();
    assert!(!mock.requests().pop().unwrap().headers.contains_key("content-type"));
}

/// The lines of a request that concern its body, and the body.
fn body_of(request: &str) -> Vec<&str> {
    request
        .split("\r\n")
        .filter(|line| line.starts_with("content-") || line.starts_with("PUT") || !line.contains(": "))
        .collect()
}

const DONE: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn over_the_wire() {
    let server = Loopback::start(DONE, Afterwards::Close).unwrap();
    let client = Client::with(server.url());
    client.pets().update_pet(Pet::new("Rex")).await.unwrap();
    client.pets().update_pet(UpdatePetBody::Form(Pet::new("Rex"))).await.unwrap();
    let requests = server.requests();
    let json = ["PUT /pets HTTP/1.1", "content-type: application/json", "content-length: 14", "", r#"{"name":"Rex"}"#];
    assert_eq!(body_of(&requests[0]), json);
    let form = "content-type: application/x-www-form-urlencoded";
    assert_eq!(body_of(&requests[1]), ["PUT /pets HTTP/1.1", form, "content-length: 8", "", "name=Rex"]);
}

#[test]
fn over_the_wire_without_an_async_runtime() {
    let server = Loopback::start(DONE, Afterwards::Close).unwrap();
    let client = Client::with(server.url());
    client.pets().update_pet(UpdatePetBody::Xml("<pet/>".to_owned())).send_blocking().unwrap();
    let xml = ["PUT /pets HTTP/1.1", "content-type: application/xml", "content-length: 6", "", "<pet/>"];
    assert_eq!(body_of(&server.requests()[0]), xml);
}
