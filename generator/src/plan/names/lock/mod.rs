//! `oasmith.lock`: the names that were given, so that another version of the document has them as well.
//!
//! `text` reads and writes its lines, `known` puts them together, `matching` finds what of a document they are about by
//! `places` and `digest`, and `groups` keeps operations where they were.

mod digest;
mod groups;
mod known;
mod matching;
mod places;
mod text;

pub(crate) use groups::{held as groups, said as group};
pub(crate) use known::{Known, KnownOperation, KnownType, ordered};
pub(crate) use matching::Lock;
pub(crate) use places::{arguments, members as member_keys, operation, parameter, variants as variant_keys};
pub(crate) use text::{Difference, Facts, Kind};
