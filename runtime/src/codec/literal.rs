//! Constants of a document: the value of a record's constant entry, the tag of a union's variant.

use super::{Head, decimal};

/// A constant of the document. As a place it takes nothing but itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    Int(i64),
    /// `true` or `false`.
    Bool(bool),
}

impl Literal {
    /// Whether a value is this constant.
    #[must_use]
    pub fn is(self, value: Head<'_>) -> bool {
        match self {
            Literal::Str(known) => matches!(value, Head::Str(text) if text == known),
            Literal::Int(known) => decimal::integer(value) == Some(i128::from(known)),
            Literal::Bool(known) => value == Head::Bool(known),
        }
    }

    /// The constant as it stands in a message.
    #[must_use]
    pub fn head(self) -> Head<'static> {
        match self {
            Literal::Str(text) => Head::Str(text),
            Literal::Int(integer) => Head::Int(integer),
            Literal::Bool(value) => Head::Bool(value),
        }
    }
}
