//! Values of enums that the document does not list.

use std::fmt;

use super::union::meet;

/// A value of an enum that the document does not list, kept as it came.
///
/// ```
/// use oasmith_runtime::{UnknownValue, enumeration, json};
///
/// #[derive(Clone, PartialEq)]
/// enum Kind {
///     Cat,
///     Unknown(UnknownValue),
/// }
///
/// enumeration! { Kind { "cat" => Cat } }
///
/// match json::from_str("\"axolotl\"")? {
///     Kind::Unknown(kind) => assert_eq!(kind.as_str(), "axolotl"),
///     Kind::Cat => unreachable!(),
/// }
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        meet();
        Self(text.into())
    }

    /// The value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An integer of an enum that the document does not list.
#[doc(hidden)]
#[must_use]
pub fn unlisted(integer: i64) -> i64 {
    meet();
    integer
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
