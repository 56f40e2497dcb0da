//! Which operations have one enum that tells answers apart by status, and what such an enum is called.

use super::chosen::Names;
use super::facts::of_path;
use super::identifiers::type_ident;
use super::lock::{self, Lock};
use super::paths::{either, in_common, is_long, joined};
use super::scopes::Scopes;
use super::statuses;
use super::words::words;
use crate::api::{Api, OperationId, Status};
use crate::lists::{Changing, Listing, sort, sort_by_key};
use crate::maps::{HashMap, HashSet, SortedMap, SortedSet};
use crate::rust::{ByStatus, GroupId, ModuleId, TypeName};

/// An enum that tells an operation's answers apart.
pub(crate) struct Apart {
    pub(crate) operation: OperationId,
    pub(crate) is_error: bool,
    /// The statuses of its variants.
    pub(crate) statuses: SortedSet<Status>,
    /// The types that its variants hold, where they have names.
    pub(crate) holds: SortedSet<String>,
    /// Equal where the enums are.
    pub(crate) key: String,
}

/// An enum that several operations have.
pub(crate) struct Shared {
    pub(crate) named: TypeName,
    of: Vec<(OperationId, bool)>,
}

impl Shared {
    /// Has its operations name it.
    pub(crate) fn give(self, names: &mut Names) {
        for (operation, is_error) in self.of {
            let by_status = &mut names.operations[operation].by_status;
            let slot = if is_error { &mut by_status.error } else { &mut by_status.output };
            *slot = ByStatus::Shared(self.named.clone());
        }
    }
}

/// Finds the enums that several operations have, and names them: after what these operations have in common, where no other
/// enum would be called so, else after the statuses that tell them from the others.
pub(crate) fn share(
    api: &Api,
    names: &Names,
    lock: Option<&Lock>,
    all: Vec<Apart>,
    scopes: &mut Scopes,
) -> Vec<Shared> {
    let mut by_key: SortedMap<(bool, Held, String), Vec<Apart>> = SortedMap::new();
    let mut known: SortedMap<(bool, String), String> = SortedMap::new();
    let all = all.into_iter().map(|each| (held(api, lock, &each), each)).list();
    for (held, each) in &all {
        if let Held::Shared(path) = held {
            let first = known.entry((each.is_error, each.key.clone())).or_insert_with(|| path.clone());
            *first = first.clone().min(path.clone());
        }
    }
    for (held, each) in all {
        // What is new joins what is there.
        let joins = known.get(&(each.is_error, each.key.clone())).filter(|_| held == Held::New);
        let held = joins.map_or(held, |path| Held::Shared(path.clone()));
        by_key.entry((each.is_error, held, each.key.clone())).or_default().push(each);
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

/// What a lock knows of an enum.
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
    let known = known.and_then(|known| if of.is_error { known.error.as_ref() } else { known.output.as_ref() });
    match known {
        Some(path) if path.contains("::") => Held::Shared(path.clone()),
        Some(own) => Held::Own(format!("{} {own}", lock::operation(api, of.operation))),
        None => Held::New,
    }
}

fn place(of: &Apart) -> (OperationId, bool) {
    (of.operation, of.is_error)
}

/// The module of the only group that has it.
fn module(names: &Names, members: &[Apart]) -> ModuleId {
    let groups: HashSet<GroupId> = members.iter().map(|of| names.operations[of.operation].called.group).collect();
    let only = groups.iter().next().copied().filter(|_| groups.len() == 1);
    only.map_or(ModuleId::Shared, ModuleId::Group)
}

/// The names that suit each enum, the best first.
fn wanted(names: &Names, groups: &[Vec<Apart>]) -> Vec<Vec<Vec<String>>> {
    let sets: Vec<(bool, &SortedSet<Status>)> =
        groups.iter().filter_map(|members| members.first()).map(|of| (of.is_error, &of.statuses)).list();
    let mut counts: HashMap<Status, usize> = HashMap::new();
    sets.iter().flat_map(|(_, set)| *set).for_each(|status| *counts.entry(*status).or_default() += 1);
    let of = |members: &Vec<Apart>| {
        let Some(first) = members.first() else { return Vec::new() };
        let role = [if first.is_error { "error" } else { "output" }.to_owned()];
        let paths = members.iter().map(|of| names.operations[of.operation].called.words.clone()).list();
        let tell = telling(first, &sets, &counts);
        let holds = common_type(first);
        let all = [in_common(&paths), Some(tell.clone()), holds.map(|holds| joined(&holds, &tell))];
        all.into_iter().flatten().map(|words| joined(&words, &role)).list()
    };
    groups.iter().map(of).list()
}

/// The words of the statuses that tell an enum from all others: `not found or other`.
fn telling(of: &Apart, sets: &[(bool, &SortedSet<Status>)], counts: &HashMap<Status, usize>) -> Vec<String> {
    let mut rarest = of.statuses.iter().copied().list();
    sort_by_key(&mut rarest, &|status| (*status == Status::Default, counts.get(status).copied(), *status));
    let is_told = |some: &[Status]| {
        let have = |(is_error, set): &&(bool, &SortedSet<Status>)| {
            *is_error == of.is_error && some.iter().all(|status| set.contains(status))
        };
        sets.iter().filter(have).tally() < 2
    };
    let count = match rarest.len() {
        few @ ..=2 => few,
        all => (1..=3).find(|count| rarest.get(..*count).is_some_and(is_told)).unwrap_or(all.min(3)),
    };
    rarest.truncate(count);
    sort(&mut rarest, &Ord::cmp);
    let or_other = if count < of.statuses.len() { &["other".to_owned()][..] } else { &[] };
    let mut names = rarest.iter().map(|status| words(&statuses::variant(*status))).list();
    names.push(or_other.to_vec());
    let told = either(names);
    if !is_long(&joined(&told, &["error".to_owned()])) {
        return told;
    }
    // Codes are as well known, and shorter.
    let mut codes = rarest.iter().map(|status| vec![statuses::written(*status)]).list();
    codes.push(or_other.to_vec());
    [vec!["status".to_owned()], either(codes)].concat()
}

/// The words of the only type that the variants hold.
fn common_type(of: &Apart) -> Option<Vec<String>> {
    let only = of.holds.iter().next().filter(|_| of.holds.len() == 1)?;
    let mut words = words(only);
    words.keep(|word| word != "error" && word != "response");
    Some(words).filter(|words| !words.is_empty())
}

/// Gives each enum the first of its names that no other asks for as well, or at last a number.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Id;

    #[test]
    fn statuses_with_long_names_are_told_by_their_codes() {
        let errors = |codes: &[u16]| Apart {
            operation: OperationId::at(0),
            is_error: true,
            statuses: codes.iter().map(|code| Status::Exact(*code)).collect(),
            holds: SortedSet::new(),
            key: String::new(),
        };
        let all = [&[401, 422, 503][..], &[401, 422], &[401, 503], &[422, 503], &[404, 409]].map(errors);
        let sets = all.iter().map(|of| (true, &of.statuses)).list();
        let counts =
            [(401, 3), (422, 3), (503, 3), (404, 1), (409, 1)].map(|(code, count)| (Status::Exact(code), count));
        let counts = counts.into_iter().collect();
        let told = all.iter().map(|of| telling(of, &sets, &counts).join(" ")).list();
        let two = ["unauthorized or unprocessable content", "unauthorized or service unavailable"];
        assert_eq!(told[..3], ["status 401 or 422 or 503", two[0], two[1]]);
        assert_eq!(told[4], "not found or conflict");
    }
}
