//! A map with string keys that keeps the order of insertion.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};

use super::{Decode, DecodeError, Encode, In, Out, Pairs, Rest, Sink};

/// A map with string keys that keeps the order in which they were inserted. Equality does not depend on the order.
///
/// ```
/// use oasmith_runtime::{Map, json};
///
/// let mut ages = Map::from([("Rex", 7), ("Tom", 3)]);
/// ages.insert("Ann", 1);
/// assert_eq!(ages.get("Tom"), Some(&3));
/// assert_eq!(ages.keys().collect::<Vec<_>>(), ["Rex", "Tom", "Ann"]);
/// assert_eq!(json::to_string(&ages)?, r#"{"Rex":7,"Tom":3,"Ann":1}"#);
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Map<T> {
    entries: Vec<(String, T)>,
    /// Only maps that are too big to be searched one by one have it.
    index: Option<Box<Index>>,
}

/// Where a key's entry stands: a hash table with open addressing.
#[derive(Clone, Default)]
struct Index {
    /// Positions plus one, `0` for none; a power of two of them, at most half of them taken.
    slots: Vec<usize>,
    state: RandomState,
}

/// Up to this many entries, comparing keys one by one is the faster way.
const SEARCHED: usize = 16;

impl<T> Map<T> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self { entries: Vec::new(), index: None }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        let position = self.position(key)?;
        self.entries.get(position).map(|(_, value)| value)
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        let position = self.position(key)?;
        self.entries.get_mut(position).map(|(_, value)| value)
    }

    /// Whether there is an entry `key`.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Sets the value of `key`, in its old place if there was one, and returns the old value.
    pub fn insert(&mut self, key: impl Into<String>, value: T) -> Option<T> {
        let key = key.into();
        if let Some((_, old)) = self.position(&key).and_then(|position| self.entries.get_mut(position)) {
            return Some(std::mem::replace(old, value));
        }
        self.entries.push((key, value));
        let count = self.entries.len();
        match (&mut self.index, self.entries.last()) {
            (Some(index), Some((key, _))) if count * 2 <= index.slots.len() => index.note(key, count - 1),
            _ if count > SEARCHED => self.rebuild(),
            _ => {}
        }
        None
    }

    /// Takes the entry `key` out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<T> {
        let position = self.position(key)?;
        let (_, value) = self.entries.remove(position);
        self.rebuild();
        Some(value)
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.entries.iter())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(key, _)| key.as_str())
    }

    /// The values in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values in order, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            None => self.entries.iter().position(|(known, _)| known == key),
            Some(index) => {
                index.find(key, |position| self.entries.get(position).is_some_and(|(known, _)| known == key))
            }
        }
    }

    fn rebuild(&mut self) {
        self.index = None;
        if self.entries.len() > SEARCHED {
            let mut index = Box::<Index>::default();
            index.slots.resize((self.entries.len() * 4).next_power_of_two(), 0);
            for (position, (key, _)) in self.entries.iter().enumerate() {
                index.note(key, position);
            }
            self.index = Some(index);
        }
    }
}

impl Index {
    /// The slots in the order in which they are probed for `key`.
    fn probe(&self, key: &str) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len().wrapping_sub(1);
        // Only the low bits count, so that a narrower `usize` does no harm.
        #[allow(clippy::cast_possible_truncation)]
        let start = self.state.hash_one(key) as usize;
        (0..self.slots.len()).map(move |step| start.wrapping_add(step) & mask)
    }

    fn find(&self, key: &str, is: impl Fn(usize) -> bool) -> Option<usize> {
        for slot in self.probe(key) {
            let position = self.slots.get(slot)?.checked_sub(1)?;
            if is(position) {
                return Some(position);
            }
        }
        None
    }

    fn note(&mut self, key: &str, position: usize) {
        for slot in self.probe(key) {
            if let Some(free @ 0) = self.slots.get_mut(slot) {
                *free = position + 1;
                return;
            }
        }
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<T: Eq> Eq for Map<T> {}

impl<T: Hash> Hash for Map<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Summed up, so that the order makes no difference, as it makes none to equality.
        let mut sum = 0u64;
        for entry in &self.entries {
            let mut hasher = std::hash::DefaultHasher::new();
            entry.hash(&mut hasher);
            sum = sum.wrapping_add(hasher.finish());
        }
        self.len().hash(state);
        sum.hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Into<String>, T> FromIterator<(K, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Into<String>, T> Extend<(K, T)> for Map<T> {
    fn extend<I: IntoIterator<Item = (K, T)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Into<String>, T, const N: usize> From<[(K, T); N]> for Map<T> {
    fn from(entries: [(K, T); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (String, T);
    type IntoIter = std::vec::IntoIter<(String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = (&'a str, &'a T);
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The entries of a [`Map`] in order.
#[derive(Clone, Debug)]
pub struct Iter<'a, T>(std::slice::Iter<'a, (String, T)>);

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = (&'a str, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<T: Decode> Rest for Map<T> {
    #[inline]
    fn put(&mut self, key: &str, value: In<'_>) -> Result<(), DecodeError> {
        self.insert(key, T::decode(value)?);
        Ok(())
    }
}

impl<T: Decode> Decode for Map<T> {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Map(entries) => {
                let mut map = Map::new();
                entries.each(&mut map)?;
                Ok(map)
            }
            other => Err(other.no_map()),
        }
    }
}

impl<T: Encode> Encode for Map<T> {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Map(self))
    }
}

impl<T: Encode> Pairs for Map<T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.entries.iter().try_for_each(|(key, value)| visit(key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_finds_keys_at_any_size() {
        let mut map = Map::new();
        for i in 0..1000 {
            assert_eq!(map.insert(format!("k{}", 999 - i), i), None);
        }
        assert_eq!(map.insert("k5", 7), Some(994));
        assert_eq!(map.remove("k900"), Some(99));
        assert_eq!(map.get("k900"), None);
        assert_eq!(map.len(), 999);
        assert_eq!(map.keys().take(2).collect::<Vec<_>>(), ["k999", "k998"]);
        assert!((0..1000).filter(|i| *i != 900 && *i != 5).all(|i| map.get(&format!("k{i}")) == Some(&(999 - i))));
        while map.len() > 3 {
            let key = map.keys().next().unwrap().to_owned();
            map.remove(&key);
        }
        assert_eq!(map, Map::from([("k0", 999), ("k1", 998), ("k2", 997)]));
    }

    #[test]
    fn equality_and_hash_do_not_see_the_order() {
        let one = Map::from([("a", 1), ("b", 2)]);
        let other = Map::from([("b", 2), ("a", 1)]);
        assert_eq!(one, other);
        let state = RandomState::new();
        assert_eq!(state.hash_one(&one), state.hash_one(&other));
        assert_ne!(one, Map::from([("a", 1), ("b", 3)]));
    }
}
