//! The cryptography that rustls uses.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;

/// The cryptography that the program has chosen, or else the one that this crate was built with.
pub(super) fn provider() -> Arc<CryptoProvider> {
    if let Some(chosen) = CryptoProvider::get_default() {
        return chosen.clone();
    }
    #[cfg(feature = "rustls-aws-lc-rs")]
    return Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Makes it the program's where the program has chosen none: a reqwest that was built with `rustls-no-provider` panics
/// for want of one.
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub(super) fn provide() {
    if CryptoProvider::get_default().is_none() {
        // Another thread may have been quicker: then its choice holds.
        let _ = provider().as_ref().clone().install_default();
    }
}
