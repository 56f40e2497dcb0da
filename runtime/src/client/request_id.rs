//! The id that a server gives a request, by which its operators find it.

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

/// The headers that such ids come in, the most usual one first.
const HEADERS: [&str; 7] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-correlation-id",
    "x-trace-id",
];

/// The id that an answer has: in the header that the client was told of, else in a usual one. What is secret, empty or no
/// text is none.
pub(super) fn read<'a>(headers: &'a HeaderMap, configured: Option<&HeaderName>) -> Option<&'a str> {
    let own = configured.and_then(|name| headers.get(name));
    own.and_then(legible).or_else(|| HEADERS.iter().find_map(|name| legible(headers.get(*name)?)))
}

fn legible(value: &HeaderValue) -> Option<&str> {
    let id = value.to_str().ok()?.trim();
    (!value.is_sensitive() && !id.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_that_the_client_was_told_of_goes_first() {
        let all = [("x-request-id", "usual"), ("x-call", "own"), ("x-amzn-requestid", "other")];
        let headers: HeaderMap = all
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .into_iter()
            .collect();
        assert_eq!(read(&headers, Some(&HeaderName::from_static("x-call"))), Some("own"));
        assert_eq!(read(&headers, Some(&HeaderName::from_static("x-absent"))), Some("usual"));
        assert_eq!(read(&headers, None), Some("usual"));
    }

    #[test]
    fn what_nobody_can_use_or_may_see_is_no_id() {
        let mut secret = HeaderValue::from_static("s3cret");
        secret.set_sensitive(true);
        let header = |value| HeaderMap::from_iter([(HeaderName::from_static("request-id"), value)]);
        assert_eq!(read(&header(HeaderValue::from_static("7")), None), Some("7"));
        for none in [secret, HeaderValue::from_static("  "), HeaderValue::from_bytes(b"\xff").unwrap()] {
            assert_eq!(read(&header(none.clone()), None), None, "{none:?}");
        }
    }
}
