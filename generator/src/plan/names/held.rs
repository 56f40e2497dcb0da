//! Names that a lock holds, in the place of those that were chosen.

use super::chosen::Names;
use super::client::BY_DEFAULT;
use super::facts::{SHARED, stand_for};
use super::lock::{self, KnownOperation, KnownType, Lock};
use super::reserved;
use super::scope::Scope;
use super::scopes::Scopes;
use super::usage::Parent;
use crate::api::{Api, Kind, OperationId, ShapeId};
use crate::lists::{Listing, sort, sort_by_key};
use crate::maps::{HashMap, HashSet, SortedMap, SortedSet};
use crate::rust::{AnswerType, GroupId, ModuleId, TypeName};

/// Gives everything that the lock knows the name that it had; what is new gets one that neither has nor had another.
pub(crate) fn hold(api: &Api, names: &mut Names, lock: &Lock, scopes: &mut Scopes) {
    let matched = lock.types(&stand_for(api, names));
    let mut holder = Holder { api, lock, modules: modules(names), scopes: Scopes::new(), by_user: HashSet::new() };
    let released = holder.released(names, &matched);
    holder.reserve(names, &released);
    holder.types(names, &matched, &released);
    holder.operations(names, &released);
    for (id, at) in &matched {
        if let Some(known) = lock.known.types.get(*at) {
            members(api, names, lock, *id, known);
            names.arguments.hold_type(*id, known.arguments.clone());
        }
    }
    for id in api.operations.ids() {
        if let Some(known) = lock.operation(id) {
            names.arguments.hold_operation(id, known.arguments.clone());
        }
    }
    client(api, names, lock);
    *scopes = holder.scopes;
}

/// Gives the names that are chosen last: of what reads headers, and other names for types.
pub(crate) fn hold_rest(api: &Api, names: &mut Names, lock: &Lock) {
    for (id, operation) in names.operations.entries_mut() {
        let known = lock.operation(id).and_then(|known| known.headers.as_ref());
        // One that several operations have was given to them before.
        let known = known.filter(|known| !known.contains("::"));
        if let (Some(AnswerType::Own(headers)), Some(known)) = (&mut operation.headers, known) {
            headers.clone_from(known);
        }
    }
    for (component, alias) in api.components.iter().zip(&mut names.aliases) {
        if let (Some(alias), Some(known)) = (alias, lock.known.name("alias", &[&component.name])) {
            known.clone_into(alias);
        }
    }
}

fn modules(names: &Names) -> HashMap<String, ModuleId> {
    let groups = names.groups.names.entries().map(|(id, group)| (group.module.clone(), ModuleId::Group(id)));
    groups.chain([(SHARED.to_owned(), ModuleId::Shared)]).collect()
}

/// What the user has named otherwise than the lock, and what is named after it.
struct Released {
    operations: HashSet<OperationId>,
    types: HashSet<ShapeId>,
}

struct Holder<'a> {
    api: &'a Api,
    lock: &'a Lock,
    modules: HashMap<String, ModuleId>,
    scopes: Scopes,
    /// The names that the user gave, which the lock gives nothing else.
    by_user: HashSet<(ModuleId, String)>,
}

