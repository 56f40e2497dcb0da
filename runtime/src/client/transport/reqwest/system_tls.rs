//! TLS by the system's library, by the browser, or none.

use std::error::Error;

/// With the system's library, where this crate was built with it.
///
/// # Errors
///
/// None.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn secured(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, String> {
    #[cfg(feature = "native-tls")]
    return Ok(builder.tls_backend_native());
    #[cfg(not(feature = "native-tls"))]
    Ok(builder)
}

/// Whether the error is one of the TLS library.
pub(super) fn is_error(error: &(dyn Error + 'static)) -> bool {
    #[cfg(all(feature = "native-tls", not(target_arch = "wasm32")))]
    return error.is::<native_tls::Error>();
    #[cfg(not(all(feature = "native-tls", not(target_arch = "wasm32"))))]
    {
        let _ = error;
        false
    }
}
