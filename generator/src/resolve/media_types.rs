//! What the names of media types say of content.

use crate::api::essence;

/// The media type of forms.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
/// The media type of forms that may hold files.
pub(super) const MULTIPART: &str = "multipart/form-data";
/// The media type of what changes another value.
pub(super) const MERGE_PATCH: &str = "application/merge-patch+json";

/// Whether a media type is JSON: `application/json`, `text/json` or a `+json` suffix (RFC 6839), or anything goes.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
}

/// Whether what has this media type is text: a language of its own that is passed on as it is.
pub(super) fn is_text(essence: &str) -> bool {
    const LANGUAGES: &[&str] = &["xml", "yaml", "x-yaml", "toml", "javascript", "graphql", "sql", "jwt", "sdp"];
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    essence.starts_with("text/")
        || LANGUAGES.contains(&subtype)
        || subtype.ends_with("+xml")
        || subtype.ends_with("+yaml")
}

/// Whether text of this media type is in UTF-8, or in what is a part of it, as far as the media type says.
pub(super) fn is_utf8(media_type: &str) -> bool {
    let charset = media_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    charset.is_none_or(|charset| ["utf-8", "utf8", "us-ascii", "ascii"].contains(&charset.as_str()))
}

/// Whether a media type is of something that is no text.
pub(super) fn is_binary(media_type: &str) -> bool {
    let essence = essence(media_type);
    is_range(&essence) || (!is_json(media_type) && !is_text(&essence))
}

/// Whether a name without its parameters stands for any media type, or any of applications.
pub(super) fn is_range(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*")
}
