//! Successes that the document does not declare.

use super::answers::Answers;
use super::operations::outcomes;
use crate::api::{Operation, Status};
use crate::diagnostic::Diagnostics;
use crate::lists::Listing;
use crate::plan::types::Planner;
use crate::rust::{Arm, Reading, Statuses};
use crate::settings::{ResponseSetting, Settings, UndeclaredSuccess};

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
fn is_success(status: Option<u16>) -> bool {
    status.is_none_or(|code| Status::Exact(code).is_success())
}

/// The declared success: the only one with a body, if any has one.
fn only(declared: &[Arm]) -> Option<&Arm> {
    let is_empty = |arm: &&Arm| matches!(arm.reading, Reading::Empty | Reading::Unstreamed);
    let first = declared.iter().find(|arm| !is_empty(arm)).or(declared.first())?;
    declared.iter().all(|arm| is_empty(&arm) || arm.reading == first.reading).then_some(first)
}

/// Complains about settings for operations that are there, and have nothing to be read so.
pub(super) fn check(planner: &Planner<'_>, answers: &Answers, settings: &Settings, diagnostics: &mut Diagnostics) {
    for setting in &settings.responses {
        let concerned = planner.api.operations.ids().filter(|id| setting.concerns(&planner.api.operations[*id])).list();
        let changes = |id| {
            changes(planner, &planner.api.operations[id], setting, || {
                outcomes(planner, id, &answers.of_operation(planner, id)).0
            })
        };
        if concerned.is_empty() || concerned.iter().any(|id| changes(*id)) {
            continue;
        }
        let of_one = concerned.first().filter(|_| concerned.len() == 1).map(|id| &planner.api.operations[*id]);
        let (why, help) = useless(setting, of_one);
        diagnostics.push(settings.changes_no_answer(setting, why, help));
    }
}

/// Whether an operation has something to be read as a setting says.
fn changes(
    planner: &Planner<'_>,
    operation: &Operation,
    setting: &ResponseSetting,
    successes: impl Fn() -> Vec<Arm>,
) -> bool {
    let declares = |status: Status| operation.responses.iter().any(|response| response.status == status);
    let success = operation.responses.iter().any(|response| response.status.is_success());
    if declares(setting.status.map_or(Status::Range(2), Status::Exact)) || !is_success(setting.status) {
        return false;
    }
    match setting.read {
        UndeclaredSuccess::Fail => planner.given.settings.undeclared_success == Some(true),
        UndeclaredSuccess::As(code) => declares(Status::Exact(code)) || declares(Status::Range(2)),
        UndeclaredSuccess::Default => success && declares(Status::Default),
        UndeclaredSuccess::Read => {
            let count = operation.responses.iter().filter(|response| response.status.is_success()).count();
            only(successes().get(..count).unwrap_or_default()).is_some()
        }
    }
}

/// Why a setting changes nothing, and what else to write.
fn useless(setting: &ResponseSetting, of_one: Option<&Operation>) -> (&'static str, String) {
    let declared = of_one.iter().flat_map(|operation| &operation.responses).map(|response| match response.status {
        Status::Exact(code) => code.to_string(),
        Status::Range(range) => format!("{range}XX"),
        Status::Default => "default".to_owned(),
    });
    let declared = declared.list();
    let help = match declared.as_slice() {
        [] => "leave it out, or name other operations".to_owned(),
        some => format!("the operation declares {}", some.join(", ")),
    };
    let is_declared = |status: Status| {
        of_one.is_some_and(|operation| operation.responses.iter().any(|response| response.status == status))
    };
    let why = match setting.read {
        _ if !is_success(setting.status) => "it is about no status of a success",
        _ if is_declared(setting.status.map_or(Status::Range(2), Status::Exact)) => "it is declared already",
        UndeclaredSuccess::Fail => "undeclared successes are errors anyhow",
        UndeclaredSuccess::As(_) => "that status is not declared",
        UndeclaredSuccess::Default => "there is no `default` beside a success, or it is read as one anyhow",
        UndeclaredSuccess::Read => "no success is declared, or several that have different types",
    };
    (why, help)
}
