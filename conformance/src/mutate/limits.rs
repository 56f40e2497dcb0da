//! How much a run may take.

/// The CPU seconds that a document of so many bytes may take.
pub(super) fn seconds(bytes: usize) -> f64 {
    5.0 * f64::from(u32::try_from(bytes.div_ceil(1_000_000)).unwrap_or(u32::MAX))
}

/// The bytes of memory that a document of so many bytes may take.
pub(super) const fn memory(bytes: usize) -> usize {
    bytes.saturating_mul(20).saturating_add(100_000_000)
}
