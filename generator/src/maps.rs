//! Maps and sets whose work is done by code that is compiled once, over the places of their entries. The standard library's are
//! compiled anew for each type of key and of value, unoptimized in every build script: some 7 KB of code for a hash map, 23 for a
//! B-tree; they were a quarter of the generator. Here a type adds what hashes, compares and moves its entries.
//!
//! No iteration is random: a [`HashMap`] gives its entries as they came (what was removed leaves its place to the last one), a
//! [`SortedMap`] by their keys.

mod entry;
mod hashed;
mod index;
mod order;
mod sets;
mod sorted;

pub(crate) use self::hashed::HashMap;
pub(crate) use self::sets::{HashSet, SortedSet};
pub(crate) use self::sorted::SortedMap;

#[cfg(test)]
mod tests {
    use std::collections;

    use super::*;

    /// Numbers that are as good as random, and the same each time.
    fn numbers() -> impl Iterator<Item = u64> {
        std::iter::successors(Some(7_u64), |last| {
            Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
        })
        .map(|number| number >> 33)
    }

    #[test]
    fn a_hash_map_finds_what_that_of_the_standard_library_does() {
        let (mut ours, mut theirs) = (HashMap::new(), collections::HashMap::new());
        for (at, number) in numbers().take(20_000).enumerate() {
            let key = (number % 700).to_string();
            match number / 700 % 5 {
                0 => assert_eq!(ours.remove(&key), theirs.remove(&key)),
                1 => assert_eq!(ours.insert(key.clone(), at), theirs.insert(key.clone(), at)),
                2 => assert_eq!(ours.entry(key.clone()).or_insert(at), theirs.entry(key.clone()).or_insert(at)),
                3 => assert_eq!(ours.get_mut(&key), theirs.get_mut(&key)),
                _ => assert_eq!(ours.contains_key(&key), theirs.contains_key(&key)),
            }
            assert_eq!(ours.len(), theirs.len());
        }
        assert!(ours.len() > 300 && ours.iter().all(|(key, value)| theirs.get(key) == Some(value)));
        ours.retain(|_, value| *value % 2 == 0);
        theirs.retain(|_, value| *value % 2 == 0);
        assert_eq!(ours.len(), theirs.len());
        assert!((0..700).map(|key| key.to_string()).all(|key| ours.get(&key) == theirs.get(&key)));
    }

    #[test]
    fn a_hash_map_has_its_entries_as_they_came() {
        let mut map: HashMap<&str, usize> = ["d", "a", "c", "b", "a"].into_iter().zip(0..).collect();
        assert_eq!(map.keys().copied().collect::<String>(), "dacb");
        assert_eq!(map["a"], 4);
        map.remove("d");
        assert_eq!(map.into_iter().collect::<Vec<_>>(), [("b", 3), ("a", 4), ("c", 2)]);
    }

    #[test]
    fn a_sorted_map_has_what_that_of_the_standard_library_has() {
        // In order, against it, and at random; more than a run holds each time.
        let orders: [&mut dyn Iterator<Item = u64>; 3] =
            [&mut (0..3000), &mut (0..3000).rev(), &mut numbers().map(|number| number % 5000).take(9000)];
        for keys in orders {
            let (mut ours, mut theirs) = (SortedMap::new(), collections::BTreeMap::new());
            for (at, key) in keys.enumerate() {
                match key % 3 {
                    0 => *ours.entry(key).or_default() += at,
                    _ => drop(ours.insert(key, at)),
                }
                match key % 3 {
                    0 => *theirs.entry(key).or_default() += at,
                    _ => drop(theirs.insert(key, at)),
                }
            }
            assert!(ours.iter().eq(theirs.iter()));
            assert!((0..5000).all(|key| ours.get(&key) == theirs.get(&key)));
            ours.retain(|key, _| key % 2 == 0);
            theirs.retain(|key, _| key % 2 == 0);
            assert!(ours.len() == theirs.len() && ours.into_iter().eq(theirs));
        }
    }

    #[test]
    fn what_is_cleared_is_empty_and_can_be_filled_again() {
        let mut map: HashMap<u64, u64> = numbers().take(1000).zip(0..).collect();
        assert!(!map.is_empty());
        map.clear();
        assert!(map.is_empty() && numbers().take(1000).all(|key| !map.contains_key(&key)));
        map.insert(7, 8);
        assert_eq!((map.is_empty(), map.into_iter().collect::<Vec<_>>()), (false, vec![(7, 8)]));
        let mut set: HashSet<u64> = numbers().take(1000).collect();
        set.clear();
        assert!(set.is_empty() && set.insert(7) && set.into_iter().eq([7]));
    }

    #[test]
    fn sets_have_each_item_once() {
        let items = [3, 1, 2, 3, 1];
        assert_eq!(HashSet::from(items).into_iter().collect::<Vec<_>>(), [3, 1, 2]);
        assert_eq!(SortedSet::from(items).iter().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(HashSet::from(items), HashSet::from([1, 2, 3]));
        assert!(SortedSet::from(items) < SortedSet::from([1, 3]));
    }
}
