//! Groups of operations, and what they are called.

use std::collections::{HashMap, HashSet};

use super::identifiers::{type_name, value_name};
use super::scope::Scope;
use super::scopes::Scopes;
use super::segments::{SEVERAL, Segments};
use super::{reserved, spelling};
use crate::api::{Api, Operation, OperationId};
use crate::lists::{Listing, sort};
use crate::rust::{GroupId, ModuleId};
use crate::table::Table;

/// The groups, in the order of their modules' names.
pub(crate) struct Groups {
    pub(crate) names: Table<GroupId, GroupNames>,
    /// The one that holds what the API sends by itself: the last one, if there is any.
    pub(crate) incoming: Option<GroupId>,
}

/// What a group is called.
pub(crate) struct GroupNames {
    /// The tag, or the path segment in its place.
    pub(crate) name: String,
    pub(crate) is_tag: bool,
    pub(crate) module: String,
    /// The client's method that leads to it.
    pub(crate) accessor: String,
    /// The type that has the operations' methods.
    pub(crate) ident: String,
}

/// Groups operations as the user wants it, else by their first tag, or else by the first segment of their path that tells it from others.
pub(crate) fn groups(
    api: &Api,
    segments: &Table<OperationId, Segments<'_>>,
    moved: &HashMap<OperationId, &str>,
    scopes: &mut Scopes,
) -> (Groups, Table<OperationId, GroupId>) {
    let outgoing = api.operations.entries().filter(|(_, operation)| operation.incoming.is_none());
    let is_told_apart = is_told_apart(api, segments);
    let name = |id: OperationId, operation: &Operation| match moved.get(&id) {
        Some(group) => ((*group).to_owned(), true),
        None => name(operation, &segments[id], is_told_apart),
    };
    let mut distinct = outgoing.map(|(id, operation)| name(id, operation)).list();
    sort(&mut distinct, &Ord::cmp);
    distinct.dedup();
    // Tags that are alike as module names are one group.
    let mut idents: Vec<_> = distinct.into_iter().map(|(name, tagged)| (value_name(&name), !tagged, name)).list();
    sort(&mut idents, &Ord::cmp);
    let (mut names, mut by_name) = (Table::default(), HashMap::new());
    let mut last: Option<(String, GroupId)> = None;
    for (ident, untagged, name) in idents {
        let same = last.take().filter(|(known, _)| *known == ident).map(|(_, id)| id);
        let id = same.unwrap_or_else(|| names.push((name.clone(), !untagged)));
        by_name.insert(name, id);
        last = Some((ident, id));
    }
    let is_incoming = |operation: &Operation| operation.incoming.is_some();
    let incoming = api.operations.iter().any(is_incoming).then(|| names.push((INCOMING.to_owned(), false)));
    let of = api.operations.map(|id, operation| match incoming.filter(|_| is_incoming(operation)) {
        Some(incoming) => incoming,
        None => {
            let name = name(id, operation);
            *by_name.entry(name.0.clone()).or_insert_with(|| names.push(name))
        }
    });
    (Groups { names: named(&names, incoming, scopes), incoming }, of)
}

/// Whether the segments that tell operations without a tag apart make groups of them, and not one of each.
fn is_told_apart(api: &Api, segments: &Table<OperationId, Segments<'_>>) -> bool {
    let untagged = api.operations.entries().filter(|(_, each)| each.incoming.is_none() && each.tags.is_empty());
    let leads: Vec<&str> = untagged.map(|(id, _)| segments[id].lead().unwrap_or_default()).list();
    let distinct: HashSet<&str> = leads.iter().copied().collect();
    leads.len() < SEVERAL || distinct.len() * 2 <= leads.len()
}

/// The tag, or the path segment in its place; whether it is a tag.
fn name(operation: &Operation, segments: &Segments<'_>, is_told_apart: bool) -> (String, bool) {
    if let Some(tag) = operation.tags.first() {
        return (tag.clone(), true);
    }
    let shared = segments.shared().filter(|_| !is_told_apart);
    (shared.or_else(|| segments.lead()).unwrap_or("root").to_owned(), false)
}

/// The name of the module of what the API sends by itself.
const INCOMING: &str = "incoming";

/// Names the groups' modules, the client's methods that lead to them, and their types.
fn named(
    names: &Table<GroupId, (String, bool)>,
    incoming: Option<GroupId>,
    scopes: &mut Scopes,
) -> Table<GroupId, GroupNames> {
    let mut modules = Scope::of(reserved::MODULES.iter().copied());
    let mut accessors = Scope::of(reserved::CLIENT_METHODS.iter().copied());
    names.map(|id, (name, is_tag)| {
        let (module, accessor) = match incoming == Some(id) {
            true => (INCOMING.to_owned(), String::new()),
            // A module is a file, which not every system can name in any letters.
            false => (
                apart(&mut modules, &short(value_name(&spelling::ascii(name)))),
                apart(&mut accessors, &short(value_name(name))),
            ),
        };
        let ident = scopes.take(&[format!("{}Api", type_name(name))], ModuleId::Group(id));
        GroupNames { name: name.clone(), is_tag: *is_tag, module, accessor, ident }
    })
}

/// How many bytes of a tag its module's name has: the name is a file's, too.
const MODULE_LENGTH: usize = 100;

/// A name that is no longer than a file's may be.
fn short(mut name: String) -> String {
    let end = name.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= MODULE_LENGTH).last();
    name.truncate(end.unwrap_or_default());
    name
}

/// Takes a name, with `_api` behind it where it is taken.
fn apart(scope: &mut Scope, name: &str) -> String {
    let free = if scope.contains(name) { format!("{}_api", name.trim_start_matches("r#")) } else { name.to_owned() };
    scope.free(&free)
}
