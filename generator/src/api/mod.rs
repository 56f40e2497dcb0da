//! The API that a document describes: operations and shapes, every reference resolved, no JSON Schema keyword and no Rust.

mod content;
mod literal;
mod rule;
mod shape;
mod stream;

pub(crate) use content::{Body, Content, Encoding, Header, Part, PartStyle, Payload, Response, Status};
pub(crate) use literal::Literal;
pub(crate) use oasmith_vocabulary::Style;
pub(crate) use rule::{Definition, DefinitionId, Link, Part as RulePart, Rule, of_types};
pub(crate) use shape::{
    Choice, Field, FieldValue, Kind, Record, Shape, ShapeId, Shapes, Test, Tuple, Union, Use, Variant, Variation,
};
pub(crate) use stream::{Framing, Stream};

use std::rc::Rc;

use crate::maps::{HashMap, HashSet, SortedSet};
use crate::table::{Table, id};
use crate::value::Pointer;

id! {
    /// An operation of the document.
    OperationId
}

id! {
    /// A security scheme of the document.
    SchemeId
}

/// Everything that the later stages need to know of a document.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) servers: Vec<Server>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) schemes: Table<SchemeId, SecurityScheme>,
    /// What operations ask for that don't say it themselves; they have this very list.
    pub(crate) security: Security,
    pub(crate) operations: Table<OperationId, Operation>,
    /// The components that are to become types whether operations lead to them or not.
    pub(crate) components: Vec<Component>,
    /// The names of all schemas among the components, used or not.
    pub(crate) schema_names: SortedSet<Rc<str>>,
    /// Those of them that are other names of another one.
    pub(crate) other_names: HashSet<Rc<str>>,
    /// Those of which another one is a twin, and what both are called.
    pub(crate) twins: HashMap<Rc<str>, String>,
    pub(crate) shapes: Shapes,
    /// Rules that others refer to.
    pub(crate) definitions: Table<DefinitionId, Definition>,
}

/// A schema that the document names.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    pub(crate) name: Rc<str>,
    pub(crate) value: Use,
}

/// A server that the document names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) description: Option<String>,
    pub(crate) variables: Vec<ServerVariable>,
}

impl Server {
    /// The variables that stand in the URL.
    pub(crate) fn variables_in_url(&self) -> impl Iterator<Item = &ServerVariable> {
        self.variables.iter().filter(|variable| self.url.contains(&format!("{{{}}}", variable.name)))
    }

    /// The URL with the variables' defaults.
    pub(crate) fn url_with_defaults(&self) -> String {
        self.variables
            .iter()
            .fold(self.url.clone(), |url, variable| url.replace(&format!("{{{}}}", variable.name), &variable.default))
    }
}

/// A variable in a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServerVariable {
    pub(crate) name: String,
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    pub(crate) description: Option<String>,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
}

/// A way of proving who calls.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) kind: SchemeKind,
}

/// What a security scheme adds to a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SchemeKind {
    /// An API key in a header, the query or a cookie.
    ApiKey { location: Location, name: String },
    /// HTTP authentication with this scheme, whose case means nothing (RFC 9110, section 11.1).
    Http { scheme: String },
    /// An access token of OAuth 2 or OpenID Connect, sent as a bearer token.
    AccessToken { flows: Vec<OAuthFlow> },
    /// A client certificate or an unknown type: the transport's affair.
    Transport { kind: String },
}

/// How access tokens come about (OpenAPI 3.1, section 4.8.29). A URL that the document does not give is empty.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OAuthFlow {
    pub(crate) kind: OAuthFlowKind,
    pub(crate) authorization_url: String,
    pub(crate) token_url: String,
    pub(crate) refresh_url: Option<String>,
    pub(crate) scopes: Vec<String>,
}

/// The flows of OAuth 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OAuthFlowKind {
    Implicit,
    Password,
    ClientCredentials,
    AuthorizationCode,
}

/// Where a parameter or a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Location {
    Path,
    Query,
    /// The whole query (OpenAPI 3.2).
    Querystring,
    Header,
    Cookie,
}

impl Location {
    /// The place in a word. A parameter that is the whole query is in the query as well.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query | Location::Querystring => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    }
}

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The document's `operationId`.
    pub(crate) id: Option<String>,
    pub(crate) method: String,
    pub(crate) path: String,
    /// The path item among the components that it is in.
    pub(crate) path_item: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    /// Those it has of its own.
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    pub(crate) security: Security,
    /// Where it is the API that sends it.
    pub(crate) incoming: Option<Incoming>,
}

/// What the API sends by itself. The body is the payload; there are no parameters and responses.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// The operation that it is a callback of, and the callback's name. `None` for a webhook.
    pub(crate) callback: Option<(OperationId, String)>,
    /// The headers that come with it, and what the document says of them.
    pub(crate) headers: Vec<(String, Option<String>)>,
    /// What may be answered: statuses as the document writes them, and what it says of them.
    pub(crate) answers: Vec<(String, Option<String>)>,
}

/// What is asked for: alternatives, each of which is wholly needed. Empty: nothing.
pub(crate) type Security = Rc<[Vec<Requirement>]>;

/// One scheme of an alternative, with the scopes it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub(crate) scheme: SchemeId,
    pub(crate) scopes: Vec<String>,
}

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Literal>,
    /// The first one that the document gives.
    pub(crate) example: Option<Literal>,
    pub(crate) value: Use,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// How the items are joined that are lists themselves.
    pub(crate) items: Option<Style>,
    pub(crate) allow_reserved: bool,
    pub(crate) allow_empty: bool,
    /// Of a whole query's properties.
    pub(crate) encodings: Vec<Encoding>,
    /// Where the document says that a caller gives it once, for all calls (`x-ms-parameter-location: client`).
    pub(crate) given_once: Option<Pointer>,
}
