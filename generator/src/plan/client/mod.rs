//! The client: operations, how they are sent and read, and what the client is made with.

mod answers;
mod bodies;
mod client_parameters;
mod headers;
mod incoming;
mod media;
mod operations;
mod servers;
mod streams;
mod undeclared;

use std::collections::HashMap;

use super::names::{Named, Scope, Scopes, method_ident};
use super::types::Planner;
use crate::api::{Api, Security, SecurityScheme};
use crate::diagnostic::Diagnostics;
use crate::rust::{Client, ClientParameter, Credential, Group, Operation, Types};
use crate::settings::Settings;
use answers::Answers;
use bodies::Bodies;
use operations::Idents;

/// The client's own types: enums of media types, and what reads headers.
pub(super) struct Own {
    bodies: Bodies,
    answers: Answers,
    /// What reads the headers of an operation's answers, where they are declared.
    headers: Vec<Option<String>>,
}

impl Own {
    /// Names the enums, for the whole document.
    pub(super) fn of(planner: &Planner<'_>, scopes: &mut Scopes) -> Own {
        let bodies = Bodies::of(planner, scopes);
        Own { bodies, answers: Answers::of(planner, scopes), headers: Vec::new() }
    }

    /// What the enums are called.
    pub(super) fn names(&mut self) -> impl Iterator<Item = &mut Named> {
        self.bodies.names().chain(self.answers.names())
    }

    /// Names what reads headers: after the names that the user asks for.
    pub(super) fn take_headers(&mut self, planner: &Planner<'_>, scopes: &mut Scopes) {
        let operations = planner.api.operations.iter().enumerate();
        let named = operations.map(|(number, operation)| {
            let (ident, group) = planner.names.owner(number).filter(|_| headers::has_any(operation))?;
            Some(scopes.take(&[format!("{ident}Headers")], Some(group)))
        });
        self.headers = named.collect();
    }
}

/// Plans the client of these operations, and adds its own types to the others. None where there is nothing to call and
/// nothing to receive, but types.
pub(super) fn plan(
    planner: &Planner<'_>,
    own: &Own,
    chosen: &[usize],
    types: &mut Types,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Option<Client> {
    let api = planner.api;
    let held = client_parameters::of(planner, settings, diagnostics);
    for (module, item) in own.bodies.items(planner, chosen).into_iter().chain(own.answers.items(planner, chosen)) {
        types.add(module, item);
    }
    types.sort();
    let groups = groups(planner, own, &held, chosen);
    let incoming = incoming::incoming(planner, chosen);
    if groups.is_empty() && incoming.is_none() && !types.shared.is_empty() {
        return None;
    }
    let asked_by_default = asked_by_default(api);
    let mut client = Client {
        servers: servers::servers(&api.servers),
        credentials: credentials(api, asked_by_default.is_some()),
        asked_by_default,
        client_parameters: client_parameters::needed(&held, api, chosen),
        groups,
        incoming,
    };
    client.asked_by_default = client.asked_by_default.take().filter(|(security, _)| client.asks_for(security));
    Some(client)
}

/// The groups that have operations among the chosen ones.
fn groups(planner: &Planner<'_>, own: &Own, held: &[ClientParameter], chosen: &[usize]) -> Vec<Group> {
    let groups = &planner.names.groups;
    let mut of_group: HashMap<usize, Vec<usize>> = HashMap::new();
    for &number in chosen {
        if let Some(group) = groups.of.get(number).filter(|group| groups.incoming != Some(**group)) {
            of_group.entry(*group).or_default().push(number);
        }
    }
    let mut planned = Vec::new();
    for (number, (ident, accessor)) in groups.idents.iter().zip(&groups.accessors).enumerate() {
        let operations = operations(planner, own, held, &of_group.remove(&number).unwrap_or_default());
        if !operations.is_empty() {
            planned.push(Group { number, accessor: accessor.clone(), ident: ident.clone(), operations });
        }
    }
    planned
}

fn operations(planner: &Planner<'_>, own: &Own, held: &[ClientParameter], numbers: &[usize]) -> Vec<Operation> {
    let (names, mut methods) = (planner.names, Scope::default());
    let operation = |&number: &usize| {
        let operation = planner.api.operations.get(number)?;
        let words = names.words.get(number)?;
        let method = methods.free(&method_ident(words));
        let idents = Idents {
            ident: names.operations.get(number)?.clone(),
            method,
            by_status: names.by_status.get(number)?.clone(),
            body: own.bodies.ty(number),
            answers: own.answers.of_operation(planner, number),
            headers: own.headers.get(number).cloned().flatten(),
        };
        Some(operations::operation(planner, operation, idents, words, held))
    };
    numbers.iter().filter_map(operation).collect()
}

/// How many schemes and alternatives of them every operation says for itself that asks for what the document does.
const FEW_ASKED: usize = 16;

/// The constant for what operations ask for by default.
const BY_DEFAULT: &str = "by_default";

fn asked_by_default(api: &Api) -> Option<(Security, &'static str)> {
    let asked: usize = api.security.iter().map(|alternative| 1 + alternative.len()).sum();
    (asked > FEW_ASKED).then(|| (api.security.clone(), "BY_DEFAULT"))
}

fn credentials(api: &Api, by_default: bool) -> Vec<Credential> {
    let mut scope = Scope::of(by_default.then_some(BY_DEFAULT));
    let credential = |scheme: &SecurityScheme| Credential {
        ident: scope.constant(&scheme.name),
        name: scheme.name.clone(),
        kind: scheme.kind.clone(),
        description: scheme.description.clone(),
    };
    api.schemes.iter().map(credential).collect()
}
