//! Where the files of a document may be: folders that neither a reference nor a symbolic link leads out of.

use std::env;
use std::path::{Component, Path, PathBuf};

use crate::lists::{Changing, Listing};

/// What makes a folder the root of a repository.
const REPOSITORIES: &[&str] = &[".git", ".hg", ".jj"];

/// Where `/dev/stdin` and the like are, beside which no document has files.
const STREAMS: &[&str] = &["/dev", "/proc"];

/// A folder whose files may be read for references.
#[derive(Clone, Debug)]
pub(crate) struct Area {
    /// Its absolute paths: as files in it are named.
    names: Vec<PathBuf>,
    /// Where files in it may be once links are followed.
    real: Vec<PathBuf>,
    /// What it is, for people.
    pub(super) shown: String,
}

/// Why a file is not read for a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outside {
    /// The document is not read from a file, so that there is nothing around it.
    NoRoot,
    /// The path leads out of the document's root, which is this one.
    Path(String),
    /// A symbolic link leads out of this folder, to this file.
    Link(String, PathBuf),
}

impl Area {
    /// The root of the document at a path: what the user says, else the nearest of the package that is being built, the
    /// repository that the document is in and the document's own folder. `None` for a document that comes from a pipe.
    ///
    /// # Errors
    ///
    /// What the user says is no folder, or the document is not in it.
    pub(crate) fn root(document: &Path, told: Option<&Path>) -> Result<Option<Area>, String> {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        match told {
            Some(told) => Area::told(document, told).map(Some),
            None => Ok(Area::found(document, package.as_deref())),
        }
    }

    fn told(document: &Path, told: &Path) -> Result<Area, String> {
        let real = told.canonicalize().ok().filter(|real| real.is_dir());
        let real = real.ok_or_else(|| format!("there is no folder `{}`, which is to be the root", told.display()))?;
        let place = absolute(document);
        // Where links lead to them, the root and what is around the document may have names that differ.
        let around = place.ancestors().skip(1).find(|around| is_same(around, &real));
        let around = around.ok_or_else(|| format!("the document is not in the root `{}`", told.display()))?;
        let shown = format!("`{}`, as the settings say", told.display());
        Ok(Area::holding(&place, vec![around.to_path_buf(), absolute(told), real], shown))
    }

    fn found(document: &Path, package: Option<&Path>) -> Option<Area> {
        let place = absolute(document);
        let is_pipe = document.metadata().is_ok_and(|metadata| !metadata.is_file());
        if is_pipe || STREAMS.iter().any(|folder| place.starts_with(folder)) {
            return None;
        }
        let package = package.and_then(|package| package.canonicalize().ok());
        let what = |around: &Path| {
            if package.as_deref().is_some_and(|package| is_same(around, package)) {
                return Some("the package that is being built");
            }
            let is_repository = REPOSITORIES.iter().any(|name| around.join(name).symlink_metadata().is_ok());
            is_repository.then_some("the repository that the document is in")
        };
        let nearest = place.ancestors().skip(1).find_map(|around| Some((around, what(around)?)));
        let (around, what) = nearest.or_else(|| Some((place.parent()?, "the document's folder")))?;
        let shown = format!("`{}`, {what}", as_given(around, &place, document).display());
        Some(Area::holding(&place, vec![around.to_path_buf()], shown))
    }

    /// The folder of these names, the first of which is around the document at a path.
    fn holding(document: &Path, names: Vec<PathBuf>, shown: String) -> Area {
        let mut area = Area::of(names, shown);
        let own = document.canonicalize().ok();
        if let Some((root, own)) = area.names.first().zip(own)
            && !within(&own, &area.real)
        {
            area.real.add_all(counterpart(root, document, &own));
        }
        area
    }

    /// The files of a folder that stands for a URL.
    pub(super) fn mapped(folder: &Path, url: &str) -> Area {
        Area::of(vec![absolute(folder)], format!("`{}`, which stands for `{url}`", folder.display()))
    }

    fn of(names: Vec<PathBuf>, shown: String) -> Area {
        let real = names.iter().filter_map(|name| name.canonicalize().ok()).list();
        Area { names, real, shown }
    }
}

