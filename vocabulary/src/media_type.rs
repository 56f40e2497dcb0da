//! What the names of media types have in common.

/// The names of JSON Lines, as [`written_in`] gives them.
pub const JSON_LINES: &[&str] = &["jsonl", "ndjson", "jsonlines", "json-lines", "json-l"];

/// What content of a subtype is written in: `json` of `problem+json`, `x-json` and `json` (RFC 6839).
#[must_use]
pub fn written_in(subtype: &str) -> &str {
    let format = subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix);
    format.strip_prefix("x-").unwrap_or(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_says_what_it_is_written_in() {
        for (subtype, expected) in
            [("json", "json"), ("problem+json", "json"), ("x-ndjson", "ndjson"), ("a+b+xml", "xml"), ("", "")]
        {
            assert_eq!(written_in(subtype), expected);
        }
    }
}
