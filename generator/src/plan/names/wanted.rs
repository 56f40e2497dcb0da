//! What types are wanted to be called, by the places where they are used.

use super::apart::is_plain;
use super::component_names::without_repeats;
use super::described::{described, described_error};
use super::identifiers::within;
use super::operations::Called;
use super::paths::{
    MANY, ROLES, VERBS, alternatives, common_words, either, end, is_long, joined, names_a_thing, shortened,
};
use super::roots::Place;
use super::statuses;
use super::usage::{Parent, Site, Usages};
use super::words::words;
use crate::api::{Api, OperationId, ShapeId, Status};
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet, SortedSet};
use crate::plan::notes::ShapeNotes;
use crate::table::Table;

/// What there is to go by.
pub(super) struct Known<'a> {
    pub(super) api: &'a Api,
    pub(super) notes: &'a ShapeNotes,
    pub(super) usages: &'a Usages,
    pub(super) operations: &'a Table<OperationId, Called>,
    /// The words of the names given.
    pub(super) words: HashMap<ShapeId, Vec<String>>,
    pub(super) taken: HashSet<Vec<String>>,
    /// The words of the operations' names.
    pub(super) called: HashSet<&'a [String]>,
}

impl Known<'_> {
    /// The names that would suit a type, the best first: what all its places have in common, else what it is. Where there is
    /// one place, it is the path to that.
    pub(super) fn wanted(&self, id: ShapeId) -> Wanted {
        let sites = || self.usages.usage(id).into_iter().flat_map(|usage| &usage.sites);
        let all = self.paths(sites());
        if all.len() < 2 {
            return Wanted { common: all.into_iter().flat_map(with_shorter).list(), described: Vec::new() };
        }
        if sites().all(|site| matches!(site.place, Place::Failure(_))) {
            return self.wanted_for_error(id, &all);
        }
        let direct = self.paths(sites().filter(|site| matches!(site.parent, Parent::Operation(_))));
        let mut wanted: Vec<Vec<String>> = self.own_answer(id).into_iter().list();
        for (paths, is_direct) in [(&all, false), (&direct, true)].into_iter().filter(|(paths, _)| paths.len() > 1) {
            let common = common_words(paths);
            let common = [plain(&common), common].map(without_repeats);
            let shorter = common.iter().flat_map(|name| shorter(name)).list();
            for name in shorter.into_iter().chain(common).chain(alternatives(paths).filter(|_| is_direct)) {
                let is_parent = self.taken.contains(&name);
                let misleads = is_parent || self.is_anothers(&name, paths);
                if names_a_thing(&name) && !misleads && !wanted.contains(&name) {
                    wanted.push(name);
                }
            }
        }
        let mut described = described(self.api, self.notes, id);
        if !is_plain(self.api, self.notes, &self.api.shapes.get(id).kind) {
            let lasts: SortedSet<&[String]> = sites().map(|site| site.words.as_slice()).collect();
            described = [one_or_other(&lasts, &plain(&common_words(&all))), described].concat();
        }
        Wanted { common: wanted, described }
    }

    /// The name of what an operation alone gives, under several statuses.
    fn own_answer(&self, id: ShapeId) -> Option<Vec<String>> {
        let sites = &self.usages.usage(id)?.sites;
        let Site { parent: Parent::Operation(operation), .. } = sites.first()? else { return None };
        let is_own = |site: &Site| {
            site.parent == Parent::Operation(*operation) && site.words.starts_with(&["response".to_owned()])
        };
        let base = &self.operations[*operation].words;
        sites.iter().all(is_own).then(|| within(joined(base, &["response".to_owned()])))
    }

    /// The names that would suit an error of several operations or statuses: what all of them are about, and the status if
    /// it is one; else what it holds.
    fn wanted_for_error(&self, id: ShapeId, paths: &[Vec<String>]) -> Wanted {
        let statuses = self.usages.usage(id).into_iter().flat_map(|usage| &usage.sites).map(|site| site.place);
        let statuses: HashSet<Place> = statuses.collect();
        let status = match statuses.iter().next() {
            Some(Place::Failure(status)) if statuses.len() == 1 && *status != Status::Default => {
                Some(words(&statuses::variant(*status)))
            }
            _ => None,
        };
        let mut about = plain(&common_words(paths));
        about.keep(|word| !word.starts_with(|first: char| first.is_ascii_digit()));
        let about = Some(about).filter(|name| names_a_thing(name));
        let error = |words: &[String]| joined(words, &["error".to_owned()]);
        let with_status = status.map(|status| error(&joined(about.as_deref().unwrap_or_default(), &status)));
        let common = with_status.into_iter().chain(about.as_deref().map(error)).list();
        Wanted { common, described: described_error(self.api, self.notes, id) }
    }

    /// The paths to these sites, the shortest first.
    pub(super) fn paths<'s>(&self, sites: impl Iterator<Item = &'s Site>) -> Vec<Vec<String>> {
        let mut paths: Vec<Vec<String>> = sites.map(|site| self.path(site)).list();
        sort(&mut paths, &|one, other| (one.len(), one).cmp(&(other.len(), other)));
        paths.dedup();
        paths
    }

    /// Whether this is what something of an operation would be called that does not use the type.
    pub(super) fn is_anothers(&self, name: &[String], paths: &[Vec<String>]) -> bool {
        let Some((role, operation)) = name.split_last().filter(|(role, _)| ROLES.contains(&role.as_str())) else {
            return false;
        };
        self.called.contains(operation)
            && !paths.iter().any(|path| path.split_last().is_some_and(|(last, rest)| last == role && rest == operation))
    }

    pub(super) fn path(&self, site: &Site) -> Vec<String> {
        let base = match site.parent {
            Parent::Operation(operation) => Some(&self.operations[operation].words),
            Parent::Shape(parent) => self.words.get(&parent),
            Parent::Component => None,
        };
        within(joined(base.map_or(&[], Vec::as_slice), &site.words))
    }
}

