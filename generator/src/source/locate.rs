//! From pointers to text: a second scan of a file, made only once there is something to show.

use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::characters::Bytes;
use super::format::Format;
use super::json::{self, Receiver, Scalar};
use super::seek;
use super::spot::Spot;
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::value::Pointer;

/// The spots of values, or of the nearest values around those that the text does not spell out (aliases, merged keys).
///
/// With `first`, the scan ends once every place has been met: right where no key comes twice.
pub(super) fn locate_all(text: &str, format: Format, pointers: &[&Pointer], first: bool) -> HashMap<Pointer, Spot> {
    let mut tracker = Tracker::new(pointers, first);
    let is_whole = scan(text, format, &mut tracker);
    // An empty text has no values at all.
    let start = Spot { key: None, value: 0..0, scalar: true, first_key: None };
    let mut sought = 0;
    pointers
        .iter()
        .map(|pointer| {
            let mut spot = tracker.nearest(pointer);
            if !is_whole && tracker.exact(pointer).is_none() && sought < seek::MOST {
                sought += 1;
                spot = seek_nearest(text, pointer).or(spot);
            }
            ((*pointer).clone(), spot.unwrap_or(start.clone()))
        })
        .collect()
}

/// The spot of the key of a value, or of the nearest value around it that has one.
fn seek_nearest(text: &str, pointer: &Pointer) -> Option<Spot> {
    std::iter::successors(Some(pointer.clone()), Pointer::parent).find_map(|pointer| seek::seek(text, &pointer))
}

/// The spot of one value, if the text spells it out: the scan ends there.
pub(super) fn locate_first(text: &str, format: Format, pointer: &Pointer) -> Option<Spot> {
    let mut tracker = Tracker::new(&[pointer], true);
    scan(text, format, &mut tracker);
    tracker.exact(pointer)
}

/// Scans a text: to its end, or to where it breaks off. Says whether a text that was read should have been scanned further.
fn scan(text: &str, format: Format, tracker: &mut Tracker) -> bool {
    match format {
        Format::Json => {
            let _ = json::parse(text, tracker);
            true
        }
        Format::Yaml => scan_yaml(text, tracker),
    }
}

fn scan_yaml(text: &str, tracker: &mut Tracker) -> bool {
    let mut bytes = Bytes::new(text);
    // Whether each list or mapping around is a list, and whether a key comes next.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let Ok((event, span)) = event else {
            return false;
        };
        if tracker.is_done() {
            return true;
        }
        let is_key = match (&event, open.last_mut()) {
            (
                Event::Scalar(..) | Event::Alias(_) | Event::SequenceStart(..) | Event::MappingStart(..),
                Some((false, key_next)),
            ) => std::mem::replace(key_next, !*key_next),
            _ => false,
        };
        match event {
            Event::Scalar(text, ..) if is_key => tracker.key(&text, bytes.range(span)),
            // The key of an aliased or a composite key is nobody's: what it holds is skipped.
            Event::Alias(_) if is_key => tracker.key("", bytes.range(span)),
            Event::Scalar(..) | Event::Alias(_) => {
                tracker.scalar(Scalar::Null, bytes.range(span));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let list = matches!(event, Event::SequenceStart(..));
                if is_key {
                    tracker.key("", bytes.range(span));
                }
                open.push((list, !list));
                tracker.begin(list, bytes.range(span).start);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                tracker.end(bytes.range(span).end);
            }
            Event::DocumentEnd => return true,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    true
}

/// A place that is wanted, or on the way to one.
#[derive(Debug, Default)]
struct Branch {
    children: HashMap<String, usize>,
    wanted: bool,
    spot: Option<Spot>,
}

/// A list or mapping that the scan is in.
#[derive(Debug)]
struct Frame {
    branch: Option<usize>,
    list: bool,
    /// A list's next item.
    index: usize,
}

