//! What a record's entries are called and must hold: constants that sources, sinks and the checker interpret.

use super::json::text;
use super::{DecodeError, Literal, Rule};

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
    /// it is one that need not be there to be read, and is written all the same, `e` where it must be there and is a list or
    /// map that may be read from `null`.
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
pub(crate) const CONSTANT: u8 = b'c';
pub(crate) const ASSUMED: u8 = b'a';
pub(crate) const OR_EMPTY: u8 = b'e';

/// What a key takes in [`Spec::literals`] beside itself.
const AROUND_KEY: usize = "r\"\":".len();

impl Spec {
    /// Of what is no record.
    #[doc(hidden)]
    pub const NONE: &Spec = &Spec {
        name: "",
        fields: "",
        closed: false,
        keys: &[],
        literals: "",
        unescaped: "",
        modes: "",
        constants: &[],
        rules: &[],
        entry_rules: &[],
        rest_rules: &[],
    };

    /// Whether it is that of a record.
    pub(crate) fn is_some(&self) -> bool {
        !self.name.is_empty()
    }

    /// Whether further entries are kept.
    pub(crate) fn keeps_rest(&self) -> bool {
        // A comma stands behind each field of an entry.
        self.fields.trim_end().bytes().last().is_some_and(|last| last != b',')
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
    pub fn unfilled(&self) -> DecodeError {
        DecodeError::new(format!("{} was not read", self.name))
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
