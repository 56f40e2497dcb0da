//! What texts are written in.

use std::borrow::Cow;

use super::HttpResponse;
use super::media_type::{MediaType, content_type};
use crate::codec::DecodeError;
use crate::codec::bounds::{NAME, shortened};

/// The charsets that are read.
#[derive(Clone, Copy)]
enum Charset {
    Utf8,
    /// Its bytes are the first characters of Unicode.
    Latin1,
    Windows1252,
    /// As its byte order mark says, or else the one of these.
    Utf16(Option<Order>),
}

/// How two bytes are a number.
type Order = fn([u8; 2]) -> u16;

/// What windows-1252 has in the place of control characters, from 0x80 on.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// How the names begin, without hyphens, of charsets in which the bytes of ASCII mean something else.
const NOT_ASCII: [&str; 8] = ["utf7", "utf16", "utf32", "ucs", "unicode", "iso10646", "iso2022", "hz"];

impl Charset {
    /// The charset of a name as [`plain`] gives it.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            // Servers that say US-ASCII send UTF-8, if not that.
            "utf8" | "usascii" | "ascii" => Self::Utf8,
            "iso88591" | "latin1" | "l1" => Self::Latin1,
            "windows1252" | "cp1252" => Self::Windows1252,
            "utf16" => Self::Utf16(None),
            "utf16le" => Self::Utf16(Some(u16::from_le_bytes)),
            "utf16be" => Self::Utf16(Some(u16::from_be_bytes)),
            _ => return None,
        })
    }

    /// The text, or why it is none.
    fn read(self, body: &[u8]) -> Result<String, String> {
        match self {
            Self::Utf8 => utf8(body),
            Self::Latin1 => Ok(body.iter().map(|byte| char::from(*byte)).collect()),
            Self::Windows1252 => {
                let other = |byte: u8| WINDOWS_1252.chars().nth(usize::from(byte.checked_sub(0x80)?));
                Ok(body.iter().map(|byte| other(*byte).unwrap_or(char::from(*byte))).collect())
            }
            Self::Utf16(order) => utf16(body, order),
        }
    }
}

/// A name in lower case and without hyphens: `utf8` of `UTF-8`.
fn plain(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '-' | '_')).map(|it| it.to_ascii_lowercase()).collect()
}

fn utf8(body: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(body);
    text.map(str::to_owned).map_err(|error| format!("the text is not UTF-8 at byte {}", error.valid_up_to()))
}

fn utf16(body: &[u8], order: Option<Order>) -> Result<String, String> {
    let (order, body) = match (body, order) {
        ([0xff, 0xfe, rest @ ..], _) => (u16::from_le_bytes as Order, rest),
        ([0xfe, 0xff, rest @ ..], _) => (u16::from_be_bytes as Order, rest),
        (body, Some(order)) => (order, body),
        ([], None) => return Ok(String::new()),
        _ => return Err("the text is in UTF-16, and has no byte order mark".to_owned()),
    };
    let (pairs, rest) = body.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| order(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty()).ok_or_else(|| "the text is not UTF-16".to_owned())
}

/// A text in what it is said to be in.
///
/// # Errors
///
/// That it is not, or that this is not read.
pub(super) fn read(body: &[u8], named: Option<&str>) -> Result<String, DecodeError> {
    let Some(named) = named else { return utf8(body).map_err(DecodeError::new) };
    let name = plain(named);
    match Charset::of(&name) {
        Some(charset) => charset.read(body).map_err(|why| DecodeError::new(said(why, named))),
        // ASCII is ASCII in almost all of them.
        None if body.is_ascii() && !NOT_ASCII.iter().any(|other| name.starts_with(other)) => {
            utf8(body).map_err(DecodeError::new)
        }
        None => Err(DecodeError::new(format!("the text is in {:?}, which is not read", shortened(named, NAME)))),
    }
}

/// The body of an answer in what it is said to be in, for people to read: what it can't be is U+FFFD.
pub(super) fn lossy(answer: &HttpResponse) -> Cow<'_, str> {
    let (body, content_type) = (&*answer.body, content_type(&answer.headers));
    let charset = MediaType::of(&content_type).and_then(MediaType::charset);
    match charset.filter(|named| is_other(body, named)).and_then(|named| read(body, Some(named)).ok()) {
        Some(text) => Cow::Owned(text),
        None => String::from_utf8_lossy(body),
    }
}

/// Whether a text is not UTF-8, and not said to be so.
pub(super) fn is_other(body: &[u8], named: &str) -> bool {
    let begins_as_utf16 = || body.iter().take(2).any(|byte| *byte == 0);
    plain(named) != "utf8" && (std::str::from_utf8(body).is_err() || begins_as_utf16())
}

/// Why a text is not read, and what it is said to be in.
pub(super) fn said(why: impl std::fmt::Display, named: &str) -> String {
    format!("{why}; the answer says that it is in {:?}", shortened(named, NAME))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_text_is_read_in_what_it_is_said_to_be_in() {
        for (body, charset, text) in [
            ("ü".as_bytes(), None, "ü"),
            ("ü".as_bytes(), Some("UTF-8"), "ü"),
            ("ü".as_bytes(), Some("utf_8"), "ü"),
            (b"caf\xe9", Some("ISO-8859-1"), "café"),
            (b"caf\xe9 \x80 \x9f \x81", Some("windows-1252"), "café € Ÿ \u{81}"),
            (b"\xff\xfec\0\xe9\0", Some("utf-16"), "cé"),
            (b"\0c\0\xe9", Some("UTF-16BE"), "cé"),
            (b"\x3d\xd8\x00\xde", Some("utf-16le"), "😀"),
            (b"", Some("utf-16"), ""),
            (b"cafe", Some("koi8-r"), "cafe"),
            (b"cafe", Some("no such"), "cafe"),
        ] {
            assert_eq!(read(body, charset).unwrap(), text, "{charset:?}");
        }
    }

    #[test]
    fn a_text_that_is_not_read_is_an_error_that_names_what_it_is_in() {
        for (body, charset, why) in [
            (&b"caf\xe9"[..], None, "the text is not UTF-8 at byte 3"),
            (b"caf\xe9", Some("utf-8"), "the text is not UTF-8 at byte 3; the answer says that it is in \"utf-8\""),
            (
                b"caf\xe9",
                Some("us-ascii"),
                "the text is not UTF-8 at byte 3; the answer says that it is in \"us-ascii\"",
            ),
            ("é".as_bytes(), Some("koi8-r"), "the text is in \"koi8-r\", which is not read"),
            (b"\x1b$B%+\x1b(B", Some("iso-2022-jp"), "the text is in \"iso-2022-jp\", which is not read"),
            (b"+AGE-", Some("UTF-7"), "the text is in \"UTF-7\", which is not read"),
            (
                b"c\0",
                Some("utf-16"),
                "the text is in UTF-16, and has no byte order mark; the answer says that it is in \"utf-16\"",
            ),
            (b"c\0a", Some("utf-16le"), "the text is not UTF-16; the answer says that it is in \"utf-16le\""),
            (b"\x3d\xd8", Some("utf-16le"), "the text is not UTF-16; the answer says that it is in \"utf-16le\""),
        ] {
            assert_eq!(read(body, charset).unwrap_err().to_string(), why);
        }
    }
}
