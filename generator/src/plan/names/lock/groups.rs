//! Groups that keep their names: an operation stays in its group, however its tag is called now.

use super::matching::Lock;
use crate::api::{Api, OperationId};
use crate::lists::Listing;
use crate::maps::{HashMap, SortedMap, SortedSet};
use crate::plan::names::groups::{By, GroupNames, Groups};
use crate::plan::names::identifiers::spoken;
use crate::plan::names::reserved;
use crate::plan::names::scope::Scope;
use crate::plan::names::scopes::Scopes;
use crate::rust::{GroupId, ModuleId};
use crate::table::Table;

/// The groups as the lock has them, but for what the user moved; operations that it does not know go where others with their tag are.
pub(crate) fn held(
    api: &Api,
    lock: &Lock,
    chosen: Groups,
    (of, moved): (&Table<OperationId, GroupId>, &HashMap<OperationId, &str>),
    scopes: &mut Scopes,
) -> (Groups, Table<OperationId, GroupId>) {
    let modules = modules(api, lock, &chosen, (of, moved));
    let is_incoming = |id: OperationId| chosen.incoming == Some(of[id]);
    // Each module's group as it was chosen, by whose name it is known now.
    let mut wanted: SortedMap<&str, GroupId> = SortedMap::new();
    for id in api.operations.ids().filter(|id| !is_incoming(*id)) {
        let is_own = |group: GroupId| said(&chosen.names[group]) == known_as(lock, &modules[id]);
        let group = wanted.entry(&modules[id]).or_insert(of[id]);
        if is_own(of[id]) {
            *group = of[id];
        }
    }
    // What the lock knows goes to nothing else, be it there or not.
    let mut accessors = Scope::of(reserved::CLIENT_METHODS.iter().copied());
    lock.known.groups.values().filter(|group| !group.accessor.is_empty()).for_each(|group| {
        accessors.free(&group.accessor);
    });
    methods_of_client(lock).for_each(|method| _ = accessors.free(method));
    *scopes = Scopes::new();
    let (mut names, mut ids) = (Table::default(), HashMap::new());
    for (module, group) in &wanted {
        let (now, group) = (&chosen.names[*group], lock.known.groups.get(*module));
        let (by, name) = by(now, group.map(|group| group.of.as_str()).unwrap_or_default());
        let words = if name == now.name { now.words.clone() } else { spoken(&name) };
        let [accessor, ident] = [const { String::new() }; 2];
        let id = names.push(GroupNames { by, name, words, module: (*module).to_owned(), accessor, ident });
        let ident = group.map(|group| &group.ident).filter(|ident| !ident.is_empty()).unwrap_or(&now.ident);
        if by == By::Nothing {
            names[id].ident.clone_from(ident);
        } else {
            names[id].accessor = match group.map(|group| &group.accessor).filter(|name| !name.is_empty()) {
                Some(accessor) => accessor.clone(),
                None => accessors.free(&now.accessor),
            };
            names[id].ident = scopes.take(std::slice::from_ref(ident), ModuleId::Group(id));
        }
        ids.insert((*module).to_owned(), id);
    }
    let incoming = chosen.incoming.map(|group| {
        let group = &chosen.names[group];
        let id = names.push(GroupNames {
            by: group.by,
            name: group.name.clone(),
            words: group.words.clone(),
            module: group.module.clone(),
            accessor: group.accessor.clone(),
            ident: group.ident.clone(),
        });
        scopes.take(std::slice::from_ref(&group.ident), ModuleId::Group(id));
        id
    });
    let of = api.operations.map(|id, _| {
        let own = if is_incoming(id) { incoming } else { ids.get(&modules[id]).copied() };
        own.unwrap_or(of[id])
    });
    (Groups { names, incoming }, of)
}

/// What a lock says of a group of operations that nothing groups.
const CLIENT: &str = "client";

/// A group by its tag, or by what stands in its place.
pub(crate) fn said(group: &GroupNames) -> String {
    match group.by {
        By::Tag => format!("tag {}", group.name),
        By::Segment => format!("path {}", group.name),
        By::Nothing => CLIENT.to_owned(),
        By::Incoming => "incoming".to_owned(),
    }
}

/// What a group is grouped by, of which a lock says this: operations stay where they are, on the client or not.
fn by(now: &GroupNames, said: &str) -> (By, String) {
    match said.split_once(' ') {
        None if said == CLIENT => (By::Nothing, now.name.clone()),
        Some((by, name)) if now.by == By::Nothing => (if by == "tag" { By::Tag } else { By::Segment }, name.to_owned()),
        _ => (now.by, now.name.clone()),
    }
}

/// The methods that the client has of operations which nothing groups.
fn methods_of_client(lock: &Lock) -> impl Iterator<Item = &str> {
    let is_there = |module: &String| lock.known.groups.get(module).is_some_and(|group| group.of == CLIENT);
    let operations = lock.known.operations.values().filter(move |each| each.group.as_ref().is_some_and(is_there));
    operations.filter_map(|operation| operation.method.as_deref())
}

fn known_as<'l>(lock: &'l Lock, module: &str) -> &'l str {
    lock.known.groups.get(module).map(|group| group.of.as_str()).unwrap_or_default()
}

/// The module of each operation's group.
fn modules(
    api: &Api,
    lock: &Lock,
    chosen: &Groups,
    (of, moved): (&Table<OperationId, GroupId>, &HashMap<OperationId, &str>),
) -> Table<OperationId, String> {
    let held = api.operations.map(|id, _| {
        // What the user says goes before the lock.
        if moved.contains_key(&id) {
            return None;
        }
        let operation = lock.operation(id).filter(|operation| !operation.is_retired)?;
        operation.group.as_ref().filter(|module| lock.known.groups.contains_key(*module)).cloned()
    });
    // Where the operations of each group are that the lock knows.
    let mut homes: HashMap<GroupId, SortedSet<&String>> = HashMap::new();
    for (id, module) in held.entries() {
        homes.entry(of[id]).or_default().extend(module);
    }
    let mut by_name: HashMap<&str, &String> = HashMap::new();
    for is_retired in [true, false] {
        let groups = lock.known.groups.iter().filter(|(_, group)| group.is_retired == is_retired);
        by_name.extend(groups.map(|(module, group)| (group.of.as_str(), module)));
    }
    let mut taken = Scope::of(reserved::MODULES.iter().copied());
    lock.known.groups.keys().for_each(|module| _ = taken.free(module));
    let new = chosen.names.map(|id, group| {
        let homes = homes.get(&id).map(|homes| homes.iter().copied().list()).unwrap_or_default();
        match (by_name.get(said(group).as_str()), homes.as_slice()) {
            (Some(module), _) => (*module).clone(),
            // The tag was renamed.
            (None, [only]) => (*only).clone(),
            _ if chosen.incoming == Some(id) => group.module.clone(),
            _ => taken.free(&group.module),
        }
    });
    held.map(|id, module| module.clone().unwrap_or_else(|| new[of[id]].clone()))
}
