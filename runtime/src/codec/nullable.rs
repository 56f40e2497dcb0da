//! Telling `null` from absent.

use std::borrow::Cow;

use super::{Decode, DecodeError, Encode, In, Number, Out, Sink};

/// A value or an explicit `null`. An optional entry of this type tells three cases apart: absent (`None`), `null`
/// (`Some(Nullable::Null)`) and a value.
///
/// What takes one takes the value, an `Option` of it, and what becomes it:
///
/// ```
/// use oasmith_runtime::Nullable;
///
/// fn nick(nick: impl Into<Nullable<String>>) -> Option<String> {
///     nick.into().into_option()
/// }
///
/// assert_eq!(nick("Jo"), nick(Some("Jo".to_owned())));
/// assert_eq!(nick(None), nick(Nullable::Null));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// `null`.
    #[default]
    Null,
    /// Anything else.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, unless it is `null`.
    #[inline]
    pub fn into_option(self) -> Option<T> {
        match self {
            Nullable::Null => None,
            Nullable::Value(value) => Some(value),
        }
    }

    /// A reference to the value, unless it is `null`.
    #[inline]
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Nullable::Null => None,
            Nullable::Value(value) => Some(value),
        }
    }

    /// Whether it is `null`.
    #[inline]
    pub fn is_null(&self) -> bool {
        matches!(self, Nullable::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    #[inline]
    fn from(value: T) -> Self {
        Nullable::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    #[inline]
    fn from(value: Option<T>) -> Self {
        value.map_or(Nullable::Null, Nullable::Value)
    }
}

/// What becomes a value or `null`: for values that more become than [`From`] can say, as a date of any zone becomes one
/// with an offset. `None` says by itself which type it has no value of, so that an [`Option`] of another zone's date is
/// none of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not become a `Nullable<{T}>`",
    note = "of an `Option` of another type, `.map(…)` makes one of this type; a date of chrono has `.fixed_offset()`"
)]
pub trait IntoNullable<T> {
    /// The value or `null`.
    fn into_nullable(self) -> Nullable<T>;
}

impl<T> IntoNullable<T> for Nullable<T> {
    #[inline]
    fn into_nullable(self) -> Nullable<T> {
        self
    }
}

impl<T> IntoNullable<T> for Option<T> {
    #[inline]
    fn into_nullable(self) -> Nullable<T> {
        self.into()
    }
}

/// A type that holds itself is boxed, which is nothing that a caller has to know.
impl<T> From<T> for Nullable<Box<T>> {
    #[inline]
    fn from(value: T) -> Self {
        Nullable::Value(Box::new(value))
    }
}

/// What becomes a type becomes a nullable one, too. `Option`s of it do not, for then nobody could say what `None` is an
/// `Option` of.
macro_rules! from_what_becomes {
    ($Type:ty: $($From:ty),*) => {$(
        impl From<$From> for $crate::codec::Nullable<$Type> {
            #[inline]
            fn from(value: $From) -> Self {
                Self::Value(value.into())
            }
        }
    )*};
}
pub(crate) use from_what_becomes;

from_what_becomes!(String: &str, &String, char, Box<str>, Cow<'_, str>);
from_what_becomes!(Number: i64, i32, u32, u64);

impl<T: Decode> Decode for Nullable<T> {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Null => Ok(Nullable::Null),
            other => T::decode(other).map(Nullable::Value),
        }
    }

    #[inline]
    fn from_null() -> Option<Self> {
        Some(Nullable::Null)
    }
}

impl<T: Encode> Encode for Nullable<T> {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        match self {
            Nullable::Null => sink.put(Out::Null),
            Nullable::Value(value) => value.encode(sink),
        }
    }
}
