//! Servers: the document's, and those that operations have of their own.

use openapiv3::Server as Declared;

use super::shapes::Resolver;
use crate::api::{Server, ServerVariable};
use crate::document::{Document, OperationEntry};

/// The servers of the document. One that names none has those that most of its operations have of their own.
pub(super) fn servers(document: &Document) -> Vec<Server> {
    lift(documented(document))
}

/// The servers that an operation has and the client has not.
pub(super) fn own(resolver: &Resolver<'_>, entry: &OperationEntry) -> Vec<Server> {
    let same = |one: &Declared, other: &Declared| one.url == other.url;
    let own = entry.servers.as_deref().unwrap_or_default();
    let of_client = documented(resolver.document);
    // Named again, perhaps without the variables or with other words, they are still the client's.
    if own.iter().any(|server| of_client.iter().any(|of_client| same(server, of_client))) {
        return Vec::new();
    }
    lift(own)
}

fn documented(document: &Document) -> &[Declared] {
    if !document.servers.is_empty() {
        return &document.servers;
    }
    let mut counted: Vec<(&[Declared], usize)> = Vec::new();
    for own in document.operations.iter().filter_map(|entry| entry.servers.as_deref()) {
        match counted.iter_mut().find(|(known, _)| *known == own) {
            Some((_, count)) => *count += 1,
            None => counted.push((own, 1)),
        }
    }
    // The first of those that are used most.
    counted.iter().rev().max_by_key(|(_, count)| *count).map_or(&[], |(servers, _)| servers)
}

fn lift(servers: &[Declared]) -> Vec<Server> {
    servers.iter().map(server).collect()
}

fn server(server: &Declared) -> Server {
    let variables = server.variables.iter().flatten().map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    });
    Server { url: server.url.clone(), description: server.description.clone(), variables: variables.collect() }
}
