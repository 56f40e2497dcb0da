//! What a document may ask of the reader, so that a hostile one does no harm.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Pointer;

/// How deep mappings and lists may be nested.
pub(crate) const DEPTH: usize = 128;

/// How many files a document may consist of: the largest one known has three thousand.
pub(crate) const FILES: usize = 10_000;
/// How large a file may be that is referred to.
const FILE_BYTES: u64 = 256 << 20;

/// The bytes of a file that is referred to, or why they can't be had. Devices and the like never end.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let reason = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    let metadata = std::fs::metadata(path).map_err(reason)?;
    if !metadata.is_file() {
        return Err("this is not a file".to_owned());
    }
    if metadata.len() > FILE_BYTES {
        return Err(format!("the file is larger than {FILE_BYTES} bytes"));
    }
    std::fs::read(path).map_err(reason)
}

/// The complaint about values nested deeper than [`DEPTH`].
pub(super) fn too_deep() -> Diagnostic {
    Diagnostic::error(Code::TooDeep, format!("values are nested deeper than {DEPTH} levels"))
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
