//! A pet as the overlay has it.

use oasmith_runtime::json;

use crate::overlay::types::{Owner, Pet, PetKind};

// support: Documents | Overlays 1.0 and 1.1 | yes
#[test]
fn the_overlay_has_its_way() {
    let text = r#"{"name":"Rex","born":1700000000,"kind":"dog","owner":{"name":"Ann"}}"#;
    let pet: Pet = json::from_str(text).unwrap();
    assert_eq!(pet.born, Some(1_700_000_000));
    assert_eq!(pet.kind, Some(PetKind::Dog));
    assert_eq!(pet.owner, Owner::new("Ann"));
    assert_eq!(json::to_string(&pet).unwrap(), text);
}