/// Follows a scan and notes where the wanted places are.
#[derive(Debug)]
struct Tracker {
    /// The first one is the root.
    branches: Vec<Branch>,
    open: Vec<Frame>,
    /// A mapping's value comes next: its branch and its key's range.
    key: Option<(Option<usize>, Range<usize>)>,
    /// How many wanted places have no spot yet.
    missing: usize,
    /// Whether to stop once every place has a spot. Of a key that comes twice, the last one counts.
    stop: bool,
}

impl Tracker {
    fn new(pointers: &[&Pointer], stop: bool) -> Tracker {
        let mut tracker = Tracker { branches: vec![Branch::default()], open: Vec::new(), key: None, missing: 0, stop };
        for pointer in pointers {
            let mut branch = 0;
            for segment in pointer.segments() {
                let next = tracker.branches.len();
                let Some(parent) = tracker.branches.get_mut(branch) else {
                    break;
                };
                branch = *parent.children.entry(segment).or_insert(next);
                if branch == next {
                    tracker.branches.push(Branch::default());
                }
            }
            if let Some(branch) = tracker.branches.get_mut(branch) {
                tracker.missing += usize::from(!std::mem::replace(&mut branch.wanted, true));
            }
        }
        tracker
    }

    fn walk(&self, pointer: &Pointer) -> impl Iterator<Item = Option<&Branch>> {
        let mut branch = self.branches.first();
        let rest: Vec<_> = pointer
            .segments()
            .map(|segment| {
                branch =
                    branch.and_then(|branch| branch.children.get(&segment)).and_then(|child| self.branches.get(*child));
                branch
            })
            .list();
        std::iter::once(self.branches.first()).chain(rest)
    }

    fn exact(&self, pointer: &Pointer) -> Option<Spot> {
        self.walk(pointer).last()??.spot.clone()
    }

    fn nearest(&self, pointer: &Pointer) -> Option<Spot> {
        self.walk(pointer).map_while(|branch| branch?.spot.clone()).last()
    }

    /// The branch of the value that comes, and its key.
    fn arrive(&mut self) -> (Option<usize>, Option<Range<usize>>) {
        if let Some((branch, range)) = self.key.take() {
            return (branch, Some(range));
        }
        let Some(frame) = self.open.last_mut() else {
            return (Some(0), None);
        };
        let index = frame.index;
        frame.index += 1;
        let branch = frame.branch.and_then(|branch| self.branches.get(branch));
        let child = branch.and_then(|branch| {
            if branch.children.is_empty() {
                return None;
            }
            branch.children.get(&index.to_string()).copied()
        });
        (child, None)
    }

    fn note(&mut self, branch: Option<usize>, mut spot: Spot) {
        let Some(branch) = branch.and_then(|branch| self.branches.get_mut(branch)) else {
            return;
        };
        let before = branch.spot.take();
        spot.first_key = before.as_ref().and_then(|before| before.first_key.clone().or(before.key.clone()));
        branch.spot = Some(spot);
        if before.is_none() && branch.wanted {
            self.missing = self.missing.saturating_sub(1);
        }
    }
}

impl Receiver for Tracker {
    fn begin(&mut self, list: bool, start: usize) {
        let (branch, key) = self.arrive();
        let spot = Spot { key, value: start..start + 1, scalar: false, first_key: None };
        self.note(branch, spot);
        self.open.push(Frame { branch, list, index: 0 });
    }

    fn key(&mut self, key: &str, range: Range<usize>) {
        let branch = self
            .open
            .last()
            .filter(|frame| !frame.list)
            .and_then(|frame| self.branches.get(frame.branch?))
            .and_then(|branch| branch.children.get(key).copied());
        self.key = Some((branch, range));
    }

    fn scalar(&mut self, _scalar: Scalar<'_>, range: Range<usize>) {
        let (branch, key) = self.arrive();
        let spot = Spot { key, value: range, scalar: true, first_key: None };
        self.note(branch, spot);
    }

    fn end(&mut self, _end: usize) {
        self.open.pop();
    }

    fn is_done(&self) -> bool {
        self.stop && self.missing == 0
    }
}
