//! Lists, made and sorted by code that is compiled once for a type of item. `collect`, `sort` and the like are compiled anew for
//! each iterator and for each order, unoptimized in every build script: some 300 and 2,300 lines of LLVM each time. Where such
//! code calls back it does so by a trait of one method, since a table of all that an iterator or a closure can do has all of it
//! compiled.

use std::cmp::Ordering;
use std::mem;

/// `collect` into a list and the like, for iterators of all kinds.
pub(crate) trait Listing: Iterator + Sized {
    fn list(mut self) -> Vec<Self::Item> {
        gather(&mut self)
    }

    /// `collect` into a text.
    fn text(mut self) -> String
    where
        Self::Item: Piece,
    {
        text(&mut self)
    }

    /// `count`.
    fn tally(mut self) -> usize {
        tally(&mut self)
    }

    /// `sum`.
    fn total(mut self) -> usize
    where
        Self: Iterator<Item = usize>,
    {
        total(&mut self)
    }
}

impl<I: Iterator> Listing for I {}

/// `extend` and `retain` of a list.
pub(crate) trait Changing<T> {
    fn add_all(&mut self, items: impl IntoIterator<Item = T>);

    fn keep(&mut self, test: impl FnMut(&T) -> bool);
}

impl<T> Changing<T> for Vec<T> {
    fn add_all(&mut self, items: impl IntoIterator<Item = T>) {
        pour(&mut items.into_iter(), self);
    }

    fn keep(&mut self, mut test: impl FnMut(&T) -> bool) {
        keep(self, &mut test);
    }
}

/// What is needed of an iterator.
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

/// What a text is made of.
pub(crate) trait Piece {
    fn add_to(self, text: &mut String);
}

impl Piece for char {
    fn add_to(self, text: &mut String) {
        text.push(self);
    }
}

impl Piece for &str {
    fn add_to(self, text: &mut String) {
        text.push_str(self);
    }
}

impl Piece for String {
    fn add_to(self, text: &mut String) {
        text.push_str(&self);
    }
}

fn text<T: Piece>(from: &mut dyn Pull<T>) -> String {
    let mut text = String::new();
    while let Some(piece) = from.pull() {
        piece.add_to(&mut text);
    }
    text
}

fn total(from: &mut dyn Pull<usize>) -> usize {
    let mut total = 0;
    while let Some(number) = from.pull() {
        total += number;
    }
    total
}

/// What is needed of an iterator to count.
trait Step {
    fn step(&mut self) -> bool;
}

impl<I: Iterator> Step for I {
    fn step(&mut self) -> bool {
        self.next().is_some()
    }
}

fn tally(from: &mut dyn Step) -> usize {
    let mut count = 0;
    while from.step() {
        count += 1;
    }
    count
}

/// What is needed of a test.
trait Judge<T> {
    fn keeps(&mut self, item: &T) -> bool;
}

impl<T, F: FnMut(&T) -> bool> Judge<T> for F {
    fn keeps(&mut self, item: &T) -> bool {
        self(item)
    }
}

fn keep<T>(items: &mut Vec<T>, test: &mut dyn Judge<T>) {
    let mut kept = 0;
    for at in 0..items.len() {
        if let Some(item) = items.get(at)
            && test.keeps(item)
        {
            items.swap(kept, at);
            kept += 1;
        }
    }
    items.truncate(kept);
}

/// Sorts, and leaves what is equal in its order.
pub(crate) fn sort<T>(items: &mut [T], compare: &impl Fn(&T, &T) -> Ordering) {
    sort_in(items, compare);
}

/// Sorts by what is made of each, and leaves what is equal in its order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: &impl Fn(&T) -> K) {
    sort_in(items, &|one: &T, other: &T| key(one).cmp(&key(other)));
}

/// What is needed of an order.
trait Compare<T> {
    fn compare(&self, one: T, other: T) -> Ordering;
}

impl<T, F: Fn(T, T) -> Ordering> Compare<T> for F {
    fn compare(&self, one: T, other: T) -> Ordering {
        self(one, other)
    }
}

fn sort_in<T>(mut items: &mut [T], compare: &dyn for<'t> Compare<&'t T>) {
    let order = order(items.len(), &|one: usize, other: usize| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare.compare(one, other),
        _ => Ordering::Equal,
    });
    arrange(order, &mut items);
}

/// The indices of a list in the order that it is wanted in.
fn order(length: usize, compare: &dyn Compare<usize>) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(length);
    order.extend(0..length);
    order.sort_by(|one, other| compare.compare(*one, *other));
    order
}

/// What is needed of a list to arrange it.
pub(crate) trait Swap {
    fn swap_items(&mut self, one: usize, other: usize);
}

impl<T> Swap for &mut [T] {
    fn swap_items(&mut self, one: usize, other: usize) {
        self.swap(one, other);
    }
}

/// Puts what stands at the indices at their places, a cycle of them after the other.
pub(crate) fn arrange(mut order: Vec<usize>, items: &mut dyn Swap) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at) {
            let from = mem::replace(from, at);
            if from == start {
                break;
            }
            items.swap_items(at, from);
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
        items.keep(|number| *number != 3);
        assert_eq!(items, [1, 5, 7, 9]);
    }

    #[test]
    fn texts_are_made_of_all_pieces() {
        assert_eq!(["a", "b"].into_iter().text() + &['c', 'd'].into_iter().text(), "abcd");
    }

    #[test]
    fn numbers_are_counted_and_added() {
        assert_eq!(((0..9).tally(), (0..9).total()), (9, 36));
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
