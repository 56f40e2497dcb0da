//! Which operations have one type for what belongs to their answers, and what such a type is called.

use super::by_status::Telling;
use super::chosen::Names;
use super::facts::of_path;
use super::headers::of_headers;
use super::identifiers::type_ident;
use super::lock::{self, Lock};
use super::paths::{in_common, joined};
use super::scopes::Scopes;
use crate::api::{Api, OperationId, Status};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::{HashMap, HashSet, SortedMap, SortedSet};
use crate::rust::{AnswerRole, AnswerType, GroupId, ModuleId, TypeName};

/// A type of one operation's answers.
pub(crate) struct Apart {
    pub(crate) operation: OperationId,
    pub(crate) role: AnswerRole,
    pub(crate) told: Told,
    /// Equal where the types are.
    pub(crate) key: String,
}

/// What tells a type from others of its role.
pub(crate) enum Told {
    By {
        /// The statuses of its variants.
        statuses: SortedSet<Status>,
        /// The types that its variants hold, where they have names.
        holds: SortedSet<String>,
    },
    /// The headers' names.
    Headers(SortedSet<String>),
}

impl Apart {
    /// The statuses of its variants.
    fn statuses(&self) -> Option<&SortedSet<Status>> {
        match &self.told {
            Told::By { statuses, .. } => Some(statuses),
            Told::Headers(_) => None,
        }
    }

    /// The names of the headers that it reads.
    fn headers(&self) -> Option<&SortedSet<String>> {
        match &self.told {
            Told::By { .. } => None,
            Told::Headers(headers) => Some(headers),
        }
    }
}

/// A type that several operations have.
pub(crate) struct Shared {
    pub(crate) named: TypeName,
    of: Vec<(OperationId, AnswerRole)>,
}

impl Shared {
    /// Has its operations name it.
    pub(crate) fn give(self, names: &mut Names) {
        for (operation, role) in self.of {
            let (operation, named) = (&mut names.operations[operation], AnswerType::Shared(self.named.clone()));
            match role {
                AnswerRole::Output => operation.by_status.output = named,
                AnswerRole::Error => operation.by_status.error = named,
                AnswerRole::Headers => operation.headers = Some(named),
            }
        }
    }
}

/// Finds the types that several operations have, and names them: enums after what these operations have in common, where no
/// other one would be called so, else after the statuses that tell them from the others; what reads headers after these.
pub(crate) fn share(
    api: &Api,
    names: &Names,
    lock: Option<&Lock>,
    all: Vec<Apart>,
    scopes: &mut Scopes,
) -> Vec<Shared> {
    let mut by_key: SortedMap<(AnswerRole, Held, String), Vec<Apart>> = SortedMap::new();
    let mut known: SortedMap<(AnswerRole, String), String> = SortedMap::new();
    let all = all.into_iter().map(|each| (held(api, lock, &each), each)).list();
    for (held, each) in &all {
        if let Held::Shared(path) = held {
            let first = known.entry((each.role, each.key.clone())).or_insert_with(|| path.clone());
            *first = first.clone().min(path.clone());
        }
    }
    for (held, each) in all {
        // What is new joins what is there.
        let joins = known.get(&(each.role, each.key.clone())).filter(|_| held == Held::New);
        let held = joins.map_or(held, |path| Held::Shared(path.clone()));
        by_key.entry((each.role, held, each.key.clone())).or_default().push(each);
    }
    let mut shared = Vec::new();
    let mut groups = Vec::new();
    let mut taken: HashSet<String> = HashSet::new();
    for ((_, held, _), members) in by_key {
        match held {
            // What parts leaves the name to what comes first.
            Held::Shared(path) if taken.insert(path.clone()) => {
                if let Some(named) = of_path(names, &path) {
                    shared.push(Shared { named, of: members.iter().map(place).list() });
                }
            }
            _ if members.len() > 1 => groups.push(members),
            _ => {}
        }
    }
    let wanted = granted(&wanted(names, &groups), &groups, names, scopes);
    for (members, words) in wanted {
        let named = TypeName {
            ident: scopes.take(&[type_ident(&words)], module(names, members)),
            module: module(names, members),
        };
        shared.push(Shared { named, of: members.iter().map(place).list() });
    }
    shared
}

