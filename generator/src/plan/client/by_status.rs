//! Enums that tell answers apart by status: what is known of them before they have names, and those that operations share.

use super::answers::Answers;
use super::operations::outcomes;
use crate::api::{OperationId, Status};
use crate::lists::{Listing, sort, sort_by_key};
use crate::maps::SortedSet;
use crate::plan::names::{Apart, Told};
use crate::plan::types::Planner;
use crate::rust::{AnswerRole, Arm, Statuses};

/// The enums of all operations.
pub(crate) fn apart(planner: &Planner<'_>, answers: &Answers) -> Vec<Apart> {
    let mut all = Vec::new();
    for id in planner.api.operations.ids() {
        let (successes, failures) = outcomes(planner, id, &answers.of_operation(planner, id));
        for (arms, role) in [(successes, AnswerRole::Output), (failures, AnswerRole::Error)] {
            let arms = variants(&arms);
            if arms.is_empty() {
                continue;
            }
            let statuses: SortedSet<Status> = arms.iter().map(|arm| status(arm.statuses)).collect();
            let holds = arms.iter().filter_map(|arm| arm.reading.ty()?.name()).map(str::to_owned).collect();
            let mut key = arms.iter().map(|arm| format!("{:?} {:?}\n", arm.variant, arm.reading)).list();
            sort(&mut key, &Ord::cmp);
            all.push(Apart { operation: id, role, told: Told::By { statuses, holds }, key: key.concat() });
        }
    }
    all
}

fn status(statuses: Statuses) -> Status {
    match statuses {
        Statuses::Exact(code) => Status::Exact(code),
        Statuses::Range(range) => Status::Range(range),
        Statuses::Rest => Status::Default,
    }
}

/// The arms that have variants of an enum: of undeclared successes, which are read as declared ones, there is none.
fn variants(arms: &[Arm]) -> Vec<Arm> {
    let mut known = SortedSet::new();
    arms.iter().filter(|arm| arm.variant.as_ref().is_some_and(|variant| known.insert(variant.clone()))).cloned().list()
}

/// What an enum that several operations have is made of, as one of them has it, in the order of its statuses.
pub(super) fn arms(planner: &Planner<'_>, answers: &Answers, id: OperationId, role: AnswerRole) -> Vec<Arm> {
    let (successes, failures) = outcomes(planner, id, &answers.of_operation(planner, id));
    let mut arms = variants(if role == AnswerRole::Error { &failures } else { &successes });
    sort_by_key(&mut arms, &|arm| status(arm.statuses));
    arms
}
