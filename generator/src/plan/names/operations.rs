//! The names of operations and of their groups.

use std::collections::{HashMap, HashSet};

use super::identifiers::{escape, pascal, singular, snake, type_ident, type_name, value_name, within, words};
use super::scope::Scope;
use super::scopes::Scopes;
use super::spelling;
use crate::api::{self, Api};
use crate::lists::{Listing, sort};

/// The group of every operation, and the groups' tags in the order of their modules' names.
pub(crate) struct Groups {
    pub(crate) of: Vec<usize>,
    /// The tag, or the path segment in its place; whether it is a tag.
    pub(crate) names: Vec<(String, bool)>,
    /// The one that holds what the API sends by itself: the last one, if there is any.
    pub(crate) incoming: Option<usize>,
    /// The type of each that has the operations' methods.
    pub(crate) idents: Vec<String>,
    /// The module of each.
    pub(crate) modules: Vec<String>,
    /// The client's method that leads to each.
    pub(crate) accessors: Vec<String>,
}

impl Groups {
    /// Names the groups' types.
    pub(crate) fn take_idents(&mut self, scopes: &mut Scopes) {
        let named = self.names.iter().enumerate();
        self.idents = named.map(|(at, name)| scopes.take(&[format!("{}Api", type_name(&name.0))], Some(at))).list();
    }
}

/// Groups operations by their first tag, or else by their path's first segment.
pub(crate) fn groups(api: &Api) -> Groups {
    let outgoing = || api.operations.iter().filter(|operation| operation.incoming.is_none());
    let names: Vec<(String, bool)> = outgoing()
        .map(|operation| match operation.tags.first() {
            Some(tag) => (tag.clone(), true),
            None => {
                let segment = operation.path.split('/').find(|segment| !segment.is_empty() && !segment.contains('{'));
                (segment.unwrap_or("root").to_owned(), false)
            }
        })
        .list();
    let mut distinct = names.clone();
    sort(&mut distinct, &Ord::cmp);
    distinct.dedup();
    // Tags that are alike as module names are one group.
    let mut idents: Vec<_> = distinct.into_iter().map(|(name, tagged)| (value_name(&name), !tagged, name)).list();
    sort(&mut idents, &Ord::cmp);
    let (mut sorted, mut place) = (Vec::new(), HashMap::new());
    let mut last = None;
    for (ident, untagged, name) in idents {
        if last.as_ref() != Some(&ident) {
            sorted.push((name.clone(), !untagged));
            last = Some(ident);
        }
        place.insert(name, sorted.len() - 1);
    }
    let mut of: Vec<usize> = names.iter().map(|name| place.get(&name.0).copied().unwrap_or(0)).list();
    let incoming = (of.len() < api.operations.len()).then_some(sorted.len());
    if let Some(number) = incoming {
        of.resize(api.operations.len(), number);
        sorted.push((INCOMING.to_owned(), false));
    }
    let (modules, accessors) = module_names(&sorted, incoming);
    Groups { of, names: sorted, incoming, idents: Vec::new(), modules, accessors }
}

/// The words of every operation's name: of its id, else of its summary, else of its method and path. Where two in a
/// group are alike, both are named by method and path.
pub(crate) fn names(api: &Api, groups: &Groups) -> Vec<Vec<String>> {
    let mut first: Vec<Vec<String>> = Vec::with_capacity(api.operations.len());
    for (operation, group) in api.operations.iter().zip(&groups.of) {
        let group = groups.names.get(*group).map_or("", |name| name.0.as_str());
        let name = match &operation.incoming {
            Some(what) => incoming_name(operation, what, &first),
            None => of_operation(operation, group),
        };
        first.push(name);
    }
    let mut counts: HashMap<(usize, String), usize> = HashMap::new();
    for (words, group) in first.iter().zip(&groups.of) {
        *counts.entry((*group, pascal(words))).or_default() += 1;
    }
    let unique = |words: &Vec<String>, group: &usize| counts.get(&(*group, pascal(words))) == Some(&1);
    first
        .iter()
        .zip(&groups.of)
        .zip(&api.operations)
        .map(|((words, group), operation)| if unique(words, group) { words.clone() } else { of_path(operation) })
        .map(within)
        .list()
}

fn of_operation(operation: &api::Operation, group: &str) -> Vec<String> {
    let from_id = operation.id.as_deref().map(|id| of_id(id, group));
    from_id
        .or_else(|| operation.summary.as_deref().map(words).filter(|words| (1..=7).contains(&words.len())))
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| of_path(operation))
}

/// The words of an id; a prefix that only repeats the tag (`issues/list-comments`) is left out.
fn of_id(id: &str, group: &str) -> Vec<String> {
    let rest = id
        .split_once(['/', '.', ':'])
        .filter(|(prefix, rest)| !words(rest).is_empty() && singular(&words(prefix)) == singular(&words(group)));
    words(rest.map_or(id, |(_, rest)| rest))
}

