//! A sorted map.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::mem;

use super::entry::{Entry, Fill, Keyed};
use super::order::{Order, Places, Spot};
use crate::lists::{self, Listing};

/// Finds values by keys, and has its entries in the order of these.
#[derive(Clone)]
pub(crate) struct SortedMap<K, V> {
    order: Order,
    entries: Vec<(K, V)>,
}

impl<K, V> SortedMap<K, V> {
    pub(crate) const fn new() -> Self {
        const { Self { order: Order::new(), entries: Vec::new() } }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn iter(&self) -> Entries<'_, K, V> {
        Entries { places: self.order.places(), entries: &self.entries }
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> + Clone {
        self.iter().map(|(key, _)| key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    pub(crate) fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<(usize, Spot), Spot>
    where
        K: Borrow<Q>,
    {
        let compare = |place: usize| match self.entries.get(place) {
            Some((known, _)) => known.borrow().cmp(key),
            None => Ordering::Greater,
        };
        self.order.find(&compare)
    }

    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (place, _) = self.find(key).ok()?;
        self.entries.get(place).map(|(_, value)| value)
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// The value that the key had before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok((place, _)) => self.entries.get_mut(place).map(|(_, known)| mem::replace(known, value)),
            Err(spot) => {
                self.push((key, spot), value);
                None
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "the places that are found are those of entries")]
    pub(crate) fn entry(&mut self, key: K) -> Entry<'_, Self> {
        match self.find(&key) {
            Ok((place, _)) => Entry::Known(&mut self.entries[place].1),
            Err(spot) => Entry::Free(self, (key, spot)),
        }
    }

    /// Keeps what the test is true of.
    pub(crate) fn retain(&mut self, mut test: impl FnMut(&K, &mut V) -> bool) {
        for (key, mut value) in mem::take(self) {
            if test(&key, &mut value) {
                self.insert(key, value);
            }
        }
    }
}

impl<K, V> Keyed for SortedMap<K, V> {
    type Key = K;
    type Value = V;
    /// Where the key would stand.
    type Free = Spot;

    #[expect(clippy::indexing_slicing, reason = "what was pushed is there")]
    fn push(&mut self, (key, spot): (K, Spot), value: V) -> &mut V {
        let place = self.entries.len();
        self.entries.push((key, value));
        self.order.insert(spot, place);
        &mut self.entries[place].1
    }
}

/// The entries of a map, by their keys.
pub(crate) struct Entries<'m, K, V> {
    places: Places<'m>,
    entries: &'m [(K, V)],
}

impl<K, V> Clone for Entries<'_, K, V> {
    fn clone(&self) -> Self {
        Self { places: self.places.clone(), entries: self.entries }
    }
}

impl<'m, K, V> Iterator for Entries<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.get(self.places.next()?)?;
        Some((key, value))
    }
}

impl<'m, K, V> IntoIterator for &'m SortedMap<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Entries<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(mut self) -> Self::IntoIter {
        lists::arrange(self.order.places().list(), &mut self.entries.as_mut_slice());
        self.entries.into_iter()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord, V> Fill for SortedMap<K, V> {
    type Item = (K, V);

    fn add(&mut self, (key, value): (K, V)) {
        self.insert(key, value);
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.add_all(&mut entries.into_iter());
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::of(&mut entries.into_iter())
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}
