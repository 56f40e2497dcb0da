//! The documents that schemas are generated from.

use std::path::{Path, PathBuf};
use std::{fs, io};

use oasmith::Generator;

use super::groups::Group;

/// Where the suite's remote documents are said to be.
const REMOTES: &str = "http://localhost:1234/";

/// The component that holds a group's schema, and its type.
pub(super) const COMPONENT: &str = "Instance";

/// A component has the schema as a property: rules that have no place on a type stand on its uses. It is sent as well as
/// received, so that `null` and absent are told apart.
const DOCUMENT: &str = r##"{
  "openapi": "3.1.0",
  "info": {"title": "A group", "version": "1"},
  "servers": [{"url": "https://api.example.org"}],
  "paths": {"/": {"put": {
    "operationId": "group",
    "requestBody": {"required": true, "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}
    }},
    "responses": {"200": {"description": "An instance", "content": {
      "application/json": {"schema": {"$ref": "#/components/schemas/Instance"}}
    }}}
  }}},
  "components": {"schemas": {
    "Instance": {"type": "object", "required": ["value"], "properties": {"value": {"$ref": "schema.json"}}}
  }}
}
"##;

/// Generates a group's module, and gives what the generator said of it; an error, where there is no type.
pub(super) fn generate(
    suite: &Path,
    group: &Group,
    folder: &Path,
    module: &Path,
) -> io::Result<Result<String, String>> {
    fs::create_dir_all(folder)?;
    fs::create_dir_all(module)?;
    fs::write(folder.join("schema.json"), group.schema.to_string())?;
    let document: PathBuf = folder.join("openapi.json");
    fs::write(&document, DOCUMENT)?;
    // In JSON Schema, formats and encodings restrict nothing: strings that spell something stay strings.
    let generator = Generator::new(&document).map_url(REMOTES, suite.join("remotes/")).string_format("*");
    let said = match generator.module(module).run() {
        Ok(report) => report.to_string(),
        Err(failure) => return Ok(Err(failure.to_string())),
    };
    let types = fs::read_to_string(module.join("types.rs")).unwrap_or_default();
    Ok(if types.contains(&format!("pub struct {COMPONENT} {{")) { Ok(said) } else { Err(said) })
}
