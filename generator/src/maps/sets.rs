//! Sets: maps without values.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::Hash;

use super::entry::Fill;
use super::{HashMap, SortedMap, hashed, sorted};

/// Declares a set, which asks this of what it holds.
macro_rules! set {
    ($(#[$attribute:meta])* $name:ident of $map:ident in $room:ident with $($bound:ident),+) => {
        $(#[$attribute])*
        #[derive(Clone)]
        pub(crate) struct $name<T>($map<T, ()>);

        impl<T> $name<T> {
            pub(crate) fn new() -> Self {
                Self::default()
            }

            pub(crate) fn len(&self) -> usize {
                self.0.len()
            }

            pub(crate) fn iter(&self) -> Members<$room::Entries<'_, T, ()>> {
                Members(self.0.iter())
            }
        }

        impl<T: $($bound +)+> $name<T> {
            pub(crate) fn contains<Q: $($bound +)+ ?Sized>(&self, item: &Q) -> bool
            where
                T: Borrow<Q>,
            {
                self.0.contains_key(item)
            }

            /// Whether it was not there.
            pub(crate) fn insert(&mut self, item: T) -> bool {
                self.0.insert(item, ()).is_none()
            }
        }

        impl<T> Default for $name<T> {
            fn default() -> Self {
                Self($map::default())
            }
        }

        impl<T: $($bound +)+> Fill for $name<T> {
            type Item = T;

            fn add(&mut self, item: T) {
                self.insert(item);
            }
        }

        impl<T: $($bound +)+> Extend<T> for $name<T> {
            fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
                self.add_all(&mut items.into_iter());
            }
        }

        impl<T: $($bound +)+> FromIterator<T> for $name<T> {
            fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
                Self::of(&mut items.into_iter())
            }
        }

        impl<T: $($bound +)+, const N: usize> From<[T; N]> for $name<T> {
            fn from(items: [T; N]) -> Self {
                Self::from_iter(items)
            }
        }

        impl<'s, T> IntoIterator for &'s $name<T> {
            type Item = &'s T;
            type IntoIter = Members<$room::Entries<'s, T, ()>>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl<T> IntoIterator for $name<T> {
            type Item = T;
            type IntoIter = Items<T>;

            fn into_iter(self) -> Items<T> {
                Items(self.0.into_iter())
            }
        }

        impl<T: fmt::Debug> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_set().entries(self.iter()).finish()
            }
        }
    };
}

set! {
    /// Knows what it holds. Its items stand as those of a [`HashMap`].
    HashSet of HashMap in hashed with Hash, Eq
}

set! {
    /// Has its items in their order.
    SortedSet of SortedMap in sorted with Ord
}

/// The items of a set that stays.
#[derive(Clone)]
pub(crate) struct Members<E>(E);

impl<'s, T: 's, E: Iterator<Item = (&'s T, &'s ())>> Iterator for Members<E> {
    type Item = &'s T;

    fn next(&mut self) -> Option<&'s T> {
        self.0.next().map(|(item, ())| item)
    }
}

/// The items of a set.
pub(crate) struct Items<T>(std::vec::IntoIter<(T, ())>);

impl<T> Iterator for Items<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.next().map(|(item, ())| item)
    }
}

impl<T> HashSet<T> {
    /// The first item.
    pub(crate) fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl<T: Hash + Eq> HashSet<T> {
    /// Whether it was there.
    pub(crate) fn remove<Q: Hash + Eq + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(item).is_some()
    }
}

impl<T: Ord> SortedSet<T> {
    /// Keeps what the test is true of.
    pub(crate) fn retain(&mut self, test: impl Fn(&T) -> bool) {
        self.0.retain(|item, ()| test(item));
    }
}

impl<T: Hash + Eq> PartialEq for HashSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Ord> PartialEq for SortedSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T: Ord> Eq for SortedSet<T> {}

impl<T: Ord> PartialOrd for SortedSet<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for SortedSet<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}
