//! A token, and how long it is good for.

use std::time::Duration;

use http::HeaderValue;

use super::token_error::TokenError;
use crate::client::Secret;

/// An access token, and how long it is good for. Its `Debug` does not show it.
///
/// ```
/// use std::time::Duration;
///
/// use oasmith_runtime::AccessToken;
///
/// let token = AccessToken::new("s3cret").expires_in(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("s3cret"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that is good until a server refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { secret: token.into(), lifetime: None }
    }

    /// Good for this long from now on. It is renewed a little earlier: 30 seconds, or a tenth of that time where this is
    /// less.
    ///
    /// In a browser, where no clock is read, a token is good until a server refuses it.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// The same, if a request can hold it.
    ///
    /// # Errors
    ///
    /// That it can't: the next call asks for another one.
    pub(super) fn checked(self) -> Result<Self, TokenError> {
        let token = self.secret.expose();
        if token.trim().is_empty() {
            return Err(TokenError::new("the one that the program gave is empty"));
        }
        match HeaderValue::from_str(token) {
            Ok(_) => Ok(self),
            Err(_) => Err(TokenError::new(
                "the one that the program gave has characters that no header may have, such as a line break",
            )),
        }
    }

    /// The token itself.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// How long it is good for from when it came, if that is known.
    pub fn lifetime(&self) -> Option<Duration> {
        self.lifetime
    }
}
