//! One request for a token (RFC 6749, sections 4.3.2, 4.4.2 and 6).

use std::sync::{Mutex, MutexGuard, PoisonError};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};

use super::access_token::AccessToken;
use super::answer::{self, Granted};
use super::endpoint;
use super::flow::OAuthFlow;
use super::grant::{Grant, Identity, OAuth2};
use super::token_error::TokenError;
use super::via::Via;
use crate::client::percent::encode_form_into;
use crate::client::{Body, HttpRequest, Secret, origin};
use crate::codec::to_base64;

/// How many bytes an answer may have: a token is small.
const LIMIT: u64 = 1 << 20;

/// What tokens are asked for with, and the refresh token that came last.
#[derive(Debug)]
pub(super) struct Asker {
    with: OAuth2,
    refresh_token: Mutex<Option<Secret>>,
}

impl Asker {
    pub(super) fn new(with: OAuth2) -> Self {
        Self { with, refresh_token: Mutex::default() }
    }

    /// Asks for a token: with the refresh token that there is, else with what the program gave. A refresh token that the
    /// server takes no more makes room for the password that it came by.
    ///
    /// # Errors
    ///
    /// That none came.
    pub(super) async fn ask(&self, via: &Via, flows: &[OAuthFlow]) -> Result<AccessToken, TokenError> {
        let newest = self.newest().clone();
        if let Some(token) = newest {
            match self.exchange(via, flows, &Grant::RefreshToken(token)).await {
                Err(error) if is_spent(&error) && !matches!(self.with.grant, Grant::RefreshToken(_)) => {
                    *self.newest() = None;
                }
                ended => return ended,
            }
        }
        self.exchange(via, flows, &self.with.grant).await
    }

    async fn exchange(&self, via: &Via, flows: &[OAuthFlow], grant: &Grant) -> Result<AccessToken, TokenError> {
        let url = self.url(via, flows, grant)?;
        // The query may hold a tenant's secret.
        let shown = origin::shown(&url);
        let answer = via.send(self.request(via, url, grant)?).await;
        let answer = answer.map_err(|error| TokenError::of_transport(&shown, error))?;
        let pair = self.with.client.as_ref().and_then(Identity::pair);
        let Granted { token, refresh_token } = answer::read(&shown, answer, &self.secrets(grant, pair.as_ref()))?;
        if let Some(refresh_token) = refresh_token {
            self.keep(refresh_token);
        }
        Ok(token)
    }

    /// Where the token is asked for. What came by a flow is renewed where the document renews tokens of that flow.
    fn url(&self, via: &Via, flows: &[OAuthFlow], grant: &Grant) -> Result<String, TokenError> {
        let given = self.with.token_url.as_ref().map(|url| url.0.as_str());
        let came_by = match grant {
            Grant::RefreshToken(_) => self.with.grant.flow(),
            _ => None,
        };
        let renewing: Vec<OAuthFlow> =
            flows.iter().filter(|flow| came_by.is_none_or(|kind| flow.kind == kind)).copied().collect();
        endpoint::url(given, &renewing, grant.flow(), &via.server)
    }

    fn request(&self, via: &Via, url: String, grant: &Grant) -> Result<HttpRequest, TokenError> {
        let mut http = HttpRequest::new(Method::POST, url);
        http.secret_from = http.url.find('?').unwrap_or(http.url.len());
        http.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        http.headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
        http.headers.insert(USER_AGENT, via.user_agent.clone());
        let mut body = Form::default();
        match grant {
            Grant::ClientCredentials => body.pair("grant_type", "client_credentials"),
            Grant::Password { user, password } => {
                body.pair("grant_type", "password");
                body.pair("username", user);
                body.pair("password", password.expose());
            }
            Grant::RefreshToken(token) => {
                body.pair("grant_type", "refresh_token");
                body.pair("refresh_token", token.expose());
            }
        }
        if !self.with.scopes.is_empty() {
            body.pair("scope", &self.with.scopes.join(" "));
        }
        if let Some(client) = &self.with.client {
            match &client.secret {
                Some(_) if !self.with.is_in_body => {
                    http.headers.extend(basic(client)?.map(|value| (AUTHORIZATION, value)));
                }
                secret => {
                    body.pair("client_id", &client.id);
                    secret.iter().for_each(|secret| body.pair("client_secret", secret.expose()));
                }
            }
        }
        for (name, value) in &self.with.parameters {
            body.pair(name, value.expose());
        }
        http.body = Some(Body::new(FORM, body.0).secret());
        (http.timeout, http.limit, http.streams) = (via.timeout, LIMIT, &[]);
        Ok(http)
    }

    /// All that is sent and must not come back in a message.
    fn secrets<'a>(&'a self, grant: &'a Grant, pair: Option<&'a Secret>) -> Vec<&'a Secret> {
        let granted = match grant {
            Grant::ClientCredentials => None,
            Grant::Password { password: secret, .. } | Grant::RefreshToken(secret) => Some(secret),
        };
        let client = self.with.client.as_ref().and_then(|client| client.secret.as_ref());
        let mut secrets = Vec::new();
        secrets.extend(granted);
        secrets.extend(client);
        secrets.extend(pair);
        secrets.extend(self.with.parameters.iter().map(|(_, value)| value));
        secrets
    }

    fn keep(&self, refresh_token: Secret) {
        let is_new = self.newest().as_ref() != Some(&refresh_token);
        // Also where the listener panics: the one before may be good for nothing by now.
        *self.newest() = Some(refresh_token.clone());
        if let Some(listener) = self.with.on_refresh_token.as_ref().filter(|_| is_new) {
            listener.0.told(&refresh_token);
        }
    }

    fn newest(&self) -> MutexGuard<'_, Option<Secret>> {
        self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a server takes a refresh token no more (RFC 6749, section 5.2).
fn is_spent(error: &TokenError) -> bool {
    error.code() == Some("invalid_grant")
        || (error.code().is_none()
            && matches!(error.status(), Some(StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED)))
}

/// The media type of what is sent.
const FORM: &str = "application/x-www-form-urlencoded";

/// The client's id and secret in a header: each of them is encoded as in a form before (RFC 6749, section 2.3.1).
fn basic(client: &Identity) -> Result<Option<HeaderValue>, TokenError> {
    let Some(pair) = client.pair() else { return Ok(None) };
    let value = HeaderValue::try_from(format!("Basic {}", pair.expose()));
    let mut value = value.map_err(|_| TokenError::new("the client's id and secret are too long for a header"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}

impl Identity {
    /// The id and the secret as a header has them, if there is a secret.
    fn pair(&self) -> Option<Secret> {
        let secret = self.secret.as_ref()?;
        let mut pair = String::new();
        encode_form_into(&mut pair, &self.id);
        pair.push(':');
        encode_form_into(&mut pair, secret.expose());
        Some(to_base64(pair.as_bytes()).into())
    }
}

/// The pairs of a form.
#[derive(Default)]
struct Form(String);

impl Form {
    fn pair(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        encode_form_into(&mut self.0, name);
        self.0.push('=');
        encode_form_into(&mut self.0, value);
    }
}
