//! What stands in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Something in a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Folder,
    File(Vec<u8>),
    /// A link, a device, a pipe.
    Other,
}

/// Everything below a folder, by paths from it, but what is below or at some of the paths.
pub(super) fn tree(root: &Path, but: &[PathBuf]) -> io::Result<BTreeMap<PathBuf, Entry>> {
    let mut tree = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if but.contains(&path) {
                continue;
            }
            let name = path.strip_prefix(root).map_err(io::Error::other)?.to_path_buf();
            if kind.is_dir() {
                folders.push(path);
                tree.insert(name, Entry::Folder);
            } else if kind.is_file() {
                tree.insert(name, Entry::File(fs::read(path)?));
            } else {
                tree.insert(name, Entry::Other);
            }
        }
    }
    Ok(tree)
}
