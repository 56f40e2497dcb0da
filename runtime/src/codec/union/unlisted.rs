//! What is read beyond what the document lists. Of variants that look the same, the one that lists a value's enums is the
//! better one, which is known when it has been read. Types are told nothing of the source that they are read from, so that
//! what they meet is counted beside it, by thread: a value is read in one piece.

use std::cell::Cell;

thread_local! {
    static MET: Cell<usize> = const { Cell::new(0) };
}

/// Notes that a value, or the tag of a variant, is none that the document lists.
#[inline]
pub(crate) fn meet() {
    Met::add(1);
}

/// How much has been met so far.
#[derive(Clone, Copy)]
pub(super) struct Met(usize);

impl Met {
    #[inline]
    pub(super) fn so_far() -> Self {
        Self(MET.get())
    }

    /// How much has been met since.
    #[inline]
    pub(super) fn since(self) -> usize {
        MET.get().wrapping_sub(self.0)
    }

    /// Adds what a reading had met that was set aside.
    pub(super) fn add(met: usize) {
        MET.set(MET.get().wrapping_add(met));
    }

    /// Forgets what has been met since, in a reading of which nothing is kept.
    #[inline]
    pub(super) fn forget(self) {
        MET.set(self.0);
    }
}
