//! What was meant by a `type` that JSON Schema does not have.

use super::version::Version;
use crate::diagnostic::closest;
use crate::lists::Listing;

const TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];

/// Names of other languages, and what they are here.
#[rustfmt::skip]
const OTHERS: &[(&[&str], &str)] = &[
    (&["int", "short", "byte", "uint", "bigint", "int8", "int16", "uint8", "uint16"], "type: integer"),
    (&["int32", "uint32"], "type: integer, format: int32"),
    (&["long", "int64", "uint64"], "type: integer, format: int64"),
    (&["float", "float32"], "type: number, format: float"),
    (&["double", "float64"], "type: number, format: double"),
    (&["decimal", "numeric", "real"], "type: number"),
    (&["bool", "true", "false"], "type: boolean"),
    (&["str", "text", "char", "varchar"], "type: string"),
    (&["date"], "type: string, format: date"),
    (&["datetime", "date-time", "timestamp"], "type: string, format: date-time"),
    (&["time"], "type: string, format: time"),
    (&["uuid", "guid"], "type: string, format: uuid"),
    (&["uri", "url"], "type: string, format: uri"),
    (&["email"], "type: string, format: email"),
    (&["binary", "file"], "type: string, format: binary"),
    (&["base64"], "type: string, format: byte"),
    (&["list", "set", "tuple", "collection"], "type: array"),
    (&["dict", "dictionary", "map", "hash", "hashmap", "struct", "json", "record"], "type: object"),
];

/// The keywords that say what was meant.
pub(super) fn type_of(name: &str, version: Version) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let other = OTHERS.iter().find(|(names, _)| names.contains(&lower.as_str())).map(|(_, meant)| (*meant).to_owned());
    let close = || closest(name.trim(), TYPES).map(|meant| format!("type: {meant}"));
    other.or_else(close).or_else(|| {
        let several: Vec<&str> = name.split(['|', ',']).map(str::trim).list();
        let are_types = several.len() > 1 && several.iter().all(|name| TYPES.contains(name));
        match (version, several.as_slice()) {
            (Version::V31 | Version::V32, _) if are_types => {
                Some(format!("type: [{}]", several.join(", ").replace("null", "\"null\"")))
            }
            (Version::V30, [one, "null"] | ["null", one]) if are_types => Some(format!("type: {one}, nullable: true")),
            (Version::V20, [one, "null"] | ["null", one]) if are_types => {
                Some(format!("type: {one}, x-nullable: true"))
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Version, type_of};

    #[test]
    fn names_of_other_languages_and_slips() {
        for (name, meant) in [
            ("int", Some("type: integer")),
            ("Long", Some("type: integer, format: int64")),
            ("DateTime", Some("type: string, format: date-time")),
            ("String", Some("type: string")),
            ("strnig", Some("type: string")),
            ("string|null", Some("type: [string, \"null\"]")),
            ("Pet", None),
            ("any", None),
        ] {
            assert_eq!(type_of(name, Version::V31).as_deref(), meant, "{name}");
        }
        assert_eq!(type_of("null|string", Version::V30).as_deref(), Some("type: string, nullable: true"));
        assert_eq!(type_of("string, null", Version::V20).as_deref(), Some("type: string, x-nullable: true"));
    }
}
