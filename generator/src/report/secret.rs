//! Users and passwords in front of a host, which no message and no quoted line shows.

use std::borrow::Cow;
use std::ops::Range;

/// Where a text has a user or a password in front of a host: `https://user:password@host`, or `user:password@host`.
pub(super) fn credentials(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Where what might be a user begins, and its first colon.
    let (mut start, mut colon) = (0, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'@' if at > start && is_secret(text, start, colon, at) => {
                // A password may hold the sign itself.
                found.pop_if(|last| last.start == start);
                found.push(start..at);
            }
            b':' => colon = colon.or(Some(at)),
            b'/' | b'"' | b'\'' | b'`' | b'<' | b'(' | b'?' | b'#' | b' ' | b'\t' | b'\r' | b'\n' => {
                (start, colon) = (at + 1, None);
            }
            _ => {}
        }
    }
    found
}

fn is_secret(text: &str, start: usize, colon: Option<usize>, at: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let has_password = colon.is_some_and(|colon| {
        colon > start && colon + 1 < at && !before.ends_with('/') && text.get(start..colon) != Some("mailto")
    });
    before.ends_with("://") || has_password || is_host(before)
}

/// Whether the value comes next that Swagger's `host` has.
fn is_host(before: &str) -> bool {
    let key = before.trim_end_matches(['"', '\'', ' ']).strip_suffix(':');
    key.is_some_and(|key| key.trim_end_matches(['"', '\'', ' ']).ends_with("host"))
}

/// A text without what it has of them.
pub(super) fn hidden(text: &str) -> Cow<'_, str> {
    if !text.contains('@') {
        return Cow::Borrowed(text);
    }
    without(text, &credentials(text), 0)
}

/// A part of a text with a sign in the place of these bytes of the text; the part begins at a byte of it.
pub(super) fn without<'p>(part: &'p str, ranges: &[Range<usize>], begin: usize) -> Cow<'p, str> {
    let end = begin + part.len();
    let mut shown = String::new();
    let mut from = 0;
    for range in ranges.iter().filter(|range| range.start < end && begin < range.end) {
        let (start, stop) = (range.start.max(begin) - begin, range.end.min(end) - begin);
        shown.extend([part.get(from..start).unwrap_or_default(), "…"]);
        from = stop;
    }
    if from == 0 { Cow::Borrowed(part) } else { Cow::Owned(shown + part.get(from..).unwrap_or_default()) }
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn passwords_are_not_shown() {
        for (text, shown) in [
            ("the server `https://u:p@h/v1` can't be called", "the server `https://…@h/v1` can't be called"),
            ("https://token@h and http://a:b@c", "https://…@h and http://…@c"),
            ("https://u:p@ss@h/", "https://…@h/"),
            ("host: u:p@h", "host: …@h"),
            ("\"host\": \"token@h\",", "\"host\": \"…@h\","),
            ("{url: 'ftp://ü:é@h'}", "{url: 'ftp://…@h'}"),
            ("email: a@example.com", "email: a@example.com"),
            ("url: mailto:a@example.com", "url: mailto:a@example.com"),
            ("https://h/a:b@c", "https://h/a:b@c"),
            ("https://h/@a", "https://h/@a"),
            ("@", "@"),
        ] {
            assert_eq!(hidden(text), shown);
        }
    }

    #[test]
    fn many_signs_cost_no_more_than_their_number() {
        assert_eq!(hidden(&format!("https://{}h", "a:@".repeat(1_000_000))), "https://…@h");
    }
}
