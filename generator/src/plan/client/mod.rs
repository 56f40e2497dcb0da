//! The client: operations, how they are sent and read, and what the client is made with.

mod answers;
mod bodies;
mod by_status;
mod client_parameters;
mod empty;
mod headers;
mod incoming;
mod media;
mod of_several;
mod operations;
mod servers;
mod streams;
mod undeclared;
mod unused;

use super::names::{Apart, BY_DEFAULT, ContentNames, HeaderMethod, Lock, Scopes};
use super::types::Planner;
use crate::api::{Api, OperationId, SchemeId, Security};
use crate::diagnostic::Diagnostics;
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::rust::{Client, ClientParameter, Credential, Group, GroupId, Item, ModuleId, Operation, TypeName, Types};
use crate::settings::Settings;
use crate::table::Table;
use answers::Answers;
use bodies::Bodies;
pub(super) use client_parameters::of as parameters;
use operations::Idents;

/// The client's own types: enums of media types, and those of statuses that operations share.
pub(super) struct Contents {
    bodies: Bodies,
    answers: Answers,
}

impl Contents {
    /// Names them for the whole document.
    pub(super) fn of(planner: &Planner<'_>, lock: Option<&Lock>, scopes: &mut Scopes) -> Contents {
        let bodies = Bodies::of(planner, lock, scopes);
        Contents { bodies, answers: Answers::of(planner, lock, scopes) }
    }

    /// What the enums are called of those that have such.
    pub(super) fn given(&self, api: &Api) -> ContentNames {
        self.bodies.given().chain(self.answers.given(api)).collect()
    }

    /// What the enums are called.
    pub(super) fn names(&mut self) -> impl Iterator<Item = &mut TypeName> {
        self.bodies.names().chain(self.answers.names())
    }

    /// The types of answers that operations may share.
    pub(super) fn answer_types(&self, planner: &Planner<'_>) -> Vec<Apart> {
        by_status::apart(planner, &self.answers).into_iter().chain(headers::readers(planner)).list()
    }

    /// Those that operations need, and their modules.
    pub(super) fn items(&self, planner: &Planner<'_>, chosen: &[OperationId]) -> Vec<(ModuleId, Item)> {
        let contents = self.bodies.items(planner, chosen).into_iter().chain(self.answers.items(planner, chosen));
        contents.chain(of_several::items(planner, &self.answers, chosen)).list()
    }
}

/// The methods of the headers that answers declare, not named yet.
pub(super) fn header_methods(planner: &Planner<'_>) -> HashMap<OperationId, Vec<HeaderMethod>> {
    let methods = planner.api.operations.entries().map(|(id, operation)| (id, headers::methods(planner, operation)));
    methods.filter(|(_, methods)| !methods.is_empty()).collect()
}

/// Plans the client of these operations. None where there is nothing to call and nothing to receive, but types.
pub(super) fn plan(
    planner: &Planner<'_>,
    own: &Contents,
    chosen: &[OperationId],
    types: &Types,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Option<Client> {
    let api = planner.api;
    unused::check(planner, &own.answers, settings, diagnostics);
    empty::check(planner, settings, diagnostics);
    let held = &planner.names.client.parameters;
    let groups = groups(planner, own, held, chosen);
    let incoming = incoming::incoming(planner, chosen);
    if groups.is_empty() && incoming.is_none() && !types.shared.is_empty() {
        return None;
    }
    let mut client = Client {
        servers: servers::servers(&api.servers, &planner.names.client.servers),
        credentials: credentials(api, &planner.names.client.credentials),
        asked_by_default: asked_by_default(api),
        client_parameters: client_parameters::needed(held, api, chosen),
        groups,
        incoming,
    };
    client.asked_by_default = client.asked_by_default.take().filter(|(security, _)| client.asks_for(security));
    Some(client)
}

/// The groups that have operations among the chosen ones.
fn groups(planner: &Planner<'_>, own: &Contents, held: &[ClientParameter], chosen: &[OperationId]) -> Vec<Group> {
    let groups = &planner.names.groups;
    let mut of_group: HashMap<GroupId, Vec<OperationId>> = HashMap::new();
    for id in chosen {
        of_group.entry(planner.names.owner(*id).1).or_default().push(*id);
    }
    let outgoing = groups.names.entries().filter(|(id, _)| groups.incoming != Some(*id));
    let planned = outgoing.filter_map(|(id, names)| {
        let operation = |of: &OperationId| operation(planner, own, held, *of);
        let operations = of_group.get(&id)?.iter().map(operation).list();
        Some(Group {
            id,
            accessor: Some(names.accessor.clone()).filter(|name| !name.is_empty()),
            ident: names.ident.clone(),
            operations,
        })
    });
    planned.list()
}

fn operation(planner: &Planner<'_>, own: &Contents, held: &[ClientParameter], id: OperationId) -> Operation {
    let idents = Idents {
        names: &planner.names.operations[id],
        arguments: planner.names.arguments.of_operation(id),
        body: own.bodies.ty(id),
        answers: own.answers.of_operation(planner, id),
    };
    operations::operation(planner, id, idents, held)
}

/// How many schemes and alternatives of them every operation says for itself that asks for what the document does.
const FEW_ASKED: usize = 16;

fn asked_by_default(api: &Api) -> Option<(Security, &'static str)> {
    let asked: usize = api.security.iter().map(|alternative| 1 + alternative.len()).total();
    (asked > FEW_ASKED).then(|| (api.security.clone(), BY_DEFAULT))
}

fn credentials(api: &Api, names: &Table<SchemeId, String>) -> Table<SchemeId, Credential> {
    api.schemes.map(|id, scheme| Credential {
        ident: names[id].clone(),
        name: scheme.name.clone(),
        kind: scheme.kind.clone(),
        description: scheme.description.clone(),
    })
}
