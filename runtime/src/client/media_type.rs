//! Media types: what an answer is, and whether that is what the document declares.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use oasmith_vocabulary::{JSON_LINES, written_in};

/// A media type, taken apart.
#[derive(Clone, Copy)]
pub(super) struct MediaType<'t> {
    kind: &'t str,
    subtype: &'t str,
    /// What comes behind the first semicolon.
    parameters: &'t str,
}

impl<'t> MediaType<'t> {
    /// `None` where it is none.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (kind, subtype) = essence.trim().split_once('/')?;
        let is_delimiter = |byte| matches!(byte, b'"' | b'(' | b')' | b',' | b'/' | b':'..=b'@' | b'['..=b']');
        let is_token = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic() && !is_delimiter(byte));
        let is_valid = !kind.is_empty() && !subtype.is_empty() && is_token(kind) && is_token(subtype);
        is_valid.then_some(Self { kind, subtype, parameters })
    }

    /// What the header `Content-Type` names; of several the last one, as browsers have it. `None` where it names nothing.
    pub(super) fn of(content_type: &'t str) -> Option<Self> {
        content_type.rsplit(',').filter_map(Self::parse).find(|named| named.kind != "*")
    }

    fn parameter(self, name: &str) -> Option<&'t str> {
        self.parameters().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// What a text of this media type is said to be written in.
    pub(super) fn charset(self) -> Option<&'t str> {
        self.parameter("charset").map(|name| name.trim_matches('\'')).filter(|name| !name.is_empty())
    }

    fn parameters(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let parameters = self.parameters.split(';').filter_map(|parameter| parameter.split_once('='));
        parameters.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
    }

    fn is(self, subtype: &str) -> bool {
        self.subtype.eq_ignore_ascii_case(subtype)
    }

    /// What it is written in: `json` of `application/problem+json`, `text/json` and `application/json`.
    fn format(self) -> &'t str {
        written_in(self.subtype)
    }

    pub(super) fn is_json(self) -> bool {
        self.format().eq_ignore_ascii_case("json")
    }

    /// A page for people, whatever else was asked for.
    fn is_page(self) -> bool {
        self.is("html") || self.is("xhtml+xml")
    }

    /// What describes a problem (RFC 9457).
    pub(super) fn is_problem(self) -> bool {
        self.is("problem+json")
    }

    /// Whether one of these is just this one, or a range that it is in.
    pub(super) fn is_named_by(self, declared: &[&str]) -> bool {
        declared.iter().filter_map(|declared| MediaType::parse(declared)).any(|declared| declared.fit(self).is_some())
    }

    /// Any bytes: it tells no more than that there are some.
    fn is_any_bytes(self) -> bool {
        self.is("octet-stream")
    }

    /// Whether both are written in the same way. Servers are imprecise about the rest.
    fn is_written_as(self, other: MediaType<'_>) -> bool {
        let is_lines = |one: MediaType<'_>| JSON_LINES.iter().any(|name| one.format().eq_ignore_ascii_case(name));
        match (self.is_page(), other.is_page()) {
            (false, false) => self.format().eq_ignore_ascii_case(other.format()) || (is_lines(self) && is_lines(other)),
            (one, other) => one == other,
        }
    }

    /// How well what came fits this declared one: the higher, the more specific. `None` where it does not.
    fn fit(self, came: MediaType<'_>) -> Option<usize> {
        let is_kind = self.kind == "*" || self.kind.eq_ignore_ascii_case(came.kind);
        if !is_kind {
            return None;
        }
        if self.subtype == "*" {
            return Some(if self.kind == "*" { 1 } else { 2 });
        }
        if let Some(suffix) = self.subtype.strip_prefix("*+") {
            return came.format().eq_ignore_ascii_case(suffix).then_some(3);
        }
        if !self.is(came.subtype) {
            return None;
        }
        // Where parameters tell declared ones apart, the one with most of those that came; one with others comes last.
        let has = |name: &str, value: &str| {
            came.parameters()
                .any(|(other, found)| other.eq_ignore_ascii_case(name) && found.eq_ignore_ascii_case(value))
        };
        let (asked, met) = self
            .parameters()
            .fold((0, 0), |(asked, met), (name, value)| (asked + 1, met + usize::from(has(name, value))));
        Some(if asked == met { 5 + met } else { 4 })
    }
}

/// Whether there is nothing but JSON by its usual name, as nearly always: that spares taking it apart.
pub(super) fn is_plain_json(headers: &HeaderMap) -> bool {
    const USUAL: [&[u8]; 3] =
        [b"application/json", b"application/json; charset=utf-8", b"application/json;charset=utf-8"];
    let is_usual = |name: &[u8]| USUAL.iter().any(|usual| usual.eq_ignore_ascii_case(name));
    headers.get_all(CONTENT_TYPE).iter().all(|value| is_usual(value.as_bytes()))
}

/// Whether what came says that it is JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let came = content_type(headers);
    MediaType::of(&came).is_some_and(MediaType::is_json)
}

/// The header `Content-Type`, or all of them where there are several.
pub(super) fn content_type(headers: &HeaderMap) -> Cow<'_, str> {
    let mut values = headers.get_all(CONTENT_TYPE).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let first = values.next().unwrap_or_default();
    values.fold(first, |all, value| Cow::Owned(all.into_owned() + ", " + &value))
}

