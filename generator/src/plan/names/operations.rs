//! The names of operations.

use super::component_names::without_repeats;
use super::group_words::{is_article, without_group};
use super::groups::{By, Groups};
use super::identifiers::{escape, pascal, snake, type_ident, value_name, within};
use super::operation_ids::{Shapes, is_of_path};
use super::paths::{is_long, joined};
use super::prefixes::Prefixes;
use super::reserved;
use super::scope::Scope;
use super::scopes::Scopes;
use super::segments::Segments;
use super::words::words;
use crate::api::{Api, Operation, OperationId, Parameter};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::{HashMap, HashSet};
use crate::rust::{AnswerType, GroupId, ModuleId};
use crate::table::Table;

/// What an operation is called, in words, within its group.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) group: GroupId,
    /// What its types are named after.
    pub(crate) words: Vec<String>,
    /// What its method is called: the words, without those that repeat the group.
    pub(crate) method: Vec<String>,
    /// Whether the user calls it so.
    pub(crate) is_given: bool,
}

impl Called {
    /// What a type of its group is called that is this to the operation, the best first: without what the group says, where the
    /// name would be long with it.
    pub(super) fn types(&self, role: &[String]) -> Vec<Vec<String>> {
        let named = |base: &[String]| without_repeats(within(joined(base, role)));
        let full = named(&self.words);
        let short = Some(named(&self.method)).filter(|short| is_long(&full) && *short != full);
        short.into_iter().chain([full]).list()
    }

    /// Whether its types leave out what the group says.
    fn is_long(&self) -> bool {
        is_long(&self.words)
    }

    /// What a name of its group begins with that has this role behind it.
    pub(crate) fn base(&self, role: &[String]) -> &[String] {
        if is_long(&joined(&self.words, role)) { &self.method } else { &self.words }
    }

    /// What is beside an operation's type and has this role.
    fn beside(&self, ident: &str, role: &str) -> Vec<String> {
        let mut names = self.types(&words(role)).iter().map(|name| type_ident(name)).list();
        names.pop();
        names.push(format!("{ident}{role}"));
        names
    }
}

/// The names that an operation has.
#[derive(Debug)]
pub(crate) struct OperationNames {
    pub(crate) called: Called,
    /// Its type; where the API sends it, the function that reads it.
    pub(crate) ident: String,
    /// The method that sends it, or the function that reads it.
    pub(crate) method: String,
    pub(crate) by_status: Enums,
    /// The setter of each parameter, which is the field's name as well.
    pub(crate) setters: Vec<String>,
    /// The type that reads the headers of its answers, where they are declared.
    pub(crate) headers: Option<AnswerType>,
}

/// What the enums are called that tell an operation's answers apart, where it has such.
#[derive(Clone, Debug)]
pub(crate) struct Enums {
    pub(crate) output: AnswerType,
    pub(crate) error: AnswerType,
}

/// The words of every operation's name: of its id, if that is more than the method and the path, else of the path item among the
/// components that is its own, else of its summary, else of its method and path, without parameters where these would make it
/// long. What would be alike within a group has more of its id, or is named by method and path.
pub(crate) fn called(
    api: &Api,
    groups: &Groups,
    of: &Table<OperationId, GroupId>,
    segments: &Table<OperationId, Segments<'_>>,
    prefixes: &Prefixes<'_>,
) -> Table<OperationId, Called> {
    let shapes = Shapes::of(api, prefixes);
    let says_method = says_method(api);
    let paths = |operation: &Operation, segments: &Segments<'_>| {
        let all = [segments.common.as_slice(), &segments.telling].concat();
        let telling = of_path(operation, says_method, &segments.telling);
        let mut names = vec![telling, of_path(operation, says_method, &all)];
        if names.first().is_some_and(|telling| is_long(telling)) {
            let places = segments.telling.iter().copied().filter(|segment| !segment.contains('{')).list();
            names.insert(0, of_path(operation, says_method, &places));
        }
        names
    };
    let are_of_paths = api.operations.map(|id, operation| is_of_path(operation, &segments[id]));
    let own = |id: OperationId| {
        let (operation, segments) = (&api.operations[id], &segments[id]);
        let reduced = || shapes.reduced(operation, &groups.names[of[id]], segments);
        let mut names = if are_of_paths[id] { Vec::new() } else { reduced() };
        if names.iter().all(Vec::is_empty) {
            let path_item = operation.path_item.as_deref();
            names.add_all(path_item.map(|name| of_path(operation, says_method, &[name])));
            let summary = operation.summary.as_deref().map(words);
            let summary = summary.map(|words| words.into_iter().filter(|word| !is_article(word)).list());
            names.add_all(summary.filter(|words| (1..=7).contains(&words.len())));
        }
        names.add_all(paths(operation, segments));
        let mut all = names.iter().cloned().map(without_repeats).list();
        all.add_all(names);
        all.dedup();
        all
    };
    let candidates = api.operations.map(|id, operation| {
        let mut names = match &operation.incoming {
            None => own(id),
            Some(incoming) => {
                let name = match &incoming.callback {
                    Some((of, name)) => [own(*of).into_iter().next().unwrap_or_default(), words(name)].concat(),
                    None => words(&operation.path),
                };
                let path = operation.path.split('/').filter(|segment| !segment.is_empty()).list();
                vec![name, of_path(operation, true, &path)]
            }
        };
        names.keep(|words| !words.is_empty());
        names
    });
    let words =
        settle(&candidates, of, &|id, name| api.operations[id].id.as_deref().is_some_and(|id| words(id) == name));
    let shorter = words.map(|id, words| {
        let (operation, segments) = (&api.operations[id], &segments[id]);
        let is_path = (operation.id.is_none() || are_of_paths[id])
            && paths(operation, segments).into_iter().any(|path| path == *words || without_repeats(path) == *words);
        let without = |words: &[String], is_path| without_group(words, &groups.names[of[id]], is_path && says_method);
        let rest = without(words, is_path).filter(|_| operation.incoming.is_none());
        // Where others have what is left, it says the group once more: the path says it better.
        let says_twice = rest.as_ref().is_some_and(|rest| without(rest, false).is_some());
        let of_path = says_twice.then(|| paths(operation, segments).into_iter().find_map(|path| without(&path, true)));
        rest.into_iter().chain(of_path.flatten()).chain([words.clone()]).list()
    });
    let methods = settle(&shorter, of, &|id, name| words[id] == name);
    words.map(|id, words| Called {
        group: of[id],
        words: within(words.clone()),
        method: within(methods[id].clone()),
        is_given: false,
    })
}