/// What a lock knows of a type.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    /// It is one that several operations have, by its path.
    Shared(String),
    /// It is an operation's own, and stays so.
    Own(String),
    New,
}

fn held(api: &Api, lock: Option<&Lock>, of: &Apart) -> Held {
    let known = lock.and_then(|lock| lock.operation(of.operation));
    let known = known.and_then(|known| match of.role {
        AnswerRole::Output => known.output.as_ref(),
        AnswerRole::Error => known.error.as_ref(),
        AnswerRole::Headers => known.headers.as_ref(),
    });
    match known {
        Some(path) if path.contains("::") => Held::Shared(path.clone()),
        Some(own) => Held::Own(format!("{} {own}", lock::operation(api, of.operation))),
        None => Held::New,
    }
}

fn place(of: &Apart) -> (OperationId, AnswerRole) {
    (of.operation, of.role)
}

/// The module of the only group that has it.
fn module(names: &Names, members: &[Apart]) -> ModuleId {
    let groups: HashSet<GroupId> = members.iter().map(|of| names.operations[of.operation].called.group).collect();
    let only = groups.iter().next().copied().filter(|_| groups.len() == 1);
    only.map_or(ModuleId::Shared, ModuleId::Group)
}

fn role_in_words(role: AnswerRole) -> &'static str {
    match role {
        AnswerRole::Output => "output",
        AnswerRole::Error => "error",
        AnswerRole::Headers => "headers",
    }
}

/// The names that suit each type, the best first.
fn wanted(names: &Names, groups: &[Vec<Apart>]) -> Vec<Vec<Vec<String>>> {
    let firsts = groups.iter().filter_map(|members| members.first());
    let by_status = Telling::of(firsts.filter_map(|of| Some((of.role, of.statuses()?))).list());
    let of = |members: &Vec<Apart>| {
        let Some(first) = members.first() else { return Vec::new() };
        let paths = members.iter().map(|of| names.operations[of.operation].called.words.clone()).list();
        let all = match &first.told {
            Told::By { statuses, holds } => by_status.names(first.role, statuses, holds, in_common(&paths)),
            Told::Headers(_) => {
                let spelled = members.iter().filter_map(Apart::headers).flatten().cloned();
                of_headers(&spelled.collect(), in_common(&paths))
            }
        };
        let role = [role_in_words(first.role).to_owned()];
        all.into_iter().map(|words| joined(&words, &role)).list()
    };
    groups.iter().map(of).list()
}

/// Gives each type the first of its names that no other asks for as well, or at last a number.
fn granted<'g>(
    wanted: &[Vec<Vec<String>>],
    groups: &'g [Vec<Apart>],
    names: &Names,
    scopes: &Scopes,
) -> Vec<(&'g [Apart], Vec<String>)> {
    let mut given: SortedMap<Vec<String>, &'g [Apart]> = SortedMap::new();
    let mut left = wanted.iter().zip(groups).list();
    let ranks = wanted.iter().map(Vec::len).max().unwrap_or_default();
    for rank in 0..ranks {
        let mut claims: HashMap<String, usize> = HashMap::new();
        let name = |wanted: &Vec<Vec<String>>| wanted.get(rank).map(|words| type_ident(words));
        left.iter().filter_map(|(wanted, _)| name(wanted)).for_each(|name| *claims.entry(name).or_default() += 1);
        left.keep(|(wanted, members)| {
            let Some((words, name)) = wanted.get(rank).zip(name(wanted)) else { return true };
            let is_only = claims.get(&name) == Some(&1) && !given.contains_key(words);
            let is_granted = is_only && scopes.is_free(&name, module(names, members));
            if is_granted {
                given.insert(words.clone(), members);
            }
            !is_granted
        });
    }
    let numbered = left.into_iter().filter_map(|(wanted, members)| Some((members.as_slice(), wanted.last()?.clone())));
    let mut numbered = numbered.list();
    // Not in document order, so that names don't change with it.
    sort_by_key(&mut numbered, &|(members, words)| (words.clone(), members.first().map(|of| of.key.clone())));
    given.into_iter().map(|(words, members)| (members, words)).chain(numbered).list()
}
