//! Which file takes what from which.

use std::collections::BTreeSet;

use super::Import;
use super::modules::Tree;

/// The imports among the files of a crate. What a module only hands on, and does not use, is none of its own.
pub(super) fn of(tree: &Tree) -> BTreeSet<Import> {
    let mut imports = BTreeSet::new();
    let modules = tree.modules.iter().flat_map(|(path, modules)| modules.iter().map(move |module| (path, module)));
    for (path, module) in modules {
        let used = |name: &String| module.said.names.contains(name);
        let uses = module.said.uses.iter().filter(|one| !one.public || one.name.as_ref().is_some_and(used));
        let uses = uses.map(|one| &one.path);
        for said in uses.chain(&module.said.paths) {
            let Some(definers) = tree.definer(path, said).and_then(|definer| tree.modules.get(&definer)) else {
                continue;
            };
            for to in definers.iter().filter(|to| to.file != module.file) {
                let name = said.last().cloned().unwrap_or_default();
                imports.insert(Import { from: module.file.clone(), to: to.file.clone(), name });
            }
        }
    }
    imports
}
