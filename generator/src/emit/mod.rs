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
use crate::rust::Crate;
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
    let here = Here { module: None, modules: &planned.modules, definitions: &planned.definitions };
    let groups = planned.groups.iter().map(move |group| {
        let here = Here { module: Some(group.number), ..here };
        let mut pieces = vec![operations::group(here, group)];
        for operation in &group.operations {
            pieces.push(operations::operation(here, planned, group, operation));
        }
        for item in &group.types {
            pieces.extend(items::item(here, item));
        }
        File {
            name: root::file_name(&group.module),
            head: root::group_head(group),
            imports: &["security", "types"],
            pieces,
        }
    });
    std::iter::once_with(move || root::root(planned, root))
        .chain(groups)
        .chain(std::iter::once_with(move || beside_groups(here, planned)).flatten())
}

/// What is not of one group.
fn beside_groups(here: Here<'_>, planned: &Crate) -> Vec<File> {
    let mut files = Vec::new();
    if !planned.types.is_empty() {
        let pieces = planned.types.iter().flat_map(|item| items::item(here, item)).collect();
        files.push(File { name: "types.rs".to_owned(), head: root::types_head(), imports: &[], pieces });
    }
    files.extend(incoming::incoming(planned));
    if planned.definitions.iter().any(Option::is_some) {
        let pieces = rules::definitions(here);
        files.push(File { name: "rule_definitions.rs".to_owned(), head: root::rules_head(), imports: &[], pieces });
    }
    files.extend(servers::servers(planned));
    files.extend(root::security(planned));
    // Outside of every group, and of the shared types' module.
    let beside = Here { module: Some(planned.modules.len()), ..here };
    files.extend(client_parameters::client_parameters(beside, planned));
    files
}
