//! Servers: the document's, and those that operations have of their own.

use oasmith_vocabulary::Origin;
use openapiv3::Server as Declared;

use super::resolver::Resolver;
use crate::api::{Requirement, SchemeId, SchemeKind, SecurityScheme, Server, ServerVariable};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, OperationEntry};
use crate::lists::Listing;
use crate::table::Table;
use crate::value::Pointer;

/// The servers of the document. One that names none has those that most of its operations have of their own.
pub(super) fn servers(document: &Document) -> Vec<Server> {
    lift(documented(document))
}

/// The servers that an operation has and the client has not.
pub(super) fn own(resolver: &Resolver<'_>, entry: &OperationEntry) -> Vec<Server> {
    let same = |one: &Declared, other: &Declared| one.url == other.url;
    let own = entry.servers.as_deref().unwrap_or_default();
    let of_client = documented(resolver.document());
    // Named again, perhaps without the variables or with other words, they are still the client's.
    if own.iter().any(|server| of_client.iter().any(|of_client| same(server, of_client))) {
        return Vec::new();
    }
    lift(own)
}

/// Complains of an operation that is sent where the client will not send its credentials: to another host than the
/// API's, or over plain http.
pub(super) fn withheld(
    document: &Document,
    entry: &OperationEntry,
    own: &[Server],
    security: &[Vec<Requirement>],
    schemes: &Table<SchemeId, SecurityScheme>,
) -> Option<Diagnostic> {
    let is_sent = |needed: &Requirement| !matches!(schemes[needed.scheme].kind, SchemeKind::Transport { .. });
    if !security.iter().flatten().any(is_sent) {
        return None;
    }
    // A user in the API's URL is told of by itself, and is set aside here.
    let api = Origin::of(&without_user(&server(documented(document).first()?).url_with_defaults()))?;
    let url = own.first()?.url_with_defaults();
    let there = Origin::of(&url)?;
    if there.is_trusted_by(&api) {
        return None;
    }
    let why = if there.is_https() {
        format!("the API's server is {api}, and another host could do with them what it likes")
    } else if there.is_loopback() {
        format!("the API's server is {api}, and whatever listens there on the machine could do with them what it likes")
    } else {
        format!("plain http can be read on the way, and the API's server is {api}")
    };
    let message =
        format!("an operation that asks for credentials has a server to which the client won't send them, {there}");
    let diagnostic = Diagnostic::warning(Code::WithheldCredential, message);
    Some(
        diagnostic
            .at(&own_pointer(entry).child("0").child("url"))
            .operation(entry.title())
            .with_note(format!("{why}; a call with a credential fails before anything is sent"))
            .help(format!(
                "to send them there, name the server to the client's builder: `.allow_credentials_to(\"{there}\")`"
            )),
    )
}

/// Where an operation's own servers stand: with itself, or with its path.
fn own_pointer(entry: &OperationEntry) -> Pointer {
    let mut holder = entry.pointer.clone();
    if entry.operation.servers.is_empty() {
        let path = holder.parent().filter(|parent| parent.last() == "additionalOperations").unwrap_or(holder);
        holder = path.parent().unwrap_or(path);
    }
    holder.child("servers")
}

/// The URL without the user and the password that may be in it.
fn without_user(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
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
    servers.iter().map(server).list()
}

fn server(server: &Declared) -> Server {
    let variables = server.variables.iter().flatten().map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    });
    Server { url: server.url.clone(), description: server.description.clone(), variables: variables.list() }
}
