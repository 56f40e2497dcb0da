//! The files of a description as plain values, and references between them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;

/// The files that were read so far.
#[derive(Default)]
pub(crate) struct Files {
    read: RefCell<HashMap<PathBuf, Rc<Value>>>,
}

/// A value in a file, by its JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) file: PathBuf,
    pub(crate) pointer: String,
}

impl Place {
    /// The place of a property's value, or of an array's item.
    pub(crate) fn child(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { file: self.file.clone(), pointer: format!("{}/{key}", self.pointer) }
    }
}

impl Files {
    /// A file's value; `null` where it can't be read.
    pub(crate) fn file(&self, path: &Path) -> Rc<Value> {
        if let Some(value) = self.read.borrow().get(path) {
            return Rc::clone(value);
        }
        let value = Rc::new(read(path).unwrap_or_default());
        self.read.borrow_mut().insert(path.to_path_buf(), Rc::clone(&value));
        value
    }

    /// What stands at a place.
    pub(crate) fn value(&self, place: &Place) -> Option<Value> {
        self.file(&place.file).pointer(&place.pointer).cloned()
    }

    /// The keys of the mapping at a place, in order.
    pub(crate) fn keys(&self, place: &Place) -> Vec<String> {
        match self.file(&place.file).pointer(&place.pointer) {
            Some(Value::Object(entries)) => entries.keys().cloned().collect(),
            Some(Value::Array(items)) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    /// The text at a place.
    pub(crate) fn text(&self, place: &Place) -> Option<String> {
        self.value(place)?.as_str().map(str::to_owned)
    }

    /// Where a property's value stands, after references; `None` where there is none.
    pub(crate) fn at(&self, place: &Place, key: &str) -> Option<Place> {
        let mut place = place.child(key);
        // More than this many references in a row lead nowhere.
        for _ in 0..20 {
            let file = self.file(&place.file);
            let value = file.pointer(&place.pointer)?;
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Some(place) };
            place = target(&place.file, reference);
        }
        None
    }
}

/// Where a reference leads.
fn target(from: &Path, reference: &str) -> Place {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let file = if path.is_empty() { from.to_path_buf() } else { from.with_file_name("").join(decoded(path)) };
    Place { file: file.canonicalize().unwrap_or(file), pointer: decoded(fragment) }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A file of JSON or YAML.
pub(crate) fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    serde_json::from_str(&text).ok().or_else(|| match serde_yaml::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            eprintln!("not read: {}: {error}", path.display());
            None
        }
    })
}
