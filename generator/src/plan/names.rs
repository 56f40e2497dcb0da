//! The names of types: chosen once for the whole document, whatever part of it is emitted.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::survey::{Parent, Site, Survey, Users};
use super::words::{pascal, singular, spoken, type_ident, type_name, within, words};
use crate::api::{Api, ShapeId};

/// Where a type lives: in a group's module, or in `types`.
pub(super) type Module = Option<usize>;

/// A type's name and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) ident: String,
    pub(super) module: Module,
}

/// The names that are taken, module by module.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    shared: HashSet<String>,
    local: HashMap<usize, HashSet<String>>,
    /// What is taken in any group.
    anywhere: HashSet<String>,
    /// The numbers that names have been given behind them: no name is ever given back.
    numbers: HashMap<(Module, String), u32>,
}

/// What emitted code names without a path.
const RESERVED: &[&str] = &[
    "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Result", "Self", "Some", "String", "Vec",
    "Client",
];

impl Scopes {
    /// Scopes in which nothing is taken but what emitted code needs.
    pub(super) fn new() -> Scopes {
        Scopes { shared: RESERVED.iter().map(|name| (*name).to_owned()).collect(), ..Scopes::default() }
    }

    /// Whether a name can be had. A shared type is imported into groups, so it must be free in all of them.
    pub(super) fn is_free(&self, name: &str, module: Module) -> bool {
        !self.shared.contains(name)
            && match module {
                Some(group) => self.local.get(&group).is_none_or(|local| !local.contains(name)),
                None => !self.anywhere.contains(name),
            }
    }

    /// Takes the first of these names that can be had, else the last with a number.
    pub(super) fn take(&mut self, candidates: &[String], module: Module) -> String {
        let free = candidates.iter().find(|name| self.is_free(name, module)).cloned();
        let name = free.unwrap_or_else(|| {
            let base = candidates.last().map_or("Type", String::as_str);
            let key = (module, base.to_owned());
            let mut number = self.numbers.get(&key).copied().unwrap_or(2);
            while !self.is_free(&format!("{base}{number}"), module) {
                number += 1;
            }
            self.numbers.insert(key, number);
            format!("{base}{number}")
        });
        match module {
            Some(group) => {
                self.anywhere.insert(name.clone());
                self.local.entry(group).or_default().insert(name.clone())
            }
            None => self.shared.insert(name.clone()),
        };
        name
    }
}

/// Words that say how a type is used, not what it is.
const ROLES: &[&str] = &["request", "response", "payload", "body", "item", "error", "value", "data", "result"];
/// Words that name what an operation does.
const VERBS: &[&str] = &[
    "get", "list", "create", "update", "delete", "put", "post", "patch", "set", "add", "remove", "send", "fetch",
    "search", "find", "query", "by", "for", "of", "the", "a", "an", "and", "or", "all", "id", "with", "to", "in",
    "from",
];

/// Whether words name a thing, and not just a role or an action.
fn names_a_thing(words: &[String]) -> bool {
    words.iter().any(|word| {
        !ROLES.contains(&word.as_str())
            && !VERBS.contains(&word.as_str())
            && !word.starts_with(|first: char| first.is_ascii_digit())
    })
}

/// Names every type of the survey that has no name yet. `operations` gives the words of each operation's type name.
pub(super) fn assign(
    api: &Api,
    survey: &Survey,
    operations: &[Vec<String>],
    scopes: &mut Scopes,
    names: HashMap<ShapeId, Named>,
) -> HashMap<ShapeId, Named> {
    let mut naming = Naming {
        api,
        survey,
        operations,
        scopes,
        names,
        words: HashMap::new(),
        taken: HashSet::new(),
        called: operations.iter().map(Vec::as_slice).collect(),
    };
    naming.components();
    naming.roots();
    naming.inner();
    naming.names
}

struct Naming<'a> {
    api: &'a Api,
    survey: &'a Survey,
    operations: &'a [Vec<String>],
    scopes: &'a mut Scopes,
    names: HashMap<ShapeId, Named>,
    /// The words of the names given.
    words: HashMap<ShapeId, Vec<String>>,
    taken: HashSet<Vec<String>>,
    /// The words of the operations' names.
    called: HashSet<&'a [String]>,
}

