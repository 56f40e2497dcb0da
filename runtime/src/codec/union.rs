//! Unions: which variant a value is of.

mod memory;
mod tagged;
mod untagged;

pub(crate) use memory::{Known, Memory, Spot};
pub use tagged::{Tagged, Tags, UnknownVariant};
pub use untagged::{Candidate, Untagged, spec_of};
