//! Successes that the document does not declare.

use crate::rust::{Arm, Reading, Statuses};

/// The arm that reads undeclared successes as the declared one: the only one with a body, if any has one.
pub(super) fn success(successes: &[Arm]) -> Option<Arm> {
    let is_empty = |arm: &&Arm| matches!(arm.reading, Reading::Empty | Reading::Unstreamed);
    let first = successes.iter().find(|arm| !is_empty(arm)).or(successes.first())?;
    let is_alike = |arm: &Arm| is_empty(&arm) || arm.reading == first.reading;
    let is_open = successes.iter().all(|arm| arm.statuses != Statuses::Range(2) && is_alike(arm));
    is_open.then(|| Arm { statuses: Statuses::Range(2), ..first.clone() })
}
