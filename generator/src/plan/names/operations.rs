//! The names of operations.

use std::collections::{HashMap, HashSet};

use super::groups::Groups;
use super::identifiers::{escape, pascal, snake, type_ident, value_name, within};
use super::reserved;
use super::scope::Scope;
use super::scopes::Scopes;
use super::singular::singular;
use super::words::words;
use crate::api::{Api, Operation, OperationId, Parameter};
use crate::lists::Listing;
use crate::rust::{GroupId, ModuleId};
use crate::table::Table;

/// What an operation is called, in words, within its group.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) group: GroupId,
    pub(crate) words: Vec<String>,
}

/// The names that an operation has.
#[derive(Debug)]
pub(crate) struct OperationNames {
    pub(crate) called: Called,
    /// Its type; where the API sends it, the function that reads it.
    pub(crate) ident: String,
    /// The method that sends it, or the function that reads it.
    pub(crate) method: String,
    pub(crate) by_status: ByStatus,
    /// The setter of each parameter, which is the field's name as well.
    pub(crate) setters: Vec<String>,
    /// The type that reads the headers of its answers, where they are declared.
    pub(crate) headers: Option<String>,
}

/// What the enums are called that tell an operation's answers apart, where it has such.
#[derive(Clone, Debug)]
pub(crate) struct ByStatus {
    pub(crate) output: String,
    pub(crate) error: String,
}

/// The words of every operation's name: of its id, else of its summary, else of its method and path. Where two in a
/// group are alike, both are named by method and path.
pub(crate) fn called(api: &Api, groups: &Groups, of: &Table<OperationId, GroupId>) -> Table<OperationId, Called> {
    let own = |id: OperationId| of_operation(&api.operations[id], &groups.names[of[id]].name);
    let first = api.operations.map(|id, operation| match &operation.incoming {
        None => own(id),
        Some(incoming) => {
            let name = match &incoming.callback {
                Some((of, name)) => [own(*of), words(name)].concat(),
                None => words(&operation.path),
            };
            if name.is_empty() { of_path(operation) } else { name }
        }
    });
    let mut counts: HashMap<(GroupId, String), usize> = HashMap::new();
    for (id, words) in first.entries() {
        *counts.entry((of[id], pascal(words))).or_default() += 1;
    }
    first.map(|id, words| {
        let is_unique = counts.get(&(of[id], pascal(words))) == Some(&1);
        let words = if is_unique { words.clone() } else { of_path(&api.operations[id]) };
        Called { group: of[id], words: within(words) }
    })
}

fn of_operation(operation: &Operation, group: &str) -> Vec<String> {
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
fn of_path(operation: &Operation) -> Vec<String> {
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

/// Names the operations' types and methods, and the functions that read what the API sends by itself. A component goes
/// before an operation.
pub(crate) fn names(
    api: &Api,
    called: &Table<OperationId, Called>,
    components: &HashSet<String>,
    scopes: &mut Scopes,
) -> Table<OperationId, OperationNames> {
    let methods = methods(api, called);
    let idents = called.map(|id, Called { group, words }| {
        if api.operations[id].incoming.is_some() {
            return methods[id].clone();
        }
        let name = type_ident(words);
        let candidates = [name.clone(), format!("{name}Operation")];
        let skip = usize::from(components.contains(&name));
        scopes.take(candidates.get(skip..).unwrap_or_default(), ModuleId::Group(*group))
    });
    idents.map(|id, ident| {
        let called = called[id].clone();
        let by_status = ByStatus::take(scopes, &api.operations[id], ident, called.group);
        let setters = setters(&api.operations[id]);
        OperationNames { called, ident: ident.clone(), method: methods[id].clone(), by_status, setters, headers: None }
    })
}

/// The methods of each group's type, and the functions beside each other.
fn methods(api: &Api, called: &Table<OperationId, Called>) -> Table<OperationId, String> {
    let mut scopes: HashMap<GroupId, Scope> = HashMap::new();
    called.map(|id, Called { group, words }| {
        let verb = api.operations[id].incoming.as_ref().map(|_| "parse".to_owned());
        let name: Vec<String> = verb.into_iter().chain(words.iter().cloned()).list();
        scopes.entry(*group).or_default().free(&escape(snake(&name)))
    })
}

impl OperationNames {
    /// Names what reads the headers of the answers: after the names that the user asks for.
    pub(super) fn take_headers(&mut self, operation: &Operation, scopes: &mut Scopes) {
        let has_any = operation.responses.iter().any(|response| !response.headers.is_empty());
        let name = [format!("{}Headers", self.ident)];
        self.headers = has_any.then(|| scopes.take(&name, ModuleId::Group(self.called.group)));
    }
}

/// The names of the parameters; with their place behind them where one before has the same.
fn setters(operation: &Operation) -> Vec<String> {
    let mut scope = Scope::of(reserved::CALL_METHODS.iter().copied());
    let setter = |parameter: &Parameter| {
        let name = value_name(&parameter.name);
        let is_taken = scope.contains(&name);
        let longer = || format!("{}_{}", name.trim_start_matches("r#"), parameter.location.word());
        let name = if is_taken { longer() } else { name };
        scope.free(&name)
    };
    operation.parameters.iter().map(setter).list()
}

impl ByStatus {
    /// Takes the names, if the operation may want them.
    fn take(scopes: &mut Scopes, operation: &Operation, ident: &str, group: GroupId) -> ByStatus {
        let mut named = |what: &str| {
            let name = format!("{ident}{what}");
            let is_wanted = operation.responses.len() > 1;
            if is_wanted { scopes.take(&[name], ModuleId::Group(group)) } else { name }
        };
        ByStatus { output: named("Output"), error: named("Error") }
    }
}
