//! The name that somebody probably meant.

use crate::lists::{Listing, Pull};
use crate::value::as_it_looks;

/// How many letters a name may have to be compared with others letter by letter, which takes the product of their lengths.
const LONGEST: usize = 200;

/// The candidate nearest to a name by edit distance, if one is near enough to be meant. The first one of equals.
pub(crate) fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may differ, as rustc has it. A letter is not like another one.
    let length = name.chars().count();
    closest_within(name, candidates, (length / 3).max(usize::from(length > 1)))
}

/// The candidate nearest to a name, if no more letters than so many differ. The first one of equals.
pub(crate) fn closest_within<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Option<&'a str> {
    nearest(name, &mut candidates.into_iter(), most)
}

fn nearest<'a>(name: &str, candidates: &mut dyn Pull<&'a str>, most: usize) -> Option<&'a str> {
    let (length, letters) = (name.chars().count(), letters(name));
    let name = as_it_looks(name);
    let name = name.as_ref();
    let mut allowed = most;
    let mut best = None;
    while let Some(candidate) = candidates.pull() {
        if candidate.eq_ignore_ascii_case(name) {
            return Some(candidate);
        }
        if length > LONGEST
            || candidate.chars().count().abs_diff(length) > allowed
            || !may_be_near(letters, self::letters(candidate), allowed)
        {
            continue;
        }
        let distance = distance(name, candidate);
        if distance < allowed || (distance == allowed && best.is_none()) {
            allowed = distance;
            best = Some(candidate);
        }
    }
    best
}

/// Which letters a text has, as bits.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

/// Whether texts of these letters may differ by so few: an edit takes one letter away and adds one.
fn may_be_near(left: u32, right: u32, most: usize) -> bool {
    usize::try_from((left ^ right).count_ones()).is_ok_and(|differing| differing <= 2 * most)
}

/// How many letters must be added, removed, replaced or swapped with their neighbor to make one text of the other.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().list();
    let right: Vec<char> = right.chars().list();
    // Rows of the usual table: from what was read of `left` to every prefix of `right`.
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).list();
    let mut previous = None;
    for (index, from) in left.iter().enumerate() {
        let mut next = vec![index + 1];
        for (column, to) in right.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let replaced = at(&row, column) + usize::from(from != to);
            let removed = at(&row, column + 1) + 1;
            let added = at(&next, column) + 1;
            let mut best = replaced.min(removed).min(added);
            let before = column.checked_sub(1);
            if let Some(before) = before
                && previous == Some(to)
                && right.get(before) == Some(from)
            {
                best = best.min(at(&above, before) + 1);
            }
            next.push(best);
        }
        previous = Some(from);
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{closest, distance};

    #[test]
    fn counts_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("same", "same"), 0);
        assert_eq!(distance("from", "form"), 1);
    }

    #[test]
    fn suggests_only_what_is_near() {
        let names = ["Pet", "Pets", "Order"];
        assert_eq!(closest("Odrer", names), Some("Order"));
        assert_eq!(closest("Orders", names), Some("Order"));
        assert_eq!(closest("pets", names), Some("Pets"));
        assert_eq!(closest("Category", names), None);
        // What a person has written is not as long as this, and to compare it would take minutes.
        let long = "x".repeat(1_000_000);
        assert_eq!(closest(&format!("{long}y"), [long.as_str(), "Pet"]), None);
    }
}
