//! Documents in another order.

use serde_yaml::{Mapping, Value};

use crate::random::Random;

/// What has names for keys, which mean nothing else.
const NAMES: &[&str] = &[
    "$defs",
    "callbacks",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Values of the document's user, which stay as they are.
const VALUES: &[&str] = &["const", "default", "example", "examples", "value"];

/// Lists in which the order says nothing, but for what stands first in documentation or is tried first.
const SETS: &[&str] = &["anyOf", "oneOf", "parameters", "required"];

/// What says something of each value of an `enum`, in its order.
const OF_VALUES: &[&str] =
    &["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-descriptions", "x-enumDescriptions"];

/// Puts paths and methods, components, properties, variants, values and parameters in another order.
pub(super) fn reorder(document: &mut Value, random: &mut Random) {
    if let Some(Value::Sequence(tags)) = document.get_mut("tags") {
        shuffle(tags, random);
    }
    walk(document, Keys::Keywords, random);
}

/// What the keys of a mapping are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Keywords,
    Names,
    MediaTypes,
}

fn walk(value: &mut Value, keys: Keys, random: &mut Random) {
    let Value::Mapping(mapping) = value else {
        value.as_sequence_mut().into_iter().flatten().for_each(|item| walk(item, Keys::Keywords, random));
        return;
    };
    if keys == Keys::Keywords {
        values(mapping, random);
    }
    for (key, value) in mapping.iter_mut() {
        let key = key.as_str().unwrap_or_default();
        let is_kept = VALUES.contains(&key) || key.starts_with("x-");
        if keys != Keys::Keywords {
            walk(value, Keys::Keywords, random);
        } else if !is_kept {
            if let (Value::Sequence(items), true) = (&mut *value, SETS.contains(&key)) {
                shuffle(items, random);
            }
            let inner = match key {
                "content" => Keys::MediaTypes,
                key if NAMES.contains(&key) => Keys::Names,
                _ => Keys::Keywords,
            };
            walk(value, inner, random);
        }
    }
    // Media types stand in the order in which their author prefers them.
    if keys != Keys::MediaTypes {
        let mut entries: Vec<(Value, Value)> = std::mem::take(mapping).into_iter().collect();
        shuffle(&mut entries, random);
        *mapping = entries.into_iter().collect();
    }
}

/// Puts the values of an `enum` in another order, with what is said of them.
fn values(mapping: &mut Mapping, random: &mut Random) {
    let Some(Value::Sequence(values)) = mapping.get("enum") else { return };
    let mut order: Vec<usize> = (0..values.len()).collect();
    shuffle(&mut order, random);
    for key in std::iter::once(&"enum").chain(OF_VALUES) {
        if let Some(Value::Sequence(items)) = mapping.get_mut(*key)
            && items.len() == order.len()
        {
            *items = order.iter().filter_map(|at| items.get(*at).cloned()).collect();
        }
    }
}

/// Fisher and Yates' shuffle.
fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for at in (1..items.len()).rev() {
        items.swap(at, random.below(at + 1));
    }
}
