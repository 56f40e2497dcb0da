//! What is kept of an answer, and what of it nobody may see: credentials come back in answers, too.

use std::fmt;

use http::header::{
    AUTHORIZATION, CONTENT_LOCATION, COOKIE, HeaderMap, HeaderName, HeaderValue, LINK, LOCATION, PROXY_AUTHORIZATION,
    REFRESH, SET_COOKIE,
};

use super::origin;
use super::percent::{Reserved, encode_into};
use super::security::{Placement, SchemeSpec};
use crate::codec::bounds;

/// How many headers are shown of an answer.
const HEADERS: usize = 50;

/// How many characters are shown of each of their values.
const VALUE: usize = 200;

/// How many bytes are shown of a body.
const BODY: usize = 4096;

/// The headers whose values are URLs.
const WITH_URLS: [HeaderName; 4] = [LOCATION, CONTENT_LOCATION, LINK, REFRESH];

/// The headers that hold credentials, whatever the document says.
const WITH_CREDENTIALS: [HeaderName; 4] = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE];

/// The parameters that hold secrets, whatever the document says (RFC 6749, RFC 6750, OpenID Connect).
const SECRET_PARAMETERS: [&str; 6] = ["access_token", "client_secret", "code", "id_token", "password", "refresh_token"];

/// Hides from `Debug` the headers that hold credentials: those of security schemes, and URLs that have one in them.
pub(crate) fn conceal(headers: &mut HeaderMap, schemes: &[SchemeSpec]) {
    let hidden = |name: &HeaderName, value: &HeaderValue| {
        WITH_CREDENTIALS.contains(name)
            || schemes.iter().any(|scheme| {
                matches!(scheme.placement, Placement::Header(header) if header.eq_ignore_ascii_case(name.as_str()))
            })
            || (WITH_URLS.contains(name) && holds_secret(&String::from_utf8_lossy(value.as_bytes()), schemes))
    };
    for (name, value) in headers.iter_mut() {
        if hidden(name, value) {
            value.set_sensitive(true);
        }
    }
}

/// Where in a query the first credential of a scheme stands, however it got there.
pub(crate) fn secret_in_query(query: &str, schemes: &[SchemeSpec]) -> Option<usize> {
    query_schemes(schemes).filter_map(|name| parameter_at(query, &name)).min()
}

/// The parameters of schemes as they stand in a query.
fn query_schemes(schemes: &[SchemeSpec]) -> impl Iterator<Item = String> {
    schemes.iter().filter_map(|scheme| match scheme.placement {
        Placement::Query(name) => {
            let mut encoded = String::new();
            encode_into(&mut encoded, name, Reserved::Escaped);
            Some(encoded)
        }
        _ => None,
    })
}

fn holds_secret(text: &str, schemes: &[SchemeSpec]) -> bool {
    let is_there = |name: &str| parameter_at(text, name).is_some();
    // A user and a password may stand before a host.
    text.contains('@')
        || SECRET_PARAMETERS.iter().any(|name| is_there(name))
        || query_schemes(schemes).any(|name| is_there(&name))
}

/// Where a parameter stands, also within another URL whose delimiters are escaped.
fn parameter_at(text: &str, name: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    let is_value = |at: usize| {
        let behind = lower.get(at + name.len()..).unwrap_or_default();
        let before = lower.get(..at).unwrap_or_default();
        (behind.starts_with('=') || behind.starts_with("%3d"))
            && (before.is_empty() || before.ends_with(['?', '&', '#', ';']) || ends_with_escape(before))
    };
    lower.match_indices(&name).map(|(at, _)| at).find(|at| is_value(*at))
}

fn ends_with_escape(text: &str) -> bool {
    ["%3f", "%26", "%23", "%3b"].iter().any(|escape| text.ends_with(escape))
}

/// Headers for `Debug`: as many and as much of them as can be read.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_map();
        for (name, value) in self.0.iter().take(HEADERS) {
            let text = String::from_utf8_lossy(value.as_bytes());
            let text = match value.is_sensitive() {
                false => bounds::shortened(&text, VALUE).into_owned(),
                true if WITH_URLS.contains(name) && name != LINK => {
                    format!("{}[redacted]", bounds::shortened(&origin::shown(&text), VALUE))
                }
                true => "[redacted]".to_owned(),
            };
            shown.entry(&name.as_str(), &text);
        }
        if self.0.len() > HEADERS {
            shown.entry(&"…", &format_args!("{} more", self.0.len() - HEADERS));
        }
        shown.finish()
    }
}

/// A body for `Debug`: its beginning.
pub(crate) struct Beginning<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Beginning<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(..BODY).unwrap_or(self.0);
        write!(formatter, "b\"{}\"", shown.escape_ascii())?;
        if shown.len() < self.0.len() { write!(formatter, "… ({} bytes)", self.0.len()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMES: [SchemeSpec; 3] = [
        SchemeSpec::api_key_query("key", "api key"),
        SchemeSpec::api_key_header("signature", "X-Signature"),
        SchemeSpec::bearer("token"),
    ];

    fn shown(name: &'static str, value: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap_or_else(|_| HeaderValue::from_static("unreadable")));
        conceal(&mut headers, &SCHEMES);
        format!("{:?}", Headers(&headers))
    }

    #[test]
    fn what_holds_a_credential_is_hidden_by_its_name() {
        for (name, value) in [
            ("location", "/a?x=1&api%20key=s3cret"),
            ("location", "https://login.x/?next=https%3A%2F%2Fx%2F%3Fapi%20key%3Ds3cret"),
            ("location", "https://jane:s3cret@x/a"),
            ("location", "https://x/#access_token=s3cret"),
            ("content-location", "/a?API%20KEY=s3cret"),
            ("link", "</a?api%20key=s3cret&page=2>; rel=\"next\""),
            ("refresh", "0; url=/a?api%20key=s3cret"),
            ("x-signature", "s3cret"),
            ("set-cookie", "sid=s3cret"),
            ("authorization", "s3cret"),
        ] {
            let shown = shown(name, value);
            assert!(shown.contains("[redacted]") && !shown.contains("s3cret"), "{shown}");
        }
        assert_eq!(shown("location", "https://x/a?api%20key=s3cret"), r#"{"location": "https://x/a[redacted]"}"#);
        assert_eq!(shown("location", "/a?page=2&keys=3"), r#"{"location": "/a?page=2&keys=3"}"#);
        assert_eq!(shown("www-authenticate", "Bearer realm=\"a\""), r#"{"www-authenticate": "Bearer realm=\"a\""}"#);
    }

    #[test]
    fn long_answers_are_shown_in_part() {
        let value = "x".repeat(10_000);
        assert!(shown("x-long", &value).len() < 300);
        assert_eq!(format!("{:?}", Beginning(b"a\n")), "b\"a\\n\"");
        let body = format!("{:?}", Beginning(value.as_bytes()));
        assert!(body.len() < 5000 && body.ends_with("… (10000 bytes)"));
    }
}
