//! Whether an example is valid against its own schema, by a validator that shares nothing with oasmith.

use std::path::PathBuf;

use jsonschema::{Retrieve, Uri};
use serde_json::{Value, json};

use super::collect::Example;
use super::{dialect, files};

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
        dialect::lift(&mut value);
        Ok(value)
    }
}