/// Whether what came is what is declared. What names no media type, or only that there are bytes, may be anything; a
/// document that declares any bytes, or bytes under the name of JSON, means files of all types, but not the pages and the
/// objects with which servers answer in the place of a file.
pub(super) fn is_declared(came: Option<MediaType<'_>>, declared: &[&str]) -> bool {
    let Some(came) = came else { return true };
    let declared = || declared.iter().filter_map(|declared| MediaType::parse(declared));
    came.is_any_bytes()
        || declared().any(|declared| declared.fit(came).is_some() || declared.is_written_as(came))
        || (!came.is_page()
            && declared().any(|declared| declared.is_json() || (declared.is_any_bytes() && !came.is_json())))
}

/// Which of the declared ones what came is: the most specific one that it fits (OpenAPI 3.1.2, section 4.14.1). Servers
/// are imprecise: what is in JSON, XML or the like under another name is what is declared in that, and what has no name at
/// all is JSON, or else the first one.
pub(super) fn choose(came: Option<MediaType<'_>>, declared: &[&[&str]]) -> Option<usize> {
    let mut all = Vec::new();
    for (number, names) in declared.iter().enumerate() {
        for name in *names {
            all.extend(MediaType::parse(name).map(|declared| (number, declared)));
        }
    }
    let first =
        |is: &dyn Fn(MediaType<'_>) -> bool| all.iter().find(|(_, declared)| is(*declared)).map(|(number, _)| *number);
    let Some(came) = came else { return first(&|declared| declared.is_json()).or(Some(0)) };
    let mut best: Option<(usize, usize)> = None;
    for (number, declared) in &all {
        if let Some(fit) = declared.fit(came).filter(|fit| best.is_none_or(|(known, _)| known < *fit)) {
            best = Some((fit, *number));
        }
    }
    best.map(|(_, number)| number).or_else(|| first(&|declared| declared.is_written_as(came)))
}

#[cfg(test)]
mod tests {
    use super::{MediaType, choose, is_declared};

    fn chosen(came: &str, declared: &[&str]) -> Option<usize> {
        let declared: Vec<&[&str]> = declared.iter().map(std::slice::from_ref).collect();
        choose(MediaType::of(came), &declared)
    }

    #[test]
    fn the_most_specific_one_wins_wherever_it_stands() {
        let declared = ["*/*", "text/*", "text/plain", "text/plain; charset=utf-16", "application/*+json"];
        assert_eq!(chosen("image/png", &declared), Some(0));
        assert_eq!(chosen("text/html; charset=utf-8", &declared), Some(1));
        assert_eq!(chosen("text/plain", &declared), Some(2));
        assert_eq!(chosen("TEXT/plain;charset=utf-8", &declared), Some(2));
        assert_eq!(chosen("text/plain; Charset=\"UTF-16\"", &declared), Some(3));
        assert_eq!(chosen("application/problem+json", &declared), Some(4));
        assert_eq!(chosen("application/pdf", &declared), Some(0));
    }

    #[test]
    fn what_is_said_imprecisely_is_understood() {
        let declared = ["application/xml", "application/vnd.example+json;v=2"];
        for (came, number) in [
            ("application/json", Some(1)),
            ("application/vnd.example+json", Some(1)),
            ("application/problem+json; charset=utf-8", Some(1)),
            ("text/xml", Some(0)),
            ("", Some(1)),
            ("json", Some(1)),
            ("*/*", Some(1)),
            ("text/html", None),
            ("application/xhtml+xml", None),
            ("application/octet-stream", None),
        ] {
            assert_eq!(chosen(came, &declared), number, "{came}");
        }
        assert_eq!(chosen("", &["text/csv", "application/pdf"]), Some(0));
        assert_eq!(chosen("application/csv", &["application/pdf", "text/csv"]), Some(1));
    }

    #[test]
    fn of_several_the_last_one_holds() {
        let named = |header| MediaType::of(header).map(|named| format!("{}/{}", named.kind, named.subtype));
        assert_eq!(named("text/html, Application/JSON;a=b").as_deref(), Some("Application/JSON"));
        assert_eq!(named("multipart/mixed; boundary=\"a,b/c\"").as_deref(), Some("multipart/mixed"));
        assert_eq!(named("text/plain, ").as_deref(), Some("text/plain"));
        for nothing in ["", "json", "/", "text/", ", */*", "a b/c"] {
            assert_eq!(named(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn another_media_type_is_not_what_is_declared() {
        let is = |came: &str, declared: &str| is_declared(MediaType::of(came), &[declared]);
        for (came, declared) in [
            ("", "text/event-stream"),
            ("Text/Event-Stream;charset=UTF-8", "text/event-stream"),
            ("application/x-ndjson", "application/jsonl"),
            ("application/csv; header=present", "text/csv"),
            ("application/pdf", "application/pdf"),
            ("image/webp", "image/*"),
            ("binary/octet-stream", "image/png"),
            ("application/zip", "application/octet-stream"),
            ("text/csv", "application/octet-stream"),
            ("application/json", "application/json"),
            ("application/pdf", "application/json"),
            ("text/html", "*/*"),
            ("application/xhtml+xml", "text/html"),
        ] {
            assert!(is(came, declared), "{came} as {declared}");
        }
        for (came, declared) in [
            ("text/html", "text/event-stream"),
            ("text/html; charset=utf-8", "text/plain"),
            ("application/json", "application/jsonl"),
            ("application/json-seq", "application/jsonl"),
            ("application/problem+json", "application/octet-stream"),
            ("text/html", "application/octet-stream"),
            ("text/html", "application/json"),
            ("application/xhtml+xml", "application/xml"),
            ("text/plain", "application/pdf"),
            ("text/plain", "text/csv"),
            ("image/jpeg", "image/png"),
        ] {
            assert!(!is(came, declared), "{came} as {declared}");
        }
    }
}
