//! What a record's entries are called and must hold: constants that sources, sinks and the checker interpret.

use super::json::text;
use super::{Encode, Fault, Literal, Rule};

/// The description of a record.
#[derive(Debug)]
pub struct Spec {
    /// The Rust type's name.
    pub name: &'static str,
    /// The names of its fields, each behind a comma but the first: of the entries in their order, with nothing for a
    /// constant, and of the field that keeps the rest.
    pub fields: &'static str,
    /// Whether a strict source refuses keys that no entry has.
    pub closed: bool,
    /// The rules for the record as a whole.
    pub rules: &'static [Rule],
    /// The entries in the order in which they are written.
    pub entries: &'static [Entry],
    /// The values of the entries that are constants, in their order.
    pub constants: &'static [&'static dyn Literal],
    /// The rules for the value of each further entry, where the record keeps them.
    pub rest: &'static [Rule],
}

/// The description of one of a record's entries.
#[derive(Debug)]
pub struct Entry {
    /// The key in the encoded object.
    pub name: &'static str,
    /// The key as a Rust literal, between a comma and a colon: `,"name":`. Unless the literal has escapes, which make it
    /// longer than the name, this is how it stands in JSON; sources and sinks of JSON save themselves the work then.
    pub literal: &'static str,
    /// Whether the entry must be there.
    pub required: bool,
    /// The rules for its value.
    pub rules: &'static [Rule],
}

impl Entry {
    /// How the key stands in JSON between a comma and a colon, where that is known without looking at it.
    #[inline]
    pub(crate) fn written(&self) -> Option<&'static str> {
        (self.literal.len() == self.name.len() + 4).then_some(self.literal)
    }
}

impl Spec {
    /// The entries that are written, with their values: all but the absent optional ones.
    #[inline]
    pub fn present<'a>(
        &'static self,
        values: &'a [&'a dyn Encode],
    ) -> impl Iterator<Item = (&'static Entry, &'a dyn Encode)> {
        let pairs = self.entries.iter().zip(values.iter().copied());
        pairs.filter(|(entry, value)| entry.required || !value.is_absent())
    }
}

impl Spec {
    /// The fault of a source that reported success without having filled the places of all required entries.
    #[doc(hidden)]
    #[cold]
    #[must_use]
    pub fn unfilled(&self) -> Fault {
        Fault::new(format!("{} was not read", self.name))
    }
}

/// How a source that reads a record finds the entry of a key, and sees to it that the required ones come.
#[derive(Debug)]
pub struct Fields {
    spec: &'static Spec,
    next: usize,
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
        Self { spec, next: 0, seen: 0, seen_beyond: None }
    }

    /// The entry behind the last one found: the most likely one to come.
    #[inline]
    pub(crate) fn guess(&self) -> Option<&'static Entry> {
        self.spec.entries.get(self.next)
    }

    /// The position of the entry that [`Fields::guess`] gave, which has come.
    #[inline]
    pub(crate) fn guessed(&mut self) -> usize {
        let index = self.next;
        self.next += 1;
        self.mark(index);
        index
    }

    /// The position of the entry that `key` names. Keys tend to come in the spec's order, so the search starts behind
    /// the last one found.
    #[inline]
    pub fn find(&mut self, key: &str) -> Option<usize> {
        let index = match self.spec.entries.get(self.next) {
            Some(entry) if text::is_same(entry.name.as_bytes(), key.as_bytes()) => self.next,
            _ => self.search(key)?,
        };
        self.next = index + 1;
        self.mark(index);
        Some(index)
    }

    fn search(&self, key: &str) -> Option<usize> {
        let ahead = self.spec.entries.iter().enumerate().skip(self.next);
        let behind = self.spec.entries.iter().enumerate().take(self.next);
        ahead.chain(behind).find(|(_, entry)| entry.name == key).map(|(index, _)| index)
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

    /// The fault of the value of the entry found last, seen from the record.
    #[cold]
    #[must_use]
    pub fn blame(&self, fault: Fault) -> Fault {
        match self.next.checked_sub(1).and_then(|last| self.spec.entries.get(last)) {
            Some(entry) => fault.at_name(entry.name),
            None => fault,
        }
    }

    /// Ends the record.
    ///
    /// # Errors
    ///
    /// That a required entry has not come.
    #[inline]
    pub fn finish(&self) -> Result<(), Fault> {
        let count = self.spec.entries.len();
        if count < 64 && self.seen == (1 << count) - 1 {
            return Ok(());
        }
        self.missing()
    }

    fn missing(&self) -> Result<(), Fault> {
        for (index, entry) in self.spec.entries.iter().enumerate() {
            if entry.required && !self.has(index) {
                return Err(Fault::missing(entry.name));
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
            return Err(Fault::new(format!("unknown property `{key}` of {}", self.spec.name)));
        }
        Ok(())
    }
}
