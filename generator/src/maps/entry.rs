//! What a map has for a key.

/// A map that has entries at places, and finds them in its own way.
pub(crate) trait Keyed {
    type Key;
    type Value;
    /// What it knows of a key for which there is nothing yet.
    type Free;

    fn entries(&mut self) -> &mut Vec<(Self::Key, Self::Value)>;

    /// Adds an entry behind the last one. Its place.
    fn push(&mut self, free: (Self::Key, Self::Free), value: Self::Value) -> usize;
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
            Err(free) => self.map.push(free, make()),
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
}
