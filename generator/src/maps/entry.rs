//! What a map has for a key, and how maps and sets are filled.

use crate::lists::Pull;

/// A map that adds entries behind the last one, and finds them in its own way.
pub(crate) trait Keyed {
    type Key;
    type Value;
    /// What it knows of a key for which there is nothing yet.
    type Free;

    /// Adds an entry. Its value.
    fn push(&mut self, free: (Self::Key, Self::Free), value: Self::Value) -> &mut Self::Value;
}

/// What is filled with items one by one, by code that is compiled once whatever they come from.
pub(crate) trait Fill: Default {
    type Item;

    fn add(&mut self, item: Self::Item);

    fn add_all(&mut self, items: &mut dyn Pull<Self::Item>) {
        while let Some(item) = items.pull() {
            self.add(item);
        }
    }

    fn of(items: &mut dyn Pull<Self::Item>) -> Self {
        let mut filled = Self::default();
        filled.add_all(items);
        filled
    }
}

/// What a map has for a key, or nothing yet: then the key, and what the map knows of it.
pub(crate) enum Entry<'m, M: Keyed> {
    Known(&'m mut M::Value),
    Free(&'m mut M, (M::Key, M::Free)),
}

impl<'m, M: Keyed> Entry<'m, M> {
    pub(crate) fn or_insert_with(self, make: impl FnOnce() -> M::Value) -> &'m mut M::Value {
        match self {
            Entry::Known(value) => value,
            Entry::Free(map, free) => map.push(free, make()),
        }
    }

    pub(crate) fn or_insert(self, value: M::Value) -> &'m mut M::Value {
        match self {
            Entry::Known(known) => known,
            Entry::Free(map, free) => map.push(free, value),
        }
    }

    pub(crate) fn or_default(self) -> &'m mut M::Value
    where
        M::Value: Default,
    {
        match self {
            Entry::Known(value) => value,
            Entry::Free(map, free) => map.push(free, M::Value::default()),
        }
    }

    pub(crate) fn and_modify(mut self, change: impl FnOnce(&mut M::Value)) -> Self {
        if let Entry::Known(value) = &mut self {
            change(value);
        }
        self
    }
}
