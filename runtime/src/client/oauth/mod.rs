//! Credentials that live: access tokens that are fetched, run out and are fetched anew (RFC 6749).
//!
//! `grant` is what the user asks with, `flow` what the document says of a scheme. `exchange` is one request for a token,
//! which `endpoint` addresses and `answer` reads; `flight` makes sure that there is one at a time, and `live` is what a
//! credential holds of it.

mod access_token;
mod answer;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod apart;
mod endpoint;
mod exchange;
mod flight;
mod flow;
mod grant;
mod live;
mod provider;
mod token_error;
mod via;

pub use self::access_token::AccessToken;
pub use self::flow::{OAuthFlow, OAuthFlowKind};
pub use self::grant::OAuth2;
pub(crate) use self::live::{Held, Live};
pub use self::provider::TokenProvider;
pub use self::token_error::TokenError;
pub(crate) use self::via::Via;
