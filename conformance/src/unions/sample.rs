//! Values that schemas are likely to accept. The validator has the last word.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// Schemas within one another, beyond which only what must be there is.
const DEPTH: u8 = 4;

/// A value of the schema at a place; optional properties come and go.
pub(super) fn sample(document: &Value, pointer: &str, random: &mut Random) -> Value {
    let schema = document.pointer(pointer).unwrap_or(&Value::Null);
    Sampler { document, random }.value(schema, 0)
}

struct Sampler<'a, 'r> {
    document: &'a Value,
    random: &'r mut Random,
}

impl<'a> Sampler<'a, '_> {
    fn value(&mut self, schema: &'a Value, depth: u8) -> Value {
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return self.random.of(values).cloned().unwrap_or_default();
        }
        if depth > 4 * DEPTH {
            return Value::Null;
        }
        let target = self.target(schema);
        let members = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        // Conditions ask for nothing by themselves.
        let members = members.filter(|member| member.get("if").is_none());
        let alternative = ["oneOf", "anyOf"].iter().find_map(|keyword| schema.get(*keyword)?.as_array());
        let mut parts: Vec<&Value> = target.into_iter().chain(members).collect();
        parts.extend(alternative.and_then(|all| self.random.of(all)));
        let mut own = self.own(schema, depth);
        for part in parts {
            match (&mut own, self.value(part, depth + 1)) {
                (Some(Value::Object(entries)), Value::Object(more)) => entries.extend(more),
                (Some(_), _) => {}
                (own @ None, value) => *own = Some(value),
            }
        }
        own.unwrap_or_else(|| json!("any"))
    }

    fn target(&self, schema: &Value) -> Option<&'a Value> {
        let pointer = schema.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.document.pointer(&percent_encoding::percent_decode_str(pointer).decode_utf8_lossy())
    }

    /// What the schema says by itself; nothing where that is not enough to tell a type.
    fn own(&mut self, schema: &'a Value, depth: u8) -> Option<Value> {
        let told = match schema.get("type") {
            Some(Value::String(name)) => Some(name.as_str()),
            Some(Value::Array(names)) => self.random.of(names).and_then(Value::as_str),
            _ => None,
        };
        let has = |key: &str| schema.get(key).is_some();
        Some(match told {
            Some("null") => Value::Null,
            Some("boolean") => Value::Bool(self.random.one_in(2)),
            Some("integer") => self.number(schema),
            Some("number") if self.random.one_in(2) => self.number(schema),
            Some("number") => json!(1.5),
            Some("string") => self.text(schema),
            Some("array") => self.array(schema, depth),
            Some("object") => self.object(schema, depth),
            _ if has("properties") || has("required") => self.object(schema, depth),
            _ if has("items") => self.array(schema, depth),
            _ => return None,
        })
    }

    fn number(&mut self, schema: &Value) -> Value {
        let least = schema.get("minimum").and_then(Value::as_i64);
        json!(least.unwrap_or_default() + i64::try_from(self.random.below(3)).unwrap_or_default())
    }

    fn text(&mut self, schema: &Value) -> Value {
        let text = match schema.get("format").and_then(Value::as_str).unwrap_or_default() {
            "date-time" => "2024-02-29T12:34:56Z",
            "date" => "2024-02-29",
            "time" => "12:34:56Z",
            "uuid" => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "uri" | "url" => "https://example.org/a",
            "email" => "jane@example.org",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "hostname" => "example.org",
            "byte" => "YWJj",
            _ => {
                let least = schema.get("minLength").and_then(Value::as_u64).unwrap_or_default();
                let least = usize::try_from(least).unwrap_or_default().min(100);
                return json!(format!("t{}", "x".repeat(least.saturating_sub(1))));
            }
        };
        json!(text)
    }

    fn array(&mut self, schema: &'a Value, depth: u8) -> Value {
        let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or_default().min(3);
        let more = u64::from(depth < DEPTH && self.random.one_in(2));
        let Some(items) = schema.get("items") else { return json!([]) };
        (0..least.max(more)).map(|_| self.value(items, depth + 1)).collect()
    }

    fn object(&mut self, schema: &'a Value, depth: u8) -> Value {
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut entries = Map::new();
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if required.contains(&name.as_str()) || depth < DEPTH && self.random.one_in(2) {
                entries.insert(name.clone(), self.value(property, depth + 1));
            }
        }
        Value::Object(entries)
    }
}
