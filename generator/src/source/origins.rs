//! Where the values of a changed document come from.

use crate::maps::HashMap;
use crate::value::{Pointer, Step};

/// The places that values of a changed document have in the texts: those that are not where they were.
///
/// A pointer into the changed document stays a value's identity; only what is shown of a text asks here.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    root: Origin,
}

/// Where a value comes from. What is inside comes from inside there, but for the children that say otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// `None`: from its place inside what the value around comes from.
    place: Option<Pointer>,
    children: HashMap<String, Origin>,
}

impl Default for Origins {
    fn default() -> Origins {
        Origins { root: Origin::at(Pointer::default()) }
    }
}

impl Origins {
    /// The place in a text of what is at a place of the document.
    pub(crate) fn find(&self, pointer: &Pointer) -> Pointer {
        self.walk(pointer.segments()).0
    }

    /// The origin of what is at a place.
    pub(crate) fn get(&self, location: &[Step]) -> Origin {
        let (place, origin) = self.walk(location.iter().map(Step::segment));
        Origin { place: Some(place), children: origin.map(|origin| origin.children.clone()).unwrap_or_default() }
    }

    fn walk(&self, segments: impl Iterator<Item = String>) -> (Pointer, Option<&Origin>) {
        let mut place = self.root.place.clone().unwrap_or_default();
        let mut origin = Some(&self.root);
        for segment in segments {
            origin = origin.and_then(|origin| origin.children.get(&segment));
            place = match origin.and_then(|origin| origin.place.clone()) {
                Some(place) => place,
                None => place.child(&segment),
            };
        }
        (place, origin)
    }

    /// Says that what is at a place comes from somewhere.
    pub(crate) fn set(&mut self, location: &[Step], origin: Origin) {
        let mut at = &mut self.root;
        for step in location {
            at = at.children.entry(step.segment()).or_default();
        }
        *at = origin;
    }

    /// Says that a key is gone.
    pub(crate) fn remove_key(&mut self, around: &[Step], key: &str) {
        let at = around.iter().try_fold(&mut self.root, |at, step| at.children.get_mut(&step.segment()));
        if let Some(at) = at {
            at.children.remove(key);
        }
    }

    /// Says that an item of a list of so many is gone, so that those behind it have moved up.
    pub(crate) fn remove_item(&mut self, list: &[Step], index: usize, length: usize) {
        let before = self.get(list);
        for from in index + 1..length {
            let to = [list, &[Step::Index(from - 1)]].concat();
            self.set(&to, before.child(&from.to_string()));
        }
        self.remove_key(list, &length.saturating_sub(1).to_string());
    }
}

impl Origin {
    /// What comes from a place as it is there.
    pub(crate) fn at(place: Pointer) -> Origin {
        Origin { place: Some(place), children: HashMap::new() }
    }

    /// The place in a text, where it is known.
    pub(crate) fn place(&self) -> Option<&Pointer> {
        self.place.as_ref()
    }

    /// The origin of what is inside.
    pub(crate) fn child(&self, segment: &str) -> Origin {
        let mut child = self.children.get(segment).cloned().unwrap_or_default();
        if child.place.is_none() {
            child.place = self.place.as_ref().map(|place| place.child(segment));
        }
        child
    }
}
