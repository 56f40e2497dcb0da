//! Enums that tell answers apart by status: what is known of them before they have names, and those that operations share.

use super::answers::Answers;
use super::operations::outcomes;
use crate::api::{OperationId, Status};
use crate::lists::Listing;
use crate::maps::{SortedMap, SortedSet};
use crate::plan::names::Apart;
use crate::plan::types::Planner;
use crate::rust::{Arm, ByStatus, Doc, Item, ItemKind, ModuleId, Statuses};

/// The enums of all operations.
pub(crate) fn apart(planner: &Planner<'_>, answers: &Answers) -> Vec<Apart> {
    let mut all = Vec::new();
    for id in planner.api.operations.ids() {
        let (successes, failures) = outcomes(planner, id, &answers.of_operation(planner, id));
        for (arms, is_error) in [(successes, false), (failures, true)] {
            let arms = variants(&arms);
            if arms.is_empty() {
                continue;
            }
            let statuses: SortedSet<Status> = arms.iter().map(|arm| status(arm.statuses)).collect();
            let holds = arms.iter().filter_map(|arm| arm.reading.ty()?.name()).map(str::to_owned).collect();
            let mut key = arms.iter().map(|arm| format!("{:?} {:?}\n", arm.variant, arm.reading)).list();
            crate::lists::sort(&mut key, &Ord::cmp);
            all.push(Apart { operation: id, is_error, statuses, holds, key: key.concat() });
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

/// An enum that several operations have.
struct Shared {
    module: ModuleId,
    is_error: bool,
    of: Vec<OperationId>,
    arms: Vec<Arm>,
}

/// The enums that several operations have, where one of these operations is among the chosen ones.
pub(crate) fn items(planner: &Planner<'_>, answers: &Answers, chosen: &[OperationId]) -> Vec<(ModuleId, Item)> {
    let mut shared: SortedMap<(String, String), Shared> = SortedMap::new();
    for id in planner.api.operations.ids() {
        let by_status = &planner.names.operations[id].by_status;
        let both = [(&by_status.output, false), (&by_status.error, true)];
        for (named, is_error) in both {
            let ByStatus::Shared(named) = named else { continue };
            let (successes, failures) = outcomes(planner, id, &answers.of_operation(planner, id));
            let mut arms = variants(if is_error { &failures } else { &successes });
            crate::lists::sort_by_key(&mut arms, &|arm| status(arm.statuses));
            let key = (named.ident.clone(), format!("{:?}", named.module));
            let entry = shared.entry(key).or_insert_with(|| Shared {
                module: named.module,
                is_error,
                of: Vec::new(),
                arms: arms.clone(),
            });
            entry.of.push(id);
            for (known, arm) in entry.arms.iter_mut().zip(arms) {
                // What is said of it is what all say.
                known.description = known.description.take().filter(|said| arm.description.as_ref() == Some(said));
            }
        }
    }
    let item = |((ident, _), Shared { module, is_error, of, arms }): ((String, String), Shared)| {
        let of = of.into_iter().filter(|id| chosen.contains(id));
        let users: SortedSet<_> =
            of.map(|id| planner.names.owner(id)).map(|(name, group)| (name.to_owned(), Some(group))).collect();
        let title = match is_error {
            true => "The errors that the document declares for several operations, by status.",
            false => "What several operations answer, by status.",
        };
        let doc = Doc { title: Some(title.to_owned()), used_by: users.into_iter().list(), ..Doc::default() };
        (!doc.used_by.is_empty()).then(|| (module, Item::plain(ident, doc, ItemKind::ByStatus(arms))))
    };
    shared.into_iter().filter_map(item).list()
}
