//! Which shapes are one type.

use rustc_hash::FxHashMap;

use crate::api::ShapeId;

/// Which shape stands for which.
#[derive(Debug, Default)]
pub(crate) struct Dedup {
    representative: FxHashMap<ShapeId, ShapeId>,
}

impl Dedup {
    /// Has a shape stand for others.
    pub(super) fn stand(&mut self, representative: ShapeId, others: &[ShapeId]) {
        for other in others.iter().filter(|other| **other != representative) {
            self.representative.insert(*other, representative);
        }
    }

    /// The shape that stands for this one.
    pub(crate) fn get(&self, id: ShapeId) -> ShapeId {
        self.representative.get(&id).copied().unwrap_or(id)
    }
}
