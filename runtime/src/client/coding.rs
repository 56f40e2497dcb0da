//! Content codings: what a body was compressed with (RFC 9110, section 8.4).

use http::HeaderMap;
use http::header::CONTENT_ENCODING;

use crate::codec::DecodeError;
use crate::codec::bounds::{PATH, shortened};

/// Those that change nothing. Amazon S3 names how a file was once uploaded, which is over by then.
const NONE: [&str; 2] = ["identity", "aws-chunked"];

/// The codings that are still on a body: a transport takes away the header of what it decodes. A browser decodes
/// everything and leaves the header.
pub(super) fn left(headers: &HeaderMap) -> Option<String> {
    if cfg!(target_arch = "wasm32") || !headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    let values = headers.get_all(CONTENT_ENCODING).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let text = values.collect::<Vec<_>>().join(",");
    let all = text.split(',').map(str::trim).filter(|coding| !coding.is_empty());
    let left: Vec<&str> = all.filter(|coding| !NONE.iter().any(|none| none.eq_ignore_ascii_case(coding))).collect();
    (!left.is_empty()).then(|| left.join(", "))
}

/// That a body is in these codings.
#[cold]
pub(super) fn unread(coding: &str) -> DecodeError {
    let is_gzip = ["gzip", "x-gzip"].iter().any(|name| name.eq_ignore_ascii_case(coding));
    let help = if is_gzip && !cfg!(feature = "gzip") { " without oasmith-runtime's feature `gzip`" } else { "" };
    DecodeError::new(format!(
        "the body has the `Content-Encoding` {:?}, which is not read{help}",
        shortened(coding, PATH)
    ))
}
