//! Codings: what a body was compressed with (RFC 9110, section 8.4, and RFC 9112, section 6.1).

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, HeaderName, TRANSFER_ENCODING};

use crate::codec::DecodeError;
use crate::codec::bounds::{PATH, shortened};

/// Those that change nothing. Amazon S3 names how a file was once uploaded, which is over by then.
const NONE: [&str; 3] = ["identity", "aws-chunked", "chunked"];

/// The codings that are still on a body, and the header that names them: a transport takes away the header of what it
/// decodes. A browser decodes everything and leaves the header.
pub(in crate::client) fn left(headers: &HeaderMap) -> Option<(HeaderName, String)> {
    if cfg!(target_arch = "wasm32") {
        return None;
    }
    [TRANSFER_ENCODING, CONTENT_ENCODING].into_iter().find_map(|name| Some((name.clone(), named(headers, &name)?)))
}

fn named(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    if !headers.contains_key(name) {
        return None;
    }
    let mut left = Vec::new();
    for value in headers.get_all(name) {
        for coding in String::from_utf8_lossy(value.as_bytes()).split(',') {
            let coding = coding.trim();
            if !coding.is_empty() && !NONE.iter().any(|none| none.eq_ignore_ascii_case(coding)) {
                left.push(coding.to_owned());
            }
        }
    }
    (!left.is_empty()).then(|| left.join(", "))
}

/// Whether a coding is gzip.
pub(in crate::client) fn is_gzip(coding: &str) -> bool {
    ["gzip", "x-gzip"].iter().any(|name| name.eq_ignore_ascii_case(coding))
}

/// That a body is in these codings.
#[cold]
pub(super) fn unread((name, coding): (HeaderName, String)) -> DecodeError {
    let help = if is_gzip(&coding) && name == CONTENT_ENCODING && !cfg!(feature = "gzip") {
        " without oasmith-runtime's feature `gzip`"
    } else {
        ""
    };
    let name = if name == CONTENT_ENCODING { "Content-Encoding" } else { "Transfer-Encoding" };
    DecodeError::new(format!("the body has the `{name}` {:?}, which is not read{help}", shortened(&coding, PATH)))
}
