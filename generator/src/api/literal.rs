//! Values that a document gives.

use crate::value::Node;

/// A value that the document gives: a default, a constant, an example.
pub(crate) type Literal = Node;
