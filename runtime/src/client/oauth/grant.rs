//! What the program asks for tokens with.

use std::fmt;
use std::sync::Arc;

use super::flow::OAuthFlowKind;
use crate::client::{MaybeSend, MaybeSync, Secret, origin};

/// Asks for access tokens as OAuth 2 has it (RFC 6749), with the first call that needs one, and anew before they run out.
/// A builder's [`credential`](crate::client::ClientBuilder::credential) takes it.
///
/// The document says where tokens come from; [`OAuth2::token_url`] says it otherwise. Requests for tokens go over the client's
/// own transport, to `https` or to this machine alone, and follow no redirect.
///
/// ```
/// use oasmith_runtime::{OAuth2, OAuthFlow, SchemeSpec, client};
///
/// // As generated code has it.
/// const LOGIN: SchemeSpec =
///     SchemeSpec::oauth2("login").flows(&[OAuthFlow::client_credentials("https://login.example/token")]);
///
/// client! {
///     /// A client of the API.
///     pub struct Client for "https://api.example", credentials for [LOGIN];
///     /// A call that has not been sent.
///     pub struct Call;
/// }
///
/// let login = OAuth2::client_credentials("my-program", "s3cret").scopes(["read", "write"]);
/// assert!(!format!("{login:?}").contains("s3cret"));
/// let client = Client::builder().credential(LOGIN, login).build();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a client's builder takes it as a credential"]
pub struct OAuth2 {
    pub(super) grant: Grant,
    pub(super) client: Option<Identity>,
    pub(super) is_in_body: bool,
    pub(super) token_url: Option<TokenUrl>,
    pub(super) scopes: Vec<String>,
    pub(super) parameters: Vec<(String, Secret)>,
    pub(super) on_refresh_token: Option<Listener>,
}

/// What there is to ask for a token with.
#[derive(Clone, Debug)]
pub(super) enum Grant {
    ClientCredentials,
    Password { user: String, password: Secret },
    RefreshToken(Secret),
}

impl Grant {
    /// The document's name for it; a refresh token may have come by any flow.
    pub(super) fn flow(&self) -> Option<OAuthFlowKind> {
        match self {
            Self::ClientCredentials => Some(OAuthFlowKind::ClientCredentials),
            Self::Password { .. } => Some(OAuthFlowKind::Password),
            Self::RefreshToken(_) => None,
        }
    }
}

/// The client as the token's server knows it (RFC 6749, section 2.3).
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) id: String,
    /// None of a public client.
    pub(super) secret: Option<Secret>,
}

/// A URL whose query may hold what nobody may see.
#[derive(Clone)]
pub(super) struct TokenUrl(pub(super) String);

impl fmt::Debug for TokenUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&origin::shown(&self.0), formatter)
    }
}

/// What is told of a new refresh token.
#[derive(Clone)]
pub(super) struct Listener(pub(super) Arc<dyn Listens>);

/// A function that is told of a new refresh token.
pub(super) trait Listens: MaybeSend + MaybeSync {
    fn told(&self, token: &Secret);
}

impl<F: Fn(&Secret) + MaybeSend + MaybeSync> Listens for F {
    fn told(&self, token: &Secret) {
        self(token);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Listener")
    }
}

impl OAuth2 {
    fn new(grant: Grant) -> Self {
        Self {
            grant,
            client: None,
            is_in_body: false,
            token_url: None,
            scopes: Vec::new(),
            parameters: Vec::new(),
            on_refresh_token: None,
        }
    }

    /// The client's own id and secret (RFC 6749, section 4.4).
    pub fn client_credentials(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(Grant::ClientCredentials).client(id, secret)
    }

    /// A user's name and password (RFC 6749, section 4.3). Where the server gives a refresh token, further tokens are asked
    /// for with it, and with the password once the server refuses it.
    pub fn password(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::new(Grant::Password { user: user.into(), password: password.into() })
    }

    /// A refresh token that the program has kept (RFC 6749, section 6): from a login in a browser, for instance. Servers often
    /// give another one with each access token; [`OAuth2::on_refresh_token`] is told of it.
    pub fn refresh_token(token: impl Into<Secret>) -> Self {
        Self::new(Grant::RefreshToken(token.into()))
    }

    /// Says which client asks, by its id and its secret: in the header `Authorization`, unless [`OAuth2::client_in_body`]
    /// says otherwise.
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.client = Some(Identity { id: id.into(), secret: Some(secret.into()) });
        self
    }

    /// Says which client asks, of one that has no secret.
    pub fn public_client(mut self, id: impl Into<String>) -> Self {
        self.client = Some(Identity { id: id.into(), secret: None });
        self
    }

    /// Sends the client's id and secret in the body, for servers that read no `Authorization` there (RFC 6749,
    /// section 2.3.1).
    pub fn client_in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// Asks at this URL, whatever the document says: with `https`, or on this machine. A relative one is at the client's
    /// server.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(TokenUrl(url.into()));
        self
    }

    /// Asks for these scopes; without any, the server decides (RFC 6749, section 3.3).
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Sends this parameter as well: an `audience` or a `resource`, for instance.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Calls this with each new refresh token, before the access token that came with it is used: the one before may be good
    /// for nothing then, so a program that wants to go on later keeps it.
    pub fn on_refresh_token(mut self, listener: impl Fn(&Secret) + MaybeSend + MaybeSync + 'static) -> Self {
        self.on_refresh_token = Some(Listener(Arc::new(listener)));
        self
    }
}
