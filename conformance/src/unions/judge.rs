//! What a validator that shares nothing with oasmith says of a value, and what is to be thought of the code's answer.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::find::{Union, known};
use crate::examples::dialect;

/// A union, and what judges its values.
pub(super) struct Judge<'u> {
    pub(super) union: &'u Union,
    /// The union's document, lifted into the dialect of JSON Schema 2020-12.
    pub(super) lifted: Value,
    /// The discriminator's property.
    pub(super) property: Option<String>,
    pub(super) variants: Vec<Variant>,
    whole: Validator,
}

/// A variant.
pub(super) struct Variant {
    pub(super) pointer: String,
    /// The discriminator's values that mean it.
    pub(super) tags: Vec<String>,
    known: BTreeSet<String>,
    validator: Validator,
}

impl<'u> Judge<'u> {
    /// The judge of a union whose schemas the validator can use.
    pub(super) fn of(union: &'u Union) -> Option<Judge<'u>> {
        let mut lifted = union.document.clone();
        dialect::lift(&mut lifted);
        let validator = |pointer: &str| {
            let mut schema = lifted.clone();
            schema.as_object_mut()?.insert("$ref".to_owned(), json!(format!("#{}", encoded(pointer))));
            let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
            options.should_validate_formats(true).build(&schema).ok()
        };
        let discriminator = union.document.pointer(&union.pointer)?.get("discriminator");
        let property = discriminator.and_then(|told| Some(told.get("propertyName")?.as_str()?.to_owned()));
        let variant = |pointer: &String| {
            let tags = discriminator.map(|told| tags(union, told, pointer)).unwrap_or_default();
            let known = known(&union.document, pointer);
            Some(Variant { pointer: pointer.clone(), tags, known, validator: validator(pointer)? })
        };
        let variants = union.variants.iter().map(variant).collect::<Option<Vec<Variant>>>()?;
        let whole = validator(&union.pointer)?;
        Some(Judge { union, lifted, property, variants, whole })
    }

    /// Whether a value is one of the union.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        self.whole.is_valid(value) && self.accepted(value).next().is_some()
    }

    /// The variants that a value is of: a tag that is listed decides.
    fn accepted(&self, value: &Value) -> impl Iterator<Item = &Variant> {
        let tag = self.property.as_ref().and_then(|property| value.get(property)).and_then(Value::as_str);
        let listed = move |variant: &Variant| variant.tags.iter().any(|known| Some(known.as_str()) == tag);
        let decided = self.variants.iter().any(listed);
        self.variants.iter().filter(move |variant| (!decided || listed(variant)) && variant.validator.is_valid(value))
    }

    /// What is wrong with what became of an accepted value.
    pub(super) fn problem(&self, value: &Value, answer: &Result<Value, String>) -> Option<String> {
        let back = match answer {
            Ok(back) => back,
            Err(fault) => return Some(format!("not read: {fault}")),
        };
        if !self.whole.is_valid(back) {
            return Some(format!("written as {back}, which is not valid"));
        }
        let count = |variant: &Variant| {
            value.as_object().map_or(0, |entries| entries.keys().filter(|key| variant.known.contains(*key)).count())
        };
        let best = self.accepted(value).map(count).max()?;
        let lost = |variant: &Variant| lost(value, back, &variant.known);
        let losses: Vec<Vec<String>> =
            self.accepted(value).filter(|variant| count(variant) == best).map(lost).collect();
        if losses.iter().any(Vec::is_empty) {
            return None;
        }
        let fewest = losses.into_iter().min_by_key(Vec::len)?;
        Some(format!("written as {back}, without {}", fewest.join(", ")))
    }
}

/// The known keys of a value that came back without their values.
fn lost(value: &Value, back: &Value, known: &BTreeSet<String>) -> Vec<String> {
    let Some(entries) = value.as_object() else {
        return if value == back { Vec::new() } else { vec!["itself".to_owned()] };
    };
    let is_lost = |(key, value): &(&String, &Value)| match (value, back.get(key.as_str())) {
        // That an optional property is null may be said by leaving it out.
        (Value::Null, _) => false,
        (_, None) => true,
        (Value::Object(_), Some(Value::Object(_))) => false,
        (Value::Array(items), Some(Value::Array(others))) => items.len() != others.len(),
        (Value::Number(one), Some(Value::Number(other))) => one.as_f64() != other.as_f64(),
        (value, Some(other)) => *value != other,
    };
    let entries = entries.iter().filter(|(key, _)| known.contains(*key));
    entries.filter(is_lost).map(|(key, _)| format!("`{key}`")).collect()
}

