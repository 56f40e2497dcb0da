//! The names of types: chosen once for the whole document, whatever part of it is emitted.

use super::described::apart_by;
use super::identifiers::{pascal, spoken, type_ident, type_name, within};
use super::operations::Called;
use super::own_name::{home, title};
use super::paths::joined;
use super::roots::Place;
use super::scopes::Scopes;
use super::usage::{Parent, Site, Usages, Users};
use super::wanted::{Known, Wanted};
use super::words::words;
use crate::api::{Api, Kind, OperationId, ShapeId};
use crate::lists::{Changing, Listing, sort, sort_by_key};
use crate::maps::{HashMap, HashSet};
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
    let modules = modules(api, usages, &names);
    let known = Known {
        api,
        notes,
        usages,
        operations,
        words: HashMap::new(),
        taken: HashSet::new(),
        called: operations.iter().map(|called| called.words.as_slice()).collect(),
    };
    let mut naming = Naming { known, scopes, names, modules };
    naming.components();
    naming.own_names();
    naming.roots();
    naming.inner();
    naming.names
}

struct Naming<'a> {
    known: Known<'a>,
    scopes: &'a mut Scopes,
    names: HashMap<ShapeId, TypeName>,
    /// The module of every type.
    modules: HashMap<ShapeId, ModuleId>,
}

