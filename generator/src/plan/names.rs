//! The names of types: chosen once for the whole document, whatever part of it is emitted.

use std::collections::{HashMap, HashSet};

use super::survey::{Parent, Site, Survey};
use super::words::{pascal, singular, type_ident, type_name, words};
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
}

/// What emitted code names without a path.
const RESERVED: &[&str] = &[
    "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Result", "Self", "Some", "String", "Vec",
    "Client",
];

impl Scopes {
    /// Scopes in which nothing is taken but what emitted code needs.
    pub(super) fn new() -> Scopes {
        Scopes { shared: RESERVED.iter().map(|name| (*name).to_owned()).collect(), local: HashMap::new() }
    }

    /// Whether a name can be had. A shared type is imported into groups, so it must be free in all of them.
    pub(super) fn is_free(&self, name: &str, module: Module) -> bool {
        !self.shared.contains(name)
            && match module {
                Some(group) => self.local.get(&group).is_none_or(|local| !local.contains(name)),
                None => self.local.values().all(|local| !local.contains(name)),
            }
    }

    /// Takes the first of these names that can be had, else the last with a number.
    pub(super) fn take(&mut self, candidates: &[String], module: Module) -> String {
        let free = candidates.iter().find(|name| self.is_free(name, module)).cloned();
        let name = free.unwrap_or_else(|| {
            let base = candidates.last().map_or("Type", String::as_str);
            let mut number = 2_u32;
            while !self.is_free(&format!("{base}{number}"), module) {
                number += 1;
            }
            format!("{base}{number}")
        });
        match module {
            Some(group) => self.local.entry(group).or_default().insert(name.clone()),
            None => self.shared.insert(name.clone()),
        };
        name
    }
}

/// Words that say how a type is used, not what it is.
const ROLES: &[&str] = &["request", "response", "body", "item", "error", "value", "data", "result"];
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

/// Names every type of the survey. `operations` gives the words of each operation's type name.
pub(super) fn assign(
    api: &Api,
    survey: &Survey,
    operations: &[Vec<String>],
    scopes: &mut Scopes,
) -> HashMap<ShapeId, Named> {
    let mut naming = Naming { api, survey, operations, scopes, names: HashMap::new(), words: HashMap::new() };
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
}

