//! The names of types: chosen once for the whole document, whatever part of it is emitted.

use super::apart::is_plain;
use super::component_names::without_repeats;
use super::described::{apart_by, described, described_error};
use super::identifiers::{pascal, spoken, type_ident, type_name, within};
use super::operations::Called;
use super::own_name::{home, title};
use super::paths::{ROLES, VERBS, alternatives, common_words, joined, names_a_thing, shortened};
use super::roots::Place;
use super::scopes::Scopes;
use super::statuses;
use super::usage::{Parent, Site, Usages, Users};
use super::words::words;
use crate::api::{Api, Kind, OperationId, ShapeId, Status};
use crate::lists::{Listing, sort, sort_by_key};
use crate::maps::{HashMap, HashSet, SortedSet};
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
    let mut naming = Naming {
        api,
        notes,
        usages,
        operations,
        scopes,
        names,
        modules,
        words: HashMap::new(),
        taken: HashSet::new(),
        called: operations.iter().map(|called| called.words.as_slice()).collect(),
    };
    naming.components();
    naming.own_names();
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
    /// The module of every type.
    modules: HashMap<ShapeId, ModuleId>,
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
            .filter_map(|id| Some((self.notes.component_of(self.api.shapes.get(*id))?, *id)))
            .list();
        // Whose exact name it is comes before what is made of another one; not in document order, so that names don't change with it.
        sort_by_key(&mut components, &|(name, id)| {
            let pointer = self.api.shapes.get(*id).schema.clone();
            let is_own = pointer.as_ref().is_some_and(|pointer| pointer.0.rsplit('/').next() == Some(name));
            ((*name).to_owned(), !is_own, pointer, *id)
        });
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

    /// What is the schema of another component, such as a response, is called what that is, and what has a title that names
    /// it by that, each where nothing else would be called so. Components go before titles.
    fn own_names(&mut self) {
        let mut homes = Vec::new();
        let mut titles = Vec::new();
        for &id in self.usages.order.iter().filter(|id| !self.names.contains_key(id)) {
            let shape = self.api.shapes.get(id);
            match home(shape) {
                Some(home) => homes.push((spoken(&home.name), Some(home.role), id)),
                None => titles.extend(title(shape).map(|words| (words, None, id))),
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
        for &id in self.usages.order.iter().filter(|id| !self.names.contains_key(id)) {
            let site = self.usages.usage(id).and_then(|usage| usage.only_site());
            if let Some(Site { parent: Parent::Operation(operation), words, place, .. }) = site {
                let named = &self.api.operations[*operation];
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
            names.extend(names.last().map(|full| within(joined(full, &[what.to_owned()]))));
            let idents = names.iter().map(|name| type_ident(name)).list();
            let chosen = idents.iter().position(|name| self.scopes.is_free(name, module));
            // What is within is not called after the role.
            let chosen = chosen.unwrap_or_default().min(names.len().saturating_sub(2));
            self.give(id, &idents, names.swap_remove(chosen), module);
        }
    }

    /// What a type is called that is this to an operation, the best first.
    fn names_at(&self, operation: OperationId, role: &[String], id: ShapeId) -> Vec<Vec<String>> {
        let mut names = self.operations[operation].types(role);
        // A shared type is not in the module that says the group.
        if self.module(id) == ModuleId::Shared {
            names.drain(..names.len().saturating_sub(1));
        }
        names
    }

    /// Everything else, parents first; where types hold each other, the one whose place comes first by its pointer.
    fn inner(&mut self) {
        let mut left: Vec<ShapeId> = self.usages.order.iter().copied().filter(|id| !self.names.contains_key(id)).list();
        sort_by_key(&mut left, &|id| (self.api.shapes.get(*id).schema.clone(), *id));
        while !left.is_empty() {
            let mut ready: HashSet<ShapeId> = left.iter().copied().filter(|id| self.parents_named(*id)).collect();
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
    fn round(&mut self, ready: &HashSet<ShapeId>) {
        let mut wanted: Vec<(ShapeId, Wanted)> = ready.iter().map(|id| (*id, self.wanted(*id))).list();
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
            names.extend(
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
            let rivals = by_name.get(&name).into_iter().chain(holders.get(&*name)).flatten();
            let rivals: Vec<ShapeId> = rivals.copied().filter(|rival| rival != id).list();
            let by = apart_by(self.api, self.notes, *id, &rivals).filter(|_| !rivals.is_empty());
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

    /// The names that would suit a type, the best first: what all its places have in common, else what it is. Where there is
    /// one place, it is the path to that.
    fn wanted(&self, id: ShapeId) -> Wanted {
        let sites = || self.usages.usage(id).into_iter().flat_map(|usage| &usage.sites);
        let all = self.paths(sites());
        if all.len() < 2 {
            return Wanted { common: all.into_iter().flat_map(with_shorter).list(), described: Vec::new() };
        }
        if sites().all(|site| matches!(site.place, Place::Failure(_))) {
            return self.wanted_for_error(id, &all);
        }
        let direct = self.paths(sites().filter(|site| matches!(site.parent, Parent::Operation(_))));
        let mut wanted: Vec<Vec<String>> = self.own_answer(id).into_iter().list();
        for (paths, is_direct) in [(&all, false), (&direct, true)].into_iter().filter(|(paths, _)| paths.len() > 1) {
            let common = common_words(paths);
            let common = [plain(&common), common].map(without_repeats);
            for name in common.into_iter().chain(alternatives(paths).filter(|_| is_direct)) {
                let is_parent = self.taken.contains(&name);
                let misleads = is_parent || self.is_anothers(&name, paths);
                if names_a_thing(&name) && !misleads && !wanted.contains(&name) {
                    wanted.push(name);
                }
            }
        }
        let mut described = described(self.api, self.notes, id);
        if !is_plain(self.api, self.notes, &self.api.shapes.get(id).kind) {
            let lasts: SortedSet<&[String]> = sites().map(|site| site.words.as_slice()).collect();
            described = [either(&lasts, &plain(&common_words(&all))), described].concat();
        }
        Wanted { common: wanted, described }
    }

    /// The name of what an operation alone gives, under several statuses.
    fn own_answer(&self, id: ShapeId) -> Option<Vec<String>> {
        let sites = &self.usages.usage(id)?.sites;
        let Site { parent: Parent::Operation(operation), .. } = sites.first()? else { return None };
        let is_own = |site: &Site| {
            site.parent == Parent::Operation(*operation) && site.words.starts_with(&["response".to_owned()])
        };
        let base = &self.operations[*operation].words;
        sites.iter().all(is_own).then(|| within(joined(base, &["response".to_owned()])))
    }

    /// The names that would suit an error of several operations or statuses: what all of them are about, and the status if
    /// it is one; else what it holds.
    fn wanted_for_error(&self, id: ShapeId, paths: &[Vec<String>]) -> Wanted {
        let statuses = self.usages.usage(id).into_iter().flat_map(|usage| &usage.sites).map(|site| site.place);
        let statuses: HashSet<Place> = statuses.collect();
        let status = match statuses.iter().next() {
            Some(Place::Failure(status)) if statuses.len() == 1 && *status != Status::Default => {
                Some(words(&statuses::variant(*status)))
            }
            _ => None,
        };
        let mut about = plain(&common_words(paths));
        about.retain(|word| !word.starts_with(|first: char| first.is_ascii_digit()));
        let about = Some(about).filter(|name| names_a_thing(name));
        let error = |words: &[String]| joined(words, &["error".to_owned()]);
        let with_status = status.map(|status| error(&joined(about.as_deref().unwrap_or_default(), &status)));
        let common = with_status.into_iter().chain(about.as_deref().map(error)).list();
        Wanted { common, described: described_error(self.api, self.notes, id) }
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

    fn module(&self, id: ShapeId) -> ModuleId {
        self.modules.get(&id).copied().unwrap_or(ModuleId::Shared)
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

/// The names that would suit a type, the best first.
struct Wanted {
    /// What all of its places have in common; of one place, the path to it.
    common: Vec<Vec<String>>,
    /// What tells it from others of that name, and what it is.
    described: Vec<Vec<String>>,
}

/// The names for the only place of a type: what is enough of the path to it, and the path. Where that says a word twice, and would
/// be another's name without, it is what is within that one.
fn with_shorter(path: Vec<String>) -> Vec<Vec<String>> {
    let plain = without_repeats(path.clone());
    let inner = (plain != path).then(|| [plain.as_slice(), &["inner".to_owned()]].concat());
    let mut all = shortened(&plain).map(without_repeats).into_iter().chain([plain]).chain(inner).list();
    all.dedup();
    all
}

/// A type, the words that it claims for its name, and the role that tells it from others of that name.
type Claim = (Vec<String>, Option<&'static str>, ShapeId);

/// Words without what is done with what they name, and what that is used as.
fn plain(words: &[String]) -> Vec<String> {
    let rest = words.iter().skip_while(|word| VERBS.contains(&word.as_str()));
    rest.filter(|word| !ROLES.contains(&word.as_str())).cloned().list()
}

/// The name of what is called otherwise at two or three places: `commit author or committer`.
fn either(lasts: &SortedSet<&[String]>, common: &[String]) -> Vec<Vec<String>> {
    let is_short = lasts.iter().map(|last| last.len()).sum::<usize>() <= 5;
    let are_things = lasts.iter().all(|last| names_a_thing(last) && common != *last);
    if !(2..=3).contains(&lasts.len()) || !is_short || !are_things {
        return Vec::new();
    }
    let mut either: Vec<String> = Vec::new();
    for last in lasts {
        if !either.is_empty() {
            either.push("or".to_owned());
        }
        either.extend(last.iter().cloned());
    }
    let with_common = joined(common, &either);
    if common.is_empty() { vec![either] } else { vec![with_common, either] }
}

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
        for inner in held.get(&id).into_iter().flatten().filter(|inner| !names.contains_key(inner)) {
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
