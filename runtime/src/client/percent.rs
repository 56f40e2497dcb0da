//! Percent-encoding (RFC 3986, section 2.1).

/// What becomes of the reserved characters of RFC 3986, section 2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reserved {
    /// They are escaped, like everything that is not unreserved.
    Escaped,
    /// These stay, and so do escapes that are in the text already (OpenAPI's `allowReserved`, RFC 6570's `{+name}`).
    Kept(&'static [u8]),
}

/// Appends `text` in percent-encoding.
pub(crate) fn encode_into(target: &mut String, text: &str, reserved: Reserved) {
    encode_part(target, text, reserved, &[]);
}

/// As [`encode_into`], for a part of a longer text: the delimiters that set it apart are escaped in any case.
pub(crate) fn encode_part(target: &mut String, text: &str, reserved: Reserved, delimiters: &[u8]) {
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let stays = match reserved {
            Reserved::Kept(kept) => is_unreserved(*byte) || kept.contains(byte) || is_escape(rest),
            Reserved::Escaped => is_unreserved(*byte),
        };
        if stays && !delimiters.contains(byte) {
            target.push(char::from(*byte));
        } else {
            push_escape(target, *byte);
        }
        rest = tail;
    }
}

/// Appends `text` as it stands in a form: `+` for a space (URL Standard, section 5.2).
pub(crate) fn encode_form_into(target: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b' ' => target.push('+'),
            _ if byte.is_ascii_alphanumeric() || b"*-._".contains(&byte) => target.push(char::from(byte)),
            _ => push_escape(target, byte),
        }
    }
}

/// Appends `text` as the value of a cookie. What a cookie can hold stays as it is, escapes among it, so that a value
/// goes back as the server has set it (RFC 6265, sections 4.1.1 and 5.4).
pub(crate) fn encode_cookie_into(target: &mut String, text: &str) {
    for byte in text.bytes() {
        match is_cookie_octet(byte) {
            true => target.push(char::from(byte)),
            false => push_escape(target, byte),
        }
    }
}

/// Whether a cookie can hold it (RFC 6265, section 4.1.1).
pub(crate) fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

pub(super) fn push_escape(target: &mut String, byte: u8) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    target.push('%');
    for nibble in [byte >> 4, byte & 15] {
        target.extend(DIGITS.get(usize::from(nibble)));
    }
}

/// The text that this is in percent-encoding, wherever it is so encoded.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let digit = |at: usize| rest.get(at).and_then(|digit| char::from(*digit).to_digit(16)).map(|digit| digit as u8);
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high << 4 | low);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Whether the text begins with an escape such as `%2F`.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, reserved: Reserved) -> String {
        let mut target = String::new();
        encode_into(&mut target, text, reserved);
        target
    }

    #[test]
    fn escapes_all_but_the_unreserved() {
        assert_eq!(encoded("aZ09-._~", Reserved::Escaped), "aZ09-._~");
        assert_eq!(encoded("a b/ü%?\u{0}%2F", Reserved::Escaped), "a%20b%2F%C3%BC%25%3F%00%252F");
    }

    #[test]
    fn what_is_encoded_is_read() {
        assert_eq!(decoded("a%20b%2f%C3%BC%25+%zz%2"), "a b/ü%+%zz%2");
    }

    #[test]
    fn keeps_what_is_named_and_escapes_when_asked() {
        assert_eq!(encoded("a b/c?d=%2F%2", Reserved::Kept(b"/?=")), "a%20b/c?d=%2F%252");
        assert_eq!(encoded("a&b", Reserved::Kept(b"/")), "a%26b");
    }

    #[test]
    fn delimiters_are_escaped_in_any_case() {
        let mut target = String::new();
        encode_part(&mut target, "a,b.c;d", Reserved::Kept(b",;"), b",.");
        assert_eq!(target, "a%2Cb%2Ec;d");
    }
}
