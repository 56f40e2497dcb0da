//! Headers that come from outside.

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue, PROXY_AUTHORIZATION};

/// The header of this name and value, hidden from `Debug` where it is one that holds credentials.
///
/// # Errors
///
/// What is wrong with the name or the value, in words. The value is not shown: it may be a secret.
pub(crate) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let Ok(parsed) = HeaderName::try_from(name) else {
        return Err(format!("{name:?} is not the name of a header"));
    };
    let Ok(mut value) = HeaderValue::from_str(value) else {
        return Err(format!("the value for the header {name:?} has characters that no header may have"));
    };
    value.set_sensitive([AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(&parsed) || is_telling(parsed.as_str()));
    Ok((parsed, value))
}

/// Whether a header sounds as if it held a credential: where the security schemes are not known, too much is hidden rather
/// than too little.
fn is_telling(name: &str) -> bool {
    ["auth", "credential", "key", "password", "secret", "signature", "token"].iter().any(|word| name.contains(word))
}

/// A constant as the value of a header, which shares it; `None` where it has characters that no header may have.
pub(super) fn constant(text: &'static str) -> Option<HeaderValue> {
    let value = HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()?;
    text.is_ascii().then_some(value)
}
