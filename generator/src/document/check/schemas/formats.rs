//! Formats that say nothing of the values beside them, and formats that are almost a known one.

use super::phrases::named;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest_within};
use crate::document::Schema;
use crate::formats::Format;
use crate::lists::Listing;
use crate::value::Types;

/// Formats that mean something to others, near as they are to one that has a meaning here: those of OpenAPI's Format
/// Registry and of JSON Schema, and a few that documents have.
const OTHERS: &[&str] = &[
    "base64url",
    "char",
    "commonmark",
    "date-interval",
    "date-time-local",
    "decimal128",
    "double-int",
    "hostnames",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "media-range",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-decimal",
    "sf-integer",
    "sf-string",
    "sf-token",
    "time-local",
    "timestamp",
    "unixtime",
    "uri-template",
];

/// Tells of a format that is not of the schema's types, or of none at all and meant to be a known one.
pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let Some(format) = schema.format.as_deref() else { return };
    let types = schema.types.without(Types::NULL);
    let at = schema.pointer.child("format");
    let of = Format::types(format);
    if of.is_empty() {
        if let Some(meant) = meant(format) {
            let message = format!("`{format}` is not a known format");
            let diagnostic = Diagnostic::note(Code::MisspelledField, message).at(&at).label("not checked");
            diagnostics.push(diagnostic.help(format!("did you mean `{meant}`?")));
        }
    } else if !types.is_empty() && types.both(of).is_empty() {
        let message = format!("`format: {format}` says nothing of a value of type {}", named(types));
        let diagnostic = Diagnostic::note(Code::IgnoredField, message).at(&at).label("ignored");
        diagnostics.push(match types {
            Types::ARRAY => diagnostic.help("put it into `items`, if each item has it"),
            _ if of == Types::STRING => diagnostic.help("it is a format of strings: `type: string`"),
            _ => diagnostic,
        });
    }
}

/// The format that one was surely meant to be: the same but for case and signs, or but for a letter of many.
fn meant(format: &str) -> Option<&'static str> {
    if OTHERS.contains(&format) {
        return None;
    }
    let letters = |name: &str| -> String {
        name.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).text()
    };
    let plain = letters(format);
    let known: Vec<&'static str> = Format::all_names().list();
    let same = known.iter().copied().find(|name| letters(name) == plain);
    // Numbers tell formats apart, as do the few letters of short names.
    let is_word = plain.len() > 4 && !plain.contains(|letter: char| letter.is_ascii_digit());
    let words =
        known.into_iter().filter(|name| name.len() > 4 && !name.contains(|letter: char| letter.is_ascii_digit()));
    same.or_else(|| closest_within(format, words, 1).filter(|_| is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_a_known_format_is_told() {
        for (format, expected) in [
            ("datetime", Some("date-time")),
            ("DateTime", Some("date-time")),
            ("date_time", Some("date-time")),
            ("UUID", Some("uuid")),
            ("emial", Some("email")),
            ("durations", Some("duration")),
            ("Int32", Some("int32")),
            ("int", None),
            ("int128", None),
            ("long", None),
            ("phone", None),
            ("timestamp", None),
            ("dates", None),
            ("uris", None),
            ("iri-reference", None),
            ("relative-json-pointer", None),
            ("date-time-local", None),
            ("iri-refernce", None),
        ] {
            assert_eq!(meant(format), expected, "{format}");
        }
    }
}
