//! Successes that the document does not declare.

use crate::api::{Operation, Status};
use crate::lists::Listing;
use crate::plan::types::Planner;
use crate::rust::{Arm, Reading, Statuses};
use crate::settings::UndeclaredSuccess;

/// The arms that read undeclared successes of an operation as the settings ask for. `default` is the arm of what the document
/// declares under that name, where it is no success anyhow.
pub(super) fn successes(
    planner: &Planner<'_>,
    operation: &Operation,
    declared: &[Arm],
    default: Option<&Arm>,
) -> Vec<Arm> {
    let asked = planner.given.settings.undeclared_successes(operation);
    asked.into_iter().filter_map(|(status, read)| success(declared, default, status, read)).list()
}

/// Whether the settings have `default` be a success of an operation.
pub(super) fn reads_default(planner: &Planner<'_>, operation: &Operation) -> bool {
    let asked = planner.given.settings.undeclared_successes(operation);
    asked.iter().any(|(_, read)| *read == UndeclaredSuccess::Default)
}

/// The arm that reads successes of a status, or of all that are not declared, as something that is.
fn success(declared: &[Arm], default: Option<&Arm>, status: Option<u16>, read: UndeclaredSuccess) -> Option<Arm> {
    let statuses = status.map_or(Statuses::Range(2), Statuses::Exact);
    if declared.iter().any(|arm| arm.statuses == statuses) || !is_success(status) {
        return None;
    }
    let arm = match read {
        UndeclaredSuccess::Fail => None,
        UndeclaredSuccess::Read => only(declared),
        UndeclaredSuccess::As(code) => {
            let exact = declared.iter().find(|arm| arm.statuses == Statuses::Exact(code));
            exact.or_else(|| declared.iter().find(|arm| arm.statuses == Statuses::Range(2)))
        }
        UndeclaredSuccess::Default => default,
    };
    arm.map(|arm| Arm { statuses, ..arm.clone() })
}

/// Whether undeclared successes can have a status: what a build script says may be anything.
pub(super) fn is_success(status: Option<u16>) -> bool {
    status.is_none_or(|code| Status::Exact(code).is_success())
}

/// The declared success: the only one with a body, if any has one.
pub(super) fn only(declared: &[Arm]) -> Option<&Arm> {
    let is_empty = |arm: &&Arm| matches!(arm.reading, Reading::Empty | Reading::Unstreamed);
    let first = declared.iter().find(|arm| !is_empty(arm)).or(declared.first())?;
    declared.iter().all(|arm| is_empty(&arm) || arm.reading == first.reading).then_some(first)
}
