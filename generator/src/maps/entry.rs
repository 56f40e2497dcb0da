//! What a map has for a key.

use std::mem;

/// A map that has entries at places, and finds them in its own way.
pub(crate) trait Keyed {
    type Key;
    type Value;
    /// What it knows of a key for which there is nothing yet.
    type Free;

    fn entries(&mut self) -> &mut Vec<(Self::Key, Self::Value)>;

    /// Adds an entry behind the last one.
    fn push(&mut self, free: Self::Free, key: Self::Key, value: Self::Value);
}

/// What a map has for a key, or nothing yet.
pub(crate) struct Entry<'m, M: Keyed> {
    pub(super) map: &'m mut M,
    /// Its place, or the key and what the map knows of it.
    pub(super) found: Result<usize, (M::Key, M::Free)>,
}

impl<'m, M: Keyed> Entry<'m, M> {
    #[expect(clippy::indexing_slicing, reason = "a map finds places of entries only, and what was pushed is there")]
    pub(crate) fn or_insert_with(self, make: impl FnOnce() -> M::Value) -> &'m mut M::Value {
        let place = match self.found {
            Ok(place) => place,
            Err((key, free)) => {
                self.map.push(free, key, make());
                self.map.entries().len() - 1
            }
        };
        &mut self.map.entries()[place].1
    }

    pub(crate) fn or_insert(self, value: M::Value) -> &'m mut M::Value {
        self.or_insert_with(|| value)
    }

    pub(crate) fn or_default(self) -> &'m mut M::Value
    where
        M::Value: Default,
    {
        self.or_insert_with(M::Value::default)
    }

    pub(crate) fn and_modify(self, change: impl FnOnce(&mut M::Value)) -> Self {
        if let Ok(place) = self.found
            && let Some((_, value)) = self.map.entries().get_mut(place)
        {
            change(value);
        }
        self
    }

    /// Sets the value. That which was there before.
    pub(super) fn replace(self, value: M::Value) -> Option<M::Value> {
        match self.found {
            Ok(place) => self.map.entries().get_mut(place).map(|(_, known)| mem::replace(known, value)),
            Err((key, free)) => {
                self.map.push(free, key, value);
                None
            }
        }
    }
}
