//! Lists, made and sorted by code that is compiled once for a type of item. `collect` and `sort` are compiled anew for each
//! iterator and for each order, unoptimized in every build script: some 300 and 2,300 lines of LLVM each time.

use std::cmp::Ordering;
use std::mem;

/// `collect` into a list, for iterators of all kinds.
pub(crate) trait Listing: Iterator + Sized {
    fn list(mut self) -> Vec<Self::Item> {
        gather(&mut self)
    }
}

impl<I: Iterator> Listing for I {}

/// `extend` of a list, by iterators of all kinds.
pub(crate) trait Extending<T> {
    fn add_all(&mut self, items: impl IntoIterator<Item = T>);
}

impl<T> Extending<T> for Vec<T> {
    fn add_all(&mut self, items: impl IntoIterator<Item = T>) {
        pour(&mut items.into_iter(), self);
    }
}

/// What is needed of an iterator: a table of all that one can do would have all of it compiled.
pub(crate) trait Pull<T> {
    fn pull(&mut self) -> Option<T>;
}

impl<T, I: Iterator<Item = T>> Pull<T> for I {
    fn pull(&mut self) -> Option<T> {
        self.next()
    }
}

fn gather<T>(from: &mut dyn Pull<T>) -> Vec<T> {
    let mut items = Vec::new();
    pour(from, &mut items);
    items
}

fn pour<T>(from: &mut dyn Pull<T>, into: &mut Vec<T>) {
    while let Some(item) = from.pull() {
        into.push(item);
    }
}

/// Sorts, and leaves what is equal in its order.
pub(crate) fn sort<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    arrange(order, &mut |one, other| items.swap(one, other));
}

/// Sorts by what is made of each, and leaves what is equal in its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: &dyn Fn(&T) -> K) {
    sort(items, &|one, other| key(one).cmp(&key(other)));
}

/// The indices of a list in the order that it is wanted in.
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(length);
    order.extend(0..length);
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Puts what stands at the indices at their places, a cycle of them after the other.
pub(crate) fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at) {
            let from = mem::replace(from, at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_all_items_in_their_order() {
        let mut items = (0..9).filter(|number| number % 2 == 1).list();
        items.add_all(Some(9));
        assert_eq!(items, [1, 3, 5, 7, 9]);
    }

    #[test]
    fn sorting_is_stable() {
        // Numbers that repeat, in an order that has cycles of several lengths.
        let mut items = (0..200_u32).map(|number| (number * 37 % 11, number)).list();
        let mut wanted = items.clone();
        wanted.sort_by_key(|(key, _)| *key);
        sort(&mut items, &|one, other| one.0.cmp(&other.0));
        assert_eq!(items, wanted);
    }
}
