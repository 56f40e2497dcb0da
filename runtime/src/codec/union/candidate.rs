//! What tells the variants of a union that has no tag.

use crate::codec::{Decode, Spec, Test};

/// What tells a variant.
#[derive(Debug)]
pub struct Candidate {
    /// The variant's name.
    pub name: &'static str,
    /// What the value must be.
    pub test: Test,
    /// The keys that it must have, where it must be an object.
    pub keys: &'static [&'static str],
    /// What its entries are called, where it is a record.
    pub spec: fn() -> &'static Spec,
}

/// What tells the entries of a variant, by the function that makes it of its value.
#[doc(hidden)]
pub const fn spec_of<T: Decode, U>(_variant: fn(T) -> U) -> fn() -> &'static Spec {
    T::spec
}