/// An operation and a name that it asks for.
type Claim<'n> = (OperationId, &'n Vec<String>);

/// Gives each operation the first of its names that no other one of its group asks for as well, or has as its exact name; who
/// goes without asks for its next name. What is last is given in any case.
fn settle(
    candidates: &Table<OperationId, Vec<Vec<String>>>,
    of: &Table<OperationId, GroupId>,
    is_exact: &dyn Fn(OperationId, &[String]) -> bool,
) -> Table<OperationId, Vec<String>> {
    let mut exact: HashMap<(GroupId, String), OperationId> = HashMap::new();
    for (id, names) in candidates.entries() {
        if let Some(name) = names.iter().find(|name| is_exact(id, name)) {
            exact.insert((of[id], pascal(name)), id);
        }
    }
    let mut given: HashMap<OperationId, &Vec<String>> = HashMap::new();
    let mut taken: HashSet<(GroupId, String)> = HashSet::new();
    let ranks = candidates.iter().map(Vec::len).max().unwrap_or_default();
    for rank in 0..ranks {
        let mut claims: HashMap<(GroupId, String), Vec<Claim<'_>>> = HashMap::new();
        for (id, names) in candidates.entries().filter(|(id, _)| !given.contains_key(id)) {
            if let Some(name) = names.get(rank) {
                claims.entry((of[id], pascal(name))).or_default().push((id, name));
            }
        }
        for (key, claims) in claims {
            let owner = exact.get(&key).filter(|owner| !given.contains_key(owner));
            let winner = match (claims.as_slice(), owner) {
                (claims, Some(owner)) => claims.iter().find(|(id, _)| id == owner),
                ([only], None) => Some(only),
                _ => None,
            };
            if let Some((id, name)) = winner.filter(|_| taken.insert(key)) {
                given.insert(*id, name);
            }
        }
    }
    candidates.map(|id, names| given.get(&id).copied().or(names.last()).cloned().unwrap_or_default())
}

/// From how many operations on a method that all have says nothing.
const SEVERAL: usize = 4;

/// Whether methods tell anything: not where all that is called is posted to.
fn says_method(api: &Api) -> bool {
    let sent = api.operations.iter().filter(|operation| operation.incoming.is_none()).list();
    sent.len() < SEVERAL || sent.iter().any(|operation| operation.method != "POST")
}

/// `get wallets by wallet id`.
fn of_path(operation: &Operation, says_method: bool, segments: &[&str]) -> Vec<String> {
    // The path `/` has no words but the method.
    let says_method = says_method || segments.is_empty();
    let mut name = if says_method { words(&operation.method.to_lowercase()) } else { Vec::new() };
    let mut parameters = Vec::new();
    for segment in segments {
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => parameters.push(words(parameter)),
            None => name.add_all(words(segment)),
        }
    }
    for (at, parameter) in parameters.into_iter().enumerate() {
        name.push(if at == 0 { "by" } else { "and" }.to_owned());
        name.add_all(parameter);
    }
    name
}

