//! What the document says of how tokens come about (OpenAPI 3.1, sections 4.8.28 and 4.8.29).

/// One flow of an OAuth 2 scheme: where its tokens come from, and which scopes there are.
///
/// ```
/// use oasmith_runtime::{OAuthFlow, SchemeSpec};
///
/// // What generated code says of a scheme.
/// const LOGIN: SchemeSpec = SchemeSpec::oauth2("login")
///     .flows(&[OAuthFlow::client_credentials("https://login.example/token").scopes(&["read", "write"])]);
///
/// assert_eq!(LOGIN.oauth_flows()[0].token_url, "https://login.example/token");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OAuthFlow {
    /// Which flow it is.
    pub kind: OAuthFlowKind,
    /// Where a user gives leave; empty where the flow has none.
    pub authorization_url: &'static str,
    /// Where tokens come from; empty where the flow has none. A relative URL is one at the client's server.
    pub token_url: &'static str,
    /// Where tokens are renewed, where that is another URL.
    pub refresh_url: Option<&'static str>,
    /// The names of the scopes.
    pub scopes: &'static [&'static str],
}

/// The flows of OAuth 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OAuthFlowKind {
    /// `implicit` (RFC 6749, section 4.2).
    Implicit,
    /// `password` (RFC 6749, section 4.3).
    Password,
    /// `clientCredentials` (RFC 6749, section 4.4).
    ClientCredentials,
    /// `authorizationCode` (RFC 6749, section 4.1).
    AuthorizationCode,
}

impl OAuthFlow {
    const fn new(kind: OAuthFlowKind, authorization_url: &'static str, token_url: &'static str) -> Self {
        Self { kind, authorization_url, token_url, refresh_url: None, scopes: &[] }
    }

    /// `implicit`.
    pub const fn implicit(authorization_url: &'static str) -> Self {
        Self::new(OAuthFlowKind::Implicit, authorization_url, "")
    }

    /// `password`.
    pub const fn password(token_url: &'static str) -> Self {
        Self::new(OAuthFlowKind::Password, "", token_url)
    }

    /// `clientCredentials`.
    pub const fn client_credentials(token_url: &'static str) -> Self {
        Self::new(OAuthFlowKind::ClientCredentials, "", token_url)
    }

    /// `authorizationCode`.
    pub const fn authorization_code(authorization_url: &'static str, token_url: &'static str) -> Self {
        Self::new(OAuthFlowKind::AuthorizationCode, authorization_url, token_url)
    }

    /// With this URL at which tokens are renewed.
    pub const fn refresh_url(mut self, url: &'static str) -> Self {
        self.refresh_url = Some(url);
        self
    }

    /// With these scopes.
    pub const fn scopes(mut self, names: &'static [&'static str]) -> Self {
        self.scopes = names;
        self
    }

    /// Where tokens are renewed; empty where the flow has no such URL.
    pub(super) const fn renewed_at(&self) -> &'static str {
        match self.refresh_url {
            Some(url) => url,
            None => self.token_url,
        }
    }
}
