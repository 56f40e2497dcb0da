//! The ways in which a call fails.

use std::error::Error;

use super::{SchemeSpec, TokenError, TransportError};
use crate::codec::{DecodeError, Violation};

/// The ways in which a call fails.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::ErrorKind;
///
/// let client = Client::builder().transport(server()).build();
/// let error = client.call(GetPet { id: 8 }).await.unwrap_err();
/// let told = match error.kind() {
///     ErrorKind::Declared => error.declared().map(|problem| problem.detail.clone()),
///     ErrorKind::Transport(error) => Some(format!("try again later: {error}")),
///     _ => None,
/// };
/// assert_eq!(told.as_deref(), Some("no such pet"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or the call was set up with something unusable, such as a URL without a scheme. Nothing was sent.
    Misconfigured(String),
    /// The client holds a credential that the operation asks for, and that does not go to where the document sends the
    /// operation: to another server than the client's, or over plain `http`. Nothing was sent.
    Withheld {
        /// The security scheme that the credential is for.
        scheme: &'static str,
        /// The scheme, host and port that it would have gone to; the builder's
        /// [`allow_credentials_to`](super::ClientBuilder::allow_credentials_to) takes it.
        origin: String,
    },
    /// The client was given a credential for a security scheme that the document does not name. Nothing was sent.
    UnknownScheme {
        /// The name that was given.
        name: String,
        /// The schemes that the document names.
        known: &'static [SchemeSpec],
    },
    /// No access token came for a credential that the call needs. Nothing of the call was sent.
    Token {
        /// The security scheme that the token is for.
        scheme: &'static str,
        /// Why none came.
        error: TokenError,
    },
    /// The request breaks these rules of the document, all of which are here. Nothing was sent.
    Invalid(Vec<Violation>),
    /// The server answered with an error that the document declares.
    Declared,
    /// The server answered with a status, successful or not, that the document does not declare.
    Undeclared,
    /// The server answered with a status that the document declares, and a body that is not as declared.
    Unreadable(DecodeError),
    /// The answer's body is longer than the client accepts.
    TooLarge {
        /// How many bytes the client accepts.
        limit: u64,
    },
    /// An item of a stream is not as declared. The next one comes after it.
    Item {
        /// Which one, counted from one.
        number: u64,
        /// What is wrong with it.
        fault: DecodeError,
    },
    /// An item of a stream is longer than the client accepts. Nothing comes after it.
    ItemTooLarge {
        /// Which one, counted from one.
        number: u64,
        /// How many bytes the client accepts.
        limit: u64,
    },
    /// No answer came, or only a part of one.
    Transport(TransportError),
}

impl ErrorKind {
    /// The error that this one comes from.
    pub(super) fn cause(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable(fault) | Self::Item { fault, .. } => Some(fault),
            Self::Transport(error) => Some(error),
            Self::Token { error, .. } => Some(error),
            Self::Misconfigured(_)
            | Self::Withheld { .. }
            | Self::UnknownScheme { .. }
            | Self::Invalid(_)
            | Self::Declared
            | Self::Undeclared
            | Self::TooLarge { .. }
            | Self::ItemTooLarge { .. } => None,
        }
    }
}
