//! The vocabulary of media types: what content of each one is, and what is made of it. Whoever asks about a media type asks
//! here.

use oasmith_vocabulary::{JSON_LINES, written_in};

/// A media type, or several that mean the same.
#[derive(Debug)]
pub(crate) struct MediaType {
    /// As they are registered, or written. The first one is the usual one.
    names: &'static [&'static str],
    /// What content of it is written in, as the names of others say as well: `application/problem+json` (RFC 6839).
    formats: &'static [&'static str],
    /// What documents write and mean it.
    meant_by: &'static [&'static str],
    /// What content is called that is one of several, where the subtype would not do.
    called: Option<&'static str>,
    pub(crate) carries: Carries,
}

/// What content of a media type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carries {
    /// A value, which a schema describes.
    Value(&'static Codec),
    /// A text. Where the schema is of numbers, truth values and the like, it spells them so.
    Text(Option<&'static Codec>),
    /// The properties of an object, as pairs.
    Form,
    /// The properties of an object, as parts; there may be files among them.
    Multipart,
    /// Values, one behind the other.
    Items(Sequence),
    /// Bytes that mean nothing here.
    Bytes,
}

/// How values are written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Codec {
    /// What the runtime's methods for it are called.
    pub(crate) name: &'static str,
    /// What is sent where the document leaves it open.
    pub(crate) media_type: &'static str,
    /// The feature of the runtime that has it.
    pub(crate) feature: Option<&'static str>,
    /// Whether objects and lists can be written so, and not only scalars.
    pub(crate) is_structured: bool,
}

/// How values stand behind one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sequence {
    /// A line of JSON each.
    JsonLines,
    /// JSON behind a record separator each (RFC 7464).
    JsonSeq,
    /// A server-sent event each.
    Events,
}

/// JSON: what most content is in, and what code is written for.
pub(crate) static JSON: Codec =
    Codec { name: "json", media_type: "application/json", feature: None, is_structured: true };

/// A text that spells a number, a truth value, a date or the like.
pub(crate) static PLAIN: Codec = Codec { name: "plain", media_type: "text/plain", feature: None, is_structured: false };

/// A string that comes as JSON where the media type says so, and else as the text that it is.
pub(crate) static ANY: Codec = Codec { name: "any", media_type: "*/*", feature: None, is_structured: false };

/// What changes another value (RFC 7396).
pub(crate) const MERGE_PATCH: &str = "application/merge-patch+json";

/// What describes a problem (RFC 9457).
pub(crate) const PROBLEM: &str = "application/problem+json";

/// Bytes of which nothing is known.
pub(crate) const BYTES: &str = "application/octet-stream";

/// The media type of forms.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// The media type of forms that may hold files.
pub(crate) const MULTIPART: &str = "multipart/form-data";

const UNKNOWN: MediaType = MediaType { names: &[], formats: &[], meant_by: &[], called: None, carries: Carries::Bytes };

/// The media types that mean something. What begins with `text/` is a text, and what else is not here is bytes.
static MEDIA_TYPES: &[MediaType] = &[
    MediaType {
        formats: &["json"],
        meant_by: &["json", "/json", "*/json", "application\\json", "application json"],
        ..of(&["application/json"], Carries::Value(&JSON))
    },
    MediaType {
        meant_by: &["text", "plain", "txt"],
        called: Some("text"),
        ..of(&["text/plain"], Carries::Text(Some(&PLAIN)))
    },
    MediaType {
        meant_by: &["form", "form-urlencoded", "x-www-form-urlencoded"],
        called: Some("form"),
        ..of(&[FORM], Carries::Form)
    },
    MediaType {
        meant_by: &["multipart", "form-data"],
        called: Some("multipart"),
        ..of(&[MULTIPART], Carries::Multipart)
    },
    // Items one by one.
    MediaType { formats: JSON_LINES, ..of(&["application/jsonl"], Carries::Items(Sequence::JsonLines)) },
    MediaType { formats: &["json-seq"], ..of(&["application/json-seq"], Carries::Items(Sequence::JsonSeq)) },
    MediaType { formats: &["event-stream"], ..of(&["text/event-stream"], Carries::Items(Sequence::Events)) },
    // Languages of their own.
    MediaType { formats: &["xml"], meant_by: &["xml", "/xml", "*/xml"], ..text(&["application/xml"]) },
    MediaType { formats: &["yaml"], meant_by: &["yaml", "yml"], ..text(&["application/yaml"]) },
    MediaType { formats: &["toml", "javascript", "graphql", "sql", "jwt", "sdp"], ..text(&[]) },
    MediaType { meant_by: &["html"], ..text(&["text/html"]) },
    MediaType { meant_by: &["csv"], ..text(&["text/csv"]) },
    // Bytes that have other names than that.
    MediaType { meant_by: &["binary", "octet-stream", "file"], called: Some("bytes"), ..of(&[BYTES], Carries::Bytes) },
    MediaType { meant_by: &["pdf"], ..of(&["application/pdf"], Carries::Bytes) },
    MediaType { meant_by: &["png"], ..of(&["image/png"], Carries::Bytes) },
    MediaType { meant_by: &["jpeg", "jpg"], ..of(&["image/jpeg"], Carries::Bytes) },
    // What may be anything is what most content is.
    MediaType {
        meant_by: &["*", "any", "all"],
        called: Some("other"),
        ..of(&["*/*", "application/*"], Carries::Value(&JSON))
    },
];

