//! Unions: which variant a value is of.

mod candidate;
mod look;
mod memory;
mod search;
mod tagged;
mod unlisted;
mod untagged;

pub use candidate::{Candidate, spec_of};
pub(crate) use memory::{Known, Memory, Spot};
pub use tagged::{Tagged, Tags, UnknownVariant};
pub(crate) use unlisted::meet;
pub use untagged::Untagged;
