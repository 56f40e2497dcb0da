//! The words of the path that leads to a type: what several paths have in common, and how they are joined.

use super::singular::singular;
use crate::lists::{Changing, Listing, sort};

/// Words that say how a type is used, not what it is.
pub(super) const ROLES: &[&str] =
    &["request", "response", "payload", "body", "item", "error", "value", "data", "result"];
/// Words that name what an operation does.
pub(super) const VERBS: &[&str] = &[
    "get", "list", "create", "update", "delete", "put", "post", "patch", "set", "add", "remove", "send", "fetch",
    "search", "find", "query", "by", "for", "of", "the", "a", "an", "and", "or", "all", "id", "with", "to", "in",
    "from",
];

/// Whether words name a thing, and not just a role or an action.
pub(super) fn names_a_thing(words: &[String]) -> bool {
    words.iter().any(|word| !is_role_or_verb(word))
}

/// Whether a word says how a type is used or what an operation does, or is a number.
pub(super) fn is_role_or_verb(word: &str) -> bool {
    ROLES.contains(&word) || VERBS.contains(&word) || word.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether twins among responses have enough in common by name to be one type.
pub(crate) fn share_a_name(paths: &[Vec<String>]) -> bool {
    names_a_thing(&common_words(paths))
}

/// What paths are called that have words in common which name a thing: those, without the verbs around them.
pub(crate) fn in_common(paths: &[Vec<String>]) -> Option<Vec<String>> {
    let is_verb = |word: &&String| VERBS.contains(&word.as_str());
    let common = common_words(paths);
    let rest: Vec<String> =
        common.iter().skip_while(is_verb).filter(|word| !ROLES.contains(&word.as_str())).cloned().list();
    let end = rest.len() - rest.iter().rev().take_while(is_verb).tally();
    let plain: Vec<String> = rest.into_iter().take(end).list();
    names_a_thing(&plain).then_some(plain)
}

/// A path and a step, the words at the seam not repeated: `wallet` and `wallet id` are `wallet id`.
pub(crate) fn joined(base: &[String], step: &[String]) -> Vec<String> {
    let overlap = (1..=base.len().min(step.len()))
        .rev()
        .find(|count| base.iter().rev().take(*count).rev().eq(step.iter().take(*count)));
    base.iter().chain(step.iter().skip(overlap.unwrap_or(0))).cloned().list()
}

/// How many letters a name has at most that need not be longer.
pub(super) const LONG: usize = 45;
/// How many words a name has at most whose runs are looked at; what has more is no name that anybody gave.
pub(super) const MANY: usize = 32;
/// How many letters of a long name are the last words'.
const LAST: usize = 26;

/// Whether these are more letters than a name has that need not be longer.
pub(super) fn is_long(words: &[String]) -> bool {
    words.iter().map(|word| word.chars().count()).total() > LONG
}

/// A path that is longer than names are to be, without words from its middle: first those that say how something is used, then
/// what stands between the first words and the last ones.
pub(super) fn shortened(path: &[String]) -> Option<Vec<String>> {
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).total();
    if letters(path) <= LONG {
        return None;
    }
    let mut words = path.to_vec();
    let inner = |at: usize, words: &[String]| at > 0 && at + 1 < words.len();
    while letters(&words) > LONG
        && let Some(at) = words.iter().position(|word| ROLES.contains(&word.as_str())).filter(|at| inner(*at, &words))
    {
        words.remove(at);
    }
    if letters(&words) > LONG {
        let count = fitting(words.iter().rev(), LAST).max(1);
        let last = words.split_off(words.len() - count);
        let count = fitting(words.iter(), LONG.saturating_sub(letters(&last)));
        let first = words.iter().take(count).cloned().list();
        words = joined(&first, &last);
    }
    (words.len() > 1).then_some(words)
}

/// The last words of a path that is longer than names are to be, as many as names have.
pub(super) fn end(path: &[String]) -> Option<Vec<String>> {
    let count = fitting(path.iter().rev(), LONG);
    let end = path.get(path.len() - count..).filter(|end| end.len() > 1 && end.len() < path.len())?;
    let end = end.iter().skip_while(|word| VERBS.contains(&word.as_str())).cloned().list();
    names_a_thing(&end).then_some(end)
}

/// How many of the first words have no more letters than these.
fn fitting<'w>(words: impl Iterator<Item = &'w String>, letters: usize) -> usize {
    let mut left = letters;
    words.take_while(|word| left.checked_sub(word.chars().count()).map(|rest| left = rest).is_some()).tally()
}

