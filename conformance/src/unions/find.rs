//! The unions of objects in the components of a document, each cut out with what it refers to.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::corpus::document::Document;
use crate::examples::files;

/// The component that holds a union as its `value`.
pub(super) const HOLDER: &str = "OasmithHolder";

/// Unions with more text around them are left alone: what they refer to takes long to compile.
const LARGEST: usize = 60_000;

/// Documents with more text are not looked through.
const LARGEST_DOCUMENT: u64 = 4_000_000;

/// A union.
pub(super) struct Union {
    /// The document, and the place in it.
    pub(super) name: String,
    /// A document of its own.
    pub(super) document: Value,
    /// Where the union stands.
    pub(super) pointer: String,
    /// Where the variants stand.
    pub(super) variants: Vec<String>,
    /// The name of the module that has its code, once there is one.
    pub(super) module: String,
}

/// The unions of a document in one file, whose references all stay in it.
pub(super) fn unions(document: &Document) -> Vec<Union> {
    let is_small = std::fs::metadata(&document.path).is_ok_and(|file| file.len() <= LARGEST_DOCUMENT);
    let Some(mut value) = Some(&document.path).filter(|_| is_small).and_then(|path| files::read(path)) else {
        return Vec::new();
    };
    if value.get("openapi").is_none() || leaves(&value) {
        return Vec::new();
    }
    forget_directions(&mut value);
    let mut places = Vec::new();
    if let Some(schemas) = value.pointer("/components/schemas") {
        collect(&value, schemas, "/components/schemas", &mut places);
    }
    places.into_iter().filter_map(|(pointer, variants)| cut(document, &value, pointer, variants)).collect()
}

/// Whether a reference leads elsewhere, or depends on more than pointers.
fn leaves(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(leaves),
        Value::Object(entries) => {
            let reference = entries.get("$ref").and_then(Value::as_str);
            reference.is_some_and(|reference| !reference.starts_with("#/"))
                || entries.contains_key("$dynamicRef")
                || entries.values().any(leaves)
        }
        _ => false,
    }
}

/// What goes in one direction only would have two types.
fn forget_directions(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(forget_directions),
        Value::Object(entries) => {
            entries.retain(|key, value| !(matches!(key.as_str(), "readOnly" | "writeOnly") && value.is_boolean()));
            entries.values_mut().for_each(forget_directions);
        }
        _ => {}
    }
}

