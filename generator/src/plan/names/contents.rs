//! What enums of media types are called, and which of them are one.

use super::chosen::Names;
use super::facts::of_path;
use super::identifiers::type_ident;
use super::lock::Lock;
use super::paths::{either, in_common, is_long, joined};
use super::scopes::Scopes;
use super::statuses;
use super::words::words;
use crate::api::{OperationId, Status};
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet, SortedMap, SortedSet};
use crate::rust::{GroupId, ModuleId, TypeName};

/// A place that has an enum of media types.
pub(crate) struct Place {
    pub(crate) operation: OperationId,
    /// The status of the answer that it is; None of a body.
    pub(crate) status: Option<Status>,
    pub(crate) group: GroupId,
    /// What the enum is called if it is this place's own, without its role.
    pub(crate) words: Vec<String>,
    /// The component that the enum carries, if it is just one.
    pub(crate) component: Option<Vec<String>>,
    /// The types with names that its variants hold.
    pub(crate) holds: SortedSet<String>,
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
/// component, the words that their own names share or, where all are errors, their status or what they hold. `role` ends each name. What a lock knows stays what it is.
pub(crate) fn share(
    places: &[Place],
    role: &str,
    (names, lock): (&Names, Option<&Lock>),
    scopes: &mut Scopes,
) -> Vec<Shared> {
    let mut shared = held(places, names, lock);
    let known: HashSet<usize> = shared.iter().flat_map(|each| each.places.iter().copied()).collect();
    let new = places.iter().enumerate().filter(|(at, _)| !known.contains(at));
    let mut by_key = new.map(|(at, place)| (place.key.as_str(), at)).list();
    sort(&mut by_key, &Ord::cmp);
    let mut wanted: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    for alike in by_key.chunk_by(|one, other| one.0 == other.0) {
        let members = alike.iter().map(|(_, at)| *at).list();
        match common_name(places, &members).or_else(|| of_failures(places, &members)) {
            Some(words) => wanted.push((words, members)),
            None => {
                wanted.add_all(members.into_iter().filter_map(|at| Some((places.get(at)?.words.clone(), vec![at]))))
            }
        }
    }
    // Not in document order, so that names don't change with it.
    let place = |members: &Vec<usize>| {
        let of = members.iter().filter_map(|at| places.get(*at)).map(|place| (&place.words, place.key.as_str()));
        of.min()
    };
    sort(&mut wanted, &|one, other| (&one.0, place(&one.1)).cmp(&(&other.0, place(&other.1))));
    let named = wanted.into_iter().map(|(words, members)| {
        let groups: HashSet<GroupId> = members.iter().filter_map(|at| Some(places.get(*at)?.group)).collect();
        let only = groups.iter().next().copied().filter(|_| groups.len() == 1);
        let module = only.map_or(ModuleId::Shared, ModuleId::Group);
        let name = type_ident(&joined(&words, &[role.to_owned()]));
        let ident = scopes.take(&[name.clone(), format!("{name}ByMediaType")], module);
        Shared { named: TypeName { ident, module }, places: members }
    });
    shared.add_all(named);
    shared
}

/// The enums that a lock knows, with what is new and equal to one of them. Of those that are not equal any more, the first one
/// keeps the name.
fn held(places: &[Place], names: &Names, lock: Option<&Lock>) -> Vec<Shared> {
    let Some(lock) = lock else { return Vec::new() };
    let path = |place: &Place| {
        let known = lock.operation(place.operation)?;
        let enums = match place.status {
            None => known.body.as_ref(),
            Some(status) => known.answers.get(&statuses::written(status)),
        };
        enums.cloned()
    };
    let mut by_path: SortedMap<String, Vec<usize>> = SortedMap::new();
    for (at, place) in places.iter().enumerate() {
        if let Some(path) = path(place) {
            by_path.entry(path).or_default().push(at);
        }
    }
    let mut joins: HashMap<&str, usize> = HashMap::new();
    let mut shared: Vec<Shared> = Vec::new();
    for (path, members) in &by_path {
        let key = |at: &usize| places.get(*at).map(|place| place.key.as_str());
        let first = members.iter().filter_map(key).min();
        if let (Some(named), Some(first)) = (of_path(names, path), first) {
            joins.entry(first).or_insert(shared.len());
            let members = members.iter().copied().filter(|at| key(at) == Some(first)).list();
            shared.push(Shared { named, places: members });
        }
    }
    for (at, place) in places.iter().enumerate().filter(|(_, place)| path(place).is_none()) {
        let joined = joins.get(place.key.as_str()).and_then(|known| shared.get_mut(*known));
        joined.into_iter().for_each(|joined| joined.places.push(at));
    }
    shared
}

fn common_name(places: &[Place], members: &[usize]) -> Option<Vec<String>> {
    let members: Vec<&Place> = members.iter().filter_map(|at| places.get(*at)).list();
    let [first, _, ..] = members.as_slice() else { return members.first().map(|place| place.words.clone()) };
    // One operation's several places are its own.
    if members.iter().all(|place| place.operation == first.operation) {
        return members.iter().map(|place| &place.words).min_by_key(|words| (words.len(), *words)).cloned();
    }
    // The component of all: equal enums may carry components of different names.
    let component = first.component.clone().filter(|_| members.iter().all(|place| place.component == first.component));
    component.or_else(|| {
        let paths: Vec<Vec<String>> = members.iter().map(|place| place.words.clone()).list();
        in_common(&paths)
    })
}

/// What errors have in common that operations share: their status, or what they hold.
fn of_failures(places: &[Place], members: &[usize]) -> Option<Vec<String>> {
    let members = members.iter().filter_map(|at| places.get(*at)).list();
    let status = |place: &&Place| place.status.filter(|status| !status.is_success());
    let statuses = members.iter().map(status).collect::<Option<HashSet<Status>>>()?;
    let only = statuses.iter().next().filter(|status| statuses.len() == 1 && **status != Status::Default);
    if let Some(status) = only {
        return Some(words(&statuses::variant(*status)));
    }
    let holds = &members.first()?.holds;
    let held = either(holds.iter().map(|held| words(held)).list());
    let is_telling = holds.len() > 1 && !is_long(&held);
    Some(if is_telling { held } else { vec!["error".to_owned()] })
}
