//! Keys that are a name with its value, since no space is between them: YAML reads `{type:string}` as a key without a value.

use crate::value::Node;

/// The name in such a key.
pub(super) fn glued<'n>(key: &'n str, value: &Node) -> Option<&'n str> {
    key.split_once(':').filter(|_| matches!(value, Node::Null)).map(|(name, _)| name)
}
