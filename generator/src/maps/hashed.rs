//! A hash map.

use std::borrow::Borrow;
use std::fmt;
use std::hash::Hash;
use std::mem;
use std::ops;
use std::slice;

use super::entry::{Entry, Fill, Keyed};
use super::index::{Index, hash};

/// Finds values by keys. Its entries stand as they came, but for the last one, which takes the place of one that is removed.
#[derive(Clone)]
pub(crate) struct HashMap<K, V> {
    index: Index,
    entries: Vec<(K, V)>,
}

impl<K, V> HashMap<K, V> {
    pub(crate) const fn new() -> Self {
        const { Self { index: Index::new(), entries: Vec::new() } }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn iter(&self) -> Entries<'_, K, V> {
        Entries(self.entries.iter())
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    pub(crate) fn clear(&mut self) {
        self.index.clear();
        self.entries.clear();
    }
}

impl<K: Hash + Eq, V> HashMap<K, V> {
    /// The place of a key's entry.
    fn place<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.place_of(hash(key), key)
    }

    fn place_of<Q: Eq + ?Sized>(&self, hash: u32, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.index
            .find(hash, &|place: usize| matches!(self.entries.get(place), Some((known, _)) if known.borrow() == key))
    }

    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(self.place(key)?).map(|(_, value)| value)
    }

    pub(crate) fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key)?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    pub(crate) fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_some()
    }

    /// The value that the key had before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = hash(&key);
        if let Some(place) = self.place_of(hash, &key)
            && let Some((_, known)) = self.entries.get_mut(place)
        {
            return Some(mem::replace(known, value));
        }
        self.push((key, hash), value);
        None
    }

    #[expect(clippy::indexing_slicing, reason = "the places that are found are those of entries")]
    pub(crate) fn entry(&mut self, key: K) -> Entry<'_, Self> {
        let hash = hash(&key);
        match self.place_of(hash, &key) {
            Some(place) => Entry::Known(&mut self.entries[place].1),
            None => Entry::Free(self, (key, hash)),
        }
    }

    pub(crate) fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let of_key = hash(key);
        let place = self.place_of(of_key, key)?;
        let (last, _) = self.entries.last()?;
        self.index.swap_remove((of_key, place), (hash(last), self.entries.len() - 1));
        Some(self.entries.swap_remove(place).1)
    }

    /// Keeps what the test is true of.
    pub(crate) fn retain(&mut self, mut test: impl FnMut(&K, &mut V) -> bool) {
        let entries = mem::take(&mut self.entries);
        self.index.clear();
        for (key, mut value) in entries {
            if test(&key, &mut value) {
                self.insert(key, value);
            }
        }
    }
}

impl<K: Hash + Eq, T> HashMap<K, Vec<T>> {
    /// The list that a key has: an empty one where there is none.
    pub(crate) fn list_of<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> &[T]
    where
        K: Borrow<Q>,
    {
        match self.get(key) {
            Some(list) => list,
            None => &[],
        }
    }
}

impl<K, V> Keyed for HashMap<K, V> {
    type Key = K;
    type Value = V;
    /// The hash of the key.
    type Free = u32;

    #[expect(clippy::indexing_slicing, reason = "what was pushed is there")]
    fn push(&mut self, (key, hash): (K, u32), value: V) -> &mut V {
        let place = self.index.push(hash);
        self.entries.push((key, value));
        &mut self.entries[place].1
    }
}

/// The entries of a map.
pub(crate) struct Entries<'m, K, V>(slice::Iter<'m, (K, V)>);

impl<K, V> Clone for Entries<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'m, K, V> Iterator for Entries<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }
}

impl<'m, K, V> IntoIterator for &'m HashMap<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Entries<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for HashMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K, V> Default for HashMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Hash + Eq, V> Fill for HashMap<K, V> {
    type Item = (K, V);

    fn add(&mut self, (key, value): (K, V)) {
        self.insert(key, value);
    }
}

impl<K: Hash + Eq, V> Extend<(K, V)> for HashMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.add_all(&mut entries.into_iter());
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for HashMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::of(&mut entries.into_iter())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for HashMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Hash + Eq, V: PartialEq> PartialEq for HashMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Hash + Eq + Borrow<Q>, Q: Hash + Eq + ?Sized, V> ops::Index<&Q> for HashMap<K, V> {
    type Output = V;

    #[expect(clippy::indexing_slicing, reason = "as in the standard library: for keys that are there")]
    fn index(&self, key: &Q) -> &V {
        &self.entries[self.place(key).unwrap_or(usize::MAX)].1
    }
}
