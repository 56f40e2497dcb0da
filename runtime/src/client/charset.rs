//! What texts are written in.

use crate::codec::DecodeError;

/// The names of ISO-8859-1 (RFC 1345 and IANA's registry), whose bytes are the first characters of Unicode.
const LATIN1: [&str; 4] = ["iso-8859-1", "iso8859-1", "iso_8859-1", "latin1"];

/// A text in UTF-8, or in ISO-8859-1 where it is said to be so.
///
/// # Errors
///
/// That it is in something else.
pub(super) fn read(body: &[u8], charset: Option<&str>) -> Result<String, DecodeError> {
    let named = charset.filter(|charset| !charset.eq_ignore_ascii_case("utf-8"));
    if named.is_some_and(|charset| LATIN1.iter().any(|name| charset.eq_ignore_ascii_case(name))) {
        return Ok(body.iter().map(|byte| char::from(*byte)).collect());
    }
    std::str::from_utf8(body).map(str::to_owned).map_err(|error| {
        let at = format!("the text is not UTF-8 at byte {}", error.valid_up_to());
        DecodeError::new(named.map_or(at.clone(), |charset| format!("{at}: it is in {charset:?}, which is not read")))
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_text_is_read_in_what_it_is_said_to_be_in() {
        assert_eq!(read("ü".as_bytes(), None).unwrap(), "ü");
        assert_eq!(read("ü".as_bytes(), Some("UTF-8")).unwrap(), "ü");
        assert_eq!(read(b"caf\xe9", Some("ISO-8859-1")).unwrap(), "café");
        assert_eq!(read(b"cafe", Some("windows-1252")).unwrap(), "cafe");
        assert_eq!(read(b"caf\xe9", None).unwrap_err().to_string(), "the text is not UTF-8 at byte 3");
        assert_eq!(
            read(b"caf\xe9", Some("windows-1252")).unwrap_err().to_string(),
            "the text is not UTF-8 at byte 3: it is in \"windows-1252\", which is not read"
        );
    }
}
