//! Percent-encoding, as RFC 3986 has it in URIs, and what else of a text a protocol may not take as it is.

use super::hidden::is_control;

/// Undoes a URI's `%20` and the like. What is no such escape, or no UTF-8 afterwards, stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    String::from_utf8(percent_bytes(text)).unwrap_or_else(|_| text.to_owned())
}

/// The template of a path as URLs have it (RFC 3986, section 3.3): what none has is escaped, but for the names of parameters.
pub(crate) fn percent_encode_template(template: &str) -> String {
    let mut encoded = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((literal, (name, after))) =
        rest.split_once('{').and_then(|(literal, behind)| Some((literal, behind.split_once('}')?)))
    {
        push_encoded(&mut encoded, literal);
        encoded.push_str(&format!("{{{name}}}"));
        rest = after;
    }
    push_encoded(&mut encoded, rest);
    encoded
}

fn push_encoded(encoded: &mut String, literal: &str) {
    for byte in literal.bytes() {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => encoded.push_str(&format!("%{byte:02X}")),
            0x21..=0x7e => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// Whether a URI has control characters in it, be it as escapes.
pub(crate) fn holds_control(text: &str) -> bool {
    text.contains(is_control)
        || text.contains('%') && String::from_utf8_lossy(&percent_bytes(text)).contains(is_control)
}

fn percent_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let escape = match (first, others) {
            (b'%', [high, low, after @ ..]) => {
                let high = char::from(*high).to_digit(16);
                let low = char::from(*low).to_digit(16);
                high.zip(low).and_then(|(high, low)| u8::try_from(high * 16 + low).ok()).map(|byte| (byte, after))
            }
            _ => None,
        };
        let (byte, after) = escape.unwrap_or((*first, others));
        bytes.push(byte);
        rest = after;
    }
    bytes
}

/// Whether a text is what HTTP calls a token, such as a method or half a media type (RFC 9110, section 5.6.2).
pub(crate) fn is_token(text: &str) -> bool {
    let may_be = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(may_be)
}

#[cfg(test)]
mod tests {
    use super::{holds_control, percent_decode, percent_encode_template};

    #[test]
    fn what_no_path_has_is_escaped_but_names_are_not() {
        for (template, encoded) in [
            ("/a/{pet id}/b:c;d=1,2/%20%zz", "/a/{pet id}/b:c;d=1,2/%20%zz"),
            ("/x y/é/\n", "/x%20y/%C3%A9/%0A"),
            ("/\"<>\\^`|", "/%22%3C%3E%5C%5E%60%7C"),
            ("/a}b/{c", "/a%7Db/%7Bc"),
            ("/{a}.{é}{b}?x=y z#f", "/{a}.{é}{b}?x=y%20z#f"),
        ] {
            assert_eq!(percent_encode_template(template), encoded);
        }
    }

    #[test]
    fn escapes_are_undone_where_they_are_text() {
        assert_eq!(percent_decode("a%20%c3%bc%zz%2"), "a ü%zz%2");
        assert_eq!(percent_decode("%ff%20"), "%ff%20");
    }

    #[test]
    fn control_characters_are_seen_through_escapes() {
        for text in
            ["a\nb", "a%0Ab", "a%0ab", "%00", "%7f", "\u{85}", "%C2%85", "%e2%80%a8", "\u{2029}", "%ff%0a", "\t"]
        {
            assert!(holds_control(text), "{text:?}");
        }
        for text in ["", "a b/ü.yaml#/x", "%20", "%250A", "%ff", "100%", "%e2%80%ae"] {
            assert!(!holds_control(text), "{text:?}");
        }
    }
}
