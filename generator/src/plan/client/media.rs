//! Enums of media types: what their variants are called, which of them are one, and what that is called.

use std::collections::HashSet;

use crate::api::{OperationId, Use};
use crate::lists::{Listing, sort, sort_by_key};
use crate::plan::names::{Scopes, in_common, joined, type_ident, words};
use crate::plan::types::Planner;
use crate::rust::{Doc, GroupId, ModuleId, Role, TypeName};

/// A place that has an enum of media types.
pub(super) struct Place {
    pub(super) operation: OperationId,
    pub(super) group: GroupId,
    /// What the enum is called if it is this place's own, without its role.
    pub(super) words: Vec<String>,
    /// The component that the enum carries, if it is just one.
    pub(super) component: Option<Vec<String>>,
    /// Equal where the enums are.
    pub(super) key: String,
}

/// An enum of media types.
pub(super) struct Shared {
    pub(super) named: TypeName,
    /// The places that have it, by their position.
    pub(super) places: Vec<usize>,
}

/// Names the enums. Places whose enums are equal have one, if there is a name for what they have in common: their
/// component, or the words that their own names share. `role` ends each name.
pub(super) fn share(places: &[Place], role: &str, scopes: &mut Scopes) -> Vec<Shared> {
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
    named.collect()
}

fn common_name(places: &[Place], members: &[usize]) -> Option<Vec<String>> {
    let members: Vec<&Place> = members.iter().filter_map(|at| places.get(*at)).collect();
    let [first, _, ..] = members.as_slice() else { return members.first().map(|place| place.words.clone()) };
    // One operation's several places are its own.
    if members.iter().all(|place| place.operation == first.operation) {
        return Some(first.words.clone());
    }
    let component = first.component.clone();
    component.or_else(|| {
        let paths: Vec<Vec<String>> = members.iter().map(|place| place.words.clone()).collect();
        in_common(&paths)
    })
}

/// The component that these values are, if all are the same one.
pub(super) fn component<'u>(planner: &Planner<'_>, values: impl Iterator<Item = &'u Use>) -> Option<Vec<String>> {
    let mut shapes: Vec<_> = values.map(|value| planner.names.dedup.get(value.shape)).collect();
    sort_by_key(&mut shapes, &|id| id.0);
    shapes.dedup();
    let [shape] = shapes.as_slice() else { return None };
    let component = planner.api.shapes.get(*shape).component.as_deref()?;
    Some(planner.names.types.get(shape).map_or_else(|| words(component), |named| words(&named.ident)))
}

/// What an enum's documentation is made of: the one operation that it belongs to, or that there are several.
pub(super) fn doc(planner: &Planner<'_>, of: &[OperationId], what: &str, remark: Option<String>) -> Doc {
    match of {
        [only] => {
            let (owner, group) = planner.names.owner(*only);
            let role = Role { what: format!("The {what}"), named: None, owner: owner.to_owned(), group: Some(group) };
            Doc { role: Some(role), remark, ..Doc::default() }
        }
        _ => Doc { description: Some(format!("The {what} several operations.")), ..Doc::default() },
    }
}
