//! Files that are there whole or not at all, whoever reads them and whenever the process ends.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::mark;

/// How often a file is begun anew. Another run that takes its temporary file for one that was left behind does so once.
const ATTEMPTS: usize = 100;

/// Puts a file in the place of whatever is there, but a folder. A link is replaced, never followed; a file keeps its
/// permissions, and one that may not be written is left.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let present = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file);
    let permissions = present.map(|present| present.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut outcome = Ok(());
    for _ in 0..ATTEMPTS {
        outcome = attempt(folder, path, bytes, permissions.as_ref());
        let kind = outcome.as_ref().err().map(io::Error::kind);
        if !matches!(kind, Some(ErrorKind::NotFound | ErrorKind::AlreadyExists)) {
            break;
        }
    }
    outcome
}

fn attempt(folder: &Path, path: &Path, bytes: &[u8], permissions: Option<&fs::Permissions>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let (temporary, mut file) = Temporary::create(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions.clone())?;
    }
    drop(file);
    temporary.rename(path)
}

/// A file that is removed again, unless it is given its name.
struct Temporary {
    path: PathBuf,
    is_renamed: bool,
}

impl Temporary {
    /// A file that no other run and no other thread has.
    fn create(folder: &Path) -> io::Result<(Temporary, File)> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let random = RandomState::new().hash_one(count);
        let path = folder.join(format!("{START}{:x}-{count:x}-{random:x}{END}", process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok((Temporary { path, is_renamed: false }, file))
    }

    fn rename(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.is_renamed = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// How the names of temporary files begin and end. No compiler takes such a file for a module.
const START: &str = ".oasmith-";
const END: &str = ".tmp";

/// Whether a regular file was left behind by a run that was interrupted: by its name, and by what is in it.
pub(super) fn is_left_behind(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let numbers = name.strip_prefix(START).and_then(|name| name.strip_suffix(END)).map(|numbers| numbers.split('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    numbers.is_some_and(|numbers| numbers.clone().count() == 3 && numbers.clone().all(is_number))
        && mark::is_begun_on(path).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may fail by panicking.

    use super::*;

    #[test]
    fn a_temporary_file_goes_with_the_attempt_and_is_known_if_it_stays() {
        let folder = std::env::temp_dir().join(format!("oasmith-atomic-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (temporary, mut file) = Temporary::create(&folder).unwrap();
        let path = temporary.path.clone();
        assert!(is_left_behind(&path));
        file.write_all(b"// @gen").unwrap();
        assert!(is_left_behind(&path));
        file.write_all(b"tle").unwrap();
        assert!(!is_left_behind(&path));
        drop(temporary);
        assert!(!path.exists());
        // A folder can't be replaced, and nothing is left of the attempt.
        fs::create_dir(folder.join("folder")).unwrap();
        write(&folder.join("folder"), b"// text").unwrap_err();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
