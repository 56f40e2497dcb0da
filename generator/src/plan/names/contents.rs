//! What enums of media types are called, and which of them are one.

use std::collections::HashSet;

use super::identifiers::type_ident;
use super::paths::{in_common, joined};
use super::scopes::Scopes;
use crate::api::OperationId;
use crate::lists::{Listing, sort};
use crate::rust::{GroupId, ModuleId, TypeName};

/// A place that has an enum of media types.
pub(crate) struct Place {
    pub(crate) operation: OperationId,
    pub(crate) group: GroupId,
    /// What the enum is called if it is this place's own, without its role.
    pub(crate) words: Vec<String>,
    /// The component that the enum carries, if it is just one.
    pub(crate) component: Option<Vec<String>>,
    /// Equal where the enums are.
    pub(crate) key: String,
}

/// An enum of media types.
pub(crate) struct Shared {
    pub(crate) named: TypeName,
    /// The places that have it, by their position.
    pub(crate) places: Vec<usize>,
}

/// Names the enums. Places whose enums are equal have one, if there is a name for what they have in common: their
/// component, or the words that their own names share. `role` ends each name.
pub(crate) fn share(places: &[Place], role: &str, scopes: &mut Scopes) -> Vec<Shared> {
    let mut by_key = places.iter().enumerate().map(|(at, place)| (place.key.as_str(), at)).list();
    sort(&mut by_key, &Ord::cmp);
    let mut wanted: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    for alike in by_key.chunk_by(|one, other| one.0 == other.0) {
        let members = alike.iter().map(|(_, at)| *at).list();
        match common_name(places, &members) {
            Some(words) => wanted.push((words, members)),
            None => wanted.extend(members.into_iter().filter_map(|at| Some((places.get(at)?.words.clone(), vec![at])))),
        }
    }
    // Not in document order, so that names don't change with it.
    sort(&mut wanted, &Ord::cmp);
    let named = wanted.into_iter().map(|(words, members)| {
        let groups: HashSet<GroupId> = members.iter().filter_map(|at| Some(places.get(*at)?.group)).collect();
        let only = groups.iter().next().copied().filter(|_| groups.len() == 1);
        let module = only.map_or(ModuleId::Shared, ModuleId::Group);
        let ident = scopes.take(&[type_ident(&joined(&words, &[role.to_owned()]))], module);
        Shared { named: TypeName { ident, module }, places: members }
    });
    named.list()
}

fn common_name(places: &[Place], members: &[usize]) -> Option<Vec<String>> {
    let members: Vec<&Place> = members.iter().filter_map(|at| places.get(*at)).list();
    let [first, _, ..] = members.as_slice() else { return members.first().map(|place| place.words.clone()) };
    // One operation's several places are its own.
    if members.iter().all(|place| place.operation == first.operation) {
        return Some(first.words.clone());
    }
    let component = first.component.clone();
    component.or_else(|| {
        let paths: Vec<Vec<String>> = members.iter().map(|place| place.words.clone()).list();
        in_common(&paths)
    })
}
