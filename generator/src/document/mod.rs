//! The document as it was read: OpenAPI's skeleton in `openapiv3` types, its schemas beside it.
//!
//! References between anything but schemas (parameters, bodies, responses, headers, path items …) are followed by the walk,
//! so the skeleton holds items only; a schema position holds a reference to the schema's own JSON Pointer.

mod allowance;
mod check;
mod header_name;
mod pattern;
mod read;
mod says;
mod schema;
pub(crate) mod template;
pub(crate) mod twins;

use crate::value::Pointer;
pub(crate) use allowance::{Allowance, Ratio, Repeats, shortened};
pub(crate) use check::check;
pub(crate) use check::media_types::is_media_type;
pub(crate) use header_name::Unset;
pub(crate) use pattern::for_engine;
pub(crate) use read::read;
pub(crate) use says::Says;
pub(crate) use schema::{Discriminator, Reference, Schema, SchemaId, Schemas};

/// A document, of any version, as the later stages see it.
#[derive(Debug)]
pub(crate) struct Document {
    /// Whether it is of Swagger 2.0, in whose terms advice is given then. Nothing else goes by the version.
    pub(crate) is_swagger: bool,
    pub(crate) info: openapiv3::Info,
    pub(crate) servers: Vec<openapiv3::Server>,
    pub(crate) tags: Vec<openapiv3::Tag>,
    /// The document's own security: `None` where it says nothing.
    pub(crate) security: Option<Vec<openapiv3::SecurityRequirement>>,
    /// In document order. Schemes that `openapiv3` can't hold are [`Scheme::Other`].
    pub(crate) security_schemes: Vec<(String, Scheme)>,
    /// Every operation of `paths`, in document order.
    pub(crate) operations: Vec<OperationEntry>,
    /// Every operation of `webhooks`; `path` is the webhook's name.
    pub(crate) webhooks: Vec<OperationEntry>,
    /// The schemas under `components/schemas` (or `definitions`), in document order.
    pub(crate) component_schemas: Vec<(String, SchemaId)>,
    pub(crate) schemas: Schemas,
    /// How many bytes its files have.
    pub(crate) bytes: usize,
}

/// A security scheme.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a document has a handful of schemes")]
pub(crate) enum Scheme {
    Known(openapiv3::SecurityScheme),
    /// `mutualTLS` and unknown types: the type's name.
    Other(String),
}

/// One operation and what its path item says for it.
#[derive(Debug)]
pub(crate) struct OperationEntry {
    /// `GET`, `POST`, … or 3.2's `QUERY`, or an additional operation's as it is written.
    pub(crate) method: String,
    /// The path template as written.
    pub(crate) path: String,
    /// Where the operation stands.
    pub(crate) pointer: Pointer,
    /// The operation; its parameters include those of its path item that it does not override, which come first. Where it
    /// has no description, it has that of its path item.
    pub(crate) operation: openapiv3::Operation,
    /// Where each of `operation.parameters` stands.
    pub(crate) parameter_pointers: Vec<Pointer>,
    /// The operation's own servers, else its path item's; `None` where neither names any.
    pub(crate) servers: Option<Vec<openapiv3::Server>>,
    /// Whether the request body says `required: true`, `false`, or nothing (which `openapiv3` can't tell).
    pub(crate) body_required: Option<bool>,
    /// Where the request body stands (after references).
    pub(crate) body_pointer: Option<Pointer>,
    pub(crate) callbacks: Vec<Callback>,
    /// Where it should say what is answered, if it says nothing of it.
    pub(crate) lacks_responses: Option<Pointer>,
    /// Whether it is told already that its parameters are misspelled or stand elsewhere.
    pub(crate) parameters_told: bool,
}

impl OperationEntry {
    /// `POST /path`, as diagnostics name an operation.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// An operation that the API calls after another one.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) name: String,
    /// Its path is the runtime expression that gives the URL.
    pub(crate) entry: OperationEntry,
}
