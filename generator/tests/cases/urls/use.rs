//! Types of files that stand for URLs.

use oasmith_runtime::json;

use crate::urls::types::{Chip, FullName, Pet};

// support: Documents | References to URLs | partial: never fetched; read from files that stand for them (`--map-url`)
#[test]
fn what_stands_behind_urls_is_read() {
    let text = r#"{"name":{"first":"Rex"},"mother":{"name":{}},"chip":{"number":7}}"#;
    let pet: Pet = json::from_str(text).unwrap();
    assert_eq!(pet.name.first.as_deref(), Some("Rex"));
    let mother: Option<Box<Pet>> = pet.mother.clone();
    assert_eq!(mother.map(|mother| mother.name), Some(FullName::new()));
    assert_eq!(pet.chip.and_then(|chip: Chip| chip.number), Some(7));
}
