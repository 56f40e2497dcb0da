//! User actions in the way of Dfns: what changes something is signed by a key of the user's.

use std::fmt;

use oasmith_runtime::{
    BoxFuture, HeaderValue, HttpRequest, Layer, Next, StreamedResponse, TransportError, TransportErrorKind, json,
};
use ring::signature::Ed25519KeyPair;

use crate::auth::{CreateUserActionChallengeRequest, CreateUserActionSignatureRequest};
use crate::client::{Client, security, types};

/// The header that the document has for `userActionSignature`, as HTTP writes it.
const USER_ACTION: &str = "x-dfns-useraction";

/// Signs the calls of operations that ask for `userActionSignature`. A [layer](Layer) around whole calls: the token that the
/// API gives for a signature is good for one request, and credentials come below.
pub struct UserActionSigning {
    credential_id: String,
    key: Ed25519KeyPair,
    origin: String,
}

impl UserActionSigning {
    /// Signs by this Ed25519 key, which the API knows by this id.
    pub fn new(credential_id: impl Into<String>, key: Ed25519KeyPair, origin: impl Into<String>) -> Self {
        Self { credential_id: credential_id.into(), key, origin: origin.into() }
    }

    /// The token for a request, for which the API is asked twice.
    async fn token(&self, request: &HttpRequest, client: Client) -> Result<HeaderValue, TransportError> {
        let body = match &request.body {
            None => String::new(),
            // These bytes are what is sent: the body was encoded once, and is not encoded again.
            Some(body) => body
                .bytes()
                .and_then(|bytes| String::from_utf8(bytes.into()).ok())
                .ok_or_else(|| not_signed("its body is no text in memory"))?,
        };
        let challenge = client
            .auth()
            .create_user_action_challenge(CreateUserActionChallengeRequest::new(
                body,
                request.method.as_str(),
                path(request),
            ))
            .await
            .map_err(refused)?;

        let client_data = ClientData {
            kind: "key.get".to_owned(),
            challenge: challenge.challenge,
            origin: self.origin.clone(),
            cross_origin: false,
        };
        let client_data = json::to_vec(&client_data).map_err(refused)?;
        let signature = self.key.sign(&client_data);
        let assertion = types::KeyFactorCredentialAssertion::new(&self.credential_id, client_data, signature.as_ref());
        let signed =
            CreateUserActionSignatureRequest::new(challenge.challenge_identifier, types::KeyFactor::new(assertion));
        let token = client.auth().create_user_action_signature(signed).await.map_err(refused)?.user_action;

        let mut token = HeaderValue::try_from(token).map_err(refused)?;
        token.set_sensitive(true);
        Ok(token)
    }
}

impl Layer for UserActionSigning {
    fn call<'a>(
        &'a self,
        mut request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            if asks_for_signature(&request) {
                // The client below this layer: its calls are not signed in their turn.
                let token = self.token(&request, next.client()).await?;
                request.headers.insert(USER_ACTION, token);
            }
            next.run(request).await
        })
    }
}

/// Whether the document says so of the operation.
fn asks_for_signature(request: &HttpRequest) -> bool {
    let alternatives = request.operation.map(|operation| operation.security.alternatives()).unwrap_or_default();
    alternatives.iter().copied().flatten().any(|needed| needed.scheme == security::USER_ACTION_SIGNATURE)
}

/// The path of a request, as it is sent.
fn path(request: &HttpRequest) -> &str {
    let behind = request.url.strip_prefix(request.origin()).unwrap_or_default();
    behind.split_once('?').map_or(behind, |(path, _)| path)
}

fn not_signed(reason: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Unsupported, format!("the action could not be signed: {reason}"))
}

fn refused(error: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Other, format!("the action could not be signed: {error}"))
        .with_source(error)
}

/// The key is nobody's business.
impl fmt::Debug for UserActionSigning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("UserActionSigning").field("credential_id", &self.credential_id).finish_non_exhaustive()
    }
}

/// What is signed.
#[derive(Clone, PartialEq)]
struct ClientData {
    kind: String,
    challenge: String,
    origin: String,
    cross_origin: bool,
}

oasmith_runtime::record! {
    ClientData {
        kind: "type" required,
        challenge: "challenge" required,
        origin: "origin" required,
        cross_origin: "crossOrigin" required,
    }
}