impl Naming<'_> {
    /// Components keep their names. Two that differ only in spelling are numbered in the order of their spelling.
    fn components(&mut self) {
        let mut components: Vec<(&str, ShapeId)> = self
            .survey
            .order
            .iter()
            .filter(|id| !self.names.contains_key(id))
            .filter_map(|id| Some((self.api.shapes.get(*id).component.as_deref()?, *id)))
            .collect();
        components.sort_unstable();
        // What the user names goes first.
        let (given, components): (Vec<_>, Vec<_>) =
            components.into_iter().partition(|(_, id)| self.api.shapes.get(*id).name.is_some());
        for (_, id) in given {
            if let Some(name) = self.api.shapes.get(id).name.as_deref() {
                self.give(id, &[name.to_owned()], words(name), None);
            }
        }
        for (component, id) in components {
            let name = type_name(component);
            self.give(id, &[name.clone(), format!("{name}Model")], spoken(component), None);
        }
    }

    /// What belongs to one operation only, directly, is named after it.
    fn roots(&mut self) {
        for &id in &self.survey.order {
            let Some(usage) = self.survey.usage(id).filter(|_| !self.names.contains_key(&id)) else { continue };
            if let Some(Site { parent: Parent::Operation(operation), words }) = usage.only_site() {
                let base = self.operations.get(*operation).cloned().unwrap_or_default();
                let module = self.module(id);
                let full = within(joined(&base, words));
                let body = within([base, words.clone(), vec!["body".to_owned()]].concat());
                self.give(id, &[type_ident(&full), type_ident(&body)], full, module);
            }
        }
    }

    /// Everything else, parents first; where types hold each other, in the order in which they were met.
    fn inner(&mut self) {
        let mut left: Vec<ShapeId> =
            self.survey.order.iter().copied().filter(|id| !self.names.contains_key(id)).collect();
        while !left.is_empty() {
            let mut ready: IndexSet<ShapeId> = left.iter().copied().filter(|id| self.parents_named(*id)).collect();
            if ready.is_empty() {
                ready.extend(left.first().copied());
            }
            left.retain(|id| !ready.contains(id));
            self.round(&ready);
        }
    }

    fn parents_named(&self, id: ShapeId) -> bool {
        self.survey.usage(id).is_some_and(|usage| {
            usage.sites.iter().all(|site| match site.parent {
                Parent::Operation(_) | Parent::Component => true,
                Parent::Shape(parent) => parent == id || self.names.contains_key(&parent),
            })
        })
    }

    /// Names types that could compete for the same name.
    fn round(&mut self, ready: &IndexSet<ShapeId>) {
        let mut wishes: Vec<(ShapeId, Vec<Vec<String>>)> = ready.iter().map(|id| (*id, self.wishes(*id))).collect();
        // Not in document order, so that names don't change with it.
        wishes.sort_by(|one, other| one.1.last().cmp(&other.1.last()));
        let granted = self.grant(&wishes);
        for (id, wishes) in wishes {
            let module = self.module(id);
            let granted = granted.get(&id).and_then(|rank| wishes.get(*rank));
            let candidates: Vec<&Vec<String>> = granted.into_iter().chain(wishes.last()).collect();
            let mut names: Vec<String> = candidates.iter().map(|wish| type_ident(wish)).collect();
            names.extend(names.last().map(|name| format!("{name}Value")));
            let chosen = names
                .iter()
                .position(|name| self.scopes.is_free(name, module))
                .unwrap_or(names.len().saturating_sub(1));
            let words = candidates.get(chosen).or(candidates.last()).map_or_else(Vec::new, |words| (*words).clone());
            self.give(id, &names, words, module);
        }
    }

    /// The rank of the wish that each type is granted. Of those that wish for the same name at the same rank the one used
    /// most gets it, a tie leaves it to none; who goes without moves on to the next wish.
    fn grant(&self, wishes: &[(ShapeId, Vec<Vec<String>>)]) -> HashMap<ShapeId, usize> {
        let mut granted = HashMap::new();
        let mut gone: HashSet<String> = HashSet::new();
        let last = wishes.iter().map(|(_, wishes)| wishes.len()).max().unwrap_or(0);
        for rank in 0..last {
            let mut claims: HashMap<String, Vec<(usize, ShapeId)>> = HashMap::new();
            for (id, wishes) in wishes.iter().filter(|(id, _)| !granted.contains_key(id)) {
                let name = wishes.get(rank).map(|wish| pascal(wish));
                if let Some(name) = name.filter(|name| self.scopes.is_free(name, self.module(*id))) {
                    let uses = self.survey.usage(*id).map_or(0, |usage| usage.sites.len());
                    claims.entry(name).or_default().push((uses, *id));
                }
            }
            for (name, claims) in claims {
                let most = claims.iter().map(|claim| claim.0).max();
                let mut best = claims.iter().filter(|claim| Some(claim.0) == most);
                if let (Some(best), None, true) = (best.next(), best.next(), gone.insert(name)) {
                    granted.insert(best.1, rank);
                }
            }
        }
        granted
    }

    /// The names that would suit a type, the best first; the last one is the path to its first use.
    fn wishes(&self, id: ShapeId) -> Vec<Vec<String>> {
        let sites = || self.survey.usage(id).into_iter().flat_map(|usage| &usage.sites);
        let all = self.paths(sites());
        let direct = self.paths(sites().filter(|site| matches!(site.parent, Parent::Operation(_))));
        let mut wishes = Vec::new();
        for (paths, is_direct) in [(&all, false), (&direct, true)].into_iter().filter(|(paths, _)| paths.len() > 1) {
            let common = common_words(paths);
            let plain: Vec<String> = common
                .iter()
                .skip_while(|word| VERBS.contains(&word.as_str()))
                .filter(|word| !ROLES.contains(&word.as_str()))
                .cloned()
                .collect();
            for wish in [plain, common].into_iter().chain(alternatives(paths).filter(|_| is_direct)) {
                let is_parent = self.taken.contains(&wish);
                let misleads = is_parent || self.is_anothers(&wish, paths);
                if names_a_thing(&wish) && !misleads && !wishes.contains(&wish) {
                    wishes.push(wish);
                }
            }
        }
        wishes.extend(all.into_iter().next());
        wishes
    }

    /// The paths to these sites, the shortest first.
    fn paths<'s>(&self, sites: impl Iterator<Item = &'s Site>) -> Vec<Vec<String>> {
        let mut paths: Vec<Vec<String>> = sites.map(|site| self.path(site)).collect();
        paths.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        paths.dedup();
        paths
    }

    /// Whether this is what something of an operation would be called that does not use the type.
    fn is_anothers(&self, wish: &[String], paths: &[Vec<String>]) -> bool {
        let Some((role, operation)) = wish.split_last().filter(|(role, _)| ROLES.contains(&role.as_str())) else {
            return false;
        };
        self.called.contains(operation)
            && !paths.iter().any(|path| path.split_last().is_some_and(|(last, rest)| last == role && rest == operation))
    }

    fn path(&self, site: &Site) -> Vec<String> {
        let base = match site.parent {
            Parent::Operation(operation) => self.operations.get(operation),
            Parent::Shape(parent) => self.words.get(&parent),
            Parent::Component => None,
        };
        within(joined(base.map_or(&[], Vec::as_slice), &site.words))
    }

    /// In the only group that uses it; components and what several groups use are shared.
    fn module(&self, id: ShapeId) -> Module {
        if self.api.shapes.get(id).component.is_some() {
            return None;
        }
        let usage = self.survey.usage(id)?;
        let shared_parent = usage.sites.iter().any(|site| match &site.parent {
            Parent::Shape(parent) => self.names.get(parent).is_none_or(|named| named.module.is_none()),
            Parent::Operation(_) | Parent::Component => false,
        });
        // What a shared type holds must be shared.
        match usage.groups {
            Users::One(group) if !shared_parent => Some(group),
            _ => None,
        }
    }

    fn give(&mut self, id: ShapeId, candidates: &[String], words: Vec<String>, module: Module) {
        let ident = self.scopes.take(candidates, module);
        self.names.insert(id, Named { ident, module });
        self.taken.insert(words.clone());
        self.words.insert(id, words);
    }
}

