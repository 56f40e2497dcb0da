//! The codec: how values are read and written, whatever the format.
//!
//! A type says how it is made out of what a source hands over ([`Decode`]) and what it hands to a sink ([`Encode`]).
//! Sources and sinks are trait objects, so that the code of a format is compiled once and not for each type: JSON text
//! in [`json`], any serde format in `serde_adapter` (with the feature `serde`), and [`Value`] in memory. The macros
//! `record!`, `union!`, `enumeration!`, `newtype!` and `tuple!` write the two implementations from one line.

pub(crate) mod bounds;
mod check;
mod container;
mod decimal;
mod decode_error;
mod empty;
mod fields;
mod format;
mod head;
mod input;
pub mod json;
mod literal;
mod macros;
mod map;
mod nullable;
mod number;
mod output;
pub(crate) mod parts;
mod quoted;
mod scalar;
#[cfg(feature = "serde")]
pub mod serde_adapter;
pub(crate) mod show;
mod spec;
mod test;
pub(crate) mod tuple;
pub(crate) mod union;
pub(crate) mod unknown_value;
mod value;

pub use check::{Violation, check};
pub use decode_error::DecodeError;
#[cfg(feature = "client")]
pub(crate) use empty::empty_for;
pub use fields::Fields;
pub use format::*;
#[cfg(feature = "client")]
pub(crate) use format::{http_date, to_base64};
pub use head::Head;
pub(crate) use input::Keyed;
pub use input::{Decode, Entries, In, Items, Place, Rest};
pub use literal::Literal;
pub use map::{Iter, Map};
pub(crate) use nullable::from_what_becomes;
pub use nullable::{IntoNullable, Nullable};
pub use number::Number;
#[doc(inline)]
pub use oasmith_vocabulary::Test;
#[doc(inline)]
pub use oasmith_vocabulary::constant::{Definition, Rule};
pub use output::{Encode, Out, Pairs, Record, Sequence, Sink};
pub use quoted::Quoted;
pub use spec::Spec;
pub use union::UnknownVariant;
pub use unknown_value::UnknownValue;
#[cfg(feature = "serde")]
pub(crate) use value::ObjectEntries;
pub use value::{Object, Value};
