//! Words of the user.

use std::ops::Range;

/// Something that the user wrote, and where in the file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned {
    pub(crate) text: String,
    /// In bytes. `None` where it was told by a build script or on the command line.
    pub(crate) span: Option<Range<usize>>,
}

impl From<String> for Spanned {
    fn from(text: String) -> Spanned {
        Spanned { text, span: None }
    }
}
