//! The document as it was read: OpenAPI's skeleton in `openapiv3` types, its schemas beside it.
//!
//! References between anything but schemas (parameters, bodies, responses, headers, path items …) are followed by the walk,
//! so the skeleton holds items only; a schema position holds a reference to the schema's own JSON Pointer.

mod allowance;
mod check;
mod escape;
mod node;
mod pattern;
mod read;
mod schema;
pub(crate) mod template;

use std::fmt;
use std::rc::Rc;

pub(crate) use allowance::{Allowance, Ratio, Repeats, shortened};
pub(crate) use check::check;
pub(crate) use escape::{holds_control, is_token, percent_decode};
pub(crate) use pattern::for_engine;
pub(crate) use read::read;
pub(crate) use schema::{Discriminator, Reference, Schema, SchemaId, Schemas, Types};

/// A place in the document: `#` and a JSON Pointer for the root file, `FILE#` and a JSON Pointer for another one.
///
/// Pointer segments are escaped as RFC 6901 says (`~0`, `~1`) and never percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Pointer(pub(crate) Rc<str>);

impl Pointer {
    /// The place of a key or an index below this one.
    pub(crate) fn child(&self, segment: &str) -> Pointer {
        if segment.contains(['~', '/']) {
            let escaped = segment.replace('~', "~0").replace('/', "~1");
            return Pointer([&*self.0, &escaped].join("/").into());
        }
        Pointer([&*self.0, segment].join("/").into())
    }

    /// The place around this one. `None` around a file's root.
    pub(crate) fn parent(&self) -> Option<Pointer> {
        self.0.rsplit_once('/').filter(|(parent, _)| parent.contains('#')).map(|(parent, _)| Pointer(parent.into()))
    }

    /// The whole of a file: empty for the root file, else the file's name.
    pub(crate) fn root(file: &str) -> Pointer {
        Pointer(format!("{file}#").into())
    }

    /// The file that the place is in: empty for the root file.
    pub(crate) fn file(&self) -> &str {
        self.0.split_once('#').map_or("", |(file, _)| file)
    }

    /// The keys and indexes that lead from the file's root to the place, unescaped.
    pub(crate) fn segments(&self) -> impl Iterator<Item = String> {
        let path = self.0.split_once('#').map_or("", |(_, path)| path);
        path.split('/').skip(1).map(unescape)
    }

    /// The last segment, unescaped. Empty for a root.
    pub(crate) fn last(&self) -> String {
        match self.0.rsplit_once('/') {
            Some((before, segment)) if before.contains('#') => unescape(segment),
            _ => String::new(),
        }
    }
}

fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

impl Default for Pointer {
    fn default() -> Pointer {
        Pointer("#".into())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A value of the document, in document order, numbers as they were written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    /// The text of a JSON number. YAML's other spellings (hexadecimal, octal) are made decimal.
    Number(Rc<str>),
    String(String),
    Seq(Vec<Node>),
    Map(Vec<(String, Node)>),
}

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
    /// Whether it is told already that its parameters are misspelt or stand elsewhere.
    pub(crate) parameters_told: bool,
}

/// An operation that the API calls after another one.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) name: String,
    /// Its path is the runtime expression that gives the URL.
    pub(crate) entry: OperationEntry,
}