/// Whether one of the areas, of which the first is the document's root, holds what a path leads to. `real` is the path once
/// links are followed, where something is there.
pub(super) fn admit(areas: &[Area], path: &Path, real: Option<&Path>) -> Result<(), Outside> {
    let path = absolute(path);
    let mut around = areas.iter().filter(|area| within(&path, &area.names)).peekable();
    let Some(first) = around.peek().copied() else {
        return Err(areas.first().map_or(Outside::NoRoot, |root| Outside::Path(root.shown.clone())));
    };
    match real {
        Some(real) if !around.any(|area| within(real, &area.real)) => {
            Err(Outside::Link(first.shown.clone(), real.to_path_buf()))
        }
        _ => Ok(()),
    }
}

fn within(path: &Path, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder))
}

fn is_same(folder: &Path, real: &Path) -> bool {
    folder == real || folder.canonicalize().is_ok_and(|other| other == real)
}

/// A path from the file system's root, without the detours of `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let mut made = if path.is_absolute() { PathBuf::new() } else { env::current_dir().unwrap_or_default() };
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                // Behind a link, `..` is what is around the folder that it leads to.
                made = made.canonicalize().unwrap_or(made);
                made.pop();
            }
            other => made.push(other),
        }
    }
    made
}

/// A folder around a document by the words in which the document's path was given, where these reach so far.
fn as_given(around: &Path, place: &Path, document: &Path) -> PathBuf {
    let levels = place.strip_prefix(around).map_or(0, |below| below.components().count());
    let given: Vec<Component<'_>> = document.components().list();
    let kept = given.len().checked_sub(levels);
    match kept.and_then(|kept| given.split_at_checked(kept)) {
        Some((kept, rest)) if rest.iter().all(|component| matches!(component, Component::Normal(_))) => {
            if kept.is_empty() { PathBuf::from(".") } else { kept.iter().collect() }
        }
        _ => around.to_path_buf(),
    }
}

/// The folder that a root is laid out from, where the document in it is a link: Nix and Bazel make every file of a folder a
/// link into one other tree. It is the document's real path without what that has in common with the path below the root, and
/// never a whole file system.
fn counterpart(root: &Path, document: &Path, real: &Path) -> Option<PathBuf> {
    let below = document.strip_prefix(root).ok()?;
    let pairs = below.components().rev().zip(real.components().rev());
    let common = pairs.take_while(|(one, other)| one == other).tally();
    let is_folder = |folder: &&Path| folder.parent().is_some();
    let tree = real.ancestors().nth(common.max(1)).filter(is_folder);
    tree.or_else(|| real.parent().filter(is_folder)).map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_of_links_has_a_counterpart() {
        for (document, real, tree) in [
            ("/pkg/spec/api.yaml", "/store/x/spec/api.yaml", Some("/store/x")),
            ("/pkg/api/spec/api.yaml", "/store/x/spec/api.yaml", Some("/store/x")),
            ("/pkg/spec/api.yaml", "/store/x/openapi.yaml", Some("/store/x")),
            ("/pkg/spec/api.yaml", "/other/api.yaml", Some("/other")),
            // Never the whole file system.
            ("/pkg/spec/api.yaml", "/spec/api.yaml", Some("/spec")),
            ("/pkg/spec/api.yaml", "/api.yaml", None),
        ] {
            let found = counterpart(Path::new("/pkg"), Path::new(document), Path::new(real));
            assert_eq!(found.as_deref(), tree.map(Path::new), "{document} {real}");
        }
    }

    #[test]
    fn folders_are_shown_as_the_document_was_given() {
        for (around, place, document, shown) in [
            ("/pkg", "/pkg/spec/api.yaml", "spec/api.yaml", "."),
            ("/pkg/spec", "/pkg/spec/api.yaml", "spec/api.yaml", "spec"),
            ("/", "/pkg/spec/api.yaml", "spec/api.yaml", "/"),
            ("/pkg", "/pkg/spec/api.yaml", "../pkg/spec/api.yaml", "../pkg"),
            ("/pkg", "/pkg/spec/api.yaml", "../spec/api.yaml", ".."),
            ("/", "/pkg/spec/api.yaml", "../spec/api.yaml", "/"),
            ("/pkg", "/pkg/spec/api.yaml", "/pkg/spec/api.yaml", "/pkg"),
        ] {
            let found = as_given(Path::new(around), Path::new(place), Path::new(document));
            assert_eq!(found, Path::new(shown), "{around} {document}");
        }
    }

    #[test]
    fn paths_are_made_absolute() {
        let here = env::current_dir().unwrap();
        assert_eq!(absolute(Path::new("./a/../b")), here.join("b"));
        assert_eq!(absolute(Path::new("/a/b/../../../c")), Path::new("/c"));
    }
}
