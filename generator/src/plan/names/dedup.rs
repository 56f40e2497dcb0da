//! Which shapes are one type.

use crate::api::ShapeId;
use crate::maps::HashMap;

/// Which shape stands for which.
#[derive(Debug, Default)]
pub(crate) struct Dedup {
    representative: HashMap<ShapeId, ShapeId>,
    members: HashMap<ShapeId, Vec<ShapeId>>,
}

impl Dedup {
    /// Has a shape stand for others.
    pub(super) fn stand(&mut self, representative: ShapeId, others: &[ShapeId]) {
        for other in others.iter().filter(|other| **other != representative) {
            self.representative.insert(*other, representative);
            self.members.entry(representative).or_default().push(*other);
        }
    }

    /// The shape that stands for this one.
    pub(crate) fn get(&self, id: ShapeId) -> ShapeId {
        self.representative.get(&id).copied().unwrap_or(id)
    }

    /// The other shapes that this one stands for.
    pub(crate) fn others(&self, id: ShapeId) -> &[ShapeId] {
        self.members.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}