const fn of(names: &'static [&'static str], carries: Carries) -> MediaType {
    MediaType { names, carries, ..UNKNOWN }
}

const fn text(names: &'static [&'static str]) -> MediaType {
    of(names, Carries::Text(None))
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What content of a media type is. Of a range of everything, it is what most content is.
pub(crate) fn carries(media_type: &str) -> Carries {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    let format = written_in(subtype);
    let by_format = || MEDIA_TYPES.iter().find(|known| known.formats.contains(&format));
    match named(&essence).or_else(by_format) {
        Some(known) => known.carries,
        None if kind == "text" => Carries::Text(None),
        None => Carries::Bytes,
    }
}

fn named(essence: &str) -> Option<&'static MediaType> {
    MEDIA_TYPES.iter().find(|known| known.names.contains(&essence))
}

/// How the values are written that content of a media type is.
pub(crate) fn codec(media_type: &str) -> Option<&'static Codec> {
    match carries(media_type) {
        Carries::Value(codec) => Some(codec),
        _ => None,
    }
}

/// Whether a media type is JSON, or any may be.
pub(crate) fn is_json(media_type: &str) -> bool {
    codec(media_type) == Some(&JSON)
}

/// Whether content of a media type is also a text: a language of its own that is passed on as it is.
pub(crate) fn is_text(media_type: &str) -> bool {
    matches!(carries(media_type), Carries::Text(_)) || essence(media_type).starts_with("text/")
}

/// Whether text of this media type is in UTF-8, or in what is a part of it, as far as the media type says.
pub(crate) fn is_utf8(media_type: &str) -> bool {
    let charset = media_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    charset.is_none_or(|charset| ["utf-8", "utf8", "us-ascii", "ascii"].contains(&charset.as_str()))
}

/// Whether a media type is of something that is no text.
pub(crate) fn is_binary(media_type: &str) -> bool {
    is_range(media_type) || (!is_json(media_type) && !is_text(media_type))
}

/// Whether a media type stands for any, or for any of applications.
pub(crate) fn is_range(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "application/*")
}

/// What content of a media type is called that is one of several, where the subtype would not do.
pub(crate) fn called(essence: &str) -> Option<&'static str> {
    named(essence)?.called
}

/// The media type that is often meant by a name that is none.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    MEDIA_TYPES.iter().find(|known| known.meant_by.contains(&name.as_str()))?.names.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Listing;

    #[test]
    fn a_name_or_what_it_is_written_in_says_what_it_is() {
        for (media_type, expected) in [
            ("Application/JSON; v=2", Carries::Value(&JSON)),
            ("application/problem+json", Carries::Value(&JSON)),
            ("text/x-json", Carries::Value(&JSON)),
            ("application/logout+jwt", Carries::Text(None)),
            ("*/*", Carries::Value(&JSON)),
            ("text/plain", Carries::Text(Some(&PLAIN))),
            ("application/atom+xml", Carries::Text(None)),
            ("application/x-yaml", Carries::Text(None)),
            ("text/anything", Carries::Text(None)),
            (FORM, Carries::Form),
            ("multipart/form-data; boundary=x", Carries::Multipart),
            ("application/x-ndjson", Carries::Items(Sequence::JsonLines)),
            ("application/vnd.x+json-seq", Carries::Items(Sequence::JsonSeq)),
            ("text/event-stream", Carries::Items(Sequence::Events)),
            ("application/zip", Carries::Bytes),
            ("image/*", Carries::Bytes),
            ("json", Carries::Bytes),
        ] {
            assert_eq!(carries(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn every_name_stands_in_the_table_once() {
        let all = |part: fn(&MediaType) -> &'static [&'static str]| MEDIA_TYPES.iter().flat_map(part).list();
        for mut names in [all(|it| it.names), all(|it| it.formats), all(|it| it.meant_by)] {
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{names:?}");
        }
        for codec in MEDIA_TYPES.iter().filter_map(|it| codec(it.names.first()?)) {
            assert_eq!(carries(codec.media_type), Carries::Value(codec));
        }
    }
}