/// `get wallets by wallet id`.
fn of_path(operation: &api::Operation) -> Vec<String> {
    let mut name = words(&operation.method.to_lowercase());
    let mut parameters = Vec::new();
    for segment in operation.path.split('/').filter(|segment| !segment.is_empty()) {
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => parameters.push(words(parameter)),
            None => name.extend(words(segment)),
        }
    }
    for (at, parameter) in parameters.into_iter().enumerate() {
        name.push(if at == 0 { "by" } else { "and" }.to_owned());
        name.extend(parameter);
    }
    name
}

/// The names of the operations' types, and of the functions that read what the API sends by itself. A component goes before
/// an operation.
pub(crate) fn idents(
    groups: &Groups,
    words: &[Vec<String>],
    components: &HashSet<String>,
    scopes: &mut Scopes,
) -> Vec<String> {
    let functions = functions(groups, words);
    let named = words.iter().zip(&groups.of).enumerate();
    let ident = |(number, (words, group)): (usize, (&Vec<String>, &usize))| {
        if let Some(function) = functions.get(&number) {
            return function.clone();
        }
        let name = type_ident(words);
        let candidates = [name.clone(), format!("{name}Operation")];
        let skip = usize::from(components.contains(&name));
        scopes.take(candidates.get(skip..).unwrap_or_default(), Some(*group))
    };
    named.map(ident).list()
}

/// What the enums are called that tell an operation's answers apart, where it has such.
#[derive(Clone, Debug)]
pub(crate) struct ByStatus {
    pub(crate) output: String,
    pub(crate) error: String,
}

impl ByStatus {
    /// Takes the names, if the operation may want them.
    pub(crate) fn take(scopes: &mut Scopes, operation: &api::Operation, ident: &str, group: usize) -> ByStatus {
        let mut named = |what: &str| {
            let name = format!("{ident}{what}");
            if operation.responses.len() > 1 { scopes.take(&[name], Some(group)) } else { name }
        };
        ByStatus { output: named("Output"), error: named("Error") }
    }
}

/// The method's name for an operation's words.
pub(crate) fn method_ident(words: &[String]) -> String {
    escape(snake(words))
}

/// The name of the module.
const INCOMING: &str = "incoming";

/// The words of a webhook's or a callback's name; `names` are those of the operations before it.
fn incoming_name(operation: &api::Operation, incoming: &api::Incoming, names: &[Vec<String>]) -> Vec<String> {
    let name = match &incoming.callback {
        Some((of, name)) => [names.get(*of).cloned().unwrap_or_default(), words(name)].concat(),
        None => words(&operation.path),
    };
    if name.is_empty() { of_path(operation) } else { name }
}

/// The functions by the operations' numbers.
fn functions(groups: &Groups, words: &[Vec<String>]) -> HashMap<usize, String> {
    let mut scope = Scope::default();
    let incoming = groups.of.iter().enumerate().filter(|(_, group)| Some(**group) == groups.incoming);
    incoming
        .filter_map(|(number, _)| {
            let name = [vec!["parse".to_owned()], words.get(number)?.clone()].concat();
            Some((number, scope.free(&method_ident(&name))))
        })
        .collect()
}

/// The names of the groups' modules, and of the client's methods that lead to them.
fn module_names(names: &[(String, bool)], incoming: Option<usize>) -> (Vec<String>, Vec<String>) {
    let mut modules = Scope::of(RESERVED_MODULES.iter().copied());
    let mut accessors = Scope::of(CLIENT_METHODS.iter().copied());
    let outgoing = names.iter().take(incoming.unwrap_or(names.len()));
    let incoming = incoming.map(|_| (INCOMING.to_owned(), String::new()));
    let names = outgoing.map(|(name, _)| {
        // A module is a file, which not every system can name in any letters.
        let module = short(value_name(&spelling::ascii(name)));
        let accessor = short(value_name(name));
        (apart(&mut modules, &module), apart(&mut accessors, &accessor))
    });
    names.chain(incoming).unzip()
}

/// Modules that every crate has, what its root re-exports, and the crates that it names; then those whose files mean something to Cargo or rustc, or
/// can't be on Windows.
#[rustfmt::skip]
const RESERVED_MODULES: &[&str] = &[
    "types", "rule_definitions", "incoming", "server", "security", "client_core", "client_parameters", "runtime", "rt", "std", "core", "alloc",
    "oasmith_runtime",
    "lib", "main", "r#mod",
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// How many bytes of a tag its module's name has: the name is a file's, too.
const MODULE_LENGTH: usize = 100;

/// A name that is no longer than a file's may be.
fn short(mut name: String) -> String {
    let end = name.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= MODULE_LENGTH).last();
    name.truncate(end.unwrap_or_default());
    name
}

/// The methods that every client has.
const CLIENT_METHODS: &[&str] = &["new", "with", "builder", "call", "default", "from", "clone", "clone_from", "into"];

/// Takes a name, with `_api` behind it where it is taken.
fn apart(scope: &mut Scope, name: &str) -> String {
    let free = if scope.contains(name) { format!("{}_api", name.trim_start_matches("r#")) } else { name.to_owned() };
    scope.free(&free)
}
