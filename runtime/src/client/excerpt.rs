//! The body of an answer, cut down to what fits into a line.

use std::fmt;

use http::header::CONTENT_TYPE;

use super::media_type::MediaType;
use super::{HttpResponse, charset};

/// How many characters of a body are shown.
const SHOWN: usize = 200;

/// How many characters of a media type are shown.
const MEDIA_TYPE: usize = 100;

/// How many bytes are looked at of a body that is not UTF-8.
const OTHER: usize = 64 * 1024;

/// A body in a few words: its text, an HTML page's title, or what and how much it is.
pub(crate) struct Excerpt<'a> {
    content_type: &'a str,
    body: &'a [u8],
}

impl<'a> Excerpt<'a> {
    pub(crate) fn of(answer: &'a HttpResponse) -> Self {
        let content_type = answer.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { content_type, body: &answer.body }
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.body.is_empty() {
            return formatter.write_str("no body");
        }
        let charset = MediaType::of(self.content_type).and_then(MediaType::charset);
        let other = charset.filter(|named| charset::is_other(self.body, named));
        if let Some(text) =
            other.and_then(|named| charset::read(self.body.get(..OTHER).unwrap_or(self.body), Some(named)).ok())
        {
            return self.of_text(&text, false, formatter);
        }
        // A character that was cut in two at the end, or that a broken connection left so, is no sign of binary data.
        let (text, cut) = match std::str::from_utf8(self.body) {
            Ok(text) => (text, false),
            Err(error) if error.error_len().is_none() => (valid(self.body, error.valid_up_to()), true),
            Err(_) => {
                let media_type = self.content_type.split(';').next().unwrap_or_default().trim();
                let media_type = if media_type.is_empty() { "an unknown type" } else { media_type };
                return write!(formatter, "{} bytes of {}", self.body.len(), line(media_type, MEDIA_TYPE));
            }
        };
        self.of_text(text, cut, formatter)
    }
}

impl Excerpt<'_> {
    fn of_text(&self, text: &str, cut: bool, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_html(self.content_type, text) {
            return match title(text) {
                Some(title) => write!(formatter, "an HTML page with the title \"{title}\""),
                None => formatter.write_str("an HTML page"),
            };
        }
        write!(formatter, "{}{}", line(text, SHOWN), if cut && text.len() <= SHOWN { "…" } else { "" })
    }
}

fn valid(body: &[u8], length: usize) -> &str {
    body.get(..length).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default()
}

fn is_html(content_type: &str, text: &str) -> bool {
    let begins = |prefix: &str| {
        text.trim_start_matches('\u{feff}')
            .trim_start()
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    content_type.to_ascii_lowercase().starts_with("text/html") || begins("<!doctype html") || begins("<html")
}

fn title(page: &str) -> Option<String> {
    // ASCII letters keep their length, so positions hold in both texts.
    let lower = page.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower.get(open..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    let title = line(page.get(start..end)?, SHOWN);
    (!title.is_empty()).then_some(title)
}

/// The text in one line of at most `limit` characters and an ellipsis: white space and control characters become one
/// space.
fn line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    let mut gap = false;
    for character in text.trim().chars() {
        if character.is_whitespace() || character.is_control() {
            gap = true;
            continue;
        }
        if count >= limit {
            line.push('…');
            return line;
        }
        if gap && !line.is_empty() {
            line.push(' ');
            count += 1;
        }
        gap = false;
        line.push(character);
        count += 1;
    }
    line
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;

    fn excerpt(content_type: &'static str, body: &'static [u8]) -> String {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
        Excerpt::of(&HttpResponse::new(StatusCode::OK, headers, body)).to_string()
    }

    #[test]
    fn texts_become_one_line() {
        assert_eq!(excerpt("application/json", b" {\n  \"a\": 1\r\n}\n"), "{ \"a\": 1 }");
        assert_eq!(excerpt("text/plain", b"a\x1b[31mb\0c"), "a [31mb c");
        assert_eq!(excerpt("application/json", b""), "no body");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long: &'static str = "ü".repeat(300).leak();
        assert_eq!(excerpt("text/plain", long.as_bytes()), format!("{}…", "ü".repeat(200)));
        assert_eq!(excerpt("text/plain", b"caf\xc3"), "caf…");
    }

    #[test]
    fn html_and_binary_are_named() {
        let page = b"<!DOCTYPE html>\n<html><head><TITLE>502 Bad\n Gateway</TITLE></head></html>";
        assert_eq!(excerpt("", page), "an HTML page with the title \"502 Bad Gateway\"");
        assert_eq!(excerpt("text/html; charset=utf-8", b"<p>no</p>"), "an HTML page");
        let page = b"<html><title>Donn\xe9es absentes</title>";
        assert_eq!(excerpt("text/html;charset=ISO-8859-1", page), "an HTML page with the title \"Données absentes\"");
        assert_eq!(excerpt("text/plain;charset=utf-16le", b"c\0a\0f\0"), "caf");
        assert_eq!(excerpt("image/png; x=y", b"\x89PNG\xff\xff"), "6 bytes of image/png");
        assert_eq!(excerpt("", b"\xff\xfe\x00"), "3 bytes of an unknown type");
    }
}
