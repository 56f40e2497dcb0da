//! What operations' answers have that several operations have.

use super::answers::Answers;
use super::{by_status, headers};
use crate::api::OperationId;
use crate::lists::Listing;
use crate::maps::{SortedMap, SortedSet};
use crate::plan::names::OperationNames;
use crate::plan::types::Planner;
use crate::rust::{AnswerRole, AnswerType, Doc, Header, Item, ItemKind, ModuleId, TypeName};

/// A type that several operations have, what it is to them, and the operations.
type OfSeveral = (TypeName, AnswerRole, Vec<OperationId>);

/// The types that several operations have: enums, and then what reads headers.
fn of_several(planner: &Planner<'_>) -> Vec<OfSeveral> {
    let mut all: SortedMap<(bool, String, String), OfSeveral> = SortedMap::new();
    for id in planner.api.operations.ids() {
        let OperationNames { by_status, headers, .. } = &planner.names.operations[id];
        let both = [(&by_status.output, AnswerRole::Output), (&by_status.error, AnswerRole::Error)];
        for (named, role) in both.into_iter().chain(headers.iter().map(|headers| (headers, AnswerRole::Headers))) {
            if let AnswerType::Shared(named) = named {
                let key = (role == AnswerRole::Headers, named.ident.clone(), format!("{:?}", named.module));
                all.entry(key).or_insert_with(|| (named.clone(), role, Vec::new())).2.push(id);
            }
        }
    }
    all.into_values().list()
}

/// These types, where one of their operations is among the chosen ones.
pub(super) fn items(planner: &Planner<'_>, answers: &Answers, chosen: &[OperationId]) -> Vec<(ModuleId, Item)> {
    let item = |(named, role, of): OfSeveral| {
        let doc = documented(planner, role, &of, chosen)?;
        let kind = match role {
            AnswerRole::Output | AnswerRole::Error => {
                let arms = of.iter().map(|id| by_status::arms(planner, answers, *id, role));
                ItemKind::ByStatus(merged(arms, |arm, other| keep_agreed(&mut arm.description, &other.description)))
            }
            AnswerRole::Headers => {
                let all = of.iter().map(|id| headers::in_order(planner, *id));
                ItemKind::Headers(merged(all, |header: &mut Header, other| {
                    keep_agreed(&mut header.description, &other.description);
                    header.name = header.name.clone().min(other.name);
                }))
            }
        };
        Some((named.module, Item::plain(named.ident, doc, kind)))
    };
    of_several(planner).into_iter().filter_map(item).list()
}

/// What is said of such a type; nothing where none of its operations is among the chosen ones.
fn documented(planner: &Planner<'_>, role: AnswerRole, of: &[OperationId], chosen: &[OperationId]) -> Option<Doc> {
    let mut users: SortedSet<_> = SortedSet::new();
    for (name, group) in of.iter().filter(|id| chosen.contains(id)).map(|id| planner.names.owner(*id)) {
        users.insert((name.to_owned(), Some(group)));
    }
    let title = match role {
        AnswerRole::Output => "What several operations answer, by status.",
        AnswerRole::Error => "The errors that the document declares for several operations, by status.",
        AnswerRole::Headers => "The headers that the document declares for the answers to several operations.",
    };
    let doc = Doc { title: Some(title.to_owned()), used_by: users.into_iter().list(), ..Doc::default() };
    (!doc.used_by.is_empty()).then_some(doc)
}

/// The parts as all operations have them, each of which has them in the same order.
fn merged<T>(mut all: impl Iterator<Item = Vec<T>>, merge: impl Fn(&mut T, T)) -> Vec<T> {
    let mut parts = all.next().unwrap_or_default();
    for others in all {
        parts.iter_mut().zip(others).for_each(|(part, other)| merge(part, other));
    }
    parts
}

/// What is said of a part is what all say.
fn keep_agreed(said: &mut Option<String>, other: &Option<String>) {
    *said = said.take().filter(|said| other.as_ref() == Some(said));
}
