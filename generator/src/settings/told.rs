//! Words of the user.

use std::ops::Range;

/// Something that the user wrote, and where in the file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) text: String,
    /// In bytes. `None` where it was told by a build script or on the command line.
    pub(crate) span: Option<Range<usize>>,
}

impl From<String> for Told {
    fn from(text: String) -> Told {
        Told { text, span: None }
    }
}
