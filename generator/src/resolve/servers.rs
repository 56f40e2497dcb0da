//! Servers: the document's, and those that operations have of their own.

use std::fmt;

use openapiv3::Server as Declared;

use super::operations::title;
use super::shapes::Resolver;
use crate::api::{Requirement, SchemeKind, SecurityScheme, Server, ServerVariable};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, OperationEntry};
use crate::value::Pointer;

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

/// Complains of an operation that is sent where the client will not send its credentials: to another host than the
/// API's, or over plain http.
pub(super) fn withheld(
    document: &Document,
    entry: &OperationEntry,
    own: &[Server],
    security: &[Vec<Requirement>],
    schemes: &[SecurityScheme],
) -> Option<Diagnostic> {
    let is_sent = |needed: &Requirement| {
        schemes.get(needed.scheme).is_some_and(|scheme| !matches!(scheme.kind, SchemeKind::Transport { .. }))
    };
    if !security.iter().flatten().any(is_sent) {
        return None;
    }
    let api = Origin::of(&server(documented(document).first()?).url_with_defaults())?;
    let url = own.first()?.url_with_defaults();
    let there = Origin::of(&url)?;
    // With a user or a password in its URL it can't be called at all, which is told.
    if names_user(&url) || there.is_trusted_by(&api) {
        return None;
    }
    let why = if there.is_https {
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
            .operation(title(entry))
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

fn names_user(url: &str) -> bool {
    let authority = url.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    authority.is_some_and(|authority| authority.contains('@'))
}

/// A scheme, a host and a port.
#[derive(PartialEq)]
struct Origin {
    is_https: bool,
    host: String,
    port: String,
}

impl Origin {
    /// Of a URL that names a host.
    fn of(url: &str) -> Option<Origin> {
        let lower = url.trim().to_ascii_lowercase();
        let (scheme, rest) = lower.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        // A user or a password is no part of it, and is nobody's business.
        let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (authority, ""),
        };
        let is_https = match scheme {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let port = if port == (if is_https { "443" } else { "80" }) { "" } else { port };
        // What has a variable that is not declared can't be called at all.
        (!host.is_empty() && !host.contains(['{', '}'])).then(|| Origin {
            is_https,
            host: host.to_owned(),
            port: port.to_owned(),
        })
    }

    /// Whether what is sent there never leaves the machine.
    fn is_loopback(&self) -> bool {
        matches!(&*self.host, "localhost" | "[::1]")
            || self.host.ends_with(".localhost")
            || self.host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
    }

    /// Whether a client of that server sends its credentials here; the runtime goes by the same.
    fn is_trusted_by(&self, api: &Origin) -> bool {
        self == api || (self.is_https && self.host == api.host)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.port.is_empty() { "" } else { ":" };
        write!(formatter, "{}://{}{colon}{}", if self.is_https { "https" } else { "http" }, self.host, self.port)
    }
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
