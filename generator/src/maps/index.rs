//! The index of a hash map: places by hashes.

use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::mem;
use std::sync::LazyLock;

/// Nobody who writes a document knows it, so that none is written whose keys have one hash.
static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// The hash of a key.
pub(super) fn hash<Q: Hash + ?Sized>(key: &Q) -> u32 {
    let mut hasher = hasher();
    key.hash(&mut hasher);
    short(&hasher)
}

fn hasher() -> DefaultHasher {
    SEED.build_hasher()
}

fn short(hasher: &DefaultHasher) -> u32 {
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// What is needed of a test. The table of a closure would have all ways to call it compiled.
pub(super) trait Test {
    fn is(&self, place: usize) -> bool;
}

impl<F: Fn(usize) -> bool> Test for F {
    fn is(&self, place: usize) -> bool {
        self(place)
    }
}

/// Knows at which place of a list what has a hash stands. Open addressing with linear probing.
#[derive(Clone)]
pub(super) struct Index {
    /// Their number is a power of two, and half of them are free.
    slots: Vec<Slot>,
    taken: usize,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// One more than the place, nothing where it is zero.
    number: u32,
}

impl Slot {
    fn place(self) -> Option<usize> {
        (self.number as usize).checked_sub(1)
    }

    fn of(hash: u32, place: usize) -> Self {
        // A list of more than four thousand million entries does not fit into memory.
        Self { hash, number: u32::try_from(place + 1).unwrap_or(u32::MAX) }
    }
}

impl Index {
    pub(super) const fn new() -> Self {
        Self { slots: Vec::new(), taken: 0 }
    }

    /// The place of what has this hash and is the one.
    pub(super) fn find(&self, hash: u32, test: &dyn Test) -> Option<usize> {
        self.slots.get(self.slot(hash, test)?)?.place()
    }

    /// Has the next place stand for this hash. That place.
    pub(super) fn push(&mut self, hash: u32) -> usize {
        let place = self.taken;
        self.taken += 1;
        if self.taken * 2 > self.slots.len() {
            self.grow();
        }
        self.settle(Slot::of(hash, place));
        place
    }

    /// Takes a place away, and moves the last one to it; both with their hashes.
    pub(super) fn swap_remove(&mut self, (hash, place): (u32, usize), (last_hash, last): (u32, usize)) {
        if let Some(slot) = self.slot(hash, &|at: usize| at == place) {
            self.vacate(slot);
            self.taken -= 1;
        }
        if place != last
            && let Some(slot) = self.slot(last_hash, &|at: usize| at == last)
            && let Some(slot) = self.slots.get_mut(slot)
        {
            *slot = Slot::of(last_hash, place);
        }
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        *self = Self::new();
    }

    /// The slot of a place that has this hash and is the one.
    fn slot(&self, hash: u32, test: &dyn Test) -> Option<usize> {
        let mut at = self.home(hash);
        loop {
            let slot = self.slots.get(at)?;
            let place = slot.place()?;
            if slot.hash == hash && test.is(place) {
                return Some(at);
            }
            at = self.next(at);
        }
    }

    /// Where what has this hash is looked for first.
    fn home(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    fn settle(&mut self, slot: Slot) {
        let mut at = self.home(slot.hash);
        while self.slots.get(at).is_some_and(|slot| slot.number > 0) {
            at = self.next(at);
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }

    /// Empties a slot, and moves those behind it up that would not be found any more.
    fn vacate(&mut self, mut free: usize) {
        let mask = self.slots.len() - 1;
        let mut at = self.next(free);
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.number > 0) {
            let home = self.home(slot.hash);
            if at.wrapping_sub(home) & mask >= at.wrapping_sub(free) & mask {
                self.slots.swap(free, at);
                free = at;
            }
            at = self.next(at);
        }
        if let Some(slot) = self.slots.get_mut(free) {
            *slot = Slot::default();
        }
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); (self.slots.len() * 2).max(8)];
        for slot in mem::replace(&mut self.slots, slots) {
            if slot.number > 0 {
                self.settle(slot);
            }
        }
    }
}
