//! Changes of a document: values removed, merged and added, and where each then comes from.

use crate::lists::{Changing, Listing};
use crate::source::{DEPTH, Origin, Origins};
use crate::value::{Node, Step};

/// How many values overlays may add in all: a document that is copied into itself doubles each time.
const ADDED_MOST: usize = 500_000;

/// A document that is being changed.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) root: Node,
    pub(super) origins: Origins,
    /// How many values have been added.
    added: usize,
}

/// A value that can't be merged.
#[derive(Debug)]
pub(super) struct Refused {
    /// Where it comes from.
    pub(super) origin: Origin,
    pub(super) reason: Reason,
}

/// Why a value can't be merged.
#[derive(Debug)]
pub(super) enum Reason {
    /// What it is, and what is at its place.
    Kinds(&'static str, &'static str),
    /// It would be nested too deep.
    TooDeep,
    /// Too many values have been added.
    TooMany,
}

impl Changed {
    pub(super) fn new(root: Node) -> Changed {
        Changed { root, origins: Origins::default(), added: 0 }
    }

    /// Whether so much has been added that nothing more is.
    pub(super) fn is_full(&self) -> bool {
        self.added > ADDED_MOST
    }

    /// The value at a place.
    pub(super) fn get(&self, location: &[Step]) -> Option<&Node> {
        location.iter().try_fold(&self.root, |at, step| match (at, step) {
            (Node::Seq(items), Step::Index(index)) => items.get(*index),
            (node, Step::Key(key)) => node.get(key),
            _ => None,
        })
    }

    fn get_mut(&mut self, location: &[Step]) -> Option<&mut Node> {
        location.iter().try_fold(&mut self.root, |at, step| match (at, step) {
            (Node::Seq(items), Step::Index(index)) => items.get_mut(*index),
            (Node::Map(entries), Step::Key(key)) => {
                entries.iter_mut().find(|(other, _)| other == key).map(|(_, value)| value)
            }
            _ => None,
        })
    }

    /// Removes a value from the mapping or list around it. The root stays: nothing is around it.
    pub(super) fn remove(&mut self, location: &[Step]) {
        let Some((last, around)) = location.split_last() else { return };
        match (self.get_mut(around), last) {
            (Some(Node::Map(entries)), Step::Key(key)) => {
                entries.keep(|(other, _)| other != key);
                self.origins.remove_key(around, key);
            }
            (Some(Node::Seq(items)), Step::Index(index)) if *index < items.len() => {
                let length = items.len();
                items.remove(*index);
                self.origins.remove_item(around, *index, length);
            }
            _ => {}
        }
    }

    /// Merges a value into the one at a place: entries of mappings one by one, lists by appending, and anything else by
    /// taking its place. What is appended to a list that is itself the place need not be one.
    pub(super) fn merge(&mut self, location: &[Step], value: &Node, origin: &Origin) -> Result<(), Refused> {
        let mut location = location.to_vec();
        match (self.get(&location), value) {
            (Some(Node::Seq(items)), value) if !matches!(value, Node::Seq(_)) => {
                location.push(Step::Index(items.len()));
                self.insert(&location, value, origin.clone())
            }
            _ => self.merge_inside(&mut location, value, origin),
        }
    }

    fn merge_inside(&mut self, location: &mut Vec<Step>, value: &Node, origin: &Origin) -> Result<(), Refused> {
        match (self.get(location), value) {
            (Some(Node::Map(_)), Node::Map(entries)) => {
                for (key, value) in entries {
                    location.push(Step::Key(key.clone()));
                    self.merge_inside(location, value, &origin.child(key))?;
                    location.pop();
                }
            }
            (Some(Node::Seq(present)), Node::Seq(items)) => {
                let length = present.len();
                for (index, item) in items.iter().enumerate() {
                    location.push(Step::Index(length + index));
                    self.insert(location, item, origin.child(&index.to_string()))?;
                    location.pop();
                }
            }
            // An empty value of YAML gives way to anything.
            (None | Some(Node::Null), _) => self.insert(location, value, origin.clone())?,
            (Some(present), value) if is_primitive(present) && is_primitive(value) => {
                self.insert(location, value, origin.clone())?;
            }
            (Some(present), value) => {
                let reason = Reason::Kinds(value.kind(), present.kind());
                return Err(Refused { origin: origin.clone(), reason });
            }
        }
        Ok(())
    }

    /// Puts a value at a place, whatever is there.
    fn insert(&mut self, location: &[Step], value: &Node, origin: Origin) -> Result<(), Refused> {
        let (count, depth) = size(value);
        self.added = self.added.saturating_add(count);
        if location.len() + depth > DEPTH {
            return Err(Refused { origin, reason: Reason::TooDeep });
        }
        if self.added > ADDED_MOST {
            return Err(Refused { origin, reason: Reason::TooMany });
        }
        let value = value.clone();
        match (location.split_last(), self.get_mut(location)) {
            (_, Some(present)) => *present = value,
            (Some((Step::Key(key), around)), None) => {
                if let Some(Node::Map(entries)) = self.get_mut(around) {
                    entries.push((key.clone(), value));
                }
            }
            (Some((Step::Index(_), around)), None) => {
                if let Some(Node::Seq(items)) = self.get_mut(around) {
                    items.push(value);
                }
            }
            (None, None) => {}
        }
        self.origins.set(location, origin);
        Ok(())
    }
}

/// How many values there are in one, itself included, and how deep lists and mappings are nested in it.
fn size(value: &Node) -> (usize, usize) {
    let inner: Vec<(usize, usize)> = match value {
        Node::Seq(items) => items.iter().map(size).list(),
        Node::Map(entries) => entries.iter().map(|(_, value)| size(value)).list(),
        _ => return (1, 0),
    };
    let count = inner.iter().fold(1_usize, |sum, (count, _)| sum.saturating_add(*count));
    (count, 1 + inner.iter().map(|(_, depth)| *depth).max().unwrap_or(0))
}

fn is_primitive(node: &Node) -> bool {
    !matches!(node, Node::Seq(_) | Node::Map(_))
}