impl Holder<'_> {
    fn released(&self, names: &Names, matched: &HashMap<ShapeId, usize>) -> Released {
        let (by_user, lock) = (&names.by_user, self.lock);
        // Where names collided, the lock has more than what the user wrote.
        let differs = |held: Option<&str>, chosen: &str| held.is_some_and(|held| !held.starts_with(chosen));
        let operations: HashSet<OperationId> = by_user
            .operations
            .iter()
            .copied()
            .filter(|id| {
                let held = lock.operation(*id).and_then(|known| known.ident.as_deref());
                differs(held, &names.operations[*id].ident)
            })
            .collect();
        let held = |id: &ShapeId| Some(lock.known.types.get(*matched.get(id)?)?.ident.as_str());
        let mut types: HashSet<ShapeId> = HashSet::new();
        // Parents come first.
        for id in &names.usages.order {
            let named = names.types.get(id).map_or("", |named| named.ident.as_str());
            let is_user = (by_user.types.contains(id) || names.notes.name(*id).is_some()) && held(id) != Some(named);
            let site = names.usages.usage(*id).and_then(|usage| usage.only_site());
            let follows = match site.map(|site| &site.parent) {
                Some(Parent::Operation(operation)) => operations.contains(operation),
                Some(Parent::Shape(parent)) => types.contains(parent),
                _ => false,
            };
            if is_user || follows && self.api.shapes.get(*id).component.is_none() {
                types.insert(*id);
            }
        }
        Released { operations, types }
    }

    /// Takes what the user named, and then what the lock has named.
    fn reserve(&mut self, names: &Names, released: &Released) {
        for id in &released.types {
            if let Some(named) = names.types.get(id) {
                self.by_user.insert((named.module, named.ident.clone()));
            }
        }
        for id in &released.operations {
            let operation = &names.operations[*id];
            self.by_user.insert((ModuleId::Group(operation.called.group), operation.ident.clone()));
        }
        let groups = names.groups.names.entries().map(|(id, group)| (ModuleId::Group(id), group.ident.clone()));
        let known = self.lock.known.taken.iter();
        let known = known.filter_map(|(module, ident)| Some((*self.modules.get(module)?, ident.clone())));
        for (module, ident) in self.by_user.iter().cloned().chain(groups).chain(known).list() {
            self.take_if_free(&ident, module);
        }
    }

    fn take_if_free(&mut self, ident: &str, module: ModuleId) {
        if self.scopes.is_free(ident, module) {
            self.scopes.take(&[ident.to_owned()], module);
        }
    }

    fn types(&mut self, names: &mut Names, matched: &HashMap<ShapeId, usize>, released: &Released) {
        let mut new: Vec<(TypeName, String, ShapeId)> = Vec::new();
        let mut held: HashSet<(ModuleId, String)> = self.by_user.clone();
        let mut types = names.types.keys().copied().list();
        sort_by_key(&mut types, &|id| *id);
        for id in types.into_iter().filter(|id| !released.types.contains(id)) {
            let Some(named) = names.types.get_mut(&id) else { continue };
            let known: Option<&KnownType> = matched.get(&id).and_then(|at| self.lock.known.types.get(*at));
            let known = known.and_then(|known| Some((*self.modules.get(&known.module)?, &known.ident)));
            match known {
                Some((module, ident)) if held.insert((module, ident.clone())) => {
                    *named = TypeName { ident: ident.clone(), module };
                }
                _ => new.push((named.clone(), self.lock.place(id).unwrap_or_default().to_owned(), id)),
            }
        }
        // Not in document order, so that names don't change with it.
        sort(&mut new, &|one, other| (&one.0.ident, &one.1, one.2).cmp(&(&other.0.ident, &other.1, other.2)));
        for (named, _, id) in new {
            let ident = self.scopes.take(std::slice::from_ref(&named.ident), named.module);
            names.types.insert(id, TypeName { ident, module: named.module });
        }
    }

    fn operations(&mut self, names: &mut Names, released: &Released) {
        let mut methods: HashMap<GroupId, Scope> = HashMap::new();
        for known in self.lock.known.operations.values() {
            let group = known.group.as_ref().and_then(|group| self.modules.get(group));
            if let (Some(ModuleId::Group(group)), Some(method)) = (group, &known.method) {
                methods.entry(*group).or_insert_with(|| names.groups.taken(*group)).free(method);
            }
        }
        let lock = self.lock;
        // Not in document order, so that names don't change with it.
        let mut ids = self.api.operations.ids().map(|id| (lock::operation(self.api, id), id)).list();
        sort(&mut ids, &Ord::cmp);
        for (_, id) in ids {
            let known = lock.operation(id).filter(|_| !released.operations.contains(&id));
            let group = names.operations[id].called.group;
            let is_home = |known: &&KnownOperation| {
                known.group.as_ref().and_then(|group| self.modules.get(group)) == Some(&ModuleId::Group(group))
            };
            let at_home = known.filter(is_home);
            let methods = methods.entry(group).or_insert_with(|| names.groups.taken(group));
            let method = at_home.and_then(|known| known.method.clone());
            let method = method.unwrap_or_else(|| methods.free(&names.operations[id].method));
            self.operation(names, id, at_home, method);
            setters(self.api, names, id, known);
        }
    }

    fn operation(&mut self, names: &mut Names, id: OperationId, known: Option<&KnownOperation>, method: String) {
        let operation = &mut names.operations[id];
        let module = ModuleId::Group(operation.called.group);
        operation.method = method;
        if self.api.operations[id].incoming.is_some() {
            operation.ident.clone_from(&operation.method);
        } else {
            let chosen = [operation.ident.clone(), format!("{}Operation", operation.ident)];
            let is_by_user = self.by_user.contains(&(module, operation.ident.clone()));
            let held = known.and_then(|known| known.ident.clone());
            operation.ident = match held {
                Some(held) => held,
                None if is_by_user => operation.ident.clone(),
                None => self.scopes.take(&chosen, module),
            };
        }
        let is_wanted = self.api.operations[id].responses.len() > 1;
        let mut named = |what: &str, held: Option<&String>| {
            // One that several operations have is given to them later.
            AnswerType::Own(match held.filter(|held| !held.contains("::")) {
                Some(held) => held.clone(),
                None if is_wanted => self.scopes.take(&[format!("{}{what}", operation.ident)], module),
                None => format!("{}{what}", operation.ident),
            })
        };
        operation.by_status.output = named("Output", known.and_then(|known| known.output.as_ref()));
        operation.by_status.error = named("Error", known.and_then(|known| known.error.as_ref()));
    }
}