/// Whether twins among responses have enough in common by name to be one type.
pub(super) fn share_a_name(paths: &[Vec<String>]) -> bool {
    names_a_thing(&common_words(paths))
}

/// What paths are called that have words in common which name a thing: those, without the verbs around them.
pub(super) fn in_common(paths: &[Vec<String>]) -> Option<Vec<String>> {
    let is_verb = |word: &&String| VERBS.contains(&word.as_str());
    let common = common_words(paths);
    let rest: Vec<String> =
        common.iter().skip_while(is_verb).filter(|word| !ROLES.contains(&word.as_str())).cloned().collect();
    let end = rest.len() - rest.iter().rev().take_while(is_verb).count();
    let plain: Vec<String> = rest.into_iter().take(end).collect();
    names_a_thing(&plain).then_some(plain)
}

/// A path and a step, the words at the seam not repeated: `wallet` and `wallet id` are `wallet id`.
pub(super) fn joined(base: &[String], step: &[String]) -> Vec<String> {
    let overlap = (1..=base.len().min(step.len()))
        .rev()
        .find(|count| base.iter().rev().take(*count).rev().eq(step.iter().take(*count)));
    base.iter().chain(step.iter().skip(overlap.unwrap_or(0))).cloned().collect()
}

/// How two or three paths are called that differ in one place: `exchange deposit or withdrawal`.
fn alternatives(paths: &[Vec<String>]) -> Option<Vec<String>> {
    let (first, rest) = paths.split_first().filter(|_| paths.len() <= 3)?;
    let shortest = paths.iter().map(Vec::len).min()?;
    let shared = |same: &dyn Fn(usize, &Vec<String>) -> bool| {
        (0..shortest).take_while(|step| rest.iter().all(|path| same(*step, path))).count()
    };
    let front = shared(&|step, path| path.get(step) == first.get(step));
    let back = shared(&|step, path| path.iter().rev().nth(step) == first.iter().rev().nth(step));
    let mut middles = Vec::new();
    for path in paths {
        let middle = path.get(front..path.len().checked_sub(back)?).filter(|middle| matches!(middle.len(), 1 | 2))?;
        if !middles.is_empty() {
            middles.push("or".to_owned());
        }
        middles.extend_from_slice(middle);
    }
    let front = first.get(..front)?.iter().skip_while(|word| VERBS.contains(&word.as_str()));
    let back = first.get(first.len() - back..)?.iter();
    let is_named = front.clone().next().is_some();
    let back = back.filter(|word| !is_named || !ROLES.contains(&word.as_str()));
    Some(front.cloned().chain(middles).chain(back.cloned()).collect())
}

