//! Groups of operations, and what they are called.

use super::identifiers::{escape, snake, spoken, type_ident, value_name, within};
use super::prefixes::{Prefixes, tags_called};
use super::scope::Scope;
use super::scopes::Scopes;
use super::segments::{SEVERAL, Segments};
use super::{reserved, spelling};
use crate::api::{Api, Operation, OperationId};
use crate::lists::{Listing, sort};
use crate::maps::{HashMap, HashSet};
use crate::rust::{GroupId, ModuleId};
use crate::table::Table;

/// The groups, in the order of their modules' names.
pub(crate) struct Groups {
    pub(crate) names: Table<GroupId, GroupNames>,
    /// The one that holds what the API sends by itself: the last one, if there is any.
    pub(crate) incoming: Option<GroupId>,
}

/// What operations are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum By {
    /// A tag, or what the user says.
    Tag,
    /// A segment of their paths.
    Segment,
    /// Nothing: their methods are the client's.
    Nothing,
    /// That the API sends them by itself.
    Incoming,
}

/// What a group is called.
pub(crate) struct GroupNames {
    pub(crate) by: By,
    /// The tag, or the path segment in its place.
    pub(crate) name: String,
    /// The words that it is called by.
    pub(crate) words: Vec<String>,
    pub(crate) module: String,
    /// The client's method that leads to it, if one does.
    pub(crate) accessor: String,
    /// The type that has the operations' methods.
    pub(crate) ident: String,
}

impl Groups {
    /// The methods that are taken on the type of a group before its operations have any.
    pub(super) fn taken(&self, group: GroupId) -> Scope {
        if self.names[group].by != By::Nothing {
            return Scope::default();
        }
        let accessors = self.names.iter().map(|group| group.accessor.as_str());
        Scope::of(reserved::CLIENT_METHODS.iter().copied().chain(accessors))
    }
}

/// Groups operations as the user wants it, else by their first tag, or else by the first segment of their path that tells it
/// from others. Where such groups would hold hardly more than one operation each, there are none, and the client has the methods.
pub(crate) fn groups(
    api: &Api,
    segments: &Table<OperationId, Segments<'_>>,
    moved: &HashMap<OperationId, &str>,
    prefixes: &Prefixes<'_>,
    scopes: &mut Scopes,
) -> (Groups, Table<OperationId, GroupId>) {
    let outgoing = api.operations.entries().filter(|(_, operation)| operation.incoming.is_none());
    let has_segments = has_segments(api, segments);
    // What an operation is grouped by, and what that is called.
    let group = |id: OperationId| match (moved.get(&id), api.operations[id].tags.first()) {
        (Some(group), _) => (By::Tag, *group),
        (None, Some(tag)) => (By::Tag, tag.as_str()),
        (None, None) => match segments[id].lead().filter(|_| has_segments) {
            Some(lead) => (By::Segment, lead),
            None => (By::Nothing, OPERATIONS),
        },
    };
    let mut distinct = outgoing.map(|(id, _)| group(id)).list();
    sort(&mut distinct, &Ord::cmp);
    distinct.dedup();
    // Tags that are alike as module names are one group.
    // What nothing groups is none of them, and comes last.
    let mut idents: Vec<_> =
        distinct.into_iter().map(|(by, name)| (by == By::Nothing, value_name(name), by, name)).list();
    sort(&mut idents, &Ord::cmp);
    let (mut names, mut by_name) = (Table::default(), HashMap::new());
    let mut last: Option<(String, GroupId)> = None;
    for (is_last, ident, by, name) in idents {
        let same = last.take().filter(|(known, _)| !is_last && *known == ident).map(|(_, id)| id);
        let id = same.unwrap_or_else(|| names.push((by, name)));
        by_name.insert((by, name), id);
        last = Some((ident, id));
    }
    let is_incoming = |operation: &Operation| operation.incoming.is_some();
    let incoming = api.operations.iter().any(is_incoming).then(|| names.push((By::Incoming, INCOMING)));
    let of = api.operations.map(|id, operation| match incoming.filter(|_| is_incoming(operation)) {
        Some(incoming) => incoming,
        None => {
            let group = group(id);
            *by_name.entry(group).or_insert_with(|| names.push(group))
        }
    });
    (Groups { names: named(&names, prefixes, scopes), incoming }, of)
}

/// Whether the segments that tell operations without a tag apart make groups of them, and not one of each.
fn has_segments(api: &Api, segments: &Table<OperationId, Segments<'_>>) -> bool {
    let untagged = api.operations.entries().filter(|(_, each)| each.incoming.is_none() && each.tags.is_empty());
    let leads: Vec<&str> = untagged.map(|(id, _)| segments[id].lead().unwrap_or_default()).list();
    let distinct: HashSet<&str> = leads.iter().copied().collect();
    leads.len() < SEVERAL || distinct.len() * 2 <= leads.len()
}

/// The name of the module of operations that nothing groups.
const OPERATIONS: &str = "operations";

/// The name of the module of what the API sends by itself.
const INCOMING: &str = "incoming";

/// Names the groups' modules, the client's methods that lead to them, and their types.
fn named(
    names: &Table<GroupId, (By, &str)>,
    prefixes: &Prefixes<'_>,
    scopes: &mut Scopes,
) -> Table<GroupId, GroupNames> {
    let tags = names.iter().filter(|(by, _)| *by == By::Tag).map(|(_, tag)| *tag).list();
    let called = tags_called(&tags, prefixes);
    let mut modules = Scope::of(reserved::MODULES.iter().copied());
    let mut accessors = Scope::of(reserved::CLIENT_METHODS.iter().copied());
    names.map(|id, (by, name)| {
        let words = match by {
            By::Tag => called.get(name).cloned().unwrap_or_default(),
            _ => spoken(name),
        };
        let words = within(words);
        let (module, accessor) = match by {
            By::Incoming => (INCOMING.to_owned(), String::new()),
            // A module is a file, which not every system can name in any letters.
            _ => (
                apart(&mut modules, &short(value_name(&spelling::ascii(&words.join(" "))))),
                short(escape(snake(&words))),
            ),
        };
        let is_led_to = matches!(by, By::Tag | By::Segment);
        let accessor = if is_led_to { apart(&mut accessors, &accessor) } else { String::new() };
        let ident = match by {
            By::Nothing => CLIENT.to_owned(),
            _ => scopes.take(&[format!("{}Api", type_ident(&words))], ModuleId::Group(id)),
        };
        GroupNames { by: *by, name: (*name).to_owned(), words, module, accessor, ident }
    })
}

/// The type that has the methods of operations which nothing groups.
const CLIENT: &str = "Client";

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
