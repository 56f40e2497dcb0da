//! Values with their places.

use crate::value::{Node, Pointer};

/// A value of the document and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Located<'d> {
    pub(super) node: &'d Node,
    pub(super) pointer: Pointer,
}

impl<'d> Located<'d> {
    pub(super) fn new(node: &'d Node, pointer: Pointer) -> Located<'d> {
        Located { node, pointer }
    }

    /// A mapping's value by its key; nulls count as absent.
    pub(super) fn get(&self, key: &str) -> Option<Located<'d>> {
        match self.node.get(key)? {
            Node::Null => None,
            node => Some(Located::new(node, self.pointer.child(key))),
        }
    }

    /// Whether a mapping has a key, be its value null.
    pub(super) fn has(&self, key: &str) -> bool {
        self.node.get(key).is_some()
    }

    /// A mapping's entries in order; none of anything else.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'d str, Located<'d>)> + use<'d> {
        let pointer = self.pointer.clone();
        self.node.entries().iter().map(move |(key, node)| (key.as_str(), Located::new(node, pointer.child(key))))
    }

    /// A list's items in order; none of anything else.
    pub(super) fn items(&self) -> impl Iterator<Item = Located<'d>> + use<'d> {
        let pointer = self.pointer.clone();
        let items: &'d [Node] = match self.node {
            Node::Seq(items) => items,
            _ => &[],
        };
        items.iter().enumerate().map(move |(index, node)| Located::new(node, pointer.child(&index.to_string())))
    }
}
