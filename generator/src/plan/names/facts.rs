//! The table of names as facts: what each name is, what of the document has it, and the name.
//!
//! They say what they are about in the document's own terms, so that they mean the same to another run: operations by
//! method and path, schemas by their places.

use super::chosen::Names;
use super::lock::{self, Facts, Lock, ordered};
use super::statuses;
use crate::api::{Api, Kind, Location, OperationId, Parameter, ShapeId};
use crate::lists::{Listing, sort, sort_by_key};
use crate::maps::HashMap;
use crate::rust::{AnswerType, ModuleId, TypeName};

/// The names that are chosen for a document, and what its types are known by.
pub(crate) fn facts(api: &Api, names: &Names, lock: &Lock) -> Facts {
    let mut facts = Facts::default();
    groups(names, &mut facts);
    for id in api.operations.ids() {
        operation(api, names, id, &mut facts);
    }
    contents(api, names, &mut facts);
    types(api, names, lock, &mut facts);
    client(api, names, &mut facts);
    facts
}

fn groups(names: &Names, facts: &mut Facts) {
    for group in &names.groups.names {
        let of = [group.module.as_str()];
        facts.say("group of", &of, &lock::group(group));
        facts.say("group accessor", &of, &group.accessor);
        facts.say("group type", &of, &group.ident);
    }
}

fn operation(api: &Api, names: &Names, id: OperationId, facts: &mut Facts) {
    let (operation, names_of) = (&api.operations[id], &names.operations[id]);
    let title = lock::operation(api, id);
    let of = [title.as_str()];
    facts.say("operation group", &of, &names.groups.names[names_of.called.group].module);
    operation.id.iter().for_each(|id| facts.say("operation id", &of, id));
    facts.say("operation type", &of, &names_of.ident);
    facts.say("operation method", &of, &names_of.method);
    if operation.responses.len() > 1 {
        facts.say("operation output", &of, &answer_type(names, &names_of.by_status.output));
        facts.say("operation error", &of, &answer_type(names, &names_of.by_status.error));
    }
    names_of.headers.iter().for_each(|headers| facts.say("operation headers", &of, &answer_type(names, headers)));
    for method in names.header_methods.list_of(&id) {
        facts.say("header method", &[&title, &method.name.to_lowercase(), &method.status()], &method.ident);
    }
    for (Parameter { location, name, .. }, setter) in operation.parameters.iter().zip(&names_of.setters) {
        facts.say("setter", &[&title, location.word(), name], setter);
    }
    let mut arguments = operation.parameters.iter().filter(|parameter| parameter.required).list();
    sort_by_key(&mut arguments, &|parameter| match parameter.location {
        Location::Path => operation.path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    });
    let arguments = arguments.into_iter().map(|parameter| lock::parameter(parameter.location, &parameter.name)).list();
    let known = names.arguments.of_operation(id);
    for (at, argument) in ordered(known, arguments, &String::clone).iter().enumerate() {
        facts.say("operation argument", &[&title, &format!("{:02}", at + 1)], argument);
    }
}

fn contents(api: &Api, names: &Names, facts: &mut Facts) {
    for ((id, status), named) in &names.contents {
        let (title, path) = (lock::operation(api, *id), path(names, named));
        match status {
            None => facts.say("body enum", &[&title], &path),
            Some(status) => facts.say("answer enum", &[&title, &statuses::written(*status)], &path),
        }
    }
}

fn types(api: &Api, names: &Names, lock: &Lock, facts: &mut Facts) {
    let mut shapes = stand_for(api, names);
    let mut types = names.types.iter().list();
    sort_by_key(&mut types, &|(id, _)| **id);
    for (id, named) in types {
        let path = path(names, named);
        let of = path.as_str();
        facts.say("type", &[of], kind(&api.shapes.get(*id).kind));
        facts.say("digest", &[of], &format!("{:016x}", lock.digest(*id)));
        let mut places = shapes.remove(id).unwrap_or_default().into_iter().filter_map(|id| lock.place(id)).list();
        sort(&mut places, &Ord::cmp);
        places.dedup();
        places.into_iter().for_each(|place| facts.say("place", &[place], of));
        for (key, member) in lock::member_keys(api, &names.notes, *id).iter().zip(names.members.get(*id)) {
            facts.say("member", &[of, key], &member.ident);
        }
        let known = names.arguments.of_type(*id);
        for (at, argument) in ordered(known, lock::arguments(api, *id), &String::clone).iter().enumerate() {
            facts.say("type argument", &[of, &format!("{:02}", at + 1)], argument);
        }
    }
    for (component, alias) in api.components.iter().zip(&names.aliases) {
        alias.iter().for_each(|alias| facts.say("alias", &[&component.name], alias));
    }
}

fn client(api: &Api, names: &Names, facts: &mut Facts) {
    for (id, credential) in names.client.credentials.entries() {
        facts.say("credential", &[&api.schemes[id].name], credential);
    }
    for (id, definition) in names.client.definitions.entries() {
        facts.say("definition", &[&api.definitions[id].name], definition);
    }
    for parameter in &names.client.parameters {
        facts.say("client parameter", &[parameter.location.word(), &parameter.name], &parameter.ident);
    }
    for (server, names) in api.servers.iter().zip(&names.client.servers) {
        facts.say("server", &[&server.url], &names.variant);
        facts.say("server type", &[&server.url], &names.ty);
        for (variable, field) in server.variables_in_url().zip(&names.variables) {
            facts.say("server variable", &[&server.url, &variable.name], field);
        }
    }
}

/// The shapes that each type stands for.
pub(super) fn stand_for(api: &Api, names: &Names) -> HashMap<ShapeId, Vec<ShapeId>> {
    let mut shapes: HashMap<ShapeId, Vec<ShapeId>> = HashMap::new();
    for id in api.shapes.ids() {
        let stands = names.dedup.get(id);
        if names.types.contains_key(&stands) {
            shapes.entry(stands).or_default().push(id);
        }
    }
    shapes
}

/// A type's module and name.
pub(super) fn path(names: &Names, named: &TypeName) -> String {
    let module = match named.module {
        ModuleId::Shared => SHARED,
        ModuleId::Group(group) => &names.groups.names[group].module,
    };
    format!("{module}::{}", named.ident)
}

/// An operation's own by its name, one that several have by its path.
fn answer_type(names: &Names, of: &AnswerType) -> String {
    match of {
        AnswerType::Own(name) => name.clone(),
        AnswerType::Shared(named) => path(names, named),
    }
}

/// The type of a path.
pub(super) fn of_path(names: &Names, path: &str) -> Option<TypeName> {
    let (module, ident) = path.split_once("::")?;
    let group = || names.groups.names.entries().find(|(_, group)| group.module == module).map(|(id, _)| id);
    let module = if module == SHARED { ModuleId::Shared } else { ModuleId::Group(group()?) };
    Some(TypeName { ident: ident.to_owned(), module })
}

/// The module of types that no group has for itself.
pub(super) const SHARED: &str = "types";

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Record(_) => "struct",
        Kind::Choice(_) | Kind::Union(_) => "enum",
        Kind::Tuple(_) => "tuple",
        _ => "list or map",
    }
}
