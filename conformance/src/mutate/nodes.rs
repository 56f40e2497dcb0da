//! Changes to a document's values: it stays JSON or YAML, and often OpenAPI.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// Keys under which a value means something else.
pub(super) const KEYWORDS: &[&str] = &[
    "$ref",
    "$id",
    "$anchor",
    "$dynamicRef",
    "$defs",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "items",
    "prefixItems",
    "contains",
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "dependentSchemas",
    "required",
    "discriminator",
    "mapping",
    "propertyName",
    "type",
    "format",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "nullable",
    "pattern",
    "minimum",
    "maxLength",
    "multipleOf",
    "schema",
    "schemas",
    "content",
    "headers",
    "encoding",
    "style",
    "explode",
    "in",
    "name",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "security",
    "servers",
    "variables",
    "paths",
    "components",
    "webhooks",
    "get",
    "post",
    "operationId",
    "tags",
    "summary",
    "description",
    "200",
    "default",
    "4XX",
    "application/json",
    "multipart/form-data",
    "text/event-stream",
];

/// Keywords that hold a schema, or a list of them.
const HOLDERS: &[&str] = &["items", "not", "additionalProperties", "allOf", "oneOf", "anyOf", "properties", "if"];

/// Makes a few changes.
pub(super) fn change(document: &mut Value, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let place = place(document, random);
        match random.below(9) {
            0 => delete(document, &place),
            1 => double(document, &place, random),
            2 | 3 => retype(document, &place, random),
            4 => truncate(document, &place, random),
            5 => graft(document, &place, random),
            6 => refer(document, &place, random),
            7 => rename(document, &place, random),
            _ => nest(document, &place, random),
        }
    }
}

/// The pointer of some node.
fn place(document: &Value, random: &mut Random) -> String {
    let (mut at, mut pointer) = (document, String::new());
    while !random.one_in(10) {
        let step = match at {
            Value::Array(items) => {
                let index = random.below(items.len());
                items.get(index).map(|item| (index.to_string(), item))
            }
            Value::Object(entries) => {
                let entry = entries.iter().nth(random.below(entries.len()));
                entry.map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            }
            _ => None,
        };
        let Some((segment, value)) = step else { break };
        pointer.push('/');
        pointer.push_str(&segment);
        at = value;
    }
    pointer
}

/// What holds a node, and the node's key or index there.
fn holder<'d>(document: &'d mut Value, place: &str) -> Option<(&'d mut Value, String)> {
    let (holder, segment) = place.rsplit_once('/')?;
    Some((document.pointer_mut(holder)?, segment.replace("~1", "/").replace("~0", "~")))
}

fn replace(document: &mut Value, place: &str, value: Value) {
    if let Some(node) = document.pointer_mut(place) {
        *node = value;
    }
}

fn delete(document: &mut Value, place: &str) {
    match holder(document, place) {
        Some((Value::Object(entries), key)) => drop(entries.remove(&key)),
        Some((Value::Array(items), index)) => {
            if let Some(index) = index.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn double(document: &mut Value, place: &str, random: &mut Random) {
    let Some(copy) = document.pointer(place).cloned() else { return };
    let keyword = random.of(KEYWORDS).copied().unwrap_or_default();
    match holder(document, place) {
        Some((Value::Object(entries), key)) => {
            let key = match random.below(4) {
                0 => keyword.to_owned(),
                1 => key.to_uppercase(),
                2 => key.replace(['_', '-', '/'], ""),
                _ => format!("{key}2"),
            };
            entries.insert(key, copy);
        }
        Some((Value::Array(items), _)) => items.insert(random.below(items.len()), copy),
        _ => {}
    }
}

fn retype(document: &mut Value, place: &str, random: &mut Random) {
    let present = document.pointer(place).cloned().unwrap_or_default();
    let value = match random.below(22) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(i64::MIN),
        6 => json!(u64::MAX),
        7 => json!(1e308),
        8 => json!(0.1),
        9 => json!(""),
        10 => json!("\u{0}"),
        11 => json!("#/"),
        12 => json!("../*/\u{2028}\r\n\u{202e}\"#\\{}"),
        13 => json!([]),
        14 => json!({}),
        15 => json!([null, 1, "1", 1.0]),
        16 => json!([present.clone(), present]),
        17 => json!({ "": present }),
        18 => json!("x".repeat(5000)),
        19 => json!({ "type": ["object", "array", "null", "string"] }),
        20 => json!(random.of(KEYWORDS)),
        _ => json!(present.to_string()),
    };
    replace(document, place, value);
}

fn truncate(document: &mut Value, place: &str, random: &mut Random) {
    match document.pointer_mut(place) {
        Some(Value::String(text)) => *text = text.chars().take(random.below(text.len())).collect(),
        Some(Value::Array(items)) => items.truncate(random.below(items.len())),
        Some(Value::Object(entries)) => {
            let kept = random.below(entries.len());
            *entries = std::mem::take(entries).into_iter().take(kept).collect();
        }
        _ => {}
    }
}

/// Puts what is somewhere else here, too.
fn graft(document: &mut Value, here: &str, random: &mut Random) {
    let there = place(document, random);
    let Some(copy) = document.pointer(&there).cloned() else { return };
    // A document that doubles again and again would be a test of patience only.
    if here.starts_with(&there) && there.matches('/').count() < 3 {
        return;
    }
    replace(document, here, copy);
}

/// Refers to something: to what holds this node, or to anything.
fn refer(document: &mut Value, here: &str, random: &mut Random) {
    let there = if random.one_in(3) {
        let depth = random.below(here.len());
        here.char_indices()
            .rfind(|(at, c)| *c == '/' && *at <= depth)
            .map(|(at, _)| here.split_at(at).0)
            .unwrap_or("")
            .to_owned()
    } else {
        place(document, random)
    };
    let reference = json!(format!("#{there}"));
    match document.pointer_mut(here) {
        Some(Value::Object(entries)) if random.one_in(2) => drop(entries.insert("$ref".to_owned(), reference)),
        Some(node) => *node = json!({ "$ref": reference }),
        None => {}
    }
}

/// Gives a value another key.
fn rename(document: &mut Value, place: &str, random: &mut Random) {
    let keyword = random.of(KEYWORDS).copied().unwrap_or_default();
    if let Some((Value::Object(entries), key)) = holder(document, place)
        && let Some(value) = entries.remove(&key)
    {
        entries.insert(keyword.to_owned(), value);
    }
}

/// Puts levels around a value: a few, or more than a document may have.
fn nest(document: &mut Value, place: &str, random: &mut Random) {
    let Some(node) = document.pointer_mut(place) else { return };
    let keyword = random.of(HOLDERS).copied().unwrap_or_default();
    let levels = if random.one_in(10) { 200 } else { random.below(20) };
    for _ in 0..levels {
        let inner = node.take();
        let inner = match keyword {
            "allOf" | "oneOf" | "anyOf" => Value::Array(vec![inner, json!({ "type": "object" })]),
            "properties" => json!({ "a": inner }),
            _ => inner,
        };
        *node = Value::Object(Map::from_iter([(keyword.to_owned(), inner)]));
    }
}
