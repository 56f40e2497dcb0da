//! Tokens that come from the program.

use std::error::Error;
use std::fmt;

use super::access_token::AccessToken;
use super::token_error::TokenError;
use crate::client::{BoxFuture, MaybeSend, MaybeSync};

/// What gives access tokens: a function that gives a future of one, or a type of the program's own.
/// [`Credential::provider`](crate::client::Credential::provider) takes it.
///
/// Calls ask for a token when there is none, when it has run out, and when a server refused it: one at a time, however
/// many calls wait.
pub trait TokenProvider: MaybeSend + MaybeSync + 'static {
    /// Gives a token. A blocking call polls this on its own thread.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>>;
}

impl<F, G, E> TokenProvider for F
where
    F: Fn() -> G + MaybeSend + MaybeSync + 'static,
    G: Future<Output = Result<AccessToken, E>> + MaybeSend + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let given = self();
        Box::pin(async move { given.await.map_err(TokenError::from_source) })
    }
}

/// Shows nothing of it.
impl fmt::Debug for dyn TokenProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenProvider")
    }
}
