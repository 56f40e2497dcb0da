//! Expression + document → the places selected.

use std::cell::Cell;
use std::rc::Rc;

use super::{DeadEnd, Exhausted, Location, Path, Query, Segment, Selector};
use crate::diagnostic::closest;
use crate::lists::{Changing, Listing};
use crate::maps::HashSet;
use crate::value::Node;
use crate::value::Step;

/// How many values an expression may look at: the largest documents have a million.
const VISITS: usize = 20_000_000;

impl Path {
    /// The places that the expression selects, each once, in the order in which it selects them.
    pub(in crate::overlay) fn select(&self, root: &Node) -> Result<Vec<Location>, Exhausted> {
        let run = Run { root, left: Cell::new(VISITS) };
        let found = run.segments(&self.segments, Found { node: root, way: None })?;
        let mut seen = HashSet::new();
        Ok(found.iter().map(Found::location).filter(|location| seen.insert(location.clone())).list())
    }
}

impl Path {
    /// The first step of an expression that selects nothing from which on there is nothing.
    pub(in crate::overlay) fn dead_end(&self, root: &Node) -> Option<DeadEnd> {
        let run = Run { root, left: Cell::new(VISITS) };
        let mut found = vec![Found { node: root, way: None }];
        for segment in &self.segments {
            let next = run.step(segment, &found).ok()?;
            if next.is_empty() {
                let close = match segment.selectors.as_slice() {
                    [Selector::Name(name)] if !segment.descends => {
                        let keys = found.iter().flat_map(|at| at.node.entries()).map(|(key, _)| key.as_str());
                        closest(name, keys).map(str::to_owned)
                    }
                    _ => None,
                };
                return Some(DeadEnd { bytes: segment.bytes.clone(), close });
            }
            found = next;
        }
        None
    }
}

/// A value that was selected, and the way there.
#[derive(Clone)]
pub(super) struct Found<'n> {
    pub(super) node: &'n Node,
    way: Option<Rc<Way<'n>>>,
}

struct Way<'n> {
    before: Option<Rc<Way<'n>>>,
    key: Key<'n>,
}

#[derive(Clone, Copy)]
enum Key<'n> {
    Name(&'n str),
    Index(usize),
}

impl<'n> Found<'n> {
    fn child(&self, key: Key<'n>, node: &'n Node) -> Found<'n> {
        Found { node, way: Some(Rc::new(Way { before: self.way.clone(), key })) }
    }

    fn children(&self) -> Vec<Found<'n>> {
        match self.node {
            Node::Seq(items) => {
                items.iter().enumerate().map(|(index, item)| self.child(Key::Index(index), item)).list()
            }
            Node::Map(entries) => entries.iter().map(|(name, value)| self.child(Key::Name(name), value)).list(),
            _ => Vec::new(),
        }
    }

    fn location(&self) -> Location {
        let mut location = Vec::new();
        let mut way = self.way.as_deref();
        while let Some(step) = way {
            location.push(match step.key {
                Key::Name(name) => Step::Key(name.to_owned()),
                Key::Index(index) => Step::Index(index),
            });
            way = step.before.as_deref();
        }
        location.reverse();
        location
    }
}

/// One evaluation.
pub(super) struct Run<'n> {
    root: &'n Node,
    left: Cell<usize>,
}

impl<'n> Run<'n> {
    /// The values that a query in a filter selects, from a value.
    pub(super) fn query(&self, query: &Query, from: &'n Node) -> Result<Vec<Found<'n>>, Exhausted> {
        let node = if query.from_root { self.root } else { from };
        self.segments(&query.segments, Found { node, way: None })
    }

    fn segments(&self, segments: &[Segment], from: Found<'n>) -> Result<Vec<Found<'n>>, Exhausted> {
        segments.iter().try_fold(vec![from], |found, segment| self.step(segment, &found))
    }

    fn step(&self, segment: &Segment, found: &[Found<'n>]) -> Result<Vec<Found<'n>>, Exhausted> {
        let mut next = Vec::new();
        for at in found {
            self.segment(segment, at, &mut next)?;
        }
        Ok(next)
    }

    fn segment(&self, segment: &Segment, at: &Found<'n>, into: &mut Vec<Found<'n>>) -> Result<(), Exhausted> {
        for selector in &segment.selectors {
            self.selector(selector, at, into)?;
        }
        if segment.descends {
            for child in at.children() {
                self.spend()?;
                self.segment(segment, &child, into)?;
            }
        }
        Ok(())
    }

    fn selector(&self, selector: &Selector, at: &Found<'n>, into: &mut Vec<Found<'n>>) -> Result<(), Exhausted> {
        self.spend()?;
        match (selector, at.node) {
            (Selector::Name(name), Node::Map(entries)) => {
                let entry = entries.iter().find(|(key, _)| key == name);
                into.add_all(entry.map(|(key, value)| at.child(Key::Name(key), value)));
            }
            (Selector::Index(index), Node::Seq(items)) => {
                let place = place(*index, items.len());
                into.add_all(place.and_then(|place| Some(at.child(Key::Index(place), items.get(place)?))));
            }
            (Selector::Slice { start, end, step }, Node::Seq(items)) => {
                for place in slice(*start, *end, *step, items.len()) {
                    self.spend()?;
                    into.add_all(items.get(place).map(|item| at.child(Key::Index(place), item)));
                }
            }
            (Selector::Wildcard, _) => {
                for child in at.children() {
                    self.spend()?;
                    into.push(child);
                }
            }
            (Selector::Filter(condition), _) => {
                for child in at.children() {
                    self.spend()?;
                    if condition.holds(self, child.node)? {
                        into.push(child);
                    }
                }
            }
            (Selector::Name(_) | Selector::Index(_) | Selector::Slice { .. }, _) => {}
        }
        Ok(())
    }

    /// Counts a value that is looked at.
    fn spend(&self) -> Result<(), Exhausted> {
        self.left.set(self.left.get().checked_sub(1).ok_or(Exhausted)?);
        Ok(())
    }
}

fn place(index: i64, length: usize) -> Option<usize> {
    let from_end = || length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
    usize::try_from(index).ok().or_else(from_end)
}

/// The indexes of a slice (RFC 9535, section 2.3.4.2.2).
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |bound: i64| if bound < 0 { length.saturating_add(bound) } else { bound };
    let mut indexes = Vec::new();
    if step > 0 {
        let mut at = normal(start.unwrap_or(0)).clamp(0, length);
        let end = normal(end.unwrap_or(length)).clamp(0, length);
        while at < end {
            indexes.add_all(usize::try_from(at).ok());
            at = at.saturating_add(step);
        }
    } else if step < 0 {
        let mut at = normal(start.unwrap_or(length - 1)).clamp(-1, length - 1);
        let end = end.map_or(-1, |end| normal(end).clamp(-1, length - 1));
        while at > end {
            indexes.add_all(usize::try_from(at).ok());
            at = at.saturating_add(step);
        }
    }
    indexes
}
