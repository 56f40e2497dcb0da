//! What the user has named, which a lock gives way to.

use super::operations::Called;
use crate::api::{OperationId, ShapeId};
use crate::maps::{HashMap, HashSet};
use crate::rust::TypeName;
use crate::table::Table;

/// What the user has named.
#[derive(Debug, Default)]
pub(crate) struct ByUser {
    pub(super) operations: HashSet<OperationId>,
    pub(super) types: HashSet<ShapeId>,
}

impl ByUser {
    /// What differs between before and after the user was asked.
    pub(super) fn learn_operations(&mut self, before: &Table<OperationId, Called>, after: &Table<OperationId, Called>) {
        self.operations.extend(before.ids().filter(|id| before[*id].words != after[*id].words));
    }

    /// The same of types.
    pub(super) fn learn_types(&mut self, before: &HashMap<ShapeId, TypeName>, after: &HashMap<ShapeId, TypeName>) {
        self.types.extend(after.iter().filter(|(id, named)| before.get(id) != Some(named)).map(|(id, _)| *id));
    }
}
