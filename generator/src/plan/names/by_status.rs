//! What enums are called that tell answers apart by status, where several operations have one.

use super::paths::{either, is_long, joined};
use super::statuses;
use super::words::words;
use crate::api::Status;
use crate::lists::{Changing, Listing, sort, sort_by_key};
use crate::maps::{HashMap, SortedSet};
use crate::rust::AnswerRole;

/// The statuses of all such enums, by which one is told from the others.
pub(super) struct Telling<'a> {
    sets: Vec<(AnswerRole, &'a SortedSet<Status>)>,
    counts: HashMap<Status, usize>,
}

impl<'a> Telling<'a> {
    /// Those of the enums that several operations have.
    pub(super) fn of(sets: Vec<(AnswerRole, &'a SortedSet<Status>)>) -> Self {
        let mut counts: HashMap<Status, usize> = HashMap::new();
        sets.iter().flat_map(|(_, set)| *set).for_each(|status| *counts.entry(*status).or_default() += 1);
        Self { sets, counts }
    }

    /// The names that suit an enum, the best first: what its operations have in common, what tells it from others, and what
    /// it holds with that.
    pub(super) fn names(
        &self,
        role: AnswerRole,
        statuses: &SortedSet<Status>,
        holds: &SortedSet<String>,
        common: Option<Vec<String>>,
    ) -> Vec<Vec<String>> {
        let told = self.telling(role, statuses);
        let held = common_type(holds).map(|holds| joined(&holds, &told));
        [common, Some(told), held].into_iter().flatten().list()
    }

    /// The words of the statuses that tell an enum from all others: `not found or other`.
    fn telling(&self, role: AnswerRole, statuses: &SortedSet<Status>) -> Vec<String> {
        let mut rarest = statuses.iter().copied().list();
        sort_by_key(&mut rarest, &|status| (*status == Status::Default, self.counts.get(status).copied(), *status));
        let is_told = |some: &[Status]| {
            let have = |(of, set): &&(AnswerRole, &SortedSet<Status>)| {
                *of == role && some.iter().all(|status| set.contains(status))
            };
            self.sets.iter().filter(have).tally() < 2
        };
        let count = match rarest.len() {
            few @ ..=2 => few,
            all => (1..=3).find(|count| rarest.get(..*count).is_some_and(is_told)).unwrap_or(all.min(3)),
        };
        rarest.truncate(count);
        sort(&mut rarest, &Ord::cmp);
        let or_other = if count < statuses.len() { &["other".to_owned()][..] } else { &[] };
        let mut names = rarest.iter().map(|status| words(&statuses::variant(*status))).list();
        names.push(or_other.to_vec());
        let told = either(names);
        if !is_long(&joined(&told, &["error".to_owned()])) {
            return told;
        }
        // Codes are as well known, and shorter.
        let mut codes = rarest.iter().map(|status| vec![statuses::written(*status)]).list();
        codes.push(or_other.to_vec());
        [vec!["status".to_owned()], either(codes)].concat()
    }
}

/// The words of the only type that the variants hold.
fn common_type(holds: &SortedSet<String>) -> Option<Vec<String>> {
    let only = holds.iter().next().filter(|_| holds.len() == 1)?;
    let mut words = words(only);
    words.keep(|word| word != "error" && word != "response");
    Some(words).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_with_long_names_are_told_by_their_codes() {
        let all: [&[u16]; 5] = [&[401, 422, 503], &[401, 422], &[401, 503], &[422, 503], &[404, 409]];
        let all = all.map(|codes| codes.iter().map(|code| Status::Exact(*code)).collect::<SortedSet<_>>());
        let telling = Telling::of(all.iter().map(|statuses| (AnswerRole::Error, statuses)).list());
        let told = all.iter().map(|statuses| telling.telling(AnswerRole::Error, statuses).join(" ")).list();
        let two = ["unauthorized or unprocessable content", "unauthorized or service unavailable"];
        assert_eq!(told[..3], ["status 401 or 422 or 503", two[0], two[1]]);
        assert_eq!(told[4], "not found or conflict");
    }
}