/// The words that all lists have, in the same order.
pub(super) fn common_words(lists: &[Vec<String>]) -> Vec<String> {
    let Some((first, rest)) = lists.split_first() else { return Vec::new() };
    rest.iter().fold(first.clone(), |common, list| common_subsequence(&common, list))
}

/// The longest common subsequence, by the textbook's table.
fn common_subsequence(one: &[String], other: &[String]) -> Vec<String> {
    let width = other.len() + 1;
    let mut table = vec![0_usize; (one.len() + 1) * width];
    let at = |table: &[usize], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, word) in one.iter().enumerate().rev() {
        for (j, candidate) in other.iter().enumerate().rev() {
            let best = if alike(word, candidate) {
                at(&table, i + 1, j + 1) + 1
            } else {
                at(&table, i + 1, j).max(at(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while let (Some(word), Some(candidate)) = (one.get(i), other.get(j)) {
        if alike(word, candidate) {
            common.push(if word == candidate { word.clone() } else { singular(std::slice::from_ref(word)).concat() });
            i += 1;
            j += 1;
        } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// Whether words are the same, or one is the other's plural.
fn alike(one: &str, other: &str) -> bool {
    let stem = |word: &str| singular(&[word.to_owned()]).concat();
    one == other || (one.len().abs_diff(other.len()) <= 3 && stem(one) == stem(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn twins_are_named_for_what_they_have_in_common() {
        let paths = [list("create policy request rule"), list("get policy response rule")];
        assert_eq!(common_words(&paths), list("policy rule"));
        assert!(share_a_name(&paths));
        assert!(!share_a_name(&[list("send code response"), list("get user response")]));
    }

    #[test]
    fn twins_without_a_name_in_common_are_named_for_both() {
        let paths = [list("create exchange deposit response"), list("create exchange withdrawal response")];
        assert_eq!(alternatives(&paths), Some(list("exchange deposit or withdrawal")));
        let paths = [list("delete key response"), list("update key response")];
        assert_eq!(alternatives(&paths), Some(list("delete or update key response")));
        assert_eq!(alternatives(&[list("a response"), list("b c d response")]), None);
        assert_eq!(alternatives(&[list("key"), list("key value")]), None);
    }

    #[test]
    fn a_seam_is_not_repeated() {
        assert_eq!(joined(&list("get wallet"), &list("wallet id")), list("get wallet id"));
        assert_eq!(joined(&list("wallet"), &list("status")), list("wallet status"));
    }
}