impl Naming<'_> {
    /// Components keep their names. Two that differ only in spelling are numbered in the order of their spelling.
    fn components(&mut self) {
        let mut components: Vec<(&str, ShapeId)> = self
            .known
            .usages
            .order
            .iter()
            .filter(|id| !self.names.contains_key(id))
            .filter_map(|id| Some((self.known.notes.component_of(self.known.api.shapes.get(*id))?, *id)))
            .list();
        // Whose exact name it is comes before what is made of another one; not in document order, so that names don't change with it.
        sort_by_key(&mut components, &|(name, id)| {
            let pointer = self.known.api.shapes.get(*id).schema.clone();
            let is_own = pointer.as_ref().is_some_and(|pointer| pointer.0.rsplit('/').next() == Some(name));
            ((*name).to_owned(), !is_own, pointer, *id)
        });
        // What the user names goes first.
        let (given, components): (Vec<_>, Vec<_>) =
            components.into_iter().partition(|(_, id)| self.known.notes.name(*id).is_some());
        for (_, id) in given {
            if let Some(name) = self.known.notes.name(id) {
                self.give(id, &[name.to_owned()], words(name), ModuleId::Shared);
            }
        }
        for (component, id) in components {
            let name = type_name(component);
            self.give(id, &[name.clone(), format!("{name}Model")], spoken(component), ModuleId::Shared);
        }
    }

    /// What is the schema of another component, such as a response, is called what that is, and what has a title that names
    /// it by that, each where nothing else would be called so. Components go before titles.
    fn own_names(&mut self) {
        let mut homes = Vec::new();
        let mut titles = Vec::new();
        for &id in self.known.usages.order.iter().filter(|id| !self.names.contains_key(id)) {
            let shape = self.known.api.shapes.get(id);
            match home(shape) {
                Some(home) => homes.push((spoken(&home.name), Some(home.role), id)),
                None => titles.add_all(title(shape).map(|words| (words, None, id))),
            }
        }
        let claims = self.claim(homes);
        let with_roles =
            claims.into_iter().filter_map(|(words, role, id)| Some((joined(&words, &[role?.to_owned()]), None, id)));
        let with_roles = with_roles.list();
        self.claim(with_roles);
        self.claim(titles);
    }

    /// Gives types the names that they alone claim, and returns the other claims.
    fn claim(&mut self, claims: Vec<Claim>) -> Vec<Claim> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        claims.iter().for_each(|(words, ..)| *counts.entry(type_ident(words)).or_default() += 1);
        let (given, rest): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(|(words, _, id)| {
            let name = type_ident(words);
            counts.get(&name) == Some(&1) && self.scopes.is_free(&name, self.module(*id))
        });
        for (words, _, id) in given {
            let words = within(words);
            self.give(id, &[type_ident(&words)], words, self.module(id));
        }
        rest
    }

    /// What belongs to one operation only, directly, is named after it.
    fn roots(&mut self) {
        let mut roots = Vec::new();
        for &id in self.known.usages.order.iter().filter(|id| !self.names.contains_key(id)) {
            let site = self.known.usages.usage(id).and_then(|usage| usage.only_site());
            if let Some(Site { parent: Parent::Operation(operation), words, place, .. }) = site {
                let named = &self.known.api.operations[*operation];
                let names = self.names_at(*operation, words, id);
                roots.push((names.len(), &named.path, &named.method, words, *operation, *place == Place::Part, id));
            }
        }
        // Not in document order, so that names don't change with it; and what has a name of its own goes before what is made
        // shorter.
        sort(&mut roots, &Ord::cmp);
        for (.., words, operation, is_part, id) in roots {
            let module = self.module(id);
            let mut names = self.names_at(operation, words, id);
            let what = if is_part { "value" } else { "body" };
            names.add_all(names.last().map(|full| within(joined(full, &[what.to_owned()]))));
            let idents = names.iter().map(|name| type_ident(name)).list();
            let chosen = idents.iter().position(|name| self.scopes.is_free(name, module));
            // What is within is not called after the role.
            let chosen = chosen.unwrap_or_default().min(names.len().saturating_sub(2));
            self.give(id, &idents, names.swap_remove(chosen), module);
        }
    }

    /// What a type is called that is this to an operation, the best first.
    fn names_at(&self, operation: OperationId, role: &[String], id: ShapeId) -> Vec<Vec<String>> {
        let mut names = self.known.operations[operation].types(role);
        // A shared type is not in the module that says the group.
        if self.module(id) == ModuleId::Shared {
            names.drain(..names.len().saturating_sub(1));
        }
        names
    }

    /// Everything else, parents first; where types hold each other, the one whose place comes first by its pointer.
    fn inner(&mut self) {
        let mut left: Vec<ShapeId> =
            self.known.usages.order.iter().copied().filter(|id| !self.names.contains_key(id)).list();
        sort_by_key(&mut left, &|id| (self.known.api.shapes.get(*id).schema.clone(), *id));
        while !left.is_empty() {
            let mut ready: HashSet<ShapeId> = left.iter().copied().filter(|id| self.parents_named(*id)).collect();
            if ready.is_empty() {
                ready.extend(left.first().copied());
            }
            left.keep(|id| !ready.contains(id));
            self.round(&ready);
        }
    }

    fn parents_named(&self, id: ShapeId) -> bool {
        self.known.usages.usage(id).is_some_and(|usage| {
            usage.sites.iter().all(|site| match site.parent {
                Parent::Operation(_) | Parent::Component => true,
                Parent::Shape(parent) => parent == id || self.names.contains_key(&parent),
            })
        })
    }

    /// Names types that could compete for the same name.
    fn round(&mut self, ready: &HashSet<ShapeId>) {
        let mut wanted: Vec<(ShapeId, Wanted)> = ready.iter().map(|id| (*id, self.known.wanted(*id))).list();
        self.tell_apart(&mut wanted);
        let join = |(id, wanted): (ShapeId, Wanted)| (id, [wanted.common, wanted.described].concat());
        let mut wanted: Vec<(ShapeId, Vec<Vec<String>>)> = wanted.into_iter().map(join).list();
        // Not in document order, so that names don't change with it.
        sort(&mut wanted, &|one, other| one.1.last().cmp(&other.1.last()).then_with(|| one.1.cmp(&other.1)));
        let granted = self.grant(&wanted);
        for (id, wanted) in wanted {
            let module = self.module(id);
            let granted = granted.get(&id).and_then(|rank| wanted.get(*rank));
            let candidates: Vec<&Vec<String>> = granted.into_iter().chain(wanted.last()).list();
            let mut names: Vec<String> = candidates.iter().map(|name| type_ident(name)).list();
            names.add_all(
                names.last().map(|name| name.clone() + if name.ends_with("Value") { "Inner" } else { "Value" }),
            );
            let chosen = names
                .iter()
                .position(|name| self.scopes.is_free(name, module))
                .unwrap_or(names.len().saturating_sub(1));
            let words = candidates.get(chosen).or(candidates.last()).map_or_else(Vec::new, |words| (*words).clone());
            self.give(id, &names, words, module);
        }
    }

    /// Adds names for types that want the same name, or one that is taken: by what each has that the others have not.
    fn tell_apart(&self, wanted: &mut [(ShapeId, Wanted)]) {
        let mut by_name: HashMap<String, Vec<ShapeId>> = HashMap::new();
        for (id, Wanted { common, described }) in wanted.iter() {
            common.iter().chain(described).for_each(|name| by_name.entry(type_ident(name)).or_default().push(*id));
        }
        let mut holders: HashMap<&str, Vec<ShapeId>> = HashMap::new();
        for (id, named) in &self.names {
            holders.entry(&named.ident).or_default().push(*id);
        }
        for (id, wanted) in wanted.iter_mut().filter(|(_, wanted)| !wanted.described.is_empty()) {
            let Some(best) = wanted.common.first().or(wanted.described.first()) else { continue };
            let name = type_ident(best);
            let mut rivals = [by_name.list_of(&name), holders.list_of(&*name)].concat();
            rivals.keep(|rival| rival != id);
            let by = apart_by(self.known.api, self.known.notes, *id, &rivals).filter(|_| !rivals.is_empty());
            if let Some(by) = by {
                let with = [best.as_slice(), &["with".to_owned()], &by].concat();
                let before = usize::from(wanted.common.is_empty());
                wanted.described.insert(before, with);
            }
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
                    let uses = self.known.usages.usage(*id).map_or(0, |usage| usage.sites.len());
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

    fn module(&self, id: ShapeId) -> ModuleId {
        self.modules.get(&id).copied().unwrap_or(ModuleId::Shared)
    }

    /// Whether it becomes a tuple struct that nobody has named.
    fn is_tuple(&self, id: ShapeId) -> bool {
        matches!(self.known.api.shapes.get(id).kind, Kind::Tuple(_)) && self.known.notes.name(id).is_none()
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
        self.known.taken.insert(words.clone());
        self.known.words.insert(id, words);
    }
}

/// A type, the words that it claims for its name, and the role that tells it from others of that name.
type Claim = (Vec<String>, Option<&'static str>, ShapeId);

/// The module of every type: of the only group that uses it; components and what several groups use are shared, and so is
/// what a shared type holds.
fn modules(api: &Api, usages: &Usages, names: &HashMap<ShapeId, TypeName>) -> HashMap<ShapeId, ModuleId> {
    let mut modules = HashMap::new();
    let mut held: HashMap<ShapeId, Vec<ShapeId>> = HashMap::new();
    let mut shared = Vec::new();
    for &id in &usages.order {
        let own = usages.usage(id).filter(|_| api.shapes.get(id).component.is_none()).map(|usage| usage.groups);
        let module = match (names.get(&id), own) {
            (Some(named), _) => named.module,
            (None, Some(Users::One(group))) => ModuleId::Group(group),
            (None, _) => ModuleId::Shared,
        };
        modules.insert(id, module);
        if module == ModuleId::Shared {
            shared.push(id);
        }
        for site in usages.usage(id).into_iter().flat_map(|usage| &usage.sites) {
            if let Parent::Shape(parent) = site.parent {
                held.entry(parent).or_default().push(id);
            }
        }
    }
    while let Some(id) = shared.pop() {
        for inner in held.list_of(&id).iter().filter(|inner| !names.contains_key(inner)) {
            if modules.insert(*inner, ModuleId::Shared) != Some(ModuleId::Shared) {
                shared.push(*inner);
            }
        }
    }
    modules
}

/// The name of a tuple struct, which no field and no parameter may shadow: those have the same name in a script that has no
/// capitals.
fn apart_from_values(name: &str) -> String {
    let has_case = name.starts_with(|first: char| first.is_ascii() || first.is_uppercase());
    if has_case { name.to_owned() } else { format!("Tuple{name}") }
}