/// The places of unions below a place, and of their variants.
fn collect(document: &Value, value: &Value, at: &str, found: &mut Vec<(String, Vec<String>)>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(document, item, &format!("{at}/{index}"), found));
        }
        Value::Object(entries) => {
            if let Some(variants) = variants(document, entries, at) {
                found.push((at.to_owned(), variants));
            }
            for (key, value) in entries.iter().filter(|(key, _)| !is_sample(key)) {
                collect(document, value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

fn is_sample(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const") || key.starts_with("x-")
}

/// The variants of a union of several objects with properties; the subtypes that a base's mapping names.
fn variants(document: &Value, entries: &Map<String, Value>, at: &str) -> Option<Vec<String>> {
    let listed = ["oneOf", "anyOf"].iter().find_map(|keyword| Some((keyword, entries.get(*keyword)?.as_array()?)));
    let all: Vec<String> = match listed {
        Some((keyword, list)) => (0..list.len()).map(|index| format!("{at}/{keyword}/{index}")).collect(),
        None => {
            let mapping = entries.get("discriminator")?.get("mapping")?.as_object()?;
            let targets = mapping.values().filter_map(|target| target.as_str()?.strip_prefix('#'));
            targets.map(str::to_owned).collect::<BTreeSet<String>>().into_iter().collect()
        }
    };
    let objects = all.iter().filter(|variant| !known(document, variant).is_empty());
    (objects.count() > 1).then_some(all)
}

/// The properties that a schema names, itself and through references and lists of schemas.
pub(super) fn known(document: &Value, pointer: &str) -> BTreeSet<String> {
    let (mut known, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![pointer.to_owned()]);
    while let Some(next) = open.pop() {
        if !seen.insert(next.clone()) {
            continue;
        }
        let Some(schema) = document.pointer(&next) else { continue };
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        known.extend(properties.map(|(name, _)| name.clone()));
        open.extend(
            schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#')).map(decoded),
        );
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let count = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            open.extend((0..count).map(|index| format!("{next}/{keyword}/{index}")));
        }
    }
    known
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A document of the union alone.
fn cut(document: &Document, whole: &Value, pointer: String, variants: Vec<String>) -> Option<Union> {
    let all = whole.pointer("/components/schemas")?.as_object()?;
    let component = |pointer: &str| pointer.strip_prefix("/components/schemas/")?.split('/').next().map(str::to_owned);
    let mut wanted: Vec<String> = [component(&pointer)?].into();
    let mut kept = Map::new();
    let mut size = 0;
    while let Some(name) = wanted.pop() {
        let key = decoded(&name).replace("~1", "/").replace("~0", "~");
        let Some(schema) = all.get(&key).filter(|_| !kept.contains_key(&key)) else { continue };
        size += schema.to_string().len();
        if size > LARGEST {
            return None;
        }
        let mut targets = Vec::new();
        references(schema, &mut targets);
        wanted.extend(targets.iter().filter_map(|target| component(target.strip_prefix('#').unwrap_or(target))));
        // A base stands for its subtypes.
        if schema.get("discriminator").is_some() {
            let base = format!("#/components/schemas/{key}");
            let is_heir = |schema: &Value| {
                let members = schema.get("allOf").and_then(Value::as_array);
                members.is_some_and(|all| all.iter().any(|member| member.get("$ref") == Some(&json!(base))))
            };
            wanted.extend(all.iter().filter(|(_, schema)| is_heir(schema)).map(|(name, _)| name.clone()));
        }
        kept.insert(key, schema.clone());
    }
    let reference = json!({ "$ref": format!("#{pointer}") });
    kept.insert(
        HOLDER.to_owned(),
        json!({ "type": "object", "required": ["value"], "properties": { "value": reference } }),
    );
    let content = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{HOLDER}") } } });
    let operation = json!({
        "operationId": "hold",
        "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "The same", "content": content } }
    });
    let own = json!({
        "openapi": whole.get("openapi")?,
        "info": { "title": "A union", "version": "1" },
        "servers": [{ "url": "https://api.example.org" }],
        "paths": { "/": { "put": operation } },
        "components": { "schemas": kept }
    });
    let name = format!("{} #{pointer}", document.name);
    Some(Union { name, document: own, pointer, variants, module: String::new() })
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str).map(str::to_owned));
            let mapping = entries.get("mapping").and_then(Value::as_object).into_iter().flatten();
            let targets = mapping.filter_map(|(_, target)| target.as_str());
            found.extend(targets.map(|target| match target.contains('/') {
                true => target.to_owned(),
                false => format!("#/components/schemas/{target}"),
            }));
            entries.values().for_each(|value| references(value, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

    use serde_json::json;

    use super::{HOLDER, collect, cut, known};
    use crate::corpus::document::Document;

    #[test]
    fn a_union_is_cut_out_with_what_it_refers_to() {
        let object = |name: &str| json!({ "type": "object", "properties": { name: { "type": "string" } } });
        let whole = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "Holder": { "properties": { "one": { "oneOf": [{ "$ref": "#/components/schemas/A" }, object("b")] } } },
            "A": { "allOf": [object("a"), { "$ref": "#/components/schemas/C" }] },
            "C": object("c"),
            "Stranger": object("d"),
            "Text": { "oneOf": [{ "type": "string" }, object("e")] },
        } } });
        let mut places = Vec::new();
        collect(&whole, whole.pointer("/components/schemas").unwrap(), "/components/schemas", &mut places);
        let [(pointer, variants)] = places.as_slice() else { panic!("{places:?}") };
        assert_eq!(pointer, "/components/schemas/Holder/properties/one");
        assert_eq!(variants.len(), 2);
        assert_eq!(known(&whole, &variants[0]).into_iter().collect::<Vec<_>>(), ["a", "c"]);

        let document = Document { name: "d".to_owned(), path: "d.json".into() };
        let union = cut(&document, &whole, pointer.clone(), variants.clone()).unwrap();
        let kept = union.document.pointer("/components/schemas").unwrap().as_object().unwrap();
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["A", "C", "Holder", HOLDER]);
    }
}
