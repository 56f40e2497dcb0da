//! Requests, answers, failures, and what carries them: everything of a client that is the same for every document.

mod authority;
mod body;
mod builder;
mod charset;
mod coding;
mod content;
pub(crate) mod core;
mod credential;
mod error;
mod error_kind;
mod excerpt;
mod form;
mod form_data;
mod header;
mod kept;
mod location;
pub(crate) mod macros;
mod media_type;
mod meta;
mod multipart;
mod operation;
mod options;
mod origin;
mod parameter;
mod percent;
mod received;
mod redirect;
mod report;
mod request;
mod request_id;
mod response;
mod retry_after;
mod security;
mod server;
mod stream;
pub mod transport;
mod typed_response;
mod upload;

pub use self::body::Body;
pub use self::builder::ClientBuilder;
pub use self::content::Content;
pub(crate) use self::core::ClientCore;
pub use self::core::Sending;
pub use self::credential::{Credential, Secret};
pub use self::error::Error;
pub use self::error_kind::ErrorKind;
pub use self::form_data::{FormData, FormPart};
pub use self::meta::Meta;
pub use self::multipart::PartSpec;
pub use self::operation::{Operation, Outcome, StreamOperation, StreamOutcome, Streamed};
pub use self::options::Options;
pub use self::parameter::{ClientParameter, ParamSpec, Style};
pub use self::received::HeaderSpec;
pub use self::request::Request;
pub use self::response::Response;
pub use self::security::{Requirement, SchemeSpec, Security};
pub use self::server::{ServerUrl, ServerVariable};
pub use self::stream::{BlockingItems, ByteStream, Framing, ItemStream};
pub use self::transport::{
    BoxFuture, Expected, HttpRequest, HttpResponse, MaybeSend, MaybeSync, Mock, MockAnswer, MockError,
    StreamedResponse, Transport, TransportError, TransportErrorKind,
};
pub use self::typed_response::{DeclaresHeaders, TypedResponse, WithResponse};
pub use self::upload::Upload;
