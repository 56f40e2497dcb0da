//! Which redirects are followed (RFC 9110, section 15.4).

use ::reqwest::Url;
use http::header::{HeaderMap, LOCATION};
use http::{Method, StatusCode};

/// How many redirects are followed one after the other.
const MOST: u32 = 10;

/// Where a redirect leads that is to be followed: to the same scheme, host and port, with method and body unchanged.
/// 301, 302 and 303 turn other methods than GET and HEAD into a GET without the body, which is not the operation that
/// was called.
pub(super) fn next(method: &Method, from: &Url, status: StatusCode, headers: &HeaderMap, followed: u32) -> Option<Url> {
    let follows = match status.as_u16() {
        307 | 308 => true,
        301..=303 => [Method::GET, Method::HEAD].contains(method),
        _ => false,
    };
    if !follows || followed >= MOST {
        return None;
    }
    let to = from.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    (to.origin() == from.origin()).then_some(to)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn followed(method: Method, status: u16, location: &'static str) -> Option<String> {
        let from = Url::parse("https://api.example/v1/pets").unwrap();
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(location))]);
        next(&method, &from, StatusCode::from_u16(status).unwrap(), &headers, 0).map(String::from)
    }

    #[test]
    fn stays_on_the_same_server() {
        assert_eq!(followed(Method::GET, 301, "pets/").as_deref(), Some("https://api.example/v1/pets/"));
        assert_eq!(followed(Method::POST, 308, "/v2/pets").as_deref(), Some("https://api.example/v2/pets"));
        for elsewhere in ["http://api.example/", "https://other.example/", "https://api.example:8443/", "//x/"] {
            assert_eq!(followed(Method::GET, 302, elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn keeps_the_method() {
        assert_eq!(followed(Method::POST, 302, "/v2/pets"), None);
        assert_eq!(followed(Method::POST, 303, "/v2/pets"), None);
        assert_eq!(followed(Method::GET, 304, "/v2/pets"), None);
        assert_eq!(followed(Method::GET, 200, "/v2/pets"), None);
    }
}