impl Naming<'_> {
    /// Components keep their names. Two that differ only in spelling are numbered in the order of their spelling.
    fn components(&mut self) {
        let mut components: Vec<(&str, ShapeId)> = self
            .survey
            .order
            .iter()
            .filter_map(|id| Some((self.api.shapes.get(*id).component.as_deref()?, *id)))
            .collect();
        components.sort_unstable();
        for (component, id) in components {
            let name = type_name(component);
            self.give(id, &[name.clone(), format!("{name}Model")], words(component), None);
        }
    }

    /// What belongs to one operation only, directly, is named after it.
    fn roots(&mut self) {
        for &id in &self.survey.order {
            let Some(usage) = self.survey.usage(id).filter(|_| !self.names.contains_key(&id)) else { continue };
            if let [Site { parent: Parent::Operation(operation), words }] = usage.sites.as_slice() {
                let base = self.operations.get(*operation).cloned().unwrap_or_default();
                let module = self.module(id);
                let full = joined(&base, words);
                let body = [base, words.clone(), vec!["body".to_owned()]].concat();
                self.give(id, &[type_ident(&full), type_ident(&body)], full, module);
            }
        }
    }

    /// Everything else, parents first; where types hold each other, in the order in which they were met.
    fn inner(&mut self) {
        let mut left: Vec<ShapeId> =
            self.survey.order.iter().copied().filter(|id| !self.names.contains_key(id)).collect();
        while !left.is_empty() {
            let mut ready: Vec<ShapeId> = left.iter().copied().filter(|id| self.parents_named(*id)).collect();
            if ready.is_empty() {
                ready.extend(left.first());
            }
            left.retain(|id| !ready.contains(id));
            self.round(&ready);
        }
    }

    fn parents_named(&self, id: ShapeId) -> bool {
        self.survey.usage(id).is_some_and(|usage| {
            usage.sites.iter().all(|site| match site.parent {
                Parent::Operation(_) => true,
                Parent::Shape(parent) => parent == id || self.names.contains_key(&parent),
            })
        })
    }

    /// Names types that could compete for the same name: the one used most has the better claim, a tie leaves it to none.
    fn round(&mut self, ready: &[ShapeId]) {
        let mut claims: HashMap<String, Vec<(usize, ShapeId)>> = HashMap::new();
        let mut wishes: Vec<(ShapeId, Vec<Vec<String>>)> = ready.iter().map(|id| (*id, self.wishes(*id))).collect();
        // Not in document order, so that names don't change with it.
        wishes.sort_by(|one, other| one.1.last().cmp(&other.1.last()));
        for (id, wishes) in &wishes {
            let uses = self.survey.usage(*id).map_or(0, |usage| usage.sites.len());
            for wish in wishes {
                claims.entry(pascal(wish)).or_default().push((uses, *id));
            }
        }
        for (id, wishes) in wishes {
            let granted = |wish: &Vec<String>| {
                claims.get(&pascal(wish)).is_some_and(|claims| {
                    let mine = claims.iter().find(|claim| claim.1 == id).map_or(0, |claim| claim.0);
                    claims.iter().all(|(uses, other)| *other == id || *uses < mine)
                })
            };
            let module = self.module(id);
            let mut candidates: Vec<Vec<String>> = wishes.iter().filter(|wish| granted(wish)).cloned().collect();
            candidates.extend(wishes.last().cloned());
            let mut names: Vec<String> = candidates.iter().map(|wish| type_ident(wish)).collect();
            names.extend(names.last().map(|name| format!("{name}Value")));
            let chosen = names
                .iter()
                .position(|name| self.scopes.is_free(name, module))
                .unwrap_or(names.len().saturating_sub(1));
            let words = candidates.get(chosen).or(candidates.last()).cloned().unwrap_or_default();
            self.give(id, &names, words, module);
        }
    }

    /// The names that would suit a type, the best first; the last one is the path to its first use.
    fn wishes(&self, id: ShapeId) -> Vec<Vec<String>> {
        let mut paths: Vec<Vec<String>> =
            self.survey.usage(id).into_iter().flat_map(|usage| &usage.sites).map(|site| self.path(site)).collect();
        paths.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        paths.dedup();
        let mut wishes = Vec::new();
        if paths.len() > 1 {
            let common = common_words(&paths);
            let plain: Vec<String> = common
                .iter()
                .skip_while(|word| VERBS.contains(&word.as_str()))
                .filter(|word| !ROLES.contains(&word.as_str()))
                .cloned()
                .collect();
            for wish in [plain, common] {
                let is_parent = self.words.values().any(|taken| *taken == wish);
                if names_a_thing(&wish) && !is_parent && !wishes.contains(&wish) {
                    wishes.push(wish);
                }
            }
        }
        wishes.extend(paths.into_iter().next());
        wishes
    }

    fn path(&self, site: &Site) -> Vec<String> {
        let base = match site.parent {
            Parent::Operation(operation) => self.operations.get(operation),
            Parent::Shape(parent) => self.words.get(&parent),
        };
        joined(base.map_or(&[], Vec::as_slice), &site.words)
    }

    /// In the only group that uses it; components and what several groups use are shared.
    fn module(&self, id: ShapeId) -> Module {
        if self.api.shapes.get(id).component.is_some() {
            return None;
        }
        let usage = self.survey.usage(id)?;
        let shared_parent = usage.sites.iter().any(|site| match &site.parent {
            Parent::Shape(parent) => self.names.get(parent).is_none_or(|named| named.module.is_none()),
            Parent::Operation(_) => false,
        });
        // What a shared type holds must be shared.
        let groups = Some(&usage.groups).filter(|_| !shared_parent)?;
        groups.first().copied().filter(|_| groups.len() == 1)
    }

    fn give(&mut self, id: ShapeId, candidates: &[String], words: Vec<String>, module: Module) {
        let ident = self.scopes.take(candidates, module);
        self.names.insert(id, Named { ident, module });
        self.words.insert(id, words);
    }
}

/// Whether twins among responses have enough in common by name to be one type.
pub(super) fn share_a_name(paths: &[Vec<String>]) -> bool {
    names_a_thing(&common_words(paths))
}

/// A path and a step, the words at the seam not repeated: `wallet` and `wallet id` are `wallet id`.
pub(super) fn joined(base: &[String], step: &[String]) -> Vec<String> {
    let overlap = (1..=base.len().min(step.len()))
        .rev()
        .find(|count| base.iter().rev().take(*count).rev().eq(step.iter().take(*count)));
    base.iter().chain(step.iter().skip(overlap.unwrap_or(0))).cloned().collect()
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
    fn a_seam_is_not_repeated() {
        assert_eq!(joined(&list("get wallet"), &list("wallet id")), list("get wallet id"));
        assert_eq!(joined(&list("wallet"), &list("status")), list("wallet status"));
    }
}
