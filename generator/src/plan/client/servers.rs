//! The servers of the document, and those of single operations.

use crate::api;
use crate::lists::Listing;
use crate::plan::names::ServerNames;
use crate::rust::{OwnServer, Server, ServerVariable};

/// The servers of the document. Those at a relative URL only (OpenAPI's own default, `/`) name no host and are left to
/// the caller.
pub(super) fn servers(servers: &[api::Server], names: &[ServerNames]) -> Vec<Server> {
    servers.iter().zip(names).map(|(server, names)| named(server, names)).list()
}

fn named(server: &api::Server, names: &ServerNames) -> Server {
    let variables = server.variables_in_url().zip(&names.variables).map(|(variable, ident)| ServerVariable {
        ident: ident.clone(),
        name: variable.name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
        description: variable.description.clone(),
    });
    Server {
        ident: names.variant.clone(),
        type_ident: names.ty.clone(),
        url: server.url_with_defaults(),
        template: server.url.clone(),
        variables: variables.list(),
        description: server.description.clone(),
        deprecated: server.description.as_deref().is_some_and(|text| text.to_lowercase().contains("deprecated")),
    }
}

/// A server that one operation has.
pub(super) fn own(server: &api::Server) -> OwnServer {
    OwnServer { url: server.url_with_defaults(), description: server.description.clone() }
}
