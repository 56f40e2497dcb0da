//! Which complaints are shown: what repeats is shown once or a few times, and counted.

use crate::diagnostic::{Cause, Code, Diagnostic, Severity};
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, HashSet};

/// How many complaints of one code are shown, of those in other words.
const fn most(severity: Severity) -> usize {
    match severity {
        Severity::Error => 20,
        Severity::Warning => 20,
        Severity::Note => 5,
    }
}

/// The variable of the environment that asks for every diagnostic, where it is `all`.
pub(crate) const DETAIL_VARIABLE: &str = "OASMITH_DIAGNOSTICS";

/// Whether what repeats is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    Brief,
    All,
}

impl Detail {
    /// What the environment asks for.
    pub(crate) fn of_environment() -> Detail {
        let wants_all = std::env::var_os(DETAIL_VARIABLE).is_some_and(|value| value == "all");
        if wants_all { Detail::All } else { Detail::Brief }
    }
}

/// Complaints that are shown as one.
#[derive(Debug, PartialEq)]
pub(super) struct Group<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// Those that say the same of other places.
    pub(super) others: Vec<&'d Diagnostic>,
    /// In how many more operations the same is said of a place that is named already.
    pub(super) again: usize,
    /// The operations that are left out for it.
    pub(super) skipped: Vec<&'d str>,
}

/// How many complaints of a code are not shown.
#[derive(Debug, PartialEq)]
pub(super) struct LeftOut {
    pub(super) severity: Severity,
    pub(super) code: Code,
    pub(super) count: usize,
}

/// What is shown of complaints, in their order, and how many are left out, by the places of the first ones.
pub(super) fn select(list: &[Diagnostic], detail: Detail) -> (Vec<Group<'_>>, Vec<LeftOut>) {
    if detail == Detail::All {
        let alone = |diagnostic| Group { diagnostic, others: Vec::new(), again: 0, skipped: Vec::new() };
        return (list.iter().map(alone).list(), Vec::new());
    }
    // What others follow from may come after them: the grammar is looked at last.
    let told: HashSet<_> = list.iter().map(|diagnostic| (diagnostic.code, &diagnostic.at)).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<_, usize> = HashMap::new();
    let mut causes: HashMap<_, usize> = HashMap::new();
    let mut places_of_groups = HashSet::new();
    let mut followers: Vec<(&Cause, &str)> = Vec::new();
    for diagnostic in list {
        let Diagnostic { severity, code, message, at, label, notes, operation, cause } = diagnostic;
        if let (Some(cause), Some(operation)) = (cause, operation)
            && told.contains(&(cause.0, &cause.1))
        {
            followers.push((cause, operation));
            continue;
        }
        let place = *places.entry((severity, code, message, label, notes)).or_insert(groups.len());
        causes.insert((*code, at), place);
        // What several operations refer to is one place.
        let is_new = at.is_none() || places_of_groups.insert((place, at));
        match groups.get_mut(place) {
            Some(group) if is_new => group.others.push(diagnostic),
            Some(group) => group.again += 1,
            None => groups.push(Group { diagnostic, others: Vec::new(), again: 0, skipped: Vec::new() }),
        }
    }
    for (Cause(code, at), operation) in followers {
        let group = causes.get(&(*code, at)).and_then(|place| groups.get_mut(*place));
        group.into_iter().for_each(|group| group.skipped.push(operation));
    }
    let mut counts: HashMap<(Severity, Code), usize> = HashMap::new();
    let mut left_out: Vec<LeftOut> = Vec::new();
    groups.keep(|group| {
        let (severity, code) = (group.diagnostic.severity, group.diagnostic.code);
        let shown = counts.entry((severity, code)).or_default();
        if *shown < most(severity) {
            *shown += 1;
            return true;
        }
        let count = 1 + group.others.len();
        match left_out.iter_mut().find(|left| (left.severity, left.code) == (severity, code)) {
            Some(left) => left.count += count,
            None => left_out.push(LeftOut { severity, code, count }),
        }
        false
    });
    (groups, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Pointer;

    fn warning(message: &str, place: &str) -> Diagnostic {
        Diagnostic::warning(Code::WrongType, message).at(&Pointer(place.into()))
    }

    #[test]
    fn what_is_said_in_the_same_words_is_shown_once() {
        let list = [warning("a", "#/1"), warning("b", "#/2"), warning("a", "#/3")];
        let [one, two, three] = &list;
        let (shown, left_out) = select(&list, Detail::Brief);
        let alone = |diagnostic| Group { diagnostic, others: Vec::new(), again: 0, skipped: Vec::new() };
        assert_eq!(shown, [Group { others: vec![three], ..alone(one) }, alone(two)]);
        assert!(left_out.is_empty());
        assert_eq!(select(&list, Detail::All).0.len(), 3);
    }

    #[test]
    fn a_place_that_several_operations_refer_to_is_named_once() {
        let list = ["GET /a", "GET /b", "GET /c"].map(|operation| warning("a", "#/1").operation(operation));
        let (shown, _) = select(&list, Detail::Brief);
        let [one, ..] = &list;
        assert_eq!(shown, [Group { diagnostic: one, others: Vec::new(), again: 2, skipped: Vec::new() }]);
    }

    #[test]
    fn of_a_code_a_few_are_shown_and_the_rest_is_counted() {
        let mut list: Vec<Diagnostic> = (0..30).map(|number| warning(&number.to_string(), "#/1")).collect();
        list.push(warning("29", "#/2"));
        list.push(Diagnostic::error(Code::WrongType, "an error is shown all the same"));
        let (shown, left_out) = select(&list, Detail::Brief);
        assert_eq!(shown.len(), 21);
        assert_eq!(left_out, [LeftOut { severity: Severity::Warning, code: Code::WrongType, count: 11 }]);
    }
}
