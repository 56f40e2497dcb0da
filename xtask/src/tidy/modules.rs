//! The modules of a crate, and what a path in one of them leads to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::tokens::{self, Said};

/// How many re-exports a path may lead through.
const LONGEST_CHAIN: usize = 16;

/// The modules of a crate by their paths, the root's being empty. A path may have several, of which each platform has one.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) modules: BTreeMap<Vec<String>, Vec<Module>>,
}

#[derive(Debug)]
pub(super) struct Module {
    /// From the repository's top.
    pub(super) file: PathBuf,
    pub(super) said: Said,
}

impl Tree {
    /// Reads a crate from its root file.
    pub(super) fn read(top: &Path, root: &Path) -> io::Result<Self> {
        let mut tree = Self { modules: BTreeMap::new() };
        let folder = root.parent().unwrap_or(root).to_path_buf();
        tree.add_file(top, Vec::new(), root.to_path_buf(), &folder)?;
        Ok(tree)
    }

    /// Adds the module of a file, whose own modules stand in `folder`.
    fn add_file(&mut self, top: &Path, path: Vec<String>, file: PathBuf, folder: &Path) -> io::Result<()> {
        let told = |fault: io::Error| io::Error::new(fault.kind(), format!("{}: {fault}", file.display()));
        let text = fs::read_to_string(top.join(&file)).map_err(told)?;
        let said = tokens::read(&text).map_err(told)?;
        self.add(top, path, file, folder, said)
    }

    fn add(&mut self, top: &Path, path: Vec<String>, file: PathBuf, folder: &Path, mut said: Said) -> io::Result<()> {
        for (name, inner) in std::mem::take(&mut said.inline) {
            self.add(top, join(&path, &name), file.clone(), &folder.join(&name), inner)?;
        }
        for (name, named) in &said.files {
            let below = folder.join(name);
            let beside = folder.join(format!("{name}.rs"));
            let child = match named {
                Some(named) => file.parent().unwrap_or(&file).join(named),
                None if top.join(&beside).exists() => beside,
                None => below.join("mod.rs"),
            };
            self.add_file(top, join(&path, name), child, &below)?;
        }
        self.modules.entry(path).or_default().push(Module { file, said });
        Ok(())
    }

    /// The module that a path in `module` leads into: the one that defines what it names, not one that hands it on. None
    /// where it leads out of the crate.
    pub(super) fn definer(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        self.follow(module, path, LONGEST_CHAIN)
    }

    fn follow(&self, module: &[String], path: &[String], left: usize) -> Option<Vec<String>> {
        let left = left.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module.split_last()?.1.to_vec(),
            name => return self.named(module, name, rest, left, false),
        };
        self.descend(start, rest, left)
    }

    fn descend(&self, module: Vec<String>, path: &[String], left: usize) -> Option<Vec<String>> {
        let Some((first, rest)) = path.split_first() else { return Some(module) };
        if first == "super" {
            return self.descend(module.split_last()?.1.to_vec(), rest, left);
        }
        match self.named(&module, first, rest, left, true) {
            Some(found) => Some(found),
            None => self.modules.contains_key(&module).then_some(module),
        }
    }

    /// What a name in a module leads to: a module in it, or what a `use` brings; of those that others may have, if `public`.
    fn named(&self, module: &[String], name: &str, rest: &[String], left: usize, public: bool) -> Option<Vec<String>> {
        let child = join(module, name);
        if self.modules.contains_key(&child) {
            return self.descend(child, rest, left);
        }
        let mut uses = self.modules.get(module)?.iter().flat_map(|module| &module.said.uses);
        let found = uses.find(|one| one.name.as_deref() == Some(name) && (one.public || !public))?;
        let whole: Vec<String> = found.path.iter().chain(rest).cloned().collect();
        // `use name;` of another crate leads nowhere, above all not to itself.
        (whole.first().map(String::as_str) != Some(name)).then(|| self.follow(module, &whole, left))?
    }
}

fn join(path: &[String], name: &str) -> Vec<String> {
    path.iter().cloned().chain([name.to_owned()]).collect()
}
