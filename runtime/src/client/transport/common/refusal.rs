//! That a server wants another certificate of the client's, or one at all.

use std::error::Error;
use std::io;

/// What a server says of the client's certificate, where that is why it closed the connection. With TLS 1.3, it says so when
/// the connection has come about on this side.
pub(in crate::client::transport) fn refused_certificate(error: &(dyn Error + 'static)) -> Option<String> {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    inner.and_then(told).or_else(|| error.source().and_then(refused_certificate))
}

/// What a TLS library has been told, which stands within an I/O error.
fn told(error: &(dyn Error + Send + Sync + 'static)) -> Option<String> {
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
    if let Some(words) = error.downcast_ref().and_then(refusal) {
        return Some(words);
    }
    #[cfg(feature = "native-tls")]
    if let Some(words) = refusal_in(&error.to_string()) {
        return Some(words);
    }
    let _ = error;
    None
}

/// What rustls has been told.
#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
pub(in crate::client::transport) fn refusal(error: &rustls::Error) -> Option<String> {
    let rustls::Error::AlertReceived(alert) = error else { return None };
    words(u8::from(*alert)).map(|words| format!("{words} ({error})"))
}

/// What the system's library has been told, as OpenSSL says it.
#[cfg(feature = "native-tls")]
pub(in crate::client::transport) fn refusal_in(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("SSL alert number ")?;
    let number = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
    words(number.parse().ok()?).map(|words| format!("{words} ({text})"))
}

/// The alerts that are about a certificate, by their numbers (RFC 8446, section 6).
#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs", feature = "native-tls"))]
fn words(alert: u8) -> Option<&'static str> {
    match alert {
        // certificate_required
        116 => Some("it asks for a certificate of the client, which shows none"),
        // bad_certificate, unsupported_certificate, certificate_revoked, certificate_expired, certificate_unknown;
        // unknown_ca, access_denied
        42..=46 | 48 | 49 => Some("it does not accept the client's certificate"),
        _ => None,
    }
}
