//! Which schemas meet which values inside an instance, whatever the instance: those that no keyword makes conditional.

use oasmith_runtime::codec::Value;

/// More references than this in a row lead nowhere.
const DEPTH: u8 = 50;

/// A schema, and the value inside an instance that it is about.
#[derive(Clone, Copy)]
pub(super) struct Meeting<'v> {
    pub(super) schema: &'v Value,
    pub(super) value: &'v Value,
}

/// Visits every schema and its value, with the JSON Pointer of the value. `allOf` and references within the schema are
/// followed; alternatives and conditions are not.
pub(super) fn each(schema: &Value, value: &Value, visit: &mut dyn FnMut(&str, Meeting<'_>)) {
    Walk { root: schema, visit }.meet("", Meeting { schema, value }, 0);
}

struct Walk<'w> {
    root: &'w Value,
    visit: &'w mut dyn FnMut(&str, Meeting<'_>),
}

impl Walk<'_> {
    fn meet(&mut self, at: &str, Meeting { schema, value }: Meeting<'_>, depth: u8) {
        if depth > DEPTH {
            return;
        }
        (self.visit)(at, Meeting { schema, value });
        let root = self.root;
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|reference| target(root, reference));
        let members = schema.get("allOf").and_then(Value::as_array).unwrap_or_default();
        for schema in target.into_iter().chain(members) {
            self.meet(at, Meeting { schema, value }, depth + 1);
        }
        if let (Some(properties), Some(entries)) = (schema.get("properties"), value.as_object()) {
            for (key, value) in entries.iter() {
                if let Some(schema) = properties.get(key) {
                    self.meet(&format!("{at}/{key}"), Meeting { schema, value }, depth + 1);
                }
            }
        }
        let prefix = schema.get("prefixItems").and_then(Value::as_array).unwrap_or_default();
        for (index, value) in value.as_array().unwrap_or_default().iter().enumerate() {
            if let Some(schema) = prefix.get(index).or_else(|| schema.get("items")) {
                self.meet(&format!("{at}/{index}"), Meeting { schema, value }, depth + 1);
            }
        }
    }
}

/// Where a reference within a schema leads: to all of it, or along a pointer.
fn target<'v>(root: &'v Value, reference: &str) -> Option<&'v Value> {
    let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let is_own = base.is_empty() || root.get("$id").and_then(Value::as_str) == Some(base);
    is_own.then(|| root.pointer(fragment)).flatten()
}

#[cfg(test)]
mod tests {
    use super::each;

    fn places(schema: &str, value: &str) -> Vec<String> {
        let mut places = Vec::new();
        each(&schema.parse().unwrap(), &value.parse().unwrap(), &mut |at, _| places.push(at.to_owned()));
        places
    }

    #[test]
    fn properties_and_items_are_met_and_references_followed() {
        assert_eq!(
            places(r##"{"properties":{"a":{"$ref":"#"}}}"##, r#"{"a":{"a":1},"b":2}"#),
            ["", "/a", "/a", "/a/a", "/a/a"]
        );
        assert_eq!(places(r#"{"prefixItems":[true],"items":{"allOf":[true]}}"#, "[1,2]"), ["", "/0", "/1", "/1"]);
        assert_eq!(places(r##"{"$ref":"#/$defs/a","$defs":{"a":{"items":true}}}"##, "[1]"), ["", "", "/0"]);
    }

    #[test]
    fn what_depends_on_the_instance_is_not_met() {
        assert_eq!(places(r#"{"anyOf":[true],"not":false,"if":true,"additionalProperties":true}"#, r#"{"a":1}"#), [""]);
    }

    #[test]
    fn references_in_a_circle_end() {
        assert!(places(r##"{"$ref":"#"}"##, "1").len() < 100);
    }
}
