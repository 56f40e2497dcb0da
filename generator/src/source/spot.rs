//! Where values stand in a text.

use std::ops::Range;

/// Where a value stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The value's key. `None` for a list's items and the root.
    pub(crate) key: Option<Range<usize>>,
    pub(crate) value: Range<usize>,
    /// Whether the value holds no others.
    pub(crate) scalar: bool,
    /// The key's first place, where the mapping has it twice.
    pub(crate) first_key: Option<Range<usize>>,
}
