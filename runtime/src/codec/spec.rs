//! What a record's entries are called and must hold: constants that sources, sinks and the checker interpret.

use super::bounds::{self, shortened};
use super::json::text;
use super::{Encode, Fault, In, Literal, Place, Rule};

/// The description of a record. Lists run parallel rather than hold an entry each, and a text stands for a list where
/// it can, since a compiler has the less work with them.
#[derive(Debug)]
pub struct Spec {
    /// The Rust type's name.
    pub name: &'static str,
    /// The names of its fields, separated by commas: of the entries in their order, with nothing for a constant, and of
    /// the field that keeps the rest.
    pub fields: &'static str,
    /// Whether a strict source refuses keys that no entry has.
    pub closed: bool,
    /// The keys of the entries, in the order in which they are written.
    pub keys: &'static [&'static str],
    /// The keys as Rust literals, each between its letter of `modes` and a colon: `r"id":o"name":`. Unless a literal has
    /// escapes, this is how its key stands in JSON; sources and sinks of JSON save themselves the work then.
    pub literals: &'static str,
    /// The same without escapes and letters: as long, where there are no escapes.
    pub unescaped: &'static str,
    /// A letter for each entry: `r` where it must be there, `o` where it is optional, `c` where it is a constant, `a` where
    /// it is one that need not be there to be read, and is written all the same.
    pub modes: &'static str,
    /// The values of the entries that are constants, in their order.
    pub constants: &'static [Literal],
    /// The rules for the record as a whole.
    pub rules: &'static [Rule],
    /// The keys of the entries whose values have rules, with these.
    pub entry_rules: &'static [(&'static str, &'static [Rule])],
    /// The rules for the value of each further entry, where the record keeps them.
    pub rest_rules: &'static [Rule],
}

/// The letters of [`Spec::modes`].
pub(crate) const OPTIONAL: u8 = b'o';
const CONSTANT: u8 = b'c';
const ASSUMED: u8 = b'a';

/// What a key takes in [`Spec::literals`] beside itself.
const AROUND_KEY: usize = "r\"\":".len();

impl Spec {
    /// The entries that are written, with their values: all but the absent optional ones.
    #[inline]
    pub fn present<'a>(
        &'static self,
        values: &'a [&'a dyn Encode],
    ) -> impl Iterator<Item = (&'static str, &'a dyn Encode)> {
        let entries = self.keys.iter().zip(values).zip(self.modes.as_bytes());
        let present = entries.filter(|((_, value), mode)| **mode != OPTIONAL || !value.is_absent());
        present.map(|((key, value), _)| (*key, *value))
    }

    /// Whether further entries are kept.
    pub(crate) fn keeps_rest(&self) -> bool {
        // A comma stands behind each field of an entry.
        self.fields.trim_end().bytes().last().is_some_and(|last| last != b',')
    }

    /// How many entries are written.
    #[inline]
    pub(crate) fn count(&self, values: &[&dyn Encode]) -> usize {
        let absent = |(mode, value): &(&u8, &&dyn Encode)| **mode == OPTIONAL && value.is_absent();
        values.len() - self.modes.as_bytes().iter().zip(values).filter(absent).count()
    }

    /// How the keys stand in JSON, where none of them has escapes.
    #[inline]
    pub(crate) fn written(&self) -> Written {
        Written(if self.literals.len() == self.unescaped.len() { self.literals.as_bytes() } else { &[] })
    }

    /// The rules for the value of an entry.
    pub(crate) fn rules_of(&self, key: &str) -> &'static [Rule] {
        let found = self.entry_rules.iter().find(|(known, _)| *known == key);
        found.map_or(&[], |(_, rules)| *rules)
    }

    /// The fault of a source that reported success without having filled the places of all required entries.
    #[doc(hidden)]
    #[cold]
    #[must_use]
    pub fn unfilled(&self) -> Fault {
        Fault::new(format!("{} was not read", self.name))
    }
}

/// Where a key stands in a list; the one at `next` is looked at first, which becomes the one behind what is found.
#[inline]
pub(crate) fn position(keys: &[&str], key: &str, next: &mut usize) -> Option<usize> {
    let is_key = |known: &&str| text::is_same(known.as_bytes(), key.as_bytes());
    let found = if keys.get(*next).is_some_and(is_key) { *next } else { keys.iter().position(is_key)? };
    *next = found + 1;
    Some(found)
}

/// The keys to come, as they stand in JSON between something to be replaced, the letter of the mode, and a colon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written(&'static [u8]);

impl Written {
    /// Whether nothing is known of the keys to come, or there are none.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// How the next key stands in JSON.
    #[inline]
    pub(crate) fn peek(self, key: &str) -> Option<&'static [u8]> {
        self.0.get(..key.len() + AROUND_KEY)
    }

    /// How the next key stands in JSON, and goes on to the one behind it.
    #[inline]
    pub(crate) fn next(&mut self, key: &str) -> Option<&'static [u8]> {
        let (written, behind) = self.0.split_at_checked(key.len() + AROUND_KEY)?;
        self.0 = behind;
        Some(written)
    }
}

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
    fn put(&mut self, value: In<'_>) -> Result<(), Fault> {
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
        let ahead = self.spec.keys.iter().enumerate().skip(self.next);
        let behind = self.spec.keys.iter().enumerate().take(self.next);
        let (index, _) = ahead.chain(behind).find(|(_, known)| **known == key)?;
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
        read: impl FnOnce(&mut dyn Place) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let result = match self.slot(index) {
            Some(Slot::Constant(mut constant)) => read(&mut constant),
            Some(Slot::Assumed(constant)) => read(&mut OrNull(constant)),
            Some(Slot::Place(at)) => match places.get_mut(at) {
                Some(place) => read(*place),
                None => Err(self.spec.unfilled()),
            },
            None => Err(self.spec.unfilled()),
        };
        result.map_err(|fault| self.blame(index, fault))
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

    #[cold]
    fn blame(&self, index: usize, fault: Fault) -> Fault {
        match self.spec.keys.get(index) {
            Some(key) => fault.at_name(key),
            None => fault,
        }
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
    pub fn finish(&self) -> Result<(), Fault> {
        let count = self.spec.keys.len();
        if count < 64 && self.seen == (1 << count) - 1 {
            return Ok(());
        }
        self.missing()
    }

    fn missing(&self) -> Result<(), Fault> {
        for (index, (key, mode)) in self.spec.keys.iter().zip(self.spec.modes.bytes()).enumerate() {
            if mode != OPTIONAL && mode != ASSUMED && !self.has(index) {
                return Err(Fault::missing(key));
            }
        }
        Ok(())
    }

    /// The fault of a strict source about a key that no entry has, where the record is closed.
    ///
    /// # Errors
    ///
    /// That the record has no such entry.
    pub fn refuse(&self, key: &str) -> Result<(), Fault> {
        if self.spec.closed {
            let key = shortened(key, bounds::NAME);
            return Err(Fault::new(format!("unknown property `{key}` of {}", self.spec.name)));
        }
        Ok(())
    }
}
