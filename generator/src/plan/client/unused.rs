//! Settings about successes that change nothing.

use super::answers::Answers;
use super::operations::outcomes;
use super::undeclared::{is_success, only};
use crate::api::{Operation, Status};
use crate::diagnostic::Diagnostics;
use crate::lists::Listing;
use crate::plan::types::Planner;
use crate::rust::Arm;
use crate::settings::{ResponseSetting, Settings, UndeclaredSuccess};

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
            let count = operation.responses.iter().filter(|response| response.status.is_success()).tally();
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
