use super::incoming::incoming::{
    PostChangedPayloadKind, parse_pet_created, parse_post_changed, parse_put_changed, parse_subscribe_delivered,
};

// support: Operations and servers | Webhooks and callbacks: payload types, and functions that read them | yes
#[test]
fn payloads_are_read_in_the_types_of_answers() {
    let pet = parse_pet_created(br#"{"id":"p1","name":"Rex","more":1}"#).unwrap();
    assert_eq!((pet.id.as_str(), pet.name.as_str()), ("p1", "Rex"));
    let changed = parse_post_changed(br#"{"kind":"deleted","pets":[{"id":"p1","name":"Rex"}]}"#).unwrap();
    assert_eq!(changed.kind, PostChangedPayloadKind::Deleted);
    assert_eq!(parse_put_changed(br#"["a"]"#).unwrap(), ["a"]);
    assert_eq!(parse_subscribe_delivered(br#"{"id":"7","at":1.0}"#).unwrap().at, 1);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let fault = parse_post_changed(br#"{"kind":"deleted","pets":[{"id":"p1"}]}"#).unwrap_err();
    assert_eq!(fault.to_string(), "at /pets/0: missing property `name`");
    assert!(parse_pet_created(b"").is_err());
}
