//! The names of types: chosen once for the whole document, whatever part of it is emitted.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::identifiers::{pascal, spoken, type_ident, type_name, within};
use super::operations::Called;
use super::paths::{ROLES, VERBS, alternatives, common_words, joined, names_a_thing};
use super::scopes::Scopes;
use super::usage::{Parent, Site, Usages, Users};
use super::words::words;
use crate::api::{Api, Kind, OperationId, ShapeId};
use crate::lists::{Listing, sort};
use crate::plan::notes::ShapeNotes;
use crate::rust::{ModuleId, TypeName};
use crate::table::Table;

/// Names every type of the usages that has no name yet.
pub(crate) fn assign(
    api: &Api,
    notes: &ShapeNotes,
    usages: &Usages,
    operations: &Table<OperationId, Called>,
    scopes: &mut Scopes,
    names: HashMap<ShapeId, TypeName>,
) -> HashMap<ShapeId, TypeName> {
    let mut naming = Naming {
        api,
        notes,
        usages,
        operations,
        scopes,
        names,
        words: HashMap::new(),
        taken: HashSet::new(),
        called: operations.iter().map(|called| called.words.as_slice()).collect(),
    };
    naming.components();
    naming.roots();
    naming.inner();
    naming.names
}

struct Naming<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    usages: &'a Usages,
    operations: &'a Table<OperationId, Called>,
    scopes: &'a mut Scopes,
    names: HashMap<ShapeId, TypeName>,
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
            .usages
            .order
            .iter()
            .filter(|id| !self.names.contains_key(id))
            .filter_map(|id| Some((self.api.shapes.get(*id).component.as_deref()?, *id)))
            .list();
        sort(&mut components, &Ord::cmp);
        // What the user names goes first.
        let (given, components): (Vec<_>, Vec<_>) =
            components.into_iter().partition(|(_, id)| self.notes.name(*id).is_some());
        for (_, id) in given {
            if let Some(name) = self.notes.name(id) {
                self.give(id, &[name.to_owned()], words(name), ModuleId::Shared);
            }
        }
        for (component, id) in components {
            let name = type_name(component);
            self.give(id, &[name.clone(), format!("{name}Model")], spoken(component), ModuleId::Shared);
        }
    }

    /// What belongs to one operation only, directly, is named after it.
    fn roots(&mut self) {
        for &id in &self.usages.order {
            let Some(usage) = self.usages.usage(id).filter(|_| !self.names.contains_key(&id)) else { continue };
            if let Some(Site { parent: Parent::Operation(operation), words }) = usage.only_site() {
                let base = self.operations[*operation].words.clone();
                let module = self.module(id);
                let full = within(joined(&base, words));
                let body = within([base, words.clone(), vec!["body".to_owned()]].concat());
                self.give(id, &[type_ident(&full), type_ident(&body)], full, module);
            }
        }
    }

    /// Everything else, parents first; where types hold each other, in the order in which they were met.
    fn inner(&mut self) {
        let mut left: Vec<ShapeId> = self.usages.order.iter().copied().filter(|id| !self.names.contains_key(id)).list();
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
        self.usages.usage(id).is_some_and(|usage| {
            usage.sites.iter().all(|site| match site.parent {
                Parent::Operation(_) | Parent::Component => true,
                Parent::Shape(parent) => parent == id || self.names.contains_key(&parent),
            })
        })
    }

    /// Names types that could compete for the same name.
    fn round(&mut self, ready: &IndexSet<ShapeId>) {
        let mut wanted: Vec<(ShapeId, Vec<Vec<String>>)> = ready.iter().map(|id| (*id, self.wanted(*id))).list();
        // Not in document order, so that names don't change with it.
        sort(&mut wanted, &|one, other| one.1.last().cmp(&other.1.last()));
        let granted = self.grant(&wanted);
        for (id, wanted) in wanted {
            let module = self.module(id);
            let granted = granted.get(&id).and_then(|rank| wanted.get(*rank));
            let candidates: Vec<&Vec<String>> = granted.into_iter().chain(wanted.last()).list();
            let mut names: Vec<String> = candidates.iter().map(|name| type_ident(name)).list();
            names.extend(names.last().map(|name| format!("{name}Value")));
            let chosen = names
                .iter()
                .position(|name| self.scopes.is_free(name, module))
                .unwrap_or(names.len().saturating_sub(1));
            let words = candidates.get(chosen).or(candidates.last()).map_or_else(Vec::new, |words| (*words).clone());
            self.give(id, &names, words, module);
        }
    }

    /// The rank of the name that each type is granted. Of those that want the same name at the same rank the one used
    /// most gets it, a tie leaves it to none; who goes without moves on to the next name.
    fn grant(&self, wanted: &[(ShapeId, Vec<Vec<String>>)]) -> HashMap<ShapeId, usize> {
        let mut granted = HashMap::new();
        let mut gone: HashSet<String> = HashSet::new();
        let last = wanted.iter().map(|(_, wanted)| wanted.len()).max().unwrap_or(0);
        for rank in 0..last {
            let mut claims: HashMap<String, Vec<(usize, ShapeId)>> = HashMap::new();
            for (id, wanted) in wanted.iter().filter(|(id, _)| !granted.contains_key(id)) {
                let name = wanted.get(rank).map(|name| pascal(name));
                if let Some(name) = name.filter(|name| self.scopes.is_free(name, self.module(*id))) {
                    let uses = self.usages.usage(*id).map_or(0, |usage| usage.sites.len());
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
    fn wanted(&self, id: ShapeId) -> Vec<Vec<String>> {
        let sites = || self.usages.usage(id).into_iter().flat_map(|usage| &usage.sites);
        let all = self.paths(sites());
        let direct = self.paths(sites().filter(|site| matches!(site.parent, Parent::Operation(_))));
        let mut wanted = Vec::new();
        for (paths, is_direct) in [(&all, false), (&direct, true)].into_iter().filter(|(paths, _)| paths.len() > 1) {
            let common = common_words(paths);
            let plain: Vec<String> = common
                .iter()
                .skip_while(|word| VERBS.contains(&word.as_str()))
                .filter(|word| !ROLES.contains(&word.as_str()))
                .cloned()
                .list();
            for name in [plain, common].into_iter().chain(alternatives(paths).filter(|_| is_direct)) {
                let is_parent = self.taken.contains(&name);
                let misleads = is_parent || self.is_anothers(&name, paths);
                if names_a_thing(&name) && !misleads && !wanted.contains(&name) {
                    wanted.push(name);
                }
            }
        }
        wanted.extend(all.into_iter().next());
        wanted
    }

    /// The paths to these sites, the shortest first.
    fn paths<'s>(&self, sites: impl Iterator<Item = &'s Site>) -> Vec<Vec<String>> {
        let mut paths: Vec<Vec<String>> = sites.map(|site| self.path(site)).list();
        sort(&mut paths, &|one, other| (one.len(), one).cmp(&(other.len(), other)));
        paths.dedup();
        paths
    }

    /// Whether this is what something of an operation would be called that does not use the type.
    fn is_anothers(&self, name: &[String], paths: &[Vec<String>]) -> bool {
        let Some((role, operation)) = name.split_last().filter(|(role, _)| ROLES.contains(&role.as_str())) else {
            return false;
        };
        self.called.contains(operation)
            && !paths.iter().any(|path| path.split_last().is_some_and(|(last, rest)| last == role && rest == operation))
    }

    fn path(&self, site: &Site) -> Vec<String> {
        let base = match site.parent {
            Parent::Operation(operation) => Some(&self.operations[operation].words),
            Parent::Shape(parent) => self.words.get(&parent),
            Parent::Component => None,
        };
        within(joined(base.map_or(&[], Vec::as_slice), &site.words))
    }

    /// In the only group that uses it; components and what several groups use are shared.
    fn module(&self, id: ShapeId) -> ModuleId {
        let usage = self.usages.usage(id).filter(|_| self.api.shapes.get(id).component.is_none());
        let Some(usage) = usage else { return ModuleId::Shared };
        let shared_parent = usage.sites.iter().any(|site| match &site.parent {
            Parent::Shape(parent) => self.names.get(parent).is_none_or(|named| named.module == ModuleId::Shared),
            Parent::Operation(_) | Parent::Component => false,
        });
        // What a shared type holds must be shared.
        match usage.groups {
            Users::One(group) if !shared_parent => ModuleId::Group(group),
            _ => ModuleId::Shared,
        }
    }

    /// Whether it becomes a tuple struct that nobody has named.
    fn is_tuple(&self, id: ShapeId) -> bool {
        matches!(self.api.shapes.get(id).kind, Kind::Tuple(_)) && self.notes.name(id).is_none()
    }

    fn give(&mut self, id: ShapeId, candidates: &[String], words: Vec<String>, module: ModuleId) {
        let ident = match self.is_tuple(id) {
            true => {
                let apart: Vec<String> = candidates.iter().map(|name| apart_from_values(name)).list();
                self.scopes.take(&apart, module)
            }
            false => self.scopes.take(candidates, module),
        };
        self.names.insert(id, TypeName { ident, module });
        self.taken.insert(words.clone());
        self.words.insert(id, words);
    }
}

/// The name of a tuple struct, which no field and no parameter may shadow: those have the same name in a script that has no
/// capitals.
fn apart_from_values(name: &str) -> String {
    let has_case = name.starts_with(|first: char| first.is_ascii() || first.is_uppercase());
    if has_case { name.to_owned() } else { format!("Tuple{name}") }
}