/// Names the operations' types and methods, and the functions that read what the API sends by itself. A component goes
/// before an operation.
pub(crate) fn names(
    api: &Api,
    groups: &Groups,
    called: &Table<OperationId, Called>,
    components: &HashSet<String>,
    scopes: &mut Scopes,
) -> Table<OperationId, OperationNames> {
    let methods = methods(api, groups, called);
    let mut order = in_order(api, called);
    // What has a name of its own goes before what is made shorter.
    sort_by_key(&mut order, &|id| !called[*id].is_given && called[*id].is_long());
    let mut idents = called.map(|_, _| String::new());
    for id in order {
        if api.operations[id].incoming.is_some() {
            idents[id].clone_from(&methods[id]);
            continue;
        }
        let mut candidates = called[id].types(&[]).iter().map(|name| type_ident(name)).list();
        let longer = candidates.last().map(|name| format!("{name}Operation"));
        candidates.keep(|name| !components.contains(name));
        candidates.add_all(longer);
        idents[id] = scopes.take(&candidates, ModuleId::Group(called[id].group));
    }
    idents.map(|id, ident| {
        let called = called[id].clone();
        let by_status = Enums::take(scopes, &api.operations[id], ident, &called);
        let setters = setters(&api.operations[id]);
        OperationNames { called, ident: ident.clone(), method: methods[id].clone(), by_status, setters, headers: None }
    })
}

/// The methods of each group's type, and the functions beside each other.
fn methods(api: &Api, groups: &Groups, called: &Table<OperationId, Called>) -> Table<OperationId, String> {
    let mut scopes: HashMap<GroupId, Scope> = HashMap::new();
    let mut methods = called.map(|_, _| String::new());
    for id in in_order(api, called) {
        let Called { group, method, .. } = &called[id];
        let verb = api.operations[id].incoming.as_ref().map(|_| "parse".to_owned());
        let name: Vec<String> = verb.into_iter().chain(method.iter().cloned()).list();
        let scope = scopes.entry(*group).or_insert_with(|| groups.taken(*group));
        let own = escape(snake(&name));
        let is_clients = groups.names[*group].by == By::Nothing && scope.contains(&own);
        methods[id] = scope.free(&if is_clients { format!("{}_operation", snake(&name)) } else { own });
    }
    methods
}

/// The operations in the order in which they are named, which is not the document's: first those that the user names.
pub(super) fn in_order(api: &Api, called: &Table<OperationId, Called>) -> Vec<OperationId> {
    let mut order: Vec<OperationId> = called.ids().list();
    sort_by_key(&mut order, &|id| {
        let operation = &api.operations[*id];
        (!called[*id].is_given, operation.path.clone(), operation.method.clone())
    });
    order
}

impl OperationNames {
    /// Whether a number tells its method from another one.
    pub(crate) fn is_numbered(&self) -> bool {
        let own = snake(&self.called.method);
        let rest = self.method.trim_start_matches("r#").strip_prefix(own.as_str());
        let number = rest.and_then(|rest| rest.strip_prefix('_'));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Names what reads the headers of the answers, where that is the operation's own: after the names that the user asks
    /// for.
    pub(super) fn take_headers(&mut self, operation: &Operation, scopes: &mut Scopes) {
        if self.headers.is_some() {
            return;
        }
        let has_any = operation.responses.iter().any(|response| !response.headers.is_empty());
        let names = self.called.beside(&self.ident, "Headers");
        self.headers = has_any.then(|| AnswerType::Own(scopes.take(&names, ModuleId::Group(self.called.group))));
    }
}

/// The names of the parameters; with their place behind them where one before has the same. Those of the path come first,
/// and whose exact name it is.
fn setters(operation: &Operation) -> Vec<String> {
    let mut scope = Scope::of(reserved::CALL_METHODS.iter().copied());
    let mut names = operation.parameters.iter().map(|parameter| value_name(&parameter.name)).list();
    // Not in document order, so that names don't change with it.
    let mut order = operation.parameters.iter().zip(&mut names).list();
    sort_by_key(&mut order, &|(Parameter { location, name, .. }, ident)| (*location, name != *ident, name.clone()));
    for (parameter, name) in order {
        if scope.contains(name) {
            *name = format!("{}_{}", name.trim_start_matches("r#"), parameter.location.word());
        }
        *name = scope.free(name);
    }
    names
}

impl Enums {
    /// Takes the names, if the operation may want them.
    fn take(scopes: &mut Scopes, operation: &Operation, ident: &str, called: &Called) -> Enums {
        let mut named = |what: &str| {
            let mut names = called.beside(ident, what);
            let longer = format!("{ident}{what}ByStatus");
            if operation.responses.len() < 2 {
                return AnswerType::Own(names.pop().unwrap_or(longer));
            }
            names.push(longer);
            AnswerType::Own(scopes.take(&names, ModuleId::Group(called.group)))
        };
        Enums { output: named("Output"), error: named("Error") }
    }
}
