//! Circles among files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Import;

/// Says of each circle which files it is of, and what ties them.
pub(super) fn faults(imports: &BTreeSet<Import>) -> Vec<String> {
    let mut arrows: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for import in imports {
        arrows.entry(&import.from).or_default().insert(&import.to);
    }
    let reached: BTreeMap<&Path, BTreeSet<&Path>> = arrows.keys().map(|file| (*file, reach(&arrows, file))).collect();
    let leads = |from: &Path, to: &Path| reached.get(from).is_some_and(|files| files.contains(to));
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for file in arrows.keys().filter(|file| leads(file, file)) {
        if seen.contains(file) {
            continue;
        }
        let circle: BTreeSet<&Path> =
            arrows.keys().filter(|other| leads(file, other) && leads(other, file)).copied().collect();
        faults.push(describe(&circle, imports));
        seen.extend(circle);
    }
    faults
}

/// All that a file leads to.
fn reach<'a>(arrows: &BTreeMap<&'a Path, BTreeSet<&'a Path>>, from: &Path) -> BTreeSet<&'a Path> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&Path> = arrows.get(from).into_iter().flatten().copied().collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(arrows.get(file).into_iter().flatten());
        }
    }
    reached
}

fn describe(circle: &BTreeSet<&Path>, imports: &BTreeSet<Import>) -> String {
    let mut names: BTreeMap<(&Path, &Path), Vec<&str>> = BTreeMap::new();
    for import in imports {
        if circle.contains(import.from.as_path()) && circle.contains(import.to.as_path()) {
            names.entry((&import.from, &import.to)).or_default().push(&import.name);
        }
    }
    let mut text = format!("{} files import each other in a circle:", circle.len());
    for ((from, to), names) in names {
        text.push_str(&format!("\n  {} takes from {}: {}", from.display(), to.display(), names.join(", ")));
    }
    text
}
