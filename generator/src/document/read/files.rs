//! Where the values of files are kept.

use std::cell::{Cell, OnceCell};

use crate::lists::Listing;
use crate::source;
use crate::value::Node;

/// The values of every file. They stay where they are while more are added, so that the walk can point into them.
pub(super) struct Files {
    cells: Vec<OnceCell<Node>>,
    used: Cell<usize>,
}

impl Files {
    /// Room for as many files as a document may have.
    pub(super) fn new() -> Files {
        let cells = std::iter::repeat_with(OnceCell::new).take(source::FILES).list();
        Files { cells, used: Cell::new(0) }
    }

    /// Keeps the values of one more file. `None` where there is no room.
    pub(super) fn keep(&self, values: Node) -> Option<&Node> {
        let cell = self.cells.get(self.used.get())?;
        self.used.set(self.used.get() + 1);
        Some(cell.get_or_init(|| values))
    }
}
