//! Requests, answers, failures, and what carries them: everything of a client that is the same for every document.

mod attempts;
mod authority;
mod authorization;
mod body;
mod builder;
mod call;
mod chain;
mod charset;
mod coding;
mod content;
pub(crate) mod core;
mod credential;
mod custom_request;
mod endpoint;
mod error;
mod error_kind;
mod excerpt;
mod exchange;
mod extra;
mod form;
mod form_data;
mod header;
mod kept;
mod lacking;
mod limits;
mod location;
pub(crate) mod macros;
mod media_type;
mod meta;
mod multipart;
mod oauth;
mod observer;
mod operation;
mod options;
mod origin;
mod parameter;
mod percent;
mod prepare;
mod raw;
mod received;
mod reconnect;
mod reconnecting;
mod redirect;
mod refusal;
mod repeat;
mod report;
mod request;
mod request_id;
mod response;
mod retry;
mod retry_after;
mod secret;
mod security;
mod server;
#[cfg(feature = "tracing")]
mod span;
#[cfg(not(feature = "tracing"))]
#[path = "no_span.rs"]
mod span;
mod stream;
mod trail;
pub mod transport;
mod typed_response;
mod upload;

pub use self::attempts::{Attempt, Attempts, RetryEnd};
pub use self::body::Body;
pub use self::builder::ClientBuilder;
pub use self::content::Content;
pub(crate) use self::core::ClientCore;
pub use self::core::{Layer, Next};
pub use self::credential::Credential;
pub use self::custom_request::CustomRequest;
pub use self::error::Error;
pub use self::error_kind::ErrorKind;
pub use self::exchange::Sending;
pub use self::form_data::{FormData, FormPart};
pub use self::meta::Meta;
pub use self::multipart::PartSpec;
pub use self::oauth::{AccessToken, OAuth2, OAuthFlow, OAuthFlowKind, TokenError, TokenProvider};
pub use self::observer::{Observed, Observer};
pub use self::operation::{Operation, Outcome, StreamOperation, StreamOutcome, Streamed};
pub use self::options::Options;
pub use self::parameter::{ClientParameter, ParamSpec, Style};
pub use self::raw::{Raw, RawResponse};
pub use self::received::HeaderSpec;
pub use self::reconnect::Reconnect;
pub use self::request::Request;
pub use self::response::Response;
pub use self::retry::Retry;
pub use self::secret::Secret;
pub use self::security::{Requirement, SchemeSpec, Security};
pub use self::server::{ServerUrl, ServerVariable};
pub use self::stream::{BlockingItems, ByteStream, Framing, ItemStream};
#[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
pub use self::transport::MockServer;
pub use self::transport::{
    BoxFuture, Expected, HttpRequest, HttpResponse, MaybeSend, MaybeSync, Mock, MockAnswer, MockError, Retryable,
    StreamedResponse, Transport, TransportError, TransportErrorKind,
};
pub use self::typed_response::{DeclaresHeaders, TypedResponse, WithResponse};
pub use self::upload::Upload;