/// The discriminator's values that mean a variant: of the mapping, else the component's name.
fn tags(union: &Union, discriminator: &Value, pointer: &str) -> Vec<String> {
    let reference = union.document.pointer(pointer).and_then(|schema| schema.get("$ref")).and_then(Value::as_str);
    let target = reference.map_or_else(|| format!("#{pointer}"), str::to_owned);
    let name = target.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'));
    let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    let is_this = |to: &Value| to.as_str().is_some_and(|to| to == target || Some(to) == name);
    let mapped: Vec<String> = mapping.filter(|(_, to)| is_this(to)).map(|(tag, _)| tag.clone()).collect();
    if mapped.is_empty() { name.map(str::to_owned).into_iter().collect() } else { mapped }
}

/// A pointer as it stands in a fragment.
fn encoded(pointer: &str) -> String {
    let text = percent_encoding::utf8_percent_encode(pointer, percent_encoding::NON_ALPHANUMERIC).to_string();
    text.replace("%2F", "/").replace("%7E", "~")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use serde_json::{Value, json};

    use super::Judge;
    use crate::unions::find::Union;

    fn union(discriminator: Option<Value>) -> Union {
        let variant = |key: &str| {
            json!({ "type": "object", "required": ["id"], "properties": {
                "id": { "type": "string" }, "kind": { "type": "string" }, key: { "type": "string" }
            } })
        };
        let mut any = json!({ "anyOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] });
        if let Some(discriminator) = discriminator {
            any["discriminator"] = discriminator;
        }
        let schemas = json!({ "A": variant("a"), "B": variant("b"), "Any": any });
        let pointer = "/components/schemas/Any".to_owned();
        let variants = (0..2).map(|at| format!("{pointer}/anyOf/{at}")).collect();
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": schemas } });
        Union { name: "Any".to_owned(), document, pointer, variants, module: String::new() }
    }

    #[test]
    fn what_the_best_variant_knows_must_come_back() {
        let union = union(None);
        let judge = Judge::of(&union).unwrap();
        let value = json!({ "id": "1", "b": "x", "stranger": 1 });
        assert_eq!(judge.problem(&value, &Ok(json!({ "id": "1", "b": "x" }))), None);
        let lost = judge.problem(&value, &Ok(json!({ "id": "1" }))).unwrap();
        assert!(lost.ends_with("without `b`"), "{lost}");
        // Of two that know as much, either will do.
        let both = json!({ "id": "1", "a": "x", "b": "x" });
        assert_eq!(judge.problem(&both, &Ok(json!({ "id": "1", "a": "x" }))), None);
        assert_eq!(judge.problem(&both, &Ok(json!({ "id": "1", "b": "x" }))), None);
    }

    #[test]
    fn what_is_not_read_or_written_as_something_else_fails() {
        let union = union(None);
        let judge = Judge::of(&union).unwrap();
        assert!(!judge.accepts(&json!({ "b": "x" })));
        let value = json!({ "id": "1" });
        assert_eq!(judge.problem(&value, &Err("a fault".to_owned())).unwrap(), "not read: a fault");
        assert!(judge.problem(&value, &Ok(json!({ "id": 1 }))).unwrap().ends_with("which is not valid"));
        assert!(judge.problem(&value, &Ok(json!({ "id": "2" }))).unwrap().ends_with("without `id`"));
    }

    #[test]
    fn a_tag_that_is_listed_decides() {
        let union = union(Some(json!({ "propertyName": "kind", "mapping": { "a": "#/components/schemas/A" } })));
        let judge = Judge::of(&union).unwrap();
        let value = json!({ "id": "1", "kind": "a", "b": "x" });
        assert_eq!(judge.problem(&value, &Ok(json!({ "id": "1", "kind": "a" }))), None);
        // Without a mapping, the component's name is the tag.
        let value = json!({ "id": "1", "kind": "B", "b": "x" });
        assert!(judge.problem(&value, &Ok(json!({ "id": "1", "kind": "B" }))).is_some());
    }
}
