//! rust::Crate → code. No decisions are made here.

mod answers;
mod bodies;
mod client_parameters;
mod docs;
mod headers;
mod incoming;
mod items;
mod lines;
mod markdown;
mod media;
mod operations;
mod root;
mod rules;
mod samples;
mod sentences;
mod servers;
mod streams;
mod text;
mod types;

pub(crate) use self::text::comment;
use crate::code::File;
use crate::rust::{Client, Crate, Group, Types};
use types::Here;

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

/// Emits every file of a crate. The root comes first.
/// Each is made when its turn comes: a file is far smaller than the code that it is made of.
pub(crate) fn emit(planned: &Crate, root: Root) -> impl Iterator<Item = File> {
    let (types, client) = (&planned.types, planned.client.as_ref());
    let modules = (0..types.modules.len()).filter_map(move |number| module(types, client, number));
    std::iter::once_with(move || root::root(planned, root))
        .chain(modules)
        .chain(std::iter::once_with(move || shared(types)).flatten())
        .chain(std::iter::once_with(move || client.map(|client| beside_groups(types, client))).flatten().flatten())
}

/// The file of a module: its operations, and the types that are theirs alone.
fn module(types: &Types, client: Option<&Client>, number: usize) -> Option<File> {
    let here = Here::of(types, Some(number));
    let module = types.modules.get(number)?;
    let of_module = |group: &&Group| group.number == number;
    let group = client.and_then(|client| Some((client, client.groups.iter().find(of_module)?)));
    let incoming = client.and_then(|client| client.incoming.as_ref()).filter(|incoming| incoming.number == number);
    let mut pieces = Vec::new();
    if let Some((client, group)) = group {
        pieces.push(operations::group(here, module, group));
        pieces.extend(group.operations.iter().map(|operation| operations::operation(here, client, group, operation)));
    }
    pieces.extend(incoming.into_iter().flat_map(|incoming| incoming::functions(here, incoming)));
    if pieces.is_empty() && (client.is_some() || module.types.is_empty()) {
        return None;
    }
    pieces.extend(module.types.iter().flat_map(|item| items::item(here, item)));
    Some(File {
        name: root::file_name(&module.name),
        head: root::module_docs(module, client.is_some()),
        imports: if group.is_some() { &["security", "types"] } else { &["types"] },
        pieces,
    })
}

/// What several modules use.
fn shared(types: &Types) -> Vec<File> {
    let here = Here::of(types, None);
    let mut files = Vec::new();
    if !types.shared.is_empty() {
        let pieces = types.shared.iter().flat_map(|item| items::item(here, item)).collect();
        files.push(File { name: "types.rs".to_owned(), head: root::types_head(), imports: &[], pieces });
    }
    if types.has_definitions() {
        let pieces = rules::definitions(here);
        files.push(File { name: "rule_definitions.rs".to_owned(), head: root::rules_head(), imports: &[], pieces });
    }
    files
}

/// What of a client is not of one group.
fn beside_groups(types: &Types, client: &Client) -> Vec<File> {
    // Outside of every group, and of the shared types' module.
    let beside = Here::of(types, Some(types.modules.len()));
    let mut files: Vec<File> = servers::servers(client).into_iter().chain(root::security(client)).collect();
    files.extend(client_parameters::client_parameters(beside, client));
    files
}
