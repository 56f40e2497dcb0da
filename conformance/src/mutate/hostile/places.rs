//! The places of a document at which a string stands, keys among them.

use std::path::Path;

use serde_json::{Map, Value};

use super::super::nodes::KEYWORDS;
use super::strings::hostile;
use crate::random::Random;

/// A string, by the JSON Pointer of the value that it is, or whose key it is.
#[derive(Debug, Clone)]
struct Place {
    pointer: String,
    is_key: bool,
    /// Whether other text here leaves little to generate.
    is_structure: bool,
}

/// Keys whose values say what the document is.
const TELLING: &[&str] = &["openapi", "swagger", "$ref", "type", "in", "style", "required"];

/// Puts hostile text into a document: at one place, at many, or wherever one string stands.
pub(super) fn change(document: &mut Value, random: &mut Random, out: &Path) {
    let mut places = Vec::new();
    list(document, String::new(), false, &mut places);
    match random.below(4) {
        0 => put(document, random.of(&places), random, out),
        1 => {
            for _ in 0..=random.below(3) {
                throughout(document, &places, random, out);
            }
        }
        _ => {
            let every = random.of(&[2, 4, 20, 100]).copied().unwrap_or(2);
            let chosen = |place: &&Place| random.one_in(if place.is_structure { 500 } else { every });
            let mut chosen: Vec<Place> = places.iter().filter(chosen).cloned().collect();
            // What is deeper first, and values before their keys: the pointers of the others stay right.
            chosen.sort_by_key(|place| (std::cmp::Reverse(place.pointer.matches('/').count()), place.is_key));
            for place in &chosen {
                put(document, Some(place), random, out);
            }
        }
    }
}

fn list(value: &Value, pointer: String, is_structure: bool, into: &mut Vec<Place>) {
    match value {
        Value::String(_) => into.push(Place { pointer, is_key: false, is_structure }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                list(item, format!("{pointer}/{index}"), is_structure, into);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                let pointer = format!("{pointer}/{}", escaped(key));
                let is_structure = KEYWORDS.contains(&key.as_str()) || TELLING.contains(&key.as_str());
                into.push(Place { pointer: pointer.clone(), is_key: true, is_structure });
                list(value, pointer, TELLING.contains(&key.as_str()), into);
            }
        }
        _ => {}
    }
}

fn put(document: &mut Value, place: Option<&Place>, random: &mut Random, out: &Path) {
    let Some(place) = place else { return };
    if !place.is_key {
        if let Some(Value::String(text)) = document.pointer_mut(&place.pointer) {
            *text = mixed(text, random, out);
        }
        return;
    }
    let Some((holder, segment)) = place.pointer.rsplit_once('/') else { return };
    let Some(Value::Object(entries)) = document.pointer_mut(holder) else { return };
    let key = segment.replace("~1", "/").replace("~0", "~");
    if let Some(value) = entries.remove(&key) {
        entries.insert(mixed(&key, random, out), value);
    }
}

/// Hostile text in the place of a text, or in it.
fn mixed(text: &str, random: &mut Random, out: &Path) -> String {
    let hostile = hostile(random, out);
    match random.below(4) {
        0 => hostile,
        1 => [&hostile, text].concat(),
        2 => {
            let at = random.below(text.chars().count().saturating_add(1));
            let start: String = text.chars().take(at).collect();
            [&start, &hostile, text.get(start.len()..).unwrap_or_default()].concat()
        }
        _ => [text, &hostile].concat(),
    }
}

/// Gives one string another text wherever it stands: in keys, values, references and templates of paths.
fn throughout(document: &mut Value, places: &[Place], random: &mut Random, out: &Path) {
    let names: Vec<&Place> = places.iter().filter(|place| !place.is_structure).collect();
    let Some(place) = random.of(&names) else { return };
    let text = if place.is_key {
        place.pointer.rsplit('/').next().map(|segment| segment.replace("~1", "/").replace("~0", "~"))
    } else {
        document.pointer(&place.pointer).and_then(Value::as_str).map(str::to_owned)
    };
    let Some(from) = text.filter(|text| !text.is_empty()) else { return };
    let to = mixed(&from, random, out);
    let reference = (format!("/{}", escaped(&from)), format!("/{}", escaped(&to)));
    let template = (format!("{{{from}}}"), format!("{{{to}}}"));
    let renamed = |text: &str| {
        if text == from {
            return to.clone();
        }
        match text.strip_suffix(reference.0.as_str()).filter(|start| start.contains('#')) {
            Some(start) => format!("{start}{}", reference.1),
            None => text.replace(&template.0, &template.1),
        }
    };
    replace(document, &renamed);
}

fn replace(value: &mut Value, renamed: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = renamed(text),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, renamed)),
        Value::Object(entries) => {
            let old = std::mem::take(entries);
            *entries = old.into_iter().map(|(key, value)| (renamed(&key), value)).collect::<Map<_, _>>();
            entries.values_mut().for_each(|value| replace(value, renamed));
        }
        _ => {}
    }
}

/// A key as a segment of a JSON Pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
