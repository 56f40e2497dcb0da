//! What names begin with and are not called by: what the user says, and of tags what nearly all have.

use super::identifiers::spoken;
use super::segments::SEVERAL;
use super::words::words;
use crate::lists::{Listing, sort_by_key};
use crate::maps::{SortedMap, SortedSet};
use crate::settings::Spanned;

/// A first word says nothing where so many tags of a hundred have it.
const NEARLY_ALL: usize = 90;

/// What the user says that names begin with.
pub(crate) struct Prefixes<'s>(Vec<&'s str>);

impl<'s> Prefixes<'s> {
    /// The longest first, so that it does not matter in which order they are said.
    pub(crate) fn of(prefixes: &'s [Spanned]) -> Prefixes<'s> {
        let mut prefixes = prefixes.iter().map(|prefix| prefix.text.as_str()).list();
        sort_by_key(&mut prefixes, &|prefix| (std::cmp::Reverse(prefix.len()), *prefix));
        Prefixes(prefixes)
    }

    /// What is left of a name: itself, where nothing would be.
    pub(super) fn left_of<'n>(&self, name: &'n str) -> &'n str {
        self.0.iter().find_map(|prefix| behind(prefix, name)).unwrap_or(name)
    }
}

/// What stands behind a prefix that ends where a word does.
pub(crate) fn behind<'n>(prefix: &str, name: &'n str) -> Option<&'n str> {
    let rest = name.strip_prefix(prefix).filter(|_| !prefix.is_empty())?;
    let goes_on = prefix.ends_with(char::is_alphabetic) && rest.starts_with(char::is_lowercase);
    (!goes_on && !words(rest).is_empty()).then_some(rest)
}

/// The words of each tag by which it is called: without a prefix and the first word that nearly all have, where no other is
/// called so.
pub(super) fn tags_called<'t>(tags: &[&'t str], prefixes: &Prefixes<'_>) -> SortedMap<&'t str, Vec<String>> {
    let tags: SortedSet<&str> = tags.iter().copied().collect();
    let mut firsts: SortedMap<String, usize> = SortedMap::new();
    for tag in &tags {
        let first = spoken(prefixes.left_of(tag)).into_iter().next();
        first.into_iter().for_each(|first| *firsts.entry(first).or_default() += 1);
    }
    let is_shared = |count: usize| tags.len() >= SEVERAL && count * 100 >= tags.len() * NEARLY_ALL;
    let shared = firsts.into_iter().find(|(_, count)| is_shared(*count)).map(|(first, _)| first);
    let short = |tag: &str| {
        let mut left = spoken(prefixes.left_of(tag));
        // What is left is to be a name of its own.
        let is_name = left.get(1).is_some_and(|next| next.starts_with(unicode_ident::is_xid_start));
        if is_name && left.first() == shared.as_ref() {
            left.remove(0);
        }
        left
    };
    let mut claims: SortedMap<Vec<String>, usize> = SortedMap::new();
    for tag in &tags {
        let names: SortedSet<Vec<String>> = [short(tag), spoken(tag)].into();
        names.into_iter().for_each(|name| *claims.entry(name).or_default() += 1);
    }
    let called = |tag: &'t str| {
        let short = short(tag);
        (tag, if claims.get(&short) == Some(&1) { short } else { spoken(tag) })
    };
    tags.iter().copied().map(called).collect()
}

#[cfg(test)]
mod tests {
    use super::{Prefixes, tags_called};

    fn called(tags: &[&str], prefixes: &[&str]) -> Vec<String> {
        let prefixes: Vec<_> = prefixes.iter().map(|prefix| (*prefix).to_owned().into()).collect();
        let called = tags_called(tags, &Prefixes::of(&prefixes));
        tags.iter().map(|tag| called.get(tag).unwrap().join("_")).collect()
    }

    #[test]
    fn what_nearly_all_tags_begin_with_is_left_out() {
        let tags = ["Api20100401Account", "Api20100401Call", "Api20100401Queue", "Api20100401Usage"];
        assert_eq!(called(&tags, &[]), ["account", "call", "queue", "usage"]);
    }

    #[test]
    fn a_tag_that_another_one_is_called_like_stays() {
        let tags = ["core pods", "core nodes", "core", "pods", "core events", "core jobs"];
        assert_eq!(called(&tags, &["core "])[..3], ["core_pods", "nodes", "core"]);
        assert_eq!(called(&["core a", "core b"], &[]), ["core_a", "core_b"]);
        let numbers = ["v 1", "v 2", "v 3", "v 4"];
        assert_eq!(called(&numbers, &[]), ["v_1", "v_2", "v_3", "v_4"]);
    }

    #[test]
    fn a_prefix_ends_where_a_word_does() {
        let prefixes = ["Ac".to_owned().into(), "Acme".to_owned().into()];
        let prefixes = Prefixes::of(&prefixes);
        let left: Vec<&str> = ["AcmeUser", "Acme", "AcmeticAcid", "Accord"].map(|name| prefixes.left_of(name)).into();
        assert_eq!(left, ["User", "Acme", "AcmeticAcid", "Accord"]);
    }
}
