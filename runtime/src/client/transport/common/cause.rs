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
