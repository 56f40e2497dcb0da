//! What components are called where their names say more than is needed: without what nearly all names of the document begin
//! or end with, without levels that others don't need, without repeats, and without what a framework makes of paths.

use std::rc::Rc;

use super::identifiers::{spoken, type_ident};
use super::levels::Levels;
use super::operation_ids::path_end;
use super::paths::VERBS;
use super::prefixes::Prefixes;
use super::words::words;
use crate::api::Api;
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, SortedMap, SortedSet};

/// From how many components on they can have something in common.
const SEVERAL: usize = 8;

/// The shorter names of components, each of which no other component has. They are spelled as words.
pub(crate) fn reduced(api: &Api, prefixes: &Prefixes<'_>) -> HashMap<Rc<str>, String> {
    // What is only another name of a component takes nothing from that one's.
    let own = api.schema_names.iter().filter(|name| !api.other_names.contains(*name)).cloned().collect();
    let common = Common::of(&own, prefixes);
    // Made once: there may be as many bodies as operations.
    let has_bodies = api.schema_names.iter().any(|name| name.starts_with(BODY));
    let ends = api.operations.iter().filter(|_| has_bodies).filter_map(path_end).list();
    let derived = api.shapes.ids().filter_map(|id| api.shapes.get(id).component.clone());
    let all: SortedSet<Rc<str>> = api.schema_names.iter().cloned().chain(derived).collect();
    let mut claims: HashMap<String, usize> = HashMap::new();
    let mut others: HashMap<String, usize> = HashMap::new();
    let mut wanted: Vec<(Rc<str>, Vec<String>)> = Vec::new();
    for name in all {
        // A schema that has a name by its pointer alone is no component.
        let full = spoken(&name);
        let short = if name.contains("#/") {
            full.clone()
        } else {
            shorter(&ends, &common, api.twins.get(&name).map_or(&name, String::as_str))
        };
        *claims.entry(type_ident(&full)).or_default() += 1;
        if short != full && type_ident(&short) != type_ident(&full) {
            let claims = if api.other_names.contains(&name) { &mut others } else { &mut claims };
            *claims.entry(type_ident(&short)).or_default() += 1;
            wanted.push((name, short));
        }
    }
    wanted.keep(|(name, short)| {
        let ident = type_ident(short);
        let claimed =
            (claims.get(&ident).copied().unwrap_or_default(), others.get(&ident).copied().unwrap_or_default());
        if api.other_names.contains(name) { claimed == (0, 1) } else { claimed.0 == 1 }
    });
    wanted.into_iter().map(|(name, short)| (name, short.join(" "))).collect()
}

/// What nearly all names of a document have.
struct Common<'p> {
    given: &'p Prefixes<'p>,
    /// The names before their first points, the outermost first.
    prefixes: Vec<String>,
    levels: Levels,
    first: Option<String>,
    last: Option<String>,
}

impl<'p> Common<'p> {
    fn of(names: &SortedSet<Rc<str>>, given: &'p Prefixes<'p>) -> Common<'p> {
        let mut rest: Vec<&str> = names.iter().map(|name| given.left_of(name)).list();
        let mut prefixes = Vec::new();
        // Three in four: what has points in it is a path, and says by itself what its front is.
        while let Some(prefix) = shared(&rest, 75, |name| Some(name.split_once('.')?.0.to_owned())) {
            for name in &mut rest {
                *name = behind(name, &prefix);
            }
            prefixes.push(prefix);
        }
        let levels = Levels::of(&rest);
        let rest = rest.into_iter().map(|name| levels.end(name)).list();
        let first = shared(&rest, 90, |name| words(name).first().cloned());
        let first = first.filter(|first| !VERBS.contains(&first.as_str()));
        let last = shared(&rest, 90, |name| words(name).pop());
        Common { given, prefixes, levels, first, last }
    }

    /// The words of a name without what nearly all have.
    fn left_of(&self, name: &str) -> Vec<String> {
        let mut rest = self.given.left_of(name);
        for prefix in &self.prefixes {
            rest = behind(rest, prefix);
        }
        let mut left = spoken(self.levels.end(rest));
        if left.first() == self.first.as_ref() && left.len() > 1 {
            left.remove(0);
        }
        if left.last() == self.last.as_ref() && left.len() > 1 {
            left.pop();
        }
        left
    }
}

/// What stands behind a prefix and its point.
fn behind<'n>(name: &'n str, prefix: &str) -> &'n str {
    name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.')).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// What so many names of a hundred have.
fn shared(names: &[&str], percent: usize, part: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut counts: SortedMap<String, usize> = SortedMap::new();
    names.iter().filter_map(|name| part(name)).for_each(|part| *counts.entry(part).or_default() += 1);
    let is_shared = |count: usize| names.len() >= SEVERAL && count * 100 >= names.len() * percent;
    counts.into_iter().find(|(_, count)| is_shared(*count)).map(|(part, _)| part)
}

/// The words of a shorter name.
fn shorter(ends: &[String], common: &Common<'_>, name: &str) -> Vec<String> {
    let full = spoken(name);
    let short = of_body(ends, name).unwrap_or_else(|| without_repeats(common.left_of(name)));
    // What is left is to be a name of its own.
    let is_name = short.first().is_some_and(|first| first.starts_with(unicode_ident::is_xid_start));
    if is_name && short.concat().len() > 2 { short } else { full }
}

/// What begins FastAPI's names of bodies.
const BODY: &str = "Body_";

/// FastAPI's names of bodies: `Body_`, and the function, the path and the method of their operation.
fn of_body(ends: &[String], name: &str) -> Option<Vec<String>> {
    let rest = name.strip_prefix(BODY)?;
    let functions = ends.iter().filter_map(|end| rest.strip_suffix(end.as_str())).filter(|name| !name.is_empty());
    // Of several paths that it ends with the longest is meant.
    let function = functions.min_by_key(|function| function.len())?;
    Some([words(function), vec!["body".to_owned()]].concat())
}

/// Words without those that repeat the one before.
pub(super) fn without_repeats(words: Vec<String>) -> Vec<String> {
    let mut rest: Vec<String> = Vec::new();
    for word in words {
        let repeats = rest.last() == Some(&word) && !word.starts_with(|first: char| first.is_ascii_digit());
        if !repeats {
            rest.push(word);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> SortedSet<Rc<str>> {
        all.iter().map(|name| Rc::from(*name)).collect()
    }

    #[test]
    fn what_nearly_all_have_is_left_out() {
        let mut all = ["a", "b", "c", "d", "e", "f", "g"].map(|name| format!("io.k8s.api.{name}.v1.Pod")).to_vec();
        all.extend(["io.k8s.meta.Time".to_owned(), "Plain".to_owned()]);
        let none = Prefixes::of(&[]);
        let common = Common::of(&names(&all.iter().map(String::as_str).list()), &none);
        let left = |name: &str| common.left_of(name).join(" ");
        assert_eq!(left("io.k8s.api.a.v1.Pod"), "a v1 pod");
        assert_eq!(left("io.k8s.meta.Time"), "time");
        assert_eq!(left("Plain"), "plain");
    }

    #[test]
    fn few_have_nothing_in_common() {
        let none = Prefixes::of(&[]);
        let common = Common::of(&names(&["api.User", "api.Group"]), &none);
        assert_eq!(common.left_of("api.User").join(" "), "api user");
    }

    #[test]
    fn words_do_not_repeat() {
        let rest = |text: &str| without_repeats(words(text)).join(" ");
        assert_eq!(rest("CatAliasesAliasesRecord"), "cat aliases record");
        assert_eq!(rest("v1_1_1"), "v1 1 1");
    }
}
