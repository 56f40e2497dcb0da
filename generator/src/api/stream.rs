//! Answers that come item by item.

pub(crate) use oasmith_vocabulary::Framing;

use super::shape::Use;

/// An answer that comes item by item.
#[derive(Debug)]
pub(crate) struct Stream {
    /// As the document writes it.
    pub(crate) media_type: String,
    pub(crate) framing: Framing,
    pub(crate) item: Use,
}
