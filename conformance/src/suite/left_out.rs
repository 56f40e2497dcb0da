//! What is not tested, by principle.
//!
//! - References whose target depends on the way to them (`$dynamicRef`): the generator resolves a reference once.
//! - Schemas that are held against a metaschema, or whose metaschema changes what keywords mean.
//! - Instances of other types, where keywords that tell a type stand without `type`. To the specification `properties`
//!   restricts nothing but objects, so that a number is valid; documents mean an object, and the generator takes it so.

use oasmith_runtime::codec::Value;

use super::meet::{self, Meeting};

/// Why a test is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Dynamic,
    Metaschema,
    OtherType,
}

impl Reason {
    pub(super) const ALL: [Reason; 3] = [Reason::Dynamic, Reason::Metaschema, Reason::OtherType];

    pub(super) fn text(self) -> &'static str {
        match self {
            Reason::Dynamic => "dynamic references, which have no one target",
            Reason::Metaschema => "metaschemas and their vocabularies",
            Reason::OtherType => "instances of other types, where keywords tell the type that is meant",
        }
    }
}

/// Keywords whose values hold no schemas.
const DATA: [&str; 4] = ["const", "default", "enum", "examples"];

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Why a group is left out.
pub(super) fn group(schema: &Value) -> Option<Reason> {
    if has_text(schema, "$dynamicRef", |_| true) || has_text(schema, "$dynamicAnchor", |_| true) {
        return Some(Reason::Dynamic);
    }
    let is_metaschema = has_text(schema, "$ref", |target| target.starts_with(DRAFT));
    (is_metaschema || has_text(schema, "$schema", |dialect| dialect != DRAFT)).then_some(Reason::Metaschema)
}

/// Why a test is left out, though its group is not.
pub(super) fn test(schema: &Value, data: &Value, valid: bool) -> Option<Reason> {
    let mut is_other = false;
    meet::each(schema, data, &mut |_, Meeting { schema, value }| {
        is_other |= meant(schema).is_some_and(|meant| type_of(value) != Some(meant));
    });
    (valid && is_other).then_some(Reason::OtherType)
}

/// Whether a schema, or one inside it, has a keyword.
pub(super) fn has_keyword(schema: &Value, keyword: &str) -> bool {
    within(schema, &|object| object == keyword, &|_| true)
}

fn has_text(schema: &Value, keyword: &str, is_meant: impl Fn(&str) -> bool) -> bool {
    within(schema, &|key| key == keyword, &|value| value.as_str().is_some_and(&is_meant))
}

/// Whether anything in a schema has a key and a value such as these.
fn within(value: &Value, is_key: &dyn Fn(&str) -> bool, is_value: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| within(item, is_key, is_value)),
        Value::Object(entries) => entries.iter().any(|(key, value)| {
            is_key(key) && is_value(value) || !DATA.contains(&key) && within(value, is_key, is_value)
        }),
        _ => false,
    }
}

/// A type of JSON that has keywords of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Object,
    Array,
    String,
    Number,
}

fn type_of(value: &Value) -> Option<Type> {
    match value {
        Value::Object(_) => Some(Type::Object),
        Value::Array(_) => Some(Type::Array),
        Value::String(_) => Some(Type::String),
        Value::Number(_) => Some(Type::Number),
        Value::Null | Value::Bool(_) => None,
    }
}

/// The one type that a schema's keywords tell, where it does not say its types.
fn meant(schema: &Value) -> Option<Type> {
    let mut meant = None;
    for (keyword, value) in schema.as_object()?.iter() {
        match keyword {
            "type" | "const" | "enum" => return None,
            "allOf" => {
                for member in value.as_array().unwrap_or_default() {
                    unite(&mut meant, self::meant(member)?)?;
                }
            }
            _ => {
                if let Some(of_keyword) = concerns(keyword) {
                    unite(&mut meant, of_keyword)?;
                }
            }
        }
    }
    meant
}

/// Takes a type in; `None` where there is another already.
fn unite(meant: &mut Option<Type>, one: Type) -> Option<()> {
    (*meant.get_or_insert(one) == one).then_some(())
}

/// The type that a keyword tells. Others, such as `minItems` and `dependentRequired`, become rules, which ignore values of
/// other types.
fn concerns(keyword: &str) -> Option<Type> {
    Some(match keyword {
        "properties" | "patternProperties" | "additionalProperties" | "unevaluatedProperties" | "required" => {
            Type::Object
        }
        "items" | "prefixItems" | "unevaluatedItems" => Type::Array,
        "minLength" | "maxLength" | "pattern" | "format" => Type::String,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => Type::Number,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Reason, group, test};

    fn reason(schema: &str, data: &str, valid: bool) -> Option<Reason> {
        let schema = schema.parse().unwrap();
        group(&schema).or_else(|| test(&schema, &data.parse().unwrap(), valid))
    }

    #[test]
    fn instances_of_other_types_than_the_keywords_tell() {
        let other = Some(Reason::OtherType);
        assert_eq!(reason(r#"{"properties":{}}"#, "1", true), other);
        assert_eq!(reason(r#"{"allOf":[{"minimum":1}]}"#, "\"a\"", true), other);
        assert_eq!(reason(r##"{"properties":{"a":{"$ref":"#"}}}"##, r#"{"a":1}"#, true), other);
    }

    #[test]
    fn other_tests_are_not_left_out() {
        assert_eq!(reason(r#"{"properties":{}}"#, "{}", true), None);
        assert_eq!(reason(r#"{"properties":{}}"#, "1", false), None);
        assert_eq!(reason(r#"{"minItems":1}"#, "1", true), None, "a rule ignores other types");
        assert_eq!(reason(r#"{"type":["object","integer"],"properties":{}}"#, "1", true), None);
        assert_eq!(reason(r#"{"properties":{},"minimum":1}"#, "1", true), None, "which type is meant is not told");
        assert_eq!(reason(r#"{"const":{"$dynamicRef":"a"}}"#, "1", true), None, "a value is no schema");
    }

    #[test]
    fn groups_whose_schemas_are_not_what_they_seem() {
        assert_eq!(reason(r##"{"items":{"$dynamicRef":"#a"}}"##, "1", false), Some(Reason::Dynamic));
        assert_eq!(reason(r#"{"$schema":"http://localhost/own"}"#, "1", false), Some(Reason::Metaschema));
        let draft = "https://json-schema.org/draft/2020-12/schema";
        assert_eq!(reason(&format!(r#"{{"$ref":"{draft}"}}"#), "1", false), Some(Reason::Metaschema));
        assert_eq!(reason(&format!(r#"{{"$schema":"{draft}"}}"#), "1", false), None);
    }
}
