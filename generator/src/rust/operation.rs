//! An operation: its parameters, its body, and what it gives.

use super::{ErrorType, Headers, Output, OwnServer, Type};
use crate::api::{Encoding, Literal, Location, Part, Rule, Security, Style};
use crate::media_types::{Codec, JSON};

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Of the operation's type.
    pub(crate) ident: String,
    /// Of the method that sends it.
    pub(crate) method_ident: String,
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) servers: Vec<OwnServer>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) security: Security,
    /// The header in which it takes an idempotency key, if any.
    pub(crate) idempotency_key: Option<String>,
    pub(crate) output: Output,
    pub(crate) error: ErrorType,
    /// What it gives where a stream is asked for, if that is something else.
    pub(crate) stream: Option<Output>,
    /// What the headers of its answers are.
    pub(crate) headers: Option<Headers>,
}

impl Operation {
    /// What a caller gives, in the order in which it is asked for: the parameters, then the body.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        let parameters = self.parameters.iter().map(|each| Input {
            ident: &each.ident,
            ty: &each.ty,
            required: each.required,
            description: each.description.as_deref(),
        });
        let body = self.body.iter();
        parameters.chain(body.map(|body| Input {
            ident: &body.ident,
            ty: &body.ty,
            required: body.required,
            description: None,
        }))
    }
}

/// What a caller gives: a parameter or the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'o> {
    pub(crate) ident: &'o str,
    pub(crate) ty: &'o Type,
    pub(crate) required: bool,
    /// What the document says of it.
    pub(crate) description: Option<&'o str>,
}

/// A parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Literal>,
    /// Where it tells more than the type and the default do.
    pub(crate) example: Option<Literal>,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// How the items are joined that are lists themselves.
    pub(crate) items: Option<Style>,
    pub(crate) allow_reserved: bool,
    pub(crate) allow_empty: bool,
    /// Whether the client can hold it, and whether it must be given then, by the client or the call.
    pub(crate) shared: Option<bool>,
    /// Whether it must be sent, and has values that are not sent otherwise.
    pub(crate) insists: bool,
    /// Of a whole query's properties.
    pub(crate) encodings: Vec<Encoding>,
    pub(crate) rules: Vec<Rule>,
}

/// A request body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) ident: String,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    /// How it is sent; `None` where it is an enum that knows.
    pub(crate) sent: Option<Sent>,
}

/// A body as one media type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    /// Of the variant, where there are several.
    pub(crate) ident: String,
    pub(crate) ty: Type,
    pub(crate) media_type: String,
    /// The media type as the document has it, which may be a range.
    pub(crate) declared: String,
    pub(crate) encoding: BodyEncoding,
    pub(crate) rules: Vec<Rule>,
    /// Whether the media type is spelled otherwise than the encoding alone has it.
    pub(crate) names_itself: bool,
    /// Whether the enum can be made of the type, without the variant being named.
    pub(crate) converts: bool,
}

/// How a body goes over the wire.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BodyEncoding {
    /// As a value that is written so.
    Value(&'static Codec),
    /// With the encodings of the properties that are not encoded as usual.
    Form(Vec<Encoding>),
    /// With the properties that are not sent as usual.
    Multipart(Vec<Part>),
    Text,
    Bytes,
}

impl BodyEncoding {
    /// How the value is written that the body is.
    pub(crate) fn codec(&self) -> Option<&'static Codec> {
        match self {
            BodyEncoding::Value(codec) => Some(codec),
            _ => None,
        }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.codec() == Some(&JSON)
    }
}