fn setters(api: &Api, names: &mut Names, id: OperationId, known: Option<&KnownOperation>) {
    let Some(known) = known else { return };
    let mut scope = Scope::of(reserved::CALL_METHODS.iter().copied());
    known.setters.values().for_each(|setter| _ = scope.free(setter));
    for (parameter, setter) in api.operations[id].parameters.iter().zip(&mut names.operations[id].setters) {
        let key = (parameter.location.word().to_owned(), parameter.name.clone());
        *setter = match known.setters.get(&key) {
            Some(held) => held.clone(),
            None => scope.free(setter),
        };
    }
}

/// Names the fields, values and variants of a type.
fn members(api: &Api, names: &mut Names, lock: &Lock, id: ShapeId, known: &KnownType) {
    let keys = lock::member_keys(api, &names.notes, id);
    let kind = &api.shapes.get(id).kind;
    let mut held: SortedMap<String, &String> = known.members.iter().map(|(key, name)| (lock.now(key), name)).collect();
    // A variant that is known by its structure alone, and changed, is the one that is left.
    let lost = held.keys().filter(|key| !keys.contains(key)).cloned().list();
    let new = keys.iter().filter(|key| !held.contains_key(*key)).list();
    if let (Kind::Union(_), [lost], [new]) = (kind, lost.as_slice(), new.as_slice())
        && let Some(name) = held.get(lost).copied()
    {
        held.insert((*new).clone(), name);
    }
    let is_record = matches!(kind, Kind::Record(_));
    let mut scope = match is_record {
        true => Scope::of(reserved::RECORD_METHODS.iter().copied()),
        false => Scope::of(["Unknown"]),
    };
    let taken: SortedSet<&String> = known.members.values().chain(&known.retired_members).collect();
    taken.into_iter().for_each(|name| _ = scope.free(name));
    for (key, member) in keys.iter().zip(names.members.get_mut(id)) {
        member.ident = match held.get(key) {
            Some(name) => (*name).clone(),
            None => {
                let free = scope.free(&member.ident);
                if is_record { free } else { free.replace('_', "") }
            }
        };
    }
}

fn client(api: &Api, names: &mut Names, lock: &Lock) {
    let known = &lock.known;
    let mut credentials = Scope::of([BY_DEFAULT]);
    known.names("credential").for_each(|name| _ = credentials.free(name));
    for (id, credential) in names.client.credentials.entries_mut() {
        *credential = match known.name("credential", &[&api.schemes[id].name]) {
            Some(held) => held.to_owned(),
            None => credentials.free(credential),
        };
    }
    let mut definitions = Scope::default();
    known.names("definition").for_each(|name| _ = definitions.free(name));
    for (id, definition) in names.client.definitions.entries_mut() {
        *definition = match known.name("definition", &[&api.definitions[id].name]) {
            Some(held) => held.to_owned(),
            None => definitions.free(definition),
        };
    }
    let (mut variants, mut types) = (Scope::default(), Scope::default());
    known.names("server").for_each(|name| _ = variants.free(name));
    known.names("server type").for_each(|name| _ = types.free(name));
    let mut urls: Vec<String> = Vec::new();
    for (server, names) in api.servers.iter().zip(&mut names.client.servers) {
        let mut url = server.url.clone();
        while urls.contains(&url) {
            url.push_str(" (again)");
        }
        urls.push(url.clone());
        let held = known.name("server", &[&url]);
        names.variant = held.map_or_else(|| variants.free(&names.variant), str::to_owned).replace('_', "");
        let held = known.name("server type", &[&url]);
        names.ty = held.map_or_else(|| types.free(&names.ty), str::to_owned).replace('_', "");
        for (variable, field) in server.variables_in_url().zip(&mut names.variables) {
            if let Some(held) = known.name("server variable", &[&server.url, &variable.name]) {
                held.clone_into(field);
            }
        }
    }
}
