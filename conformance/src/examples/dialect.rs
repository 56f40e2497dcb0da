//! Schemas of OpenAPI as JSON Schema 2020-12 says them, so that a validator of the latter judges what the former means.

use serde_json::{Map, Value, json};

/// Lifts a whole document.
pub(crate) fn lift(document: &mut Value) {
    let is_3_0 = document.get("openapi").and_then(Value::as_str).is_none_or(|version| version.starts_with("3.0"));
    let dangling = dangling(document);
    decide_by_bases(document);
    each(document, is_3_0, &dangling);
}

/// References that lead nowhere within the document: anything is taken there.
fn dangling(document: &Value) -> Vec<String> {
    fn collect(document: &Value, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(document, item, found)),
            Value::Object(entries) => {
                if let Some(Value::String(reference)) = entries.get("$ref")
                    && reference.strip_prefix('#').is_some_and(|pointer| at(document, pointer).is_none())
                {
                    found.push(reference.clone());
                }
                entries.values().for_each(|value| collect(document, value, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(document, document, &mut found);
    found
}

/// What a fragment leads to; anchors, which are no pointers, lead to the document.
fn at<'d>(document: &'d Value, fragment: &str) -> Option<&'d Value> {
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Some(document);
    }
    let pointer = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
    document.pointer(&pointer)
}

/// Lifts what stands at a place of the document, and all within it.
fn each(value: &mut Value, is_3_0: bool, dangling: &[String]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, is_3_0, dangling)),
        Value::Object(entries) => {
            schema(entries, is_3_0, dangling);
            for (key, value) in entries.iter_mut() {
                match value {
                    // What properties are called says nothing.
                    Value::Object(properties) if key == "properties" => {
                        properties.values_mut().for_each(|property| each(property, is_3_0, dangling));
                    }
                    value => each(value, is_3_0, dangling),
                }
            }
        }
        _ => {}
    }
}

