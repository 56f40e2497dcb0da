//! Components whose names are paths (`io.k8s.api.core.v1.Pod`, `UserService__get_by_id__ReturnModel`): the shortest end of the path
//! that no other component's has.

use super::identifiers::{spoken, type_ident};
use super::paths::{LONG, names_a_thing};
use super::reserved;
use super::segments::is_version;
use crate::lists::Listing;
use crate::maps::{HashMap, HashSet};

/// From how many components on their names can be paths, if half of all are.
const SEVERAL: usize = 8;

/// How many levels a path has at most; what has more is no path.
const DEEPEST: usize = 32;

/// What stands between the levels of a path.
const BETWEEN: [&str; 2] = [".", "__"];

/// The names of a document that are paths.
pub(super) struct Levels {
    between: Option<&'static str>,
    /// How many names end with this.
    ends: HashMap<String, usize>,
    /// What stands before the last level of names that would be long.
    long: HashSet<String>,
    /// Whether names tell versions apart.
    has_versions: bool,
}

impl Levels {
    /// Looks at all names of a document, without what nearly all of them begin with.
    pub(super) fn of(names: &[&str]) -> Levels {
        let is_usual = |between: &&str| {
            let count = names.iter().filter(|name| split(name, between).len() > 1).tally();
            count >= SEVERAL && count * 2 >= names.len()
        };
        let between = BETWEEN.into_iter().find(is_usual);
        let mut levels = Levels { between, ends: HashMap::new(), long: HashSet::new(), has_versions: false };
        let Some(between) = between else { return levels };
        let mut versions: HashSet<&str> = HashSet::new();
        for name in names {
            let parts = split(name, between);
            versions.extend(parts.iter().copied().filter(|part| is_version(part)));
            let ends: HashSet<String> = (0..parts.len()).filter_map(|at| Some(ident(parts.get(at..)?))).collect();
            ends.into_iter().for_each(|end| *levels.ends.entry(end).or_default() += 1);
            if let Some((front, _)) = name.rsplit_once(between).filter(|_| ident(&parts).chars().count() > LONG) {
                levels.long.insert(front.to_owned());
            }
        }
        levels.has_versions = versions.len() > 1;
        levels
    }

    /// The shortest end of a path that is a name of its own: without levels in lower case, which hold types and are none, and
    /// without others where the name or that of what stands beside it would be long. A version stays before what is of it, where
    /// names tell several apart.
    pub(super) fn end<'n>(&self, name: &'n str) -> &'n str {
        let Some(between) = self.between else { return name };
        let parts = split(name, between);
        let is_long = name.rsplit_once(between).is_some_and(|(front, _)| self.long.contains(front));
        let is_type = |part: &&&str| part.starts_with(char::is_uppercase);
        let holding = parts.iter().take_while(|part| !is_type(part)).tally();
        let types = parts.iter().skip(holding).take_while(is_type).tally();
        let most = if is_long { holding + types } else { holding }.min(parts.len().saturating_sub(1));
        let is_own = |at: usize| {
            let end = parts.get(at..).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|before| parts.get(before));
            let is_of_version = self.has_versions && before.is_some_and(|before| is_version(before));
            let ident = ident(end);
            !is_of_version
                && self.ends.get(&ident) == Some(&1)
                && !reserved::TYPES.contains(&ident.as_str())
                && names_a_thing(&end.iter().flat_map(|part| spoken(part)).list())
        };
        let start = (0..=most).rev().find(|at| is_own(*at)).unwrap_or(0);
        let passed: usize = parts.iter().take(start).map(|part| part.len() + between.len()).total();
        name.get(passed..).unwrap_or(name)
    }
}

fn split<'n>(name: &'n str, between: &str) -> Vec<&'n str> {
    let parts = name.split(between).take(DEEPEST + 1).list();
    let is_path = parts.len() <= DEEPEST;
    if is_path && parts.iter().all(|part| part.contains(char::is_alphanumeric)) { parts } else { vec![name] }
}

fn ident(levels: &[&str]) -> String {
    type_ident(&levels.iter().flat_map(|level| spoken(level)).list())
}

#[cfg(test)]
mod tests {
    use super::Levels;
    use crate::lists::Listing;

    /// What is left of the names, of which there are others with as many levels.
    fn ends(names: &[&str]) -> Vec<String> {
        let others = (0..8).map(|number| format!("x.x.Other{number}")).list();
        let between = |name: &String| if names[0].contains('.') { name.clone() } else { name.replace('.', "__") };
        let others = others.iter().map(between).list();
        let all = names.iter().copied().chain(others.iter().map(String::as_str)).list();
        let levels = Levels::of(&all);
        names.iter().map(|name| levels.end(name).to_owned()).list()
    }

    #[test]
    fn a_path_is_called_by_the_end_that_no_other_has() {
        let names =
            ["ml.types.Job", "ml.start.Request", "ml.stop.Request", "cat.jobs.Record", "rest.Result", "Node.Role"];
        assert_eq!(ends(&names), ["Job", "start.Request", "stop.Request", "Record", "rest.Result", "Node.Role"]);
    }

    #[test]
    fn what_has_more_levels_than_anybody_would_write_is_no_path() {
        let long = format!("{}B", "a.".repeat(100_000));
        assert_eq!(ends(&[&long]), [long]);
    }

    #[test]
    fn a_version_stays_where_there_are_several() {
        let names = ["api.core.v1.Pod", "api.apps.v1.Scale", "api.batch.v1.Scale", "api.batch.v2.Scale"];
        assert_eq!(ends(&names), ["v1.Pod", "apps.v1.Scale", "batch.v1.Scale", "v2.Scale"]);
        assert_eq!(ends(&["api.v2010.account", "api.v2010.account.call"]), ["account", "call"]);
    }

    #[test]
    fn a_level_that_is_a_type_goes_where_the_name_would_be_long() {
        let long = "ActionService__update_status_for_organization_integration";
        let names = [&*format!("{long}__ParameterModel"), &format!("{long}__Model"), "ActionService__get__Model"];
        let short = "update_status_for_organization_integration";
        assert_eq!(ends(&names), [&*format!("{short}__ParameterModel"), &format!("{short}__Model"), names[2]]);
    }

    #[test]
    fn points_in_a_few_names_are_no_levels() {
        let names = ["billing_portal.configuration", "issuing.card", "charge"];
        assert_eq!(names.map(|name| Levels::of(&names).end(name).to_owned()), names);
    }
}
