//! The arrows between rooms that ARCHITECTURE.md allows: the third column of its maps.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Import;

/// The headings of the maps, and the folders whose rooms they name.
const MAPS: [(&str, &str); 3] =
    [("## The generator", "generator/src"), ("## The vocabulary", "vocabulary/src"), ("## The runtime", "runtime/src")];

/// What a room may import that composes all others.
const EVERYTHING: &str = "everything";

/// What a room is that every other one may import.
const OPEN: &str = "open to all";

/// The rooms of a folder, and what each may import.
type Rooms<'t> = BTreeMap<&'t str, BTreeSet<&'t str>>;

/// Says where the maps and the imports differ: rooms and arrows that are not on the map, and those that are there only.
pub(super) fn faults(architecture: &str, imports: &BTreeSet<Import>) -> Vec<String> {
    MAPS.iter().flat_map(|(heading, folder)| differences(&rooms(architecture, heading), folder, imports)).collect()
}

fn differences(rooms: &Rooms<'_>, folder: &str, imports: &BTreeSet<Import>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    for import in imports {
        let (Some(from), Some(to)) = (room(&import.from, folder), room(&import.to, folder)) else { continue };
        if from == to {
            continue;
        }
        let (from, to) = match (rooms.get_key_value(&*from), rooms.get_key_value(&*to)) {
            (Some((from, _)), Some((to, _))) => (*from, *to),
            (None, _) => {
                faults.push(format!("ARCHITECTURE.md has no room `{from}` of {folder}"));
                continue;
            }
            (_, None) => {
                faults.push(format!("ARCHITECTURE.md has no room `{to}` of {folder}"));
                continue;
            }
        };
        if rooms.get(to).is_some_and(|may| may.contains(OPEN)) {
            continue;
        }
        used.insert((from, to));
        if rooms.get(from).is_some_and(|may| !may.contains(to) && !may.contains(EVERYTHING)) {
            let (file, other) = (import.from.display(), import.to.display());
            faults.push(format!("`{from}` may not import `{to}`: {file} takes `{}` from {other}", import.name));
        }
    }
    for (from, may) in rooms {
        for to in may.iter().filter(|to| ![EVERYTHING, OPEN].contains(*to) && !used.contains(&(*from, **to))) {
            faults.push(format!("ARCHITECTURE.md lets `{from}` of {folder} import `{to}`, and it does not"));
        }
    }
    faults.sort();
    faults.dedup();
    faults
}

/// The room of a file: the folder's child that it is, or is in. `name.rs` and `name/` are one.
fn room(file: &Path, folder: &str) -> Option<String> {
    let first = file.strip_prefix(folder).ok()?.iter().next()?.to_string_lossy();
    Some(named(&first).to_owned())
}

fn named(room: &str) -> &str {
    room.trim_end_matches('/').trim_end_matches(".rs")
}

/// The rooms of the map under a heading.
fn rooms<'t>(architecture: &'t str, heading: &str) -> Rooms<'t> {
    let after = architecture.split_once(heading).map_or("", |(_, after)| after);
    let section = after.split_once("\n## ").map_or(after, |(section, _)| section);
    let mut rooms = Rooms::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [rooms_named, _, may] = cells.as_slice() else { continue };
        let may: BTreeSet<&str> = match may.trim() {
            word @ (EVERYTHING | OPEN) => [word].into(),
            _ => in_ticks(may).map(named).collect(),
        };
        // A folder inside a room is part of it.
        for room in in_ticks(rooms_named).map(named).filter(|room| !room.contains('/')) {
            rooms.insert(room, may.clone());
        }
    }
    rooms
}

/// What stands in backticks.
fn in_ticks(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "# Map\n\n## The generator\n\n| room | what | may import |\n|---|---|---|\n\
        | `a/` | x | |\n| `a/b/` | x | |\n| `c.rs`, `c/` | x | `a/` |\n| `d.rs` | x | everything |\n| `f.rs` | x | open to all |\n\n## The runtime\n\n| `e/` | x | |\n";

    fn import(from: &str, to: &str) -> Import {
        Import {
            from: Path::new("generator/src").join(from),
            to: Path::new("generator/src").join(to),
            name: "X".into(),
        }
    }

    #[test]
    fn arrows_on_the_map_are_fine() {
        let imports = ["c.rs", "c/more.rs"].map(|from| import(from, "a/b/mod.rs"));
        let imports = imports.into_iter().chain([
            import("d.rs", "c.rs"),
            import("a/mod.rs", "a/b/mod.rs"),
            import("a/mod.rs", "f.rs"),
        ]);
        assert_eq!(faults(MAP, &imports.collect()), Vec::<String>::new());
    }

    #[test]
    fn other_arrows_are_told_and_those_that_are_not_there() {
        let imports = BTreeSet::from([import("a/mod.rs", "c.rs"), import("z.rs", "a/x.rs")]);
        assert_eq!(
            faults(MAP, &imports),
            [
                "ARCHITECTURE.md has no room `z` of generator/src",
                "ARCHITECTURE.md lets `c` of generator/src import `a`, and it does not",
                "`a` may not import `c`: generator/src/a/mod.rs takes `X` from generator/src/c.rs",
            ]
        );
    }
}
