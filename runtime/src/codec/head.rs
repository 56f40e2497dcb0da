//! What stands at a place, told without reading it.

use std::fmt;

use super::bounds::{self, shortened};

/// What a value is, without its contents: the answer to a look ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Head<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// As [`In::Int`](super::In::Int).
    Int(i64),
    /// As [`In::Uint`](super::In::Uint).
    Uint(u64),
    /// As [`In::Float`](super::In::Float).
    Float(f64),
    /// As [`In::Decimal`](super::In::Decimal).
    Decimal(&'a str),
    /// A string.
    Str(&'a str),
    /// Some array.
    Array,
    /// Some object.
    Object,
}

impl fmt::Display for Head<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Head::Null => f.write_str("null"),
            Head::Bool(value) => write!(f, "{value}"),
            Head::Int(value) => write!(f, "{value}"),
            Head::Uint(value) => write!(f, "{value}"),
            Head::Float(value) => write!(f, "{value}"),
            Head::Decimal(text) => f.write_str(&shortened(text, bounds::TEXT)),
            Head::Str(text) => write!(f, "{:?}", shortened(text, bounds::TEXT)),
            Head::Array => f.write_str("an array"),
            Head::Object => f.write_str("an object"),
        }
    }
}
