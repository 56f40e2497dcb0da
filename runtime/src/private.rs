//! What macros and emitted code name and nobody else: it may change with any version.

#![allow(non_upper_case_globals, missing_docs)]

pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};

#[cfg(feature = "client")]
pub use crate::client::core::ClientCore;
#[cfg(all(feature = "client", not(feature = "blocking")))]
pub use crate::client::macros::Blocking;
pub use crate::codec::parts::{More, Parts};
pub use crate::codec::show::show;
pub use crate::codec::tuple::{Tuple, TupleItems};
pub use crate::codec::union::{Candidate, Tagged, Tags, Untagged, spec_of};
pub use crate::codec::unknown_value::unlisted;
use crate::codec::{Literal, Rule, Test};
#[cfg(feature = "serde")]
pub use serde;

pub const NO_RULES: &[Rule] = &[];
pub const NO_ENTRY_RULES: &[(&str, &[Rule])] = &[];
pub const NO_CONSTANTS: &[Literal] = &[];

#[inline(always)]
pub fn default<T: Default>() -> T {
    T::default()
}

/// The value in the place that a text has in its list.
#[inline]
pub fn listed<'t, T>(texts: &[&str], values: &'t [T], text: &str) -> Option<&'t T> {
    values.get(texts.iter().position(|listed| *listed == text)?)
}

/// How an item of a tuple is read.
pub mod item {
    use super::TupleItems;
    use crate::codec::{Decode, DecodeError};

    #[inline]
    pub fn required<T: Decode>(items: &mut TupleItems<'_>) -> Result<T, DecodeError> {
        items.required()
    }

    #[inline]
    pub fn optional<T: Decode>(items: &mut TupleItems<'_>) -> Result<Option<T>, DecodeError> {
        items.optional()
    }
}

/// The words for tests and flags in the macros' grammar.
pub const tag: bool = true;
pub const one: bool = true;
pub const null: Test = Test::Null;
pub const boolean: Test = Test::Boolean;
pub const integer: Test = Test::Integer;
pub const number: Test = Test::Number;
pub const string: Test = Test::String;
pub const array: Test = Test::Array;
pub const object: Test = Test::Object;
