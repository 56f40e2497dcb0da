//! What operations' answers have that several operations have.

use crate::api::OperationId;
use crate::lists::Listing;
use crate::maps::{SortedMap, SortedSet};
use crate::plan::names::OperationNames;
use crate::plan::types::Planner;
use crate::rust::{AnswerRole, AnswerType, Doc, TypeName};

/// A type that several operations have, what it is to them, and the operations.
pub(super) type OfSeveral = (TypeName, AnswerRole, Vec<OperationId>);

/// The types that several operations have.
pub(super) fn of_several(planner: &Planner<'_>) -> Vec<OfSeveral> {
    let mut all: SortedMap<(String, String), OfSeveral> = SortedMap::new();
    for id in planner.api.operations.ids() {
        let OperationNames { by_status, headers, .. } = &planner.names.operations[id];
        let both = [(&by_status.output, AnswerRole::Output), (&by_status.error, AnswerRole::Error)];
        for (named, role) in both.into_iter().chain(headers.iter().map(|headers| (headers, AnswerRole::Headers))) {
            if let AnswerType::Shared(named) = named {
                let key = (named.ident.clone(), format!("{:?}", named.module));
                all.entry(key).or_insert_with(|| (named.clone(), role, Vec::new())).2.push(id);
            }
        }
    }
    all.into_values().list()
}

/// What is said of such a type; nothing where none of its operations is among the chosen ones.
pub(super) fn documented(
    planner: &Planner<'_>,
    title: &str,
    of: &[OperationId],
    chosen: &[OperationId],
) -> Option<Doc> {
    let mut users: SortedSet<_> = SortedSet::new();
    for (name, group) in of.iter().filter(|id| chosen.contains(id)).map(|id| planner.names.owner(*id)) {
        users.insert((name.to_owned(), Some(group)));
    }
    let doc = Doc { title: Some(title.to_owned()), used_by: users.into_iter().list(), ..Doc::default() };
    (!doc.used_by.is_empty()).then_some(doc)
}

/// What is said of a part is what all say.
pub(super) fn keep_agreed(said: &mut Option<String>, other: Option<&String>) {
    *said = said.take().filter(|said| other == Some(said));
}
