//! URIs: what a reference means where a base is known.

/// A reference as it is meant where the base URI is this one: RFC 3986, section 5.2, without queries.
pub(crate) fn resolve_uri(base: &str, reference: &str) -> String {
    if scheme_length(reference).is_some() {
        let (scheme, authority, path) = parts(reference);
        // A URN's path has no segments.
        return if authority.is_empty() {
            reference.to_owned()
        } else {
            [scheme, authority, &without_dots(path)].concat()
        };
    }
    let (scheme, authority, path) = parts(base);
    if reference.starts_with("//") {
        let (_, authority, path) = parts(reference);
        return [scheme, authority, &without_dots(path)].concat();
    }
    let folder = match path.rfind('/') {
        _ if reference.starts_with('/') => "",
        Some(slash) => path.get(..=slash).unwrap_or_default(),
        None if authority.is_empty() => "",
        None => "/",
    };
    [scheme, authority, &without_dots(&[folder, reference].concat())].concat()
}

/// A URI's scheme with its colon, its authority with its slashes, and its path.
fn parts(uri: &str) -> (&str, &str, &str) {
    let (scheme, rest) = uri.split_at(scheme_length(uri).unwrap_or(0));
    let authority_length = match rest.strip_prefix("//") {
        Some(behind) => behind.find('/').map_or(rest.len(), |slash| slash + 2),
        None => 0,
    };
    let (authority, path) = rest.split_at(authority_length);
    (scheme, authority, path)
}

/// The length of a URI's scheme with its colon. A drive's letter looks like one.
pub(super) fn scheme_length(uri: &str) -> Option<usize> {
    let (scheme, _) = uri.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme.len() + 1)
}

/// Why a text is not the URI of a file: no URI reference (RFC 3986, section 4.1), or one with a fragment.
pub(crate) fn wrong_uri(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("it is empty".to_owned());
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=[]%".contains(c);
    if let Some(character) = text.chars().find(|c| !is_allowed(*c)) {
        return Some(match character {
            '#' => "a fragment leads into a document, and is no part of its URI".to_owned(),
            ' ' => "a space in a URI is written `%20`".to_owned(),
            other => format!("a URI has no `{other}`"),
        });
    }
    let mut escapes = text.split('%').skip(1);
    let is_escape = |part: &str| part.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    if !escapes.all(is_escape) {
        return Some("`%` begins an escape of two hexadecimal digits; `%25` is the sign itself".to_owned());
    }
    let has_colon = text.split('/').next().is_some_and(|first| first.contains(':'));
    (has_colon && scheme_length(text).is_none()).then(|| "what stands before the colon is not a scheme".to_owned())
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if kept.len() > 1 || kept.first().is_some_and(|first| !first.is_empty()) => {
                kept.pop();
            }
            ".." => {}
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::{resolve_uri, wrong_uri};

    #[test]
    fn what_is_no_uri_of_a_file_is_told() {
        for uri in ["https://example.com/a.yaml?b=%20", "a.yaml", "/a/b", "../a", "urn:x:y", "./a:b", "http://[::1]/"] {
            assert_eq!(wrong_uri(uri), None, "{uri}");
        }
        for (text, told) in [
            ("", "empty"),
            ("a b", "%20"),
            ("https://a/#b", "fragment"),
            ("https://a/<b>", "`<`"),
            ("ä", "`ä`"),
            ("a%2", "escape"),
            ("a%zz", "escape"),
            ("1a:b", "scheme"),
        ] {
            assert!(wrong_uri(text).is_some_and(|fault| fault.contains(told)), "{text}");
        }
    }

    #[test]
    fn uris_are_resolved() {
        for (base, reference, uri) in [
            ("", "tree", "tree"),
            ("", "./a/../b", "b"),
            ("http://a/b/c/d", "g", "http://a/b/c/g"),
            ("http://a/b/c/d", "./g", "http://a/b/c/g"),
            ("http://a/b/c/d", "../g", "http://a/b/g"),
            ("http://a/b/c/d", "../../../g", "http://a/g"),
            ("http://a/b/c/d", "/g", "http://a/g"),
            ("http://a/b/c/d", "//g", "http://g"),
            ("http://a/b/c/d", "..", "http://a/b/"),
            ("http://a", "g", "http://a/g"),
            ("http://a/b", "urn:x:y", "urn:x:y"),
            ("http://a/b", "https://x/y/../../z", "https://x/z"),
            ("http://a/b", "//x/./y/../z", "http://x/z"),
            ("urn:x:y", "g", "urn:g"),
        ] {
            assert_eq!(resolve_uri(base, reference), uri, "{base} {reference}");
        }
    }
}
