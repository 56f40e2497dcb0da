//! Whether an example is valid against its own schema, by a validator that shares nothing with oasmith.

use std::path::PathBuf;

use jsonschema::{Retrieve, Uri};
use serde_json::{Map, Value, json};

use super::collect::Example;
use super::files;

/// What makes an example invalid; `None` where it is valid, and where the schema is one that can't be used.
pub(super) fn fault(example: &Example) -> Option<String> {
    let schema = example.schema.as_ref()?;
    // A reference into the lifted file, so that those within it keep their meaning.
    let pointer = percent_encoding::utf8_percent_encode(&schema.pointer, percent_encoding::NON_ALPHANUMERIC);
    let pointer = pointer.to_string().replace("%2F", "/").replace("%7E", "~");
    let reference = json!({ "$ref": format!("file://{}#{pointer}", schema.file.display()) });
    let options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .with_retriever(Lifted);
    match options.build(&reference) {
        Ok(validator) => {
            let fault = validator.iter_errors(&example.value).next()?;
            let text: String = fault.to_string().chars().take(200).collect();
            Some(format!("{text} at {:?}", fault.instance_path().as_str()))
        }
        Err(error) => {
            eprintln!("not judged: {}: {error}", example.place);
            None
        }
    }
}

/// Gives files in the dialect of JSON Schema 2020-12.
struct Lifted;

impl Retrieve for Lifted {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let mut value = files::read(&PathBuf::from(uri.path().as_str())).ok_or("no such file")?;
        let is_old = value.get("openapi").and_then(Value::as_str).is_none_or(|version| version.starts_with("3.0"));
        if is_old {
            lift(&mut value);
        }
        Ok(value)
    }
}

/// Says `nullable` and boolean limits as JSON Schema 2020-12 does, everywhere.
fn lift(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(lift),
        Value::Object(entries) => {
            if let (true, Some(Value::String(reference))) = (entries.len() > 1, entries.get("$ref")) {
                *entries = Map::from_iter([("$ref".to_owned(), Value::String(reference.clone()))]);
            }
            if entries.get("nullable") == Some(&Value::Bool(true))
                || entries.get("x-nullable") == Some(&Value::Bool(true))
            {
                add_null(entries);
            }
            for (flag, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
                match entries.get(flag) {
                    Some(Value::Bool(true)) => {
                        let limit = entries.remove(limit).unwrap_or_default();
                        entries.insert(flag.to_owned(), limit);
                    }
                    Some(Value::Bool(false)) => {
                        entries.remove(flag);
                    }
                    _ => {}
                }
            }
            entries.values_mut().for_each(lift);
        }
        _ => {}
    }
}

fn add_null(entries: &mut Map<String, Value>) {
    if let Some(Value::String(ty)) = entries.get("type") {
        let both = json!([ty, "null"]);
        entries.insert("type".to_owned(), both);
    }
    if let Some(Value::Array(values)) = entries.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}
