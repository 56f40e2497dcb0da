//! The documents that are changed: small ones whole, of large ones some operations and what they refer to.

use std::collections::BTreeMap;
use std::{fs, io};

use serde_json::{Map, Value};

use crate::corpus::document::Document;
use crate::random::Random;

/// Documents of more bytes are cut down.
const WHOLE: usize = 1_000_000;
/// About how many bytes what is cut out of a large document has.
const SLICE: usize = 150_000;
/// About how many bytes a sample has.
const SAMPLE: usize = 12_000;

/// The documents of a directory, read when they are asked for.
#[derive(Debug)]
pub(super) struct Originals {
    documents: Vec<Document>,
    read: BTreeMap<String, Original>,
}

/// A document.
#[derive(Debug)]
pub(super) struct Original {
    pub(super) text: Vec<u8>,
    /// Not there where it holds what `serde_json` has no place for.
    value: Option<Value>,
    pub(super) is_json: bool,
}

impl Originals {
    /// Of these documents, those of at most so many bytes.
    pub(super) fn new(mut documents: Vec<Document>, largest: u64) -> Originals {
        documents.retain(|document| fs::metadata(&document.path).is_ok_and(|file| file.len() <= largest));
        Originals { documents, read: BTreeMap::new() }
    }

    /// One of the documents, and its name.
    pub(super) fn pick(&mut self, random: &mut Random) -> io::Result<(String, &Original)> {
        let document = random.of(&self.documents).ok_or_else(|| io::Error::other("there are no documents so small"))?;
        let name = document.name.clone();
        if !self.read.contains_key(&name) {
            self.read.insert(name.clone(), Original::read(document)?);
        }
        let original = self.read.get(&name).ok_or_else(|| io::Error::other("it was read"))?;
        Ok((name, original))
    }
}

impl Original {
    fn read(document: &Document) -> io::Result<Original> {
        let text = fs::read(&document.path)?;
        let json = serde_json::from_slice(&text).ok();
        let is_json = json.is_some();
        let value = json.or_else(|| serde_yaml::from_slice(&text).ok());
        Ok(Original { text, value, is_json })
    }

    /// Whether it is small enough to be changed as it is.
    pub(super) fn is_small(&self) -> bool {
        self.text.len() <= WHOLE
    }

    /// The values of the whole document, or of a part of a large one.
    pub(super) fn part(&self, random: &mut Random) -> Option<Value> {
        let value = self.value.as_ref()?;
        Some(if self.is_small() { value.clone() } else { slice(value, random, SLICE) })
    }

    /// The values of a small document, or of a small part of any other.
    pub(super) fn sample(&self, random: &mut Random) -> Option<Value> {
        let value = self.value.as_ref()?;
        Some(if self.text.len() <= SAMPLE { value.clone() } else { slice(value, random, SAMPLE) })
    }
}

/// Some paths, what they refer to as far as there is room, and all that is small.
fn slice(document: &Value, random: &mut Random, size: usize) -> Value {
    let small = |value: &Value| weight(value) < size / 20;
    let mut slice = Map::new();
    let entries = document.as_object().into_iter().flatten();
    slice.extend(entries.filter(|(_, value)| small(value)).map(|(key, value)| (key.clone(), value.clone())));
    let paths = document.get("paths").and_then(Value::as_object);
    let mut chosen = Map::new();
    let mut left = size / 3;
    for _ in 0..200 {
        let Some((path, item)) = paths.and_then(|paths| paths.iter().nth(random.below(paths.len()))) else { break };
        let Some(rest) = left.checked_sub(weight(item)) else { continue };
        left = rest;
        chosen.insert(path.clone(), item.clone());
    }
    slice.insert("paths".to_owned(), Value::Object(chosen));
    let mut slice = Value::Object(slice);
    add_references(document, &mut slice, size);
    slice
}

fn add_references(document: &Value, slice: &mut Value, size: usize) {
    let mut wanted = Vec::new();
    references(slice, &mut wanted);
    let mut left = size;
    while let Some(pointer) = wanted.pop() {
        let Some(target) = document.pointer(&pointer).filter(|_| slice.pointer(&pointer).is_none()) else { continue };
        let Some(rest) = left.checked_sub(weight(target)) else { continue };
        left = rest;
        references(target, &mut wanted);
        let mut place = &mut *slice;
        for segment in pointer.split('/').skip(1) {
            let key = segment.replace("~1", "/").replace("~0", "~");
            let Value::Object(entries) = place else { break };
            place = entries.entry(key).or_insert_with(|| Value::Object(Map::new()));
        }
        *place = target.clone();
    }
}

/// The pointers that the references in a value have.
fn references(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, into)),
        Value::Object(entries) => {
            if let Some(Value::String(reference)) = entries.get("$ref") {
                into.extend(reference.strip_prefix('#').map(str::to_owned));
            }
            entries.values().for_each(|value| references(value, into));
        }
        _ => {}
    }
}

/// About how many bytes a value has as text.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(items) => items.iter().map(weight).sum::<usize>() + 2,
        Value::Object(entries) => entries.iter().map(|(key, value)| key.len() + 4 + weight(value)).sum::<usize>() + 2,
        _ => 5,
    }
}
