//! Variants while their union is being put together.

use std::rc::Rc;

use crate::document::SchemaId;
use crate::resolve::intersection::{Key, Merged};

/// A variant while its union is being put together.
pub(super) struct Draft<'a> {
    pub(super) key: Key,
    pub(super) merged: Rc<Merged<'a>>,
    /// The schema that the document names as the variant, after references.
    pub(super) schema: Option<SchemaId>,
    /// How the document refers to it.
    pub(super) named: Option<SchemaId>,
}