/// How two or three paths are called that differ in one place: `exchange deposit or withdrawal`.
pub(super) fn alternatives(paths: &[Vec<String>]) -> Option<Vec<String>> {
    let (first, rest) = paths.split_first().filter(|_| paths.len() <= 3)?;
    let shortest = paths.iter().map(Vec::len).min()?;
    let shared = |same: &dyn Fn(usize, &Vec<String>) -> bool| {
        (0..shortest).take_while(|step| rest.iter().all(|path| same(*step, path))).tally()
    };
    let front = shared(&|step, path| path.get(step) == first.get(step));
    let back = shared(&|step, path| path.iter().rev().nth(step) == first.iter().rev().nth(step));
    let mut middles = Vec::new();
    for path in paths {
        let middle = path.get(front..path.len().checked_sub(back)?).filter(|middle| matches!(middle.len(), 1 | 2))?;
        if !middles.is_empty() {
            middles.push("or".to_owned());
        }
        middles.extend_from_slice(middle);
    }
    let front = first.get(..front)?.iter().skip_while(|word| VERBS.contains(&word.as_str()));
    let back = first.get(first.len() - back..)?.iter();
    let is_named = front.clone().next().is_some();
    let back = back.filter(|word| !is_named || !ROLES.contains(&word.as_str()));
    Some(front.cloned().chain(middles).chain(back.cloned()).list())
}

/// What one of several is: `not found or other`.
pub(super) fn either(all: Vec<Vec<String>>) -> Vec<String> {
    let mut either: Vec<String> = Vec::new();
    for words in all.into_iter().filter(|words| !words.is_empty()) {
        if !either.is_empty() {
            either.push("or".to_owned());
        }
        either.add_all(words);
    }
    either
}

/// The words that all lists have, in the same order.
pub(crate) fn common_words(lists: &[Vec<String>]) -> Vec<String> {
    let mut lists = lists.iter().list();
    // Lists whose words are in another order can have several such in common.
    sort(&mut lists, &|one, other| (one.len(), *one).cmp(&(other.len(), *other)));
    let Some((first, rest)) = lists.split_first() else { return Vec::new() };
    rest.iter().fold((*first).clone(), |common, list| common_subsequence(&common, list))
}

/// The longest common subsequence, by the textbook's table.
fn common_subsequence(one: &[String], other: &[String]) -> Vec<String> {
    let width = other.len() + 1;
    let mut table = vec![0_usize; (one.len() + 1) * width];
    let at = |table: &[usize], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, word) in one.iter().enumerate().rev() {
        for (j, candidate) in other.iter().enumerate().rev() {
            let best = if alike(word, candidate) {
                at(&table, i + 1, j + 1) + 1
            } else {
                at(&table, i + 1, j).max(at(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while let (Some(word), Some(candidate)) = (one.get(i), other.get(j)) {
        if alike(word, candidate) {
            common.push(if word == candidate { word.clone() } else { singular(std::slice::from_ref(word)).concat() });
            i += 1;
            j += 1;
        } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// Whether words are the same, or one is the other's plural.
fn alike(one: &str, other: &str) -> bool {
    let stem = |word: &str| singular(&[word.to_owned()]).concat();
    one == other || (one.len().abs_diff(other.len()) <= 3 && stem(one) == stem(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn twins_are_named_for_what_they_have_in_common() {
        let paths = [list("create policy request rule"), list("get policy response rule")];
        assert_eq!(common_words(&paths), list("policy rule"));
        assert!(share_a_name(&paths));
        assert!(!share_a_name(&[list("send code response"), list("get user response")]));
    }

    #[test]
    fn twins_without_a_name_in_common_are_named_for_both() {
        let paths = [list("create exchange deposit response"), list("create exchange withdrawal response")];
        assert_eq!(alternatives(&paths), Some(list("exchange deposit or withdrawal")));
        let paths = [list("delete key response"), list("update key response")];
        assert_eq!(alternatives(&paths), Some(list("delete or update key response")));
        assert_eq!(alternatives(&[list("a response"), list("b c d response")]), None);
        assert_eq!(alternatives(&[list("key"), list("key value")]), None);
    }

    #[test]
    fn long_paths_lose_words_of_their_middle() {
        let short = |text: &str| shortened(&list(text)).map(|words| words.join(" "));
        assert_eq!(short("get wallet response item"), None);
        let path = "list artifact storage records response storage record";
        assert_eq!(short(path).as_deref(), Some("list artifact storage records storage record"));
        let path = "post admin clusters add request platform kubernetes attributes authorization type";
        assert_eq!(short(path).as_deref(), Some("post admin clusters add platform authorization type"));
    }

    #[test]
    fn a_seam_is_not_repeated() {
        assert_eq!(joined(&list("get wallet"), &list("wallet id")), list("get wallet id"));
        assert_eq!(joined(&list("wallet"), &list("status")), list("wallet status"));
    }
}