/// The names that would suit a type, the best first.
pub(super) struct Wanted {
    /// What all of its places have in common; of one place, the path to it.
    pub(super) common: Vec<Vec<String>>,
    /// What tells it from others of that name, and what it is.
    pub(super) described: Vec<Vec<String>>,
}

/// The names for the only place of a type: what is enough of the path to it, and the path. Where that says a word twice, and would
/// be another's name without, it is what is within that one.
fn with_shorter(path: Vec<String>) -> Vec<Vec<String>> {
    let plain = without_repeats(path.clone());
    let inner = (plain != path).then(|| [plain.as_slice(), &["inner".to_owned()]].concat());
    let mut all = shorter(&plain);
    all.add_all(std::iter::once(plain).chain(inner));
    all.dedup();
    all
}

/// The names that a long one gives way to: what says a run of words twice once, what has no words from its middle, and what has
/// none of its first ones.
fn shorter(name: &[String]) -> Vec<Vec<String>> {
    let once = Some(name).filter(|name| is_long(name) && name.len() <= MANY).and_then(said_once);
    let is_short = |name: &Vec<String>| !is_long(name);
    let long = once.as_deref().into_iter().chain([name]);
    let shorter = long.flat_map(|name| [shortened(name), end(name)]).flatten();
    once.clone().filter(is_short).into_iter().chain(shorter).map(without_repeats).list()
}

/// Words without the longest run of several that stands there once more behind, unless they begin with it: `intent card method
/// options param` of `intent method options card method options param`.
fn said_once(words: &[String]) -> Option<Vec<String>> {
    let is_again = |(at, run): &(usize, &[String])| {
        words.get(at + run.len()..).is_some_and(|rest| rest.windows(run.len()).any(|later| later == *run))
    };
    let runs = |length: usize| words.windows(length).enumerate();
    let (at, run) =
        (2..=words.len() / 2).rev().find_map(|length| runs(length).find(is_again)).filter(|(at, _)| *at > 0)?;
    Some(words.iter().take(at).chain(words.iter().skip(at + run.len())).cloned().list())
}

/// Words without what is done with what they name, and what that is used as.
fn plain(words: &[String]) -> Vec<String> {
    let rest = words.iter().skip_while(|word| VERBS.contains(&word.as_str()));
    rest.filter(|word| !ROLES.contains(&word.as_str())).cloned().list()
}

/// The name of what is called otherwise at two or three places: `commit author or committer`.
fn one_or_other(lasts: &SortedSet<&[String]>, common: &[String]) -> Vec<Vec<String>> {
    let is_short = lasts.iter().map(|last| last.len()).total() <= 5;
    let are_things = lasts.iter().all(|last| names_a_thing(last) && common != *last);
    if !(2..=3).contains(&lasts.len()) || !is_short || !are_things {
        return Vec::new();
    }
    let either = either(lasts.iter().map(|last| last.to_vec()).list());
    let with_common = joined(common, &either);
    if common.is_empty() { vec![either] } else { vec![with_common, either] }
}
