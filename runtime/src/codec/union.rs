//! Unions: which variant a value is of.

mod tagged;
mod untagged;

pub use tagged::{Tagged, Tags, UnknownVariant};
pub use untagged::{Candidate, Test, Untagged};
