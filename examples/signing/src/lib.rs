//! A client of the Vault API, and two ways to sign what it sends, each a layer of some hundred lines:
//!
//! - [`UserActionSigning`] stands around whole calls: it asks the API itself for a token, for those operations whose
//!   security wants one.
//! - [`SignatureV4`] stands around attempts: it signs each request as it goes over the wire, as AWS wants it.

mod signature_v4;
mod user_action;

pub use self::client::*;
pub use self::signature_v4::SignatureV4;
pub use self::user_action::UserActionSigning;

mod client {
    oasmith_runtime::include_client!();
}
