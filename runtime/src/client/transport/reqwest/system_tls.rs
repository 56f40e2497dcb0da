//! TLS by the system's library, or none.

use std::convert::Infallible;
use std::error::Error;

/// With the system's library, where this crate was built with it.
///
/// # Errors
///
/// None.
pub(super) fn secured(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, Infallible> {
    #[cfg(feature = "native-tls")]
    return Ok(builder.tls_backend_native());
    #[cfg(not(feature = "native-tls"))]
    Ok(builder)
}

/// Whether the error is one of the TLS library.
pub(super) fn is_error(error: &(dyn Error + 'static)) -> bool {
    #[cfg(feature = "native-tls")]
    return error.is::<native_tls::Error>();
    #[cfg(not(feature = "native-tls"))]
    {
        let _ = error;
        false
    }
}
