//! What has to change in a directory, and the change.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::obstacle::{self, Force, Obstacle};
use super::{Files, atomic, mark};
use crate::diagnostic::Diagnostic;
use crate::lists::{Changing, Listing, sort, sort_by_key};

/// The files of a directory that are not as they should be.
#[derive(Debug)]
pub(crate) struct Changes {
    /// Files to be written, in this order: one that names others comes after them.
    writes: Vec<(PathBuf, Vec<u8>)>,
    /// Files that are not wanted any more.
    removals: Vec<PathBuf>,
    obstacles: Vec<Obstacle>,
    force: Force,
}

impl Files {
    /// Compares the files with what stands in a directory; what is the same but for the ends of lines is left as it is.
    /// `is_own` says that nobody else has files there.
    pub(crate) fn compare(&mut self, directory: &Path, is_own: bool, force: Force) -> Changes {
        let mut changes = Changes { writes: Vec::new(), removals: Vec::new(), obstacles: Vec::new(), force };
        let mut obstacles: Vec<Obstacle> = Vec::new();
        for (name, text) in self.texts.iter_mut().map(|(name, text)| (&*name, text)) {
            let path = directory.join(name);
            match present(&path, text.len()) {
                Some(present) if mark::is_same(&present, text) => *text = present,
                _ => {
                    obstacles.add_all(Obstacle::to(directory, name, is_own));
                    obstacles.add_all(Obstacle::beside(directory, name));
                    changes.writes.push((path, text.clone()));
                }
            }
        }
        let root = directory.join(&self.root);
        // The manifest before the root module, so that nothing that is there as a whole lacks it.
        sort_by_key(&mut changes.writes, &|(path, _)| (*path == root, path.ends_with("Cargo.toml")));
        let mut folders = self.texts.iter().filter_map(|(name, _)| name.parent()).list();
        sort(&mut folders, &Ord::cmp);
        folders.dedup();
        for folder in folders {
            for path in stale(&directory.join(folder)) {
                let Ok(name) = path.strip_prefix(directory) else { continue };
                if self.find(name).is_err() {
                    // Its folder may be a link to somewhere else.
                    obstacles.add_all(Obstacle::to(directory, name, true));
                    changes.removals.push(path);
                }
            }
        }
        sort(&mut obstacles, &Ord::cmp);
        obstacles.dedup();
        changes.obstacles = obstacles;
        changes
    }
}

impl Changes {
    /// The files concerned.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        let mut paths = self.writes.iter().map(|(path, _)| path.clone()).list();
        sort(&mut paths, &Ord::cmp);
        paths.extend_from_slice(&self.removals);
        paths
    }

    /// What is in the way of them.
    pub(crate) fn in_the_way(&self) -> Vec<PathBuf> {
        self.refused().map(|obstacle| obstacle.path.clone()).list()
    }

    /// The complaint about what is in the way, if anything is: then nothing may be written.
    pub(crate) fn complaint(&self) -> Option<Diagnostic> {
        let refused: Vec<Obstacle> = self.refused().cloned().list();
        (!refused.is_empty()).then(|| obstacle::complaint(&refused, self.force))
    }

    fn refused(&self) -> impl Iterator<Item = &Obstacle> {
        self.obstacles.iter().filter(|obstacle| self.force != Force::Given || !obstacle.is_replaceable())
    }

    /// Makes the directory as it should be. Until the end it is not: whenever that is interrupted, a comparison finds a file
    /// that differs, or one that is left over.
    ///
    /// # Errors
    ///
    /// The first file that can't be written or removed, and why.
    pub(crate) fn apply(&self) -> Result<(), (&Path, io::Error)> {
        for (path, text) in &self.writes {
            atomic::write(path, text).map_err(|error| (path.as_path(), error))?;
        }
        for path in &self.removals {
            match fs::remove_file(path) {
                // Another run was quicker.
                Err(error) if error.kind() != ErrorKind::NotFound => return Err((path, error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The bytes of a file that may be the same as so many. Anything may stand there, also what never ends.
fn present(path: &Path, length: usize) -> Option<Vec<u8>> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    // With other ends of lines it is longer.
    let longest = u64::try_from(length).ok()?.saturating_mul(2);
    if metadata.len() > longest { None } else { fs::read(path).ok() }
}

/// The files in a folder that oasmith wrote, or began to write.
fn stale(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let files = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let is_emitted =
        |path: &Path| path.extension().is_some_and(|extension| extension == "rs") && mark::is_on(path).unwrap_or(false);
    let mut paths: Vec<PathBuf> =
        files.map(|entry| entry.path()).filter(|path| is_emitted(path) || atomic::is_left_behind(path)).list();
    sort(&mut paths, &Ord::cmp);
    paths
}
