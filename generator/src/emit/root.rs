//! The root module.

use proc_macro2::TokenStream;
use quote::quote;

use super::client;
use super::docs::{markdown, paragraphs, sentence};
use super::head::{ATTRIBUTES, inner_docs};
use super::here::{ident, tokens};
use super::types::Expressions;
use crate::code::{File, Piece};
use crate::lists::{Changing, Listing};
use crate::rust::{Client, Crate, GroupId, Module};

/// What is to be emitted of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// `lib.rs` of a crate of its own.
    Library,
    /// `mod.rs` of a module.
    Module,
    /// `mod.rs`, which the runtime's `include_client!` includes: a file that is included can't have inner attributes.
    Included,
}

/// A program that has the client as a private module hardly uses all of it: what is not to be complained about.
const IN_A_MODULE: [&str; 3] = ["dead_code", "unreachable_pub", "unused_imports"];

/// The documentation of the whole client.
fn title(planned: &Crate) -> String {
    format!("{} of {}, version {}.", planned.kind(), sentence(&planned.title), sentence(&planned.version))
}

fn docs(planned: &Crate, expressions: &Expressions<'_>) -> Vec<String> {
    let description = planned.description.as_deref().map(markdown).unwrap_or_default();
    let Some(client) = &planned.client else { return paragraphs([vec![title(planned)], description]) };
    paragraphs([vec![title(planned)], description, client::guide(planned, expressions, client)])
}

/// The root file.
pub(super) fn root(planned: &Crate, expressions: &Expressions<'_>, root: Root) -> File {
    let head = match root {
        Root::Included => String::new(),
        Root::Library => format!("{}\n{ATTRIBUTES}", inner_docs(&docs(planned, expressions))),
        Root::Module => {
            format!("{}\n{ATTRIBUTES}#![allow({})]\n", inner_docs(&docs(planned, expressions)), IN_A_MODULE.join(", "))
        }
    };
    let name = if root == Root::Library { "lib.rs" } else { "mod.rs" };
    let attribute = (root == Root::Included).then(quiet);
    let quiet = attribute.as_deref().map(tokens);
    let modules = modules(planned);
    let exports = [
        quote!(oasmith_runtime as runtime),
        quote!(oasmith_runtime::{Error, Options}),
        quote!(self::client_core::{Call, Client}),
    ];
    let mut pieces = Vec::new();
    let has_features = !planned.types.features.is_empty();
    if has_features || planned.client.is_some() {
        pieces.push(Piece::Items(quote!(
            use oasmith_runtime as rt;
        )));
    }
    if has_features {
        pieces.push(Piece::Text(format!("rt::require_features! {{ {} }}", planned.types.features.join(", "))));
    }
    if let Some(client) = &planned.client {
        let declaration = client::declaration(&title(planned), expressions, client);
        pieces.push(Piece::Text(attribute.iter().map(String::as_str).chain([&*declaration]).list().join("\n")));
    }
    pieces.push(Piece::Items(quote!(#(#quiet #modules)*)));
    let Some(client) = &planned.client else {
        let runtime = exports.first();
        pieces.push(Piece::Items(quote!(#quiet pub use #runtime;)));
        return File { name: name.to_owned(), head, imports: &[], pieces };
    };
    pieces.push(Piece::Items(quote!(#(#quiet pub use #exports;)*)));
    if !client.servers.is_empty() {
        let names = client::exports(client).into_iter().map(|name| ident(&name));
        pieces.push(Piece::Items(quote!(#quiet pub use self::server::{#(#names),*};)));
    }
    pieces.push(client::accessors(planned, client, attribute.as_deref()));
    File { name: name.to_owned(), head, imports: &[], pieces }
}

/// The declarations of the other files.
fn modules(planned: &Crate) -> Vec<TokenStream> {
    let private = |module: &str| {
        let module = ident(module);
        quote!(mod #module;)
    };
    let public = |module: &str| {
        let declared = private(module);
        quote!(pub #declared)
    };
    let (types, client) = (&planned.types, planned.client.as_ref());
    let is_emitted = |id: GroupId, module: &Module| match client {
        Some(client) => client.groups.iter().any(|group| group.id == id),
        None => !module.types.is_empty(),
    };
    let has = |test: &dyn Fn(&Client) -> bool| client.is_some_and(test);
    let emitted = types.modules.entries().filter(|(id, module)| is_emitted(*id, module));
    let mut modules = emitted.map(|(_, module)| public(&module.name)).list();
    modules.add_all(has(&|client| !client.client_parameters.is_empty()).then(|| public("client_parameters")));
    modules.add_all(has(&|client| client.incoming.is_some()).then(|| public("incoming")));
    modules.add_all(types.has_definitions().then(|| private("rule_definitions")));
    modules.add_all(has(&|client| !client.credentials.is_empty()).then(|| public("security")));
    modules.add_all(has(&|client| !client.servers.is_empty()).then(|| private("server")));
    modules.add_all((!types.shared.is_empty()).then(|| public("types")));
    modules
}

/// A file that is included can't say for all of itself what is not to be complained about.
fn quiet() -> String {
    format!("#[allow(bindings_with_variant_name, {})]", IN_A_MODULE.join(", "))
}
