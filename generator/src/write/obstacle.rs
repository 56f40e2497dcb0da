//! What stands where a file is to be written and is not oasmith's.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::mark;
use crate::diagnostic::{Code, Diagnostic};
use crate::lists::Listing;

/// Whether files that are not oasmith's are replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Force {
    /// They are not, and can't be: in a build script.
    #[default]
    Refused,
    /// They are not, unless the user asks for it with `--force`.
    Offered,
    /// The user asked for it.
    Given,
}

/// Something in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Obstacle {
    pub(crate) path: PathBuf,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// A regular file without the mark.
    File,
    /// A link, wherever it leads.
    Link,
    Folder,
    /// A device, a pipe.
    Other,
    /// Not a folder, where one has to be.
    NoFolder,
    /// A link, where one has to be: only what the user named may be one.
    LinkForFolder,
    /// Another file of the same module.
    SameModule,
}

impl Obstacle {
    /// What is in the way of a file of this name, if anything is. Where everything is oasmith's (`is_own`), regular files
    /// need no mark.
    pub(super) fn to(directory: &Path, name: &Path, is_own: bool) -> Option<Obstacle> {
        let obstacle = |path: &Path, what| Some(Obstacle { path: path.to_path_buf(), what });
        let is_folder = fs::metadata(directory).map(|metadata| metadata.is_dir());
        // Nothing may be there yet; a link that leads nowhere is something.
        if !is_folder.unwrap_or_else(|_| fs::symlink_metadata(directory).is_err()) {
            return obstacle(directory, What::NoFolder);
        }
        let around = directory.ancestors().skip(1).find_map(|around| Some((around, fs::metadata(around).ok()?)));
        if let Some((around, _)) = around.filter(|(_, metadata)| !metadata.is_dir()) {
            return obstacle(around, What::NoFolder);
        }
        let mut folder = directory.to_path_buf();
        for part in name.parent()?.components() {
            folder.push(part);
            match fs::symlink_metadata(&folder) {
                Ok(metadata) if metadata.is_symlink() => return obstacle(&folder, What::LinkForFolder),
                Ok(metadata) if !metadata.is_dir() => return obstacle(&folder, What::NoFolder),
                _ => {}
            }
        }
        let path = directory.join(name);
        let what = What::of(&fs::symlink_metadata(&path).ok()?);
        if what == What::File && (is_own || may_be_replaced(&path)) { None } else { obstacle(&path, what) }
    }

    /// The other file that a module of this name would be in, `a/mod.rs` for `a.rs`: Rust takes one of the two only.
    pub(super) fn beside(directory: &Path, name: &Path) -> Option<Obstacle> {
        let is_module = name.extension().is_some_and(|extension| extension == "rs");
        let path = directory.join(name.with_extension("")).join("mod.rs");
        (is_module && fs::symlink_metadata(&path).is_ok()).then_some(Obstacle { path, what: What::SameModule })
    }

    /// Whether `--force` replaces it.
    pub(super) const fn is_replaceable(&self) -> bool {
        matches!(self.what, What::File | What::Link)
    }

    fn line(&self) -> String {
        let what = match self.what {
            What::File => "",
            What::Link => ", a link",
            What::Folder => ", a folder",
            What::Other => ", which is no file",
            What::NoFolder => ", which is no folder",
            What::LinkForFolder => ", a link in the place of a folder",
            What::SameModule => ", which is the same module",
        };
        format!("`{}`{what}", self.path.display())
    }
}

impl What {
    fn of(metadata: &Metadata) -> What {
        let kind = metadata.file_type();
        if kind.is_symlink() {
            What::Link
        } else if kind.is_dir() {
            What::Folder
        } else if kind.is_file() {
            What::File
        } else {
            What::Other
        }
    }
}

/// Whether a regular file is oasmith's. Another run may have removed it by now.
fn may_be_replaced(path: &Path) -> bool {
    mark::is_on(path).unwrap_or_else(|error| error.kind() == ErrorKind::NotFound)
}

/// The one complaint about everything that is in the way.
pub(super) fn complaint(obstacles: &[Obstacle], force: Force) -> Diagnostic {
    let (them, message) = match obstacles {
        [_] => ("it", "something that oasmith did not write is in the way, and nothing is written".to_owned()),
        several => {
            let message =
                format!("{} files that oasmith did not write are in the way, and nothing is written", several.len());
            ("them", message)
        }
    };
    let replaceable = obstacles.iter().filter(|obstacle| obstacle.is_replaceable()).tally();
    let help = match force {
        Force::Offered if replaceable > 0 => {
            let them = if replaceable == obstacles.len() { them } else { "files and links" };
            format!("move {them} away or name another folder; `--force` replaces {them}", them = them)
        }
        Force::Offered => format!("move {them} away or name another folder"),
        Force::Given => format!(
            "move {them} away or name another folder; `--force` replaces files and links in the place of files only"
        ),
        Force::Refused => format!(
            "move {them} away or name another folder: what oasmith may replace begins with `{}`",
            mark::RUST.trim_end()
        ),
    };
    let lines = obstacles.iter().map(Obstacle::line);
    let diagnostic = lines.fold(Diagnostic::error(Code::FileInTheWay, message), Diagnostic::with_note).help(help);
    let is_manifest = |obstacle: &Obstacle| obstacle.path.file_name().is_some_and(|name| name == "Cargo.toml");
    if obstacles.iter().any(is_manifest) {
        diagnostic
            .help("for a package that is there already, leave out `--crate`: the code is a module, `--out src/api`")
    } else {
        diagnostic
    }
}
