//! Which redirects are followed (RFC 9110, section 15.4).

use http::header::{HeaderMap, LOCATION};
use http::{Method, StatusCode};
use oasmith_vocabulary::Origin;

use super::location::join;
use super::origin;
use crate::codec::bounds::{PATH, shortened};

/// How many redirects are followed one after the other.
const MOST: usize = 10;

/// What becomes of an answer.
#[derive(Debug, PartialEq)]
pub(super) enum Redirect {
    /// It is none.
    None,
    /// It leads to this URL of the same server, with method and body unchanged.
    To(String),
    /// It is not followed; why, in words that go on after the status.
    Refused(String),
}

/// The request that was answered, and those before it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) method: &'a Method,
    /// Whether the body could be sent once more.
    pub(super) is_replayable: bool,
    /// The URLs so far, the one that answered last.
    pub(super) urls: &'a [String],
}

/// Whether an answer with this status may lead to another request; one that was not modified does not.
pub(super) fn may_lead_on(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301..=303 | 307 | 308)
}

/// Where an answer leads, if it is to be followed: to the same scheme, host and port, with method and body unchanged.
/// 301, 302 and 303 turn other methods than GET and HEAD into a GET without the body, which is not the operation that
/// was called.
pub(super) fn next(asked: Asked<'_>, status: StatusCode, headers: &HeaderMap) -> Redirect {
    let (Some(from), true) = (asked.urls.last(), may_lead_on(status)) else {
        return Redirect::None;
    };
    let location = headers.get(LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let Some(location) = location else {
        return Redirect::Refused("a redirect that does not say where to".to_owned());
    };
    let Some(to) = join(from, &location) else {
        let shown = origin::shown(&location);
        return Redirect::Refused(format!("a redirect to {:?}, which is no URL", shortened(&shown, PATH)));
    };
    match refusal(asked, status, from, &to) {
        None => Redirect::To(to),
        Some(reason) => {
            let shown = origin::shown(&to);
            Redirect::Refused(format!("a redirect to {}, which was not followed: {reason}", shortened(&shown, PATH)))
        }
    }
}

/// Why a redirect is not followed, if it isn't.
fn refusal(asked: Asked<'_>, status: StatusCode, from: &str, to: &str) -> Option<String> {
    let method = asked.method;
    let (here, there) = (Origin::of(from), Origin::of(to));
    if there.is_none() || here != there {
        let what = match (&here, &there) {
            // The same host, over TLS and without.
            (Some(here), Some(there)) if !there.is_https() && here.is_trusted_by(there) => "it is not encrypted",
            _ => "it is another server",
        };
        return Some(format!("{what}, which gets neither the request nor its credentials"));
    }
    if matches!(status.as_u16(), 301..=303) && ![Method::GET, Method::HEAD].contains(method) {
        return Some(format!("it would make a GET without the body of the {method}"));
    }
    if asked.urls.len() > MOST {
        let round = if asked.urls.iter().any(|url| url == to) { ", and they go round in circles" } else { "" };
        return Some(format!("{MOST} redirects had been followed already{round}"));
    }
    (!asked.is_replayable).then(|| "the body cannot be sent once more".to_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn redirected(method: Method, status: u16, location: &'static str) -> Redirect {
        let urls = ["https://api.example/v1/pets".to_owned()];
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(location))]);
        let asked = Asked { method: &method, is_replayable: true, urls: &urls };
        next(asked, StatusCode::from_u16(status).unwrap(), &headers)
    }

    fn followed(method: Method, status: u16, location: &'static str) -> Option<String> {
        match redirected(method, status, location) {
            Redirect::To(url) => Some(url),
            _ => None,
        }
    }

    fn refused(method: Method, status: u16, location: &'static str) -> String {
        match redirected(method, status, location) {
            Redirect::Refused(reason) => reason,
            other => format!("{other:?}"),
        }
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
        assert_eq!(redirected(Method::GET, 304, "/v2/pets"), Redirect::None);
        assert_eq!(redirected(Method::POST, 201, "/v2/pets"), Redirect::None);
    }

    #[test]
    fn says_where_it_would_have_gone_and_why_it_did_not() {
        assert_eq!(
            refused(Method::GET, 302, "https://jane:s3cret@other.example/a?key=s3cret"),
            "a redirect to https://other.example/a, which was not followed: it is another server, \
             which gets neither the request nor its credentials"
        );
        assert!(refused(Method::GET, 302, "http://api.example/v1").contains("it is not encrypted"));
        assert_eq!(
            refused(Method::POST, 303, "/v2/pets"),
            "a redirect to https://api.example/v2/pets, which was not followed: \
             it would make a GET without the body of the POST"
        );
        let urls = vec!["https://api.example/v1/pets".to_owned(); MOST + 1];
        let asked = Asked { method: &Method::GET, is_replayable: true, urls: &urls };
        let told = |location: &'static str| {
            let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(location))]);
            format!("{:?}", next(asked, StatusCode::FOUND, &headers))
        };
        assert!(told("pets").contains("10 redirects had been followed already, and they go round in circles"));
        assert!(told("/v2").ends_with("10 redirects had been followed already\")"), "{}", told("/v2"));
        let asked = Asked { is_replayable: false, urls: urls.get(..1).unwrap_or_default(), ..asked };
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static("/v2"))]);
        let refused_body = format!("{:?}", next(asked, StatusCode::TEMPORARY_REDIRECT, &headers));
        assert!(refused_body.ends_with("the body cannot be sent once more\")"), "{refused_body}");
        assert_eq!(refused(Method::GET, 302, "https://"), "a redirect to \"https://\", which is no URL");
    }
}
