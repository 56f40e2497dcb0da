//! What a document may ask of the reader, so that a hostile one does no harm.

use std::cell::Cell;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Pointer;

/// How deep mappings and lists may be nested.
pub(super) const DEPTH: usize = 128;

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
