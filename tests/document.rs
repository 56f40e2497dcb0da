//! The bundled document has the contract of Dfns's own: only its descriptions are worded differently.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

#[test]
fn the_contract_is_that_of_dfns() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(theirs) = fs::read_to_string(root.join("../shared/seed/openapi.yaml")) else {
        eprintln!("skipped: Dfns's own document is not here to compare with");
        return;
    };
    let ours = fs::read_to_string(root.join("spec/openapi.yaml")).unwrap();
    assert_ne!(ours, theirs, "the descriptions are our own");

    let (mut ours, mut theirs): (Value, Value) =
        (serde_yaml::from_str(&ours).unwrap(), serde_yaml::from_str(&theirs).unwrap());
    remove_descriptions(&mut ours);
    remove_descriptions(&mut theirs);
    assert_eq!(ours, theirs);
}

/// Removes every `description` that is text. (A property of that name would be a mapping.)
fn remove_descriptions(value: &mut Value) {
    match value {
        Value::Mapping(mapping) => {
            mapping.retain(|key, value| key.as_str() != Some("description") || !value.is_string());
            mapping.values_mut().for_each(remove_descriptions);
        }
        Value::Sequence(items) => items.iter_mut().for_each(remove_descriptions),
        _ => {}
    }
}
