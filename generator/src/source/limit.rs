//! What a document may ask of the reader, so that a hostile one does no harm.

use std::cell::Cell;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::value::Pointer;

/// How deep mappings and lists may be nested.
pub(crate) const DEPTH: usize = 128;

/// How many files a document may consist of: the largest one known has three thousand.
pub(crate) const FILES: usize = 10_000;
/// How many bytes a file may have.
const FILE_BYTES: u64 = 256 << 20;

/// Why the bytes of a file can't be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoBytes {
    pub(super) reason: String,
    /// Whether it may be otherwise once the file changes or appears, so that a build script is to watch it.
    pub(super) may_change: bool,
    /// The operating system's number for it, where that refused.
    pub(super) os_error: Option<i32>,
}

impl NoBytes {
    pub(super) fn of(error: &io::Error) -> NoBytes {
        let (reason, may_change) = match error.kind() {
            io::ErrorKind::NotFound => ("there is no such file".to_owned(), true),
            kind => (error.to_string(), kind == io::ErrorKind::PermissionDenied),
        };
        NoBytes { reason, may_change, os_error: error.raw_os_error() }
    }

    /// What to do about it.
    pub(super) fn help(&self, path: &Path) -> &'static str {
        if self.reason.contains("folder") && path.ends_with("oasmith.toml") {
            "settings are read from a file of this name: call the folder otherwise"
        } else if self.reason.contains("folder") {
            "name the document in the folder"
        } else if !self.may_change || path.is_absolute() {
            "name a file that can be read"
        } else {
            "a relative path counts from the folder in which the program runs; a build script runs in its package's"
        }
    }

    fn never(reason: impl Into<String>) -> NoBytes {
        NoBytes { reason: reason.into(), may_change: false, os_error: None }
    }
}

/// The bytes of a regular file, which is all that a reference may lead to: to open a device or a pipe may act, and it may
/// never end.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, NoBytes> {
    // What is there is looked at before it is opened, since that alone may wait forever, and once more when it is open.
    regular(&fs::metadata(path).map_err(|error| NoBytes::of(&error))?)?;
    let file = File::open(path).map_err(|error| NoBytes::of(&error))?;
    regular(&file.metadata().map_err(|error| NoBytes::of(&error))?)?;
    bounded(file)
}

/// The bytes of what the user names, which may be a pipe as well.
pub(super) fn read_named(path: &Path) -> Result<Vec<u8>, NoBytes> {
    let metadata = fs::metadata(path).map_err(|error| NoBytes::of(&error))?;
    if metadata.is_dir() {
        return Err(NoBytes::never("this is a folder"));
    }
    bounded(File::open(path).map_err(|error| NoBytes::of(&error))?)
}

fn regular(metadata: &Metadata) -> Result<(), NoBytes> {
    if metadata.is_dir() {
        Err(NoBytes::never("this is a folder"))
    } else if !metadata.is_file() {
        Err(NoBytes::never("this is not a regular file"))
    } else if metadata.len() > FILE_BYTES {
        Err(too_large())
    } else {
        Ok(())
    }
}

/// What a file holds, whatever it says about its size: some of `/proc` say that they hold nothing.
fn bounded(file: File) -> Result<Vec<u8>, NoBytes> {
    let size = file.metadata().map_or(0, |metadata| metadata.len().min(FILE_BYTES));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| NoBytes::of(&error))?;
    if bytes.len() as u64 > FILE_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> NoBytes {
    let reason = format!("the file is larger than {FILE_BYTES} bytes");
    NoBytes { reason, may_change: true, os_error: None }
}

/// The complaint about values nested deeper than [`DEPTH`].
pub(super) fn too_deep() -> Diagnostic {
    Diagnostic::error(Code::TooDeep, format!("values are nested deeper than {DEPTH} levels"))
        .help("give what is deep inside a name of its own, and refer to it by `$ref`")
}

/// How much a file's values may still weigh: a value weighs one and the bytes of its text.
///
/// Without aliases a file can't weigh more than twice its size, with them a few bytes may stand for gigabytes.
#[derive(Debug)]
pub(super) struct Budget {
    left: Cell<usize>,
    limit: usize,
}

impl Budget {
    /// The budget of a file of so many bytes.
    pub(super) fn new(bytes: usize) -> Budget {
        let limit = bytes.saturating_mul(10).saturating_add(100_000);
        Budget { left: Cell::new(limit), limit }
    }

    /// What a file may weigh.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Takes the weight of a value, and says whether it was still there.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes.saturating_add(1));
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The complaint about a spent budget.
    pub(super) fn exceeded(&self, file: &Rc<str>) -> Diagnostic {
        Diagnostic::error(
            Code::TooLarge,
            format!("aliases make the document larger than {} bytes, the limit for a file of its size", self.limit),
        )
        .at(&Pointer::root(file))
    }
}
