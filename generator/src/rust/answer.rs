//! What an operation gives or fails with: how answers are read, by their status and media type, and their headers.

use super::{Type, TypeName};
use crate::api::Framing;
use crate::media_types::Codec;

/// What an operation gives where it succeeds.
#[derive(Debug)]
pub(crate) struct Output {
    /// The enum, where several responses have types of their own.
    pub(crate) by_status: Option<AnswerType>,
    pub(crate) arms: Vec<Arm>,
    /// The statuses, from one to another, whose answers are read as they come.
    pub(crate) streamed: Vec<(u16, u16)>,
    /// The media types that these answers are held to; any where there are none.
    pub(crate) streamed_as: Vec<String>,
}

/// What an operation fails with, beyond what every operation can fail with.
#[derive(Debug)]
pub(crate) struct ErrorType {
    pub(crate) by_status: Option<AnswerType>,
    pub(crate) arms: Vec<Arm>,
}

/// What belongs to an operation's answers: the enum that tells them apart by their status, or what reads their headers.
#[derive(Clone, Debug)]
pub(crate) enum AnswerType {
    /// The operation's own, which stands beside it.
    Own(String),
    /// One that several operations have: a type like others.
    Shared(TypeName),
}

/// What such a type is to its operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AnswerRole {
    /// The enum of its successes by status.
    Output,
    /// The enum of its errors by status.
    Error,
    /// What reads its headers.
    Headers,
}

/// One declared response.
#[derive(Clone, Debug)]
pub(crate) struct Arm {
    pub(crate) statuses: Statuses,
    /// The variant of the output's or error's enum that holds it, where there is one.
    pub(crate) variant: Option<String>,
    pub(crate) reading: Reading,
    /// The media types to be asked for, with their weights.
    pub(crate) accept: Vec<String>,
    /// The media types that the answer is held to, where that is not left to how it is read.
    pub(crate) declared: Vec<String>,
    /// Whether the document says it of `default`.
    pub(crate) by_default: bool,
    /// Whether the `null` of a list or map is read as an empty one.
    pub(crate) null_is_empty: bool,
    pub(crate) description: Option<String>,
}

/// How all successes are read that have something in them, where these arms are of successes, and some are read so and others
/// have nothing.
pub(crate) fn in_common(arms: &[Arm]) -> Option<&Reading> {
    let is_success = |arm: &Arm| matches!(arm.statuses, Statuses::Exact(200..=299) | Statuses::Range(2));
    let mut full = arms.iter().map(|arm| &arm.reading).filter(|reading| **reading != Reading::Empty);
    let first = full.next().filter(|_| arms.iter().all(is_success))?;
    full.all(|reading| reading == first).then_some(first)
}

/// Which statuses an arm of a response's `match` serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statuses {
    Exact(u16),
    Range(u8),
    Rest,
}

/// How a response's body is read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    Empty,
    /// A value that is written so.
    Value(&'static Codec, Type),
    Text,
    Bytes,
    /// By its media type: an enum that knows.
    Content(Type),
    /// Item by item.
    Items(Items),
    /// Bytes as they come.
    ByteStream,
    /// Not at all, where a stream was asked for and this is none.
    Unstreamed,
}

impl Reading {
    /// Whether the body is read as it comes.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self, Reading::Items(_) | Reading::ByteStream)
    }

    /// How the values are written that it reads.
    pub(crate) fn codec(&self) -> Option<&'static Codec> {
        match self {
            Reading::Value(codec, _) => Some(codec),
            _ => None,
        }
    }

    /// The type that it gives, where that is not always the same.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Reading::Value(_, ty) | Reading::Content(ty) => Some(ty),
            Reading::Items(items) => Some(&items.ty),
            Reading::Empty | Reading::Text | Reading::Bytes | Reading::ByteStream | Reading::Unstreamed => None,
        }
    }
}

/// What comes item by item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Items {
    pub(crate) framing: Framing,
    pub(crate) ty: Type,
    pub(crate) media_type: String,
}

/// What an answer may be, where its media type decides.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Received {
    /// Of the variant.
    pub(crate) ident: String,
    /// As the document has them; ranges may be among them.
    pub(crate) media_types: Vec<String>,
    pub(crate) reading: Reading,
    /// The method that gives the variant's value.
    pub(crate) accessor: Option<String>,
}

/// The headers that an operation's responses declare.
#[derive(Debug)]
pub(crate) struct Headers {
    /// The type that reads them.
    pub(crate) named: AnswerType,
    pub(crate) all: Vec<Header>,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// Of the method that reads it.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) form: HeaderForm,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
}

/// How a header's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderForm {
    Plain,
    List,
    Object,
    /// `key=value` pairs.
    Exploded,
    Json,
}
