//! What errors come from.

use std::error::Error;
use std::io;

use crate::client::TransportErrorKind;

/// The innermost error, which says most.
pub(in crate::client::transport) fn root_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

/// The first error of a type among an error and those that it comes from.
pub(in crate::client::transport) fn find<'e, E: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e E> {
    error.downcast_ref().or_else(|| error.source().and_then(find))
}

/// Whether a connection broke off, or what came over it breaks the rules of HTTP. hyper says so of heads, and an invalid
/// input is what it calls the lengths of chunks that are none.
pub(in crate::client::transport) fn kind(error: &(dyn Error + 'static)) -> TransportErrorKind {
    if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
        return TransportErrorKind::Protocol;
    }
    match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::InvalidInput) => TransportErrorKind::Protocol,
        _ => TransportErrorKind::Io,
    }
}

/// That a server wants another certificate of the client's, where that is why it closed the connection. With TLS 1.3, it says
/// so when the connection has come about on this side.
pub(in crate::client::transport) fn refused_certificate(error: &(dyn Error + 'static)) -> Option<String> {
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
    {
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let alert = match inner.and_then(|inner| inner.downcast_ref()) {
            Some(alert @ rustls::Error::AlertReceived(_)) => refusal(alert),
            _ => None,
        };
        alert.or_else(|| error.source().and_then(refused_certificate))
    }
    #[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc-rs")))]
    {
        let _ = error;
        None
    }
}

/// What a server says of the client's certificate (RFC 8446, section 6.2).
#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
pub(in crate::client::transport) fn refusal(error: &rustls::Error) -> Option<String> {
    use rustls::AlertDescription::{
        AccessDenied, BadCertificate, CertificateExpired, CertificateRequired, CertificateRevoked, CertificateUnknown,
        UnknownCA, UnsupportedCertificate,
    };
    let rustls::Error::AlertReceived(alert) = error else { return None };
    let words = match alert {
        CertificateRequired => "it asks for a certificate of the client, which shows none",
        BadCertificate
        | UnsupportedCertificate
        | CertificateRevoked
        | CertificateExpired
        | CertificateUnknown
        | UnknownCA
        | AccessDenied => "it does not accept the client's certificate",
        _ => return None,
    };
    Some(format!("{words} ({error})"))
}

/// Whether the error comes from one of the TLS libraries that this crate was built with. Those of rustls stand within I/O
/// errors, which do not give them as their source.
#[cfg(feature = "reqwest")]
pub(in crate::client::transport) fn is_tls(error: &(dyn Error + 'static)) -> bool {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    is_of_library(error) || inner.is_some_and(|inner| is_tls(inner)) || error.source().is_some_and(is_tls)
}

#[cfg(feature = "reqwest")]
fn is_of_library(error: &(dyn Error + 'static)) -> bool {
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
    if error.is::<rustls::Error>() {
        return true;
    }
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return true;
    }
    let _ = error;
    false
}
