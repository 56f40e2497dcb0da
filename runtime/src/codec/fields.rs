//! How a record is read: which entry a key is of, and whether all came that must.

use super::bounds::{self, shortened};
use super::json::text;
use super::spec::{ASSUMED, CONSTANT, OPTIONAL, OR_EMPTY, Written};
use super::{DecodeError, In, Literal, Place, Spec, empty};

/// Where the value of an entry goes.
enum Slot {
    /// The position of its place among those of all entries but the constants.
    Place(usize),
    /// It must be this; or, where it need not be there at all, `null`.
    Constant(Literal),
    Assumed(Literal),
}

/// A place that takes a constant, and `null`.
struct OrNull(Literal);

impl Place for OrNull {
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError> {
        match value {
            In::Null => Ok(()),
            value => self.0.put(value),
        }
    }
}

/// How a source that reads a record finds the entry of a key, and sees to it that the required ones come.
#[derive(Debug)]
pub struct Fields {
    spec: &'static Spec,
    next: usize,
    /// The keys from that position on.
    written: Written,
    seen: u64,
    /// The entries behind the 64th; boxed, since next to no record has as many.
    #[allow(clippy::box_collection)]
    seen_beyond: Option<Box<Vec<u64>>>,
}

impl Fields {
    /// Starts to read a record.
    #[inline]
    #[must_use]
    pub fn new(spec: &'static Spec) -> Self {
        Self { spec, next: 0, written: spec.written(), seen: 0, seen_beyond: None }
    }

    /// The key behind the last one found, which is the most likely one to come, and how it stands in JSON.
    #[inline]
    pub(crate) fn guess(&self) -> Option<(&'static str, &'static [u8])> {
        let key = self.spec.keys.get(self.next)?;
        Some((key, self.written.peek(key)?))
    }

    /// The position of the key that [`Fields::guess`] gave, which has come.
    #[inline]
    pub(crate) fn guessed(&mut self, key: &'static str) -> usize {
        let index = self.next;
        self.next += 1;
        self.written.next(key);
        self.mark(index);
        index
    }

    /// The position of the entry that `key` names. Keys tend to come in the spec's order, so the search starts behind
    /// the last one found.
    #[inline]
    pub fn find(&mut self, key: &str) -> Option<usize> {
        match self.spec.keys.get(self.next) {
            Some(next) if text::is_same(next.as_bytes(), key.as_bytes()) => Some(self.guessed(next)),
            _ => self.search(key),
        }
    }

    fn search(&mut self, key: &str) -> Option<usize> {
        let (behind, ahead) = self.spec.keys.split_at_checked(self.next).unwrap_or((self.spec.keys, &[]));
        let is_key = |known: &&str| *known == key;
        let index = match ahead.iter().position(is_key) {
            Some(index) => behind.len() + index,
            None => behind.iter().position(is_key)?,
        };
        self.written = self.spec.written();
        for key in self.spec.keys.iter().take(index + 1) {
            self.written.next(key);
        }
        self.next = index + 1;
        self.mark(index);
        Some(index)
    }

    /// Has the value of the entry at a position read into its place: into one of `places`, which are those of all entries
    /// but the constants, or to be compared with its constant.
    ///
    /// # Errors
    ///
    /// The fault of `read`, seen from the record.
    #[inline]
    pub fn put(
        &self,
        index: usize,
        places: &mut [&mut dyn Place],
        read: impl FnOnce(&mut dyn Place) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let result = match self.slot(index) {
            Some(Slot::Constant(mut constant)) => read(&mut constant),
            Some(Slot::Assumed(constant)) => read(&mut OrNull(constant)),
            Some(Slot::Place(at)) => match places.get_mut(at) {
                Some(place) => read(*place),
                None => Err(self.spec.unfilled()),
            },
            None => Err(self.spec.unfilled()),
        };
        result.or_else(|fault| self.blame(index, places, fault))
    }

    #[inline]
    fn slot(&self, index: usize) -> Option<Slot> {
        if self.spec.constants.is_empty() { Some(Slot::Place(index)) } else { self.slot_beside_constants(index) }
    }

    fn slot_beside_constants(&self, index: usize) -> Option<Slot> {
        let (before, from) = self.spec.modes.as_bytes().split_at_checked(index)?;
        let constants = before.iter().filter(|mode| matches!(**mode, CONSTANT | ASSUMED)).count();
        match *from.first()? {
            CONSTANT => self.spec.constants.get(constants).copied().map(Slot::Constant),
            ASSUMED => self.spec.constants.get(constants).copied().map(Slot::Assumed),
            _ => Some(Slot::Place(index - constants)),
        }
    }

    /// The fault of an entry, seen from the record; none where `null` came that is read as empty.
    #[cold]
    fn blame(&self, index: usize, places: &mut [&mut dyn Place], fault: DecodeError) -> Result<(), DecodeError> {
        let Some(key) = self.spec.keys.get(index) else { return Err(fault) };
        let mode = self.spec.modes.as_bytes().get(index).copied();
        if mode == Some(OR_EMPTY)
            && let Some(of) = fault.null_for()
            && let Some(Slot::Place(at)) = self.slot(index)
            && let Some(place) = places.get_mut(at)
        {
            return empty::put(of, *place).map_err(|fault| fault.at_name(key));
        }
        let is_required = !matches!(mode, Some(OPTIONAL | ASSUMED | CONSTANT));
        let fault = if is_required { fault.of_property(self.spec.name, key) } else { fault };
        Err(fault.at_name(key))
    }

    #[inline]
    fn mark(&mut self, index: usize) {
        if index < 64 {
            self.seen |= 1 << index;
        } else {
            self.mark_beyond(index - 64);
        }
    }

    #[cold]
    fn mark_beyond(&mut self, index: usize) {
        let bits = self.seen_beyond.get_or_insert_default();
        let word = index / 64;
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        if let Some(bits) = bits.get_mut(word) {
            *bits |= 1 << (index % 64);
        }
    }

    fn has(&self, index: usize) -> bool {
        let beyond = |index: usize| self.seen_beyond.as_ref()?.get(index / 64);
        let word = if index < 64 { Some(&self.seen) } else { beyond(index - 64) };
        word.is_some_and(|bits| bits & (1 << (index % 64)) != 0)
    }

    /// Ends the record.
    ///
    /// # Errors
    ///
    /// That a required entry has not come.
    #[inline]
    pub fn finish(&self) -> Result<(), DecodeError> {
        let count = self.spec.keys.len();
        if count < 64 && self.seen == (1 << count) - 1 {
            return Ok(());
        }
        self.missing()
    }

    fn missing(&self) -> Result<(), DecodeError> {
        for (index, (key, mode)) in self.spec.keys.iter().zip(self.spec.modes.bytes()).enumerate() {
            if mode != OPTIONAL && mode != ASSUMED && !self.has(index) {
                return Err(DecodeError::lacks(self.spec.name, key));
            }
        }
        Ok(())
    }

    /// The fault of a strict source about a key that no entry has, where the record is closed.
    ///
    /// # Errors
    ///
    /// That the record has no such entry.
    pub fn refuse(&self, key: &str) -> Result<(), DecodeError> {
        if self.spec.closed {
            let key = shortened(key, bounds::NAME);
            return Err(DecodeError::new(format!("unknown property `{key}` of {}", self.spec.name)));
        }
        Ok(())
    }
}
