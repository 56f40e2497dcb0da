//! Whether two runs of the generator emitted the same code, but for names and documentation: what a change of names may not
//! touch.

mod items;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::outcome::Outcome;
use items::{Item, items};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of emitted crates, as `corpus --out` leaves it, or one of them.
    before: PathBuf,
    /// The same from another run.
    after: PathBuf,
    /// How many of the items that differ are shown of each crate, and of the names.
    #[arg(long, value_name = "N", default_value_t = 3)]
    samples: usize,
}

/// Runs the command: the exit status is 1 where code differs.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let crates = crates(&arguments.before)?;
    let mut are_same = true;
    println!("{:>7} {:>6} {:>6} {:>7}", "items", "gone", "new", "renamed");
    for name in &crates {
        let after = arguments.after.join(name);
        if !after.is_dir() {
            println!("{:>30}{} is not in the other run", "", name.display());
            are_same = false;
            continue;
        }
        let (before, after) = (code(&arguments.before.join(name))?, code(&after)?);
        let difference = Difference::of(&before, &after);
        let Difference { gone, new, renamed } = &difference;
        let name = if name.as_os_str().is_empty() { "." } else { &name.to_string_lossy() };
        println!("{:>7} {:>6} {:>6} {:>7} {name}", before.len(), gone.len(), new.len(), renamed.len());
        difference.show(arguments.samples);
        are_same &= gone.is_empty() && new.is_empty();
    }
    Ok(are_same)
}

/// The crates of a folder, by their places in it: the folder itself, where it has code.
fn crates(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    if folder.join("src").is_dir() {
        return Ok(BTreeSet::from([PathBuf::new()]));
    }
    let mut crates = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().join("src").is_dir() {
            crates.insert(PathBuf::from(entry.file_name()));
        }
    }
    Ok(crates)
}

/// The items of all files of a crate.
fn code(folder: &Path) -> Result<Vec<Item>, Box<dyn std::error::Error + Send + Sync>> {
    let (mut all, mut folders) = (Vec::new(), vec![folder.join("src")]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let read = items(&fs::read_to_string(&path)?);
                all.extend(read.map_err(|error| format!("{}: {error}", path.display()))?);
            }
        }
    }
    Ok(all)
}

/// What two crates do not have in common.
struct Difference<'a> {
    gone: Vec<&'a Item>,
    new: Vec<&'a Item>,
    /// Names of the one, with those that the other has in their places.
    renamed: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Difference<'a> {
    fn of(before: &'a [Item], after: &'a [Item]) -> Self {
        let mut by_code: BTreeMap<&str, (Vec<&Item>, Vec<&Item>)> = BTreeMap::new();
        before.iter().for_each(|item| by_code.entry(&item.canonical).or_default().0.push(item));
        after.iter().for_each(|item| by_code.entry(&item.canonical).or_default().1.push(item));
        let mut difference = Difference { gone: Vec::new(), new: Vec::new(), renamed: BTreeMap::new() };
        for (mut one, mut other) in by_code.into_values() {
            // Those that have kept their names are no renamed ones.
            one.retain(|item| match other.iter().position(|same| same.identifiers == item.identifiers) {
                Some(at) => {
                    other.swap_remove(at);
                    false
                }
                None => true,
            });
            if let ([one], [other]) = (one.as_slice(), other.as_slice()) {
                for (one, other) in one.identifiers.iter().zip(&other.identifiers).filter(|(one, other)| one != other) {
                    difference.renamed.entry(one).or_default().insert(other);
                }
            }
            difference.gone.extend(one.iter().skip(other.len()));
            difference.new.extend(other.iter().skip(one.len()));
        }
        difference
    }

    fn show(&self, samples: usize) {
        for (mark, items) in [('-', &self.gone), ('+', &self.new)] {
            items.iter().take(samples).for_each(|item| println!("        {mark} {}", item.beginning));
        }
        for (name, others) in self.renamed.iter().take(samples) {
            println!("        {name} -> {}", others.iter().copied().collect::<Vec<_>>().join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_new_and_renamed_is_told_apart() {
        let before = items("struct A { a: i64 } struct B { b: String } struct C;").unwrap();
        let after = items("struct C; struct Z { a: i64 } struct B { b: Vec<String> }").unwrap();
        let difference = Difference::of(&before, &after);
        let beginnings = |items: &[&Item]| items.iter().map(|item| item.beginning.clone()).collect::<Vec<_>>();
        assert_eq!(beginnings(&difference.gone), ["struct B { b : String } "]);
        assert_eq!(beginnings(&difference.new), ["struct B { b : Vec < String > } "]);
        assert_eq!(difference.renamed, BTreeMap::from([("A", BTreeSet::from(["Z"]))]));
    }
}
