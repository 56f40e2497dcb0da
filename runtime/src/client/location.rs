//! Where a `Location` leads: references resolved against the URL that answered (RFC 3986, section 5.2, as the URL
//! Standard reads careless ones).

use super::percent::push_escape;

/// The absolute URL that a reference means at `base`, which is one with `http` or `https`; without a fragment and
/// without a user. `None` where it is no URL.
pub(super) fn join(base: &str, reference: &str) -> Option<String> {
    let reference = cleaned(reference);
    let reference = reference.split('#').next().unwrap_or_default();
    let (base, _) = base.split_once('#').unwrap_or((base, ""));
    let scheme_end = base.find("://")?;
    let path_start = base.get(scheme_end + 3..)?.find(['/', '?']).map_or(base.len(), |at| scheme_end + 3 + at);
    let (origin, rest) = (base.get(..path_start)?, base.get(path_start..)?);
    let (base_path, _) = rest.split_once('?').unwrap_or((rest, ""));
    if let Some((scheme, behind)) = with_scheme(reference) {
        let is_http = ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
        return match behind.strip_prefix("//") {
            Some(behind) if is_http => whole(scheme, behind),
            None if is_http => None,
            _ => Some(reference.to_owned()),
        };
    }
    if let Some(behind) = reference.strip_prefix("//") {
        return whole(base.get(..scheme_end)?, behind);
    }
    let (path, query) = divided(reference);
    let target = match path {
        "" if query.is_empty() => return Some(base.to_owned()),
        "" => base_path.to_owned(),
        path if path.starts_with('/') => without_dots(path),
        path => {
            let folder = base_path.rfind('/').and_then(|at| base_path.get(..=at)).unwrap_or("/");
            without_dots(&format!("{folder}{path}"))
        }
    };
    Some(format!("{origin}{target}{query}"))
}

/// The reference without what no URL has: white space around it and line breaks in it, backslashes for slashes, and
/// characters that have to be escaped.
fn cleaned(reference: &str) -> String {
    let trimmed = reference.trim_matches(|c: char| c <= ' ');
    let mut clean = String::with_capacity(trimmed.len());
    let mut is_path = true;
    for byte in trimmed.bytes() {
        match byte {
            b'\t' | b'\n' | b'\r' => {}
            b'\\' if is_path => clean.push('/'),
            b'?' | b'#' => {
                is_path = false;
                clean.push(char::from(byte));
            }
            b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'\\' | b'^' | b'|' => push_escape(&mut clean, byte),
            0x21..=0x7e => clean.push(char::from(byte)),
            _ => push_escape(&mut clean, byte),
        }
    }
    clean
}

/// The scheme of a reference that has one, and what is behind its colon.
fn with_scheme(reference: &str) -> Option<(&str, &str)> {
    let (scheme, behind) = reference.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some((scheme, behind))
}

/// A URL of a scheme, and what is behind its two slashes.
fn whole(scheme: &str, behind: &str) -> Option<String> {
    let behind = behind.trim_start_matches('/');
    let end = behind.find(['/', '?']).unwrap_or(behind.len());
    let (authority, rest) = (behind.get(..end)?, behind.get(end..)?);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, ""),
    };
    if name.is_empty()
        || !port.bytes().all(|byte| byte.is_ascii_digit())
        || port.parse::<u16>().is_err() != port.is_empty()
    {
        return None;
    }
    let (path, query) = divided(rest);
    let path = without_dots(if path.is_empty() { "/" } else { path });
    Some(format!("{}://{host}{path}{query}", scheme.to_ascii_lowercase()))
}

/// The path, and the query with its question mark.
fn divided(reference: &str) -> (&str, &str) {
    reference.split_at(reference.find('?').unwrap_or(reference.len()))
}

/// The path without dot segments (RFC 3986, section 5.2.4), escaped dots among them.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match &*segment.replace("%2E", ".").replace("%2e", ".") {
            "." if is_last => kept.push(""),
            "." => {}
            ".." => {
                kept.pop();
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(reference: &str) -> String {
        join("http://a/b/c/d;p?q", reference).unwrap_or_else(|| "-".to_owned())
    }

    #[test]
    fn references_lead_where_the_standard_says() {
        // RFC 3986, section 5.4, but for fragments, which are never sent.
        for (reference, url) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g?y#s", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(joined(reference), url, "{reference}");
        }
    }

    #[test]
    fn careless_references_lead_where_a_browser_goes() {
        for (reference, url) in [
            (" /g\n", "http://a/g"),
            ("/\\g?\\", "http://g/?%5C"),
            ("/a b/é", "http://a/a%20b/%C3%A9"),
            ("/%2e%2E/g", "http://a/g"),
            ("HTTPS://jane:s3cret@X:8443/a", "https://X:8443/a"),
            ("https://x?a=1", "https://x/?a=1"),
            ("http://[::1]:80/", "http://[::1]:80/"),
            ("mailto:jane@x", "mailto:jane@x"),
            ("https://", "-"),
            ("https://:80/", "-"),
            ("https://x:port/", "-"),
            ("https://x:99999/", "-"),
            ("http:g", "-"),
        ] {
            assert_eq!(joined(reference), url, "{reference}");
        }
        assert_eq!(join("http://a", "g").as_deref(), Some("http://a/g"));
        assert_eq!(join("http://a?q", "?y").as_deref(), Some("http://a?y"));
    }
}