fn schema(entries: &mut Map<String, Value>, is_3_0: bool, dangling: &[String]) {
    if let Some(Value::String(reference)) = entries.get("$ref") {
        if dangling.contains(reference) {
            entries.remove("$ref");
        } else if is_3_0 && entries.len() > 1 {
            *entries = Map::from_iter([("$ref".to_owned(), Value::String(reference.clone()))]);
        }
    }
    if is_told_an_object(entries) {
        entries.insert("type".to_owned(), json!("object"));
    }
    decide_by_variants(entries);
    if !is_3_0 {
        return;
    }
    if entries.get("nullable") == Some(&Value::Bool(true)) || entries.get("x-nullable") == Some(&Value::Bool(true)) {
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
}

/// Whether a schema says that it is of objects by `properties` alone, without `type`.
fn is_told_an_object(entries: &Map<String, Value>) -> bool {
    const OTHERWISE: &[&str] = &[
        "type",
        "$ref",
        "enum",
        "const",
        "allOf",
        "anyOf",
        "oneOf",
        "items",
        "prefixItems",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
    ];
    matches!(entries.get("properties"), Some(Value::Object(_)))
        && !OTHERWISE.iter().any(|key| entries.contains_key(*key))
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

/// Says that the tag decides which variant a value must be, not only that it must be one.
fn decide_by_variants(entries: &mut Map<String, Value>) {
    let variants = ["oneOf", "anyOf"].iter().find_map(|keyword| entries.get(*keyword)?.as_array());
    let (Some(variants), Some((property, mapping))) = (variants, discriminator(entries)) else { return };
    let mut conditions = Vec::new();
    for reference in variants.iter().filter_map(|variant| variant.get("$ref")?.as_str()) {
        let mut tags: Vec<&str> =
            mapping.iter().filter(|(_, target)| target == reference).map(|(tag, _)| tag.as_str()).collect();
        if tags.is_empty() {
            tags.extend(reference.rsplit('/').next());
        }
        conditions.extend(tags.iter().map(|tag| condition(&property, tag, &json!({ "$ref": reference }))));
    }
    add_conditions(entries, conditions);
}

/// Says that the tag decides which subtype a value must be, where a base stands for its subtypes.
fn decide_by_bases(document: &mut Value) {
    let names: Vec<String> = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .map(|schemas| schemas.keys().cloned().collect())
        .unwrap_or_default();
    let mut all = Vec::new();
    for name in names {
        let reference = format!("#/components/schemas/{name}");
        let Some(base) = at(document, reference.trim_start_matches('#')).and_then(Value::as_object) else { continue };
        let Some((property, mapping)) = discriminator(base) else { continue };
        if base.contains_key("oneOf") || base.contains_key("anyOf") {
            continue;
        }
        let conditions = mapping.iter().filter_map(|(tag, target)| {
            let subtype = at(document, target.strip_prefix('#')?)?;
            Some(condition(&property, tag, &without(document, subtype, &reference)?))
        });
        all.push((name, conditions.collect::<Vec<Value>>()));
    }
    for (name, conditions) in all {
        let schema = document.pointer_mut("/components/schemas").and_then(|schemas| schemas.get_mut(&name));
        if let Some(entries) = schema.and_then(Value::as_object_mut) {
            add_conditions(entries, conditions);
        }
    }
}

/// What a subtype says beside its base; `None` where the base is none of its own `allOf`, or lies behind others as well.
fn without(document: &Value, subtype: &Value, base: &str) -> Option<Value> {
    let mut own = subtype.clone();
    let members = own.get_mut("allOf")?.as_array_mut()?;
    let count = members.len();
    members.retain(|member| member.get("$ref").and_then(Value::as_str) != Some(base));
    let is_member = members.len() < count;
    (is_member && !leads_to(document, &own, base, 0)).then_some(own)
}

/// Whether a schema holds another one of the same value, so that conditions on the latter would never end.
fn leads_to(document: &Value, schema: &Value, base: &str, depth: u8) -> bool {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(|reference| at(document, reference.strip_prefix('#')?));
    let members = ["allOf", "anyOf", "oneOf"].iter().filter_map(|keyword| schema.get(*keyword)?.as_array()).flatten();
    depth > 20
        || reference == Some(base)
        || target.into_iter().chain(members).any(|member| leads_to(document, member, base, depth + 1))
}

/// The property of a discriminator, and its mapping with references in full.
fn discriminator(entries: &Map<String, Value>) -> Option<(String, Vec<(String, String)>)> {
    let discriminator = entries.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?.to_owned();
    let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let in_full = |target: &str| match target.contains(['#', '/', '.']) {
        true => target.to_owned(),
        false => format!("#/components/schemas/{target}"),
    };
    let mapping = mapping.filter_map(|(tag, target)| Some((tag.clone(), in_full(target.as_str()?))));
    Some((property, mapping.collect()))
}

fn condition(property: &str, tag: &str, then: &Value) -> Value {
    let tagged = Map::from_iter([(property.to_owned(), json!({ "const": tag }))]);
    json!({ "if": { "type": "object", "required": [property], "properties": tagged }, "then": then })
}

fn add_conditions(entries: &mut Map<String, Value>, conditions: Vec<Value>) {
    if conditions.is_empty() {
        return;
    }
    if let Value::Array(all) = entries.entry("allOf").or_insert_with(|| json!([])) {
        all.extend(conditions);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    /// These schemas of a document of this version, lifted.
    fn lifted(version: &str, schemas: &Value) -> Value {
        let mut document = json!({ "openapi": version, "components": { "schemas": schemas } });
        super::lift(&mut document);
        document.pointer("/components/schemas").unwrap().clone()
    }

    fn condition(tag: &str, then: &Value) -> Value {
        let tagged = json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": tag } } });
        json!({ "if": tagged, "then": then })
    }

    #[test]
    fn properties_alone_tell_of_objects() {
        let schemas = json!({ "A": { "properties": { "properties": { "minLength": 1 } } }, "B": { "minLength": 1 } });
        let mut expected = schemas.clone();
        expected["A"]["type"] = json!("object");
        assert_eq!(lifted("3.1.0", &schemas), expected);
        let nullable = json!({ "A": { "nullable": true, "properties": {} } });
        assert_eq!(lifted("3.0.3", &nullable)["A"]["type"], json!(["object", "null"]));
    }

    #[test]
    fn a_reference_that_leads_nowhere_allows_anything() {
        let schemas = json!({ "A": { "items": { "$ref": "#/components/schemas/Z" } } });
        assert_eq!(lifted("3.0.3", &schemas), json!({ "A": { "items": {} } }));
    }

    #[test]
    fn a_tag_decides_which_variant_a_value_must_be() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let variants = json!([reference("A"), reference("B")]);
        let discriminator = json!({ "propertyName": "kind", "mapping": { "a": "A" } });
        let schemas = json!({ "A": {}, "B": {}, "Both": { "oneOf": variants, "discriminator": discriminator } });
        let conditions = json!([condition("a", &reference("A")), condition("B", &reference("B"))]);
        assert_eq!(lifted("3.1.0", &schemas)["Both"]["allOf"], conditions);
    }

    #[test]
    fn a_tag_decides_which_heir_of_a_base_a_value_must_be() {
        let base = json!({ "$ref": "#/components/schemas/Base" });
        let discriminator = json!({ "propertyName": "kind", "mapping": { "a": "#/components/schemas/A", "b": "#/components/schemas/B" } });
        let schemas = json!({
            "Base": { "type": "object", "discriminator": discriminator },
            "A": { "allOf": [base, { "required": ["x"] }] },
            // What comes to the base by another way as well would never end.
            "B": { "allOf": [base, { "$ref": "#/components/schemas/A" }] },
        });
        let conditions = json!([condition("a", &json!({ "allOf": [{ "required": ["x"] }] }))]);
        assert_eq!(lifted("3.1.0", &schemas)["Base"]["allOf"], conditions);
    }
}
