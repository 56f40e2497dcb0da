//! rust::Crate → code. No decisions are made here.
//!
//! Each output has a room: `types`, and `client`, which builds on them. What a run has of them stands in one file a module.

mod client;
mod constructors;
mod docs;
mod head;
mod here;
mod lines;
mod markdown;
mod root;
mod text;
mod types;

use std::rc::Rc;

use crate::code::{File, Piece};
use crate::lists::{Changing, Listing};
use crate::rust::{Client, Crate, Group, GroupId, Item, ItemKind, ModuleId, Types};
use here::Here;
use types::Expressions;

pub(crate) use root::Root;
pub(crate) use text::comment;

/// Emits every file of a crate. The root comes first.
/// Each is made when its turn comes: a file is far smaller than the code that it is made of.
pub(crate) fn emit(planned: &Crate, root: Root) -> impl Iterator<Item = File> {
    let (types, client) = (&planned.types, planned.client.as_ref());
    let expressions = Rc::new(Expressions::of(types));
    let of_modules = expressions.clone();
    let modules = types.modules.ids().filter_map(move |group| module(types, client, &of_modules, group));
    std::iter::once_with(move || root::root(planned, &expressions, root))
        .chain(modules)
        .chain(std::iter::once_with(move || shared(types)).flatten())
        .chain(std::iter::once_with(move || client.map(|client| client::files(types, client))).flatten().flatten())
}

/// The file of a module: its operations, and the types that are theirs alone.
fn module(types: &Types, client: Option<&Client>, expressions: &Expressions<'_>, id: GroupId) -> Option<File> {
    let here = Here::of(types, ModuleId::Group(id));
    let module = &types.modules[id];
    let of_module = |group: &&Group| group.id == id;
    let group = client.and_then(|client| Some((client, client.groups.iter().find(of_module)?)));
    let incoming = client.and_then(|client| client.incoming.as_ref()).filter(|incoming| incoming.group == id);
    let mut pieces = Vec::new();
    if let Some((client, group)) = group {
        pieces.push(client::group(here, expressions, client, module, group));
        pieces.add_all(group.operations.iter().map(|each| client::operation(here, client, group, each)));
    }
    pieces.add_all(incoming.into_iter().flat_map(|incoming| client::functions(here, incoming)));
    if pieces.is_empty() && (client.is_some() || module.types.is_empty()) {
        return None;
    }
    pieces.add_all(module.types.iter().flat_map(|each| item(here, each)));
    Some(File {
        name: head::file_name(&module.name),
        head: head::module_docs(module, client.is_some()),
        imports: if group.is_some() { &["security", "types"] } else { &["types"] },
        pieces,
    })
}

/// What several modules use.
fn shared(types: &Types) -> Vec<File> {
    let here = Here::of(types, ModuleId::Shared);
    let mut files = Vec::new();
    if !types.shared.is_empty() {
        let pieces = types.shared.iter().flat_map(|each| item(here, each)).list();
        files.push(File { name: "types.rs".to_owned(), head: head::types_head(), imports: &[], pieces });
    }
    if types.has_definitions() {
        let pieces = types::definitions(here);
        files.push(File { name: "rule_definitions.rs".to_owned(), head: head::rules_head(), imports: &[], pieces });
    }
    files
}

/// A type and its codec.
fn item(here: Here<'_>, item: &Item) -> Vec<Piece> {
    match &item.kind {
        ItemKind::Content(variants) => client::content(here, item, variants),
        ItemKind::Body(variants) => client::body(here, item, variants),
        ItemKind::ByStatus(arms) => client::by_status(here, item, arms),
        ItemKind::Headers(all) => client::headers(here, item, all),
        _ => types::item(here, item),
    }
}
