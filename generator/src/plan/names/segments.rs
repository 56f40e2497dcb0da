//! The segments of paths that tell operations apart.

use crate::api::{Api, OperationId};
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, HashSet};
use crate::table::Table;

/// From how many operations on they are not taken apart into groups that mostly hold one each.
pub(super) const SEVERAL: usize = 4;

/// A segment says nothing where so many paths of a hundred have it, and there are a few of them.
const NEARLY_ALL: usize = 90;
const A_FEW: usize = 4;

/// Segments that only say that there is an API.
const OF_ANY_API: &[&str] = &["api", "apis", "rest"];

/// A path, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Segments<'a> {
    /// The segments at its start that say nothing of it: versions, dates, `api`, and what nearly all paths have.
    pub(super) common: Vec<&'a str>,
    /// The others, parameters included. Where all say nothing, the last that is no version.
    pub(super) telling: Vec<&'a str>,
}

impl<'a> Segments<'a> {
    /// The segments of every path.
    pub(super) fn of(api: &'a Api) -> Table<OperationId, Segments<'a>> {
        let split = |path: &'a str| path.split('/').filter(|segment| !segment.is_empty()).list();
        let all = api.operations.iter().map(|each| Segments { common: Vec::new(), telling: split(&each.path) });
        let mut all: Table<OperationId, Segments<'a>> = Table::of(all.list());
        let sent: Table<OperationId, bool> = api.operations.map(|_, operation| operation.incoming.is_none());
        loop {
            all.iter_mut().for_each(Segments::pass_versions);
            let mut paths: HashSet<Vec<&str>> = HashSet::new();
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for (_, segments) in all.entries().filter(|(id, _)| sent[*id]) {
                let path = [segments.common.as_slice(), &segments.telling].concat();
                let lead = segments.lead().filter(|_| paths.insert(path));
                lead.into_iter().for_each(|lead| *counts.entry(lead).or_default() += 1);
            }
            let is_shared = |count: usize| paths.len() >= A_FEW && count * 100 >= paths.len() * NEARLY_ALL;
            let Some((shared, _)) = counts.into_iter().find(|(_, count)| is_shared(*count)) else { break };
            for segments in all.iter_mut().filter(|segments| segments.lead() == Some(shared)) {
                segments.pass();
            }
        }
        all.iter_mut().for_each(Segments::keep_one);
        all
    }

    /// The first segment that is left and no parameter, without a query or a fragment.
    pub(super) fn lead(&self) -> Option<&'a str> {
        let segment = self.telling.iter().find(|segment| !segment.contains('{'))?;
        segment.split(['?', '#']).next().filter(|segment| !segment.is_empty())
    }

    fn pass_versions(&mut self) {
        while self.telling.first().is_some_and(|segment| is_of_any(segment)) {
            self.pass();
        }
    }

    /// Passes the first segment that is no parameter, and the parameters before it.
    fn pass(&mut self) {
        let count = self.telling.iter().position(|segment| !segment.contains('{')).map_or(0, |at| at + 1);
        self.common.add_all(self.telling.drain(..count));
    }

    fn keep_one(&mut self) {
        if self.telling.iter().all(|segment| segment.contains('{'))
            && let Some(at) = self.common.iter().rposition(|segment| !segment.contains('{') && !is_of_any(segment))
        {
            let kept = self.common.split_off(at);
            self.telling.splice(..0, kept);
        }
    }
}

/// Whether a segment could stand in the paths of any API: `v1`, `2010-04-01`, `api`.
fn is_of_any(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    OF_ANY_API.contains(&lower.as_str()) || is_version(&lower)
}

/// Whether this is a version or a date: `v1`, `v2beta1`, `v1.2`, `1`, `2010-04-01`.
pub(super) fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix('v').unwrap_or(segment);
    let words =
        number.split(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_')).filter(|word| !word.is_empty());
    number.starts_with(|first: char| first.is_ascii_digit())
        && words.into_iter().all(|word| matches!(word, "alpha" | "beta" | "rc" | "preview" | "p"))
}

#[cfg(test)]
mod tests {
    use super::is_of_any;

    #[test]
    fn versions_and_dates_are_of_any_api() {
        for segment in
            ["v1", "V2", "v1.2", "v1beta1", "v2alpha", "0", "2010-04-01", "2023-01-01-preview", "api", "rest"]
        {
            assert!(is_of_any(segment), "{segment}");
        }
        for segment in ["videos", "v", "2fa", "3d-secure", "apikeys", "vat"] {
            assert!(!is_of_any(segment), "{segment}");
        }
    }
}
