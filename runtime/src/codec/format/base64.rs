//! Bytes in base64 (RFC 4648).

use std::fmt;
use std::ops::Deref;

use crate::codec::{Decode, DecodeError, Encode, In, Nullable, Out, Sink, from_what_becomes};

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

macro_rules! encoded {
    ($(#[$attribute:meta])* $Type:ident, $alphabet:ident, $padding:ident, $expected:literal) => {
        $(#[$attribute])*
        ///
        /// It is read in either alphabet of RFC 4648, with padding or without, and with breaks between lines.
        #[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Type(pub Vec<u8>);

        impl $Type {
            /// The bytes themselves.
            #[must_use]
            pub fn into_bytes(self) -> Vec<u8> {
                self.0
            }
        }

        impl Deref for $Type {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                &self.0
            }
        }

        impl AsRef<[u8]> for $Type {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        #[cfg(feature = "client")]
        impl From<bytes::Bytes> for $Type {
            fn from(bytes: bytes::Bytes) -> Self {
                Self(bytes.into())
            }
        }

        impl From<Vec<u8>> for $Type {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $Type {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $Type {
            fn from(bytes: &[u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        #[cfg(feature = "client")]
        from_what_becomes!($Type: bytes::Bytes);
        from_what_becomes!($Type: Vec<u8>, &[u8]);

        impl<const N: usize> From<&[u8; N]> for Nullable<$Type> {
            fn from(bytes: &[u8; N]) -> Self {
                Self::Value(bytes.into())
            }
        }

        impl fmt::Debug for $Type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_tuple(stringify!($Type)).field(&format_args!("b\"{}\"", self.0.escape_ascii())).finish()
            }
        }

        impl Decode for $Type {
            fn decode(value: In<'_>) -> Result<Self, DecodeError> {
                let bytes = match &value {
                    In::Str(text) => decode(text.as_bytes()),
                    _ => None,
                };
                bytes.map(Self).ok_or_else(|| value.mismatch($expected))
            }
        }

        impl Encode for $Type {
            fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
                let text = encode_in($alphabet, &self.0);
                sink.put(Out::Str($padding(&text, sink.is_of_url())))
            }
        }
    };
}

encoded! {
    /// Bytes that are sent as text in base64 (RFC 4648, section 4), with padding.
    Base64, STANDARD, padded, "base64"
}

encoded! {
    /// Bytes that are sent as text in base64 that is safe in URLs (RFC 4648, section 5), without padding.
    Base64Url, URL, unpadded, "base64url"
}

encoded! {
    /// Bytes that are sent as text in base64 that is safe in URLs (RFC 4648, section 5): in JSON with padding, on which some
    /// servers insist, in parameters and forms without.
    PaddedBase64Url, URL, padded_outside_of_urls, "base64url"
}

fn padded(text: &str, _: bool) -> &str {
    text
}

fn unpadded(text: &str, _: bool) -> &str {
    text.trim_end_matches('=')
}

fn padded_outside_of_urls(text: &str, is_of_url: bool) -> &str {
    if is_of_url { unpadded(text, is_of_url) } else { text }
}

/// The padded encoding of these bytes (RFC 4648, section 4).
#[cfg(any(test, feature = "client"))]
pub(crate) fn encode(bytes: &[u8]) -> String {
    encode_in(STANDARD, bytes)
}

fn encode_in(alphabet: &[u8; 64], bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).copied().map_or(0, u32::from);
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let sextet = (group >> (18 - 6 * digit)) & 63;
            match alphabet.get(sextet as usize) {
                Some(letter) if digit <= chunk.len() => text.push(char::from(*letter)),
                _ => text.push('='),
            }
        }
    }
    text
}

/// The bytes that a text stands for; `None` where it is no base64. Bits that stand for nothing have to be zero.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut group, mut digits, mut padding) = (0_u32, 0_u8, 0_u8);
    for letter in text.iter().filter(|letter| !matches!(letter, b'\r' | b'\n')) {
        let sextet = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                padding += 1;
                if padding > 2 {
                    return None;
                }
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        group = group << 6 | u32::from(sextet);
        digits += 1;
        if digits == 4 {
            let [_, first, second, third] = group.to_be_bytes();
            bytes.extend([first, second, third]);
            (group, digits) = (0, 0);
        }
    }
    let (rest, [_, first, second, third]) = match digits {
        0 => (0, [0; 4]),
        2 => (1, (group << 12).to_be_bytes()),
        3 => (2, (group << 6).to_be_bytes()),
        _ => return None,
    };
    let left_over: &[u8] = if rest == 1 { &[second, third] } else { &[third] };
    let is_padded = padding == 0 || digits > 1 && padding == 4 - digits;
    if !is_padded || left_over.iter().any(|byte| *byte != 0) {
        return None;
    }
    bytes.extend([first, second].into_iter().take(rest));
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{URL, decode, encode, encode_in};

    const EXAMPLES: [(&str, &str); 7] = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];

    #[test]
    fn the_examples_of_rfc_4648() {
        for (plain, encoded) in EXAMPLES {
            assert_eq!(encode(plain.as_bytes()), encoded);
            assert_eq!(decode(encoded.as_bytes()).unwrap(), plain.as_bytes());
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
        assert_eq!(encode_in(URL, &[0xfb, 0xff]), "-_8=");
    }

    #[test]
    fn padding_is_where_it_is_wanted() {
        let json = |value: &dyn crate::codec::Encode| crate::codec::json::to_string(value).unwrap();
        assert_eq!(json(&super::Base64::from(b"f")), "\"Zg==\"");
        assert_eq!(json(&super::Base64Url::from(b"f")), "\"Zg\"");
        assert_eq!(json(&super::PaddedBase64Url::from(b"f")), "\"Zg==\"");
    }

    #[test]
    fn what_differs_in_spelling_only_is_read() {
        for text in ["+/8=", "-_8=", "+/8", "-_8", "+/\r\n8=\n"] {
            assert_eq!(decode(text.as_bytes()), Some(vec![0xfb, 0xff]), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_base64_is_refused() {
        for text in ["A", "AAAAA", "Zg=", "Zg===", "Zm9v=", "=", "Zm8=x", "Z g==", "Zh==", "Zm9=", "Zm9v====", "Zm.v"] {
            assert_eq!(decode(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn all_bytes_come_back() {
        for length in 0..=255_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(167)).collect();
            assert_eq!(decode(encode(&bytes).as_bytes()).unwrap(), bytes);
        }
    }
}
