//! Types where they are used.

use super::TypeName;
use crate::formats::{Integer, RustType};

/// A type where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Unit,
    Bool,
    Integer(Integer),
    F32,
    F64,
    Number,
    String,
    /// A type that spells its values as their format wants it.
    Formatted(RustType),
    /// Bytes that are sent as they are, in memory or not.
    Upload,
    /// A part of a form, a file or not.
    FormPart,
    /// A form with parts of all kinds.
    FormData,
    Value,
    /// A type of the user's own, as code names it.
    Given(String),
    /// A type of the crate.
    Named(TypeName),
    Vec(Box<Type>),
    Map(Box<Type>),
    Option(Box<Type>),
    Nullable(Box<Type>),
    Box(Box<Type>),
    /// What a caller may give as anything that becomes it.
    Into(Box<Type>),
}

impl Type {
    /// The type of what is there, where this is one of what may be absent.
    pub(crate) fn present(&self) -> &Type {
        match self {
            Type::Option(inner) => inner,
            other => other,
        }
    }

    /// Whether it has a value for `null`.
    pub(crate) fn has_null(&self) -> bool {
        matches!(self, Type::Option(_) | Type::Nullable(_) | Type::Value)
    }

    /// The type inside of lists, maps and options.
    pub(crate) fn innermost(&self) -> &Type {
        match self {
            Type::Vec(inner)
            | Type::Map(inner)
            | Type::Option(inner)
            | Type::Nullable(inner)
            | Type::Box(inner)
            | Type::Into(inner) => inner.innermost(),
            other => other,
        }
    }

    /// What that is called, if it is a type of the crate's.
    pub(crate) fn name(&self) -> Option<&str> {
        match self.innermost() {
            Type::Named(named) => Some(&named.ident),
            _ => None,
        }
    }

    /// Whether a type of the user's own is it, or part of it.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.innermost(), Type::Given(_))
    }
}
