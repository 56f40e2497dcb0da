//! What the values of an enumeration are called, whatever their order.

use super::identifiers::{spoken_out, type_ident, type_name};
use super::words::words;
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet};

/// The variant that a value has which nobody knows.
const UNKNOWN: &str = "Unknown";

/// A name for each value, no two alike. Where values differ only in signs and capitals, these are said in the names of those
/// that have them: `Asc` and `ASC`, `GmtPlus6` and `GmtMinus6`.
pub(super) fn value_names(values: &[&str]) -> Vec<String> {
    let plain: Vec<String> = values.iter().map(|value| type_name(value)).list();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    plain.iter().for_each(|name| *counts.entry(name).or_default() += 1);
    let is_alone = |name: &String| counts.get(name.as_str()) == Some(&1);
    let mut taken: HashSet<String> = HashSet::from([UNKNOWN.to_owned()]);
    taken.extend(plain.iter().filter(|name| is_alone(name)).cloned());
    let mut names: Vec<Option<String>> =
        plain.iter().map(|name| Some(name.clone()).filter(|name| is_alone(name) && name != UNKNOWN)).list();
    // The plainest goes first, then by alphabet: never in document order.
    let mut left = (0..values.len()).filter(|at| names.get(*at).is_some_and(Option::is_none)).list();
    let key = |at: &usize| values.get(*at).map(|value| (has_signs(value), !has_lower_case(value), (*value).to_owned()));
    sort(&mut left, &|one, other| key(one).cmp(&key(other)));
    for at in left {
        let (Some(value), Some(plain), Some(name)) = (values.get(at), plain.get(at), names.get_mut(at)) else {
            continue;
        };
        let loud = value.chars().filter(char::is_ascii_alphanumeric).text();
        let is_loud = !has_lower_case(value) && loud.starts_with(|first: char| first.is_ascii_uppercase());
        let mut candidates = vec![type_ident(&spoken_out(value)), plain.clone()];
        candidates.add_all(is_loud.then_some(loud));
        candidates.push(format!("{plain}Value"));
        let free = candidates.iter().find(|candidate| !taken.contains(*candidate)).cloned();
        let numbered = || (2..).map(|number| format!("{plain}{number}")).find(|candidate| !taken.contains(candidate));
        let chosen = free.or_else(numbered).unwrap_or_default();
        taken.insert(chosen.clone());
        *name = Some(chosen);
    }
    names.into_iter().map(Option::unwrap_or_default).list()
}

fn has_lower_case(value: &str) -> bool {
    value.chars().any(char::is_lowercase)
}

/// Whether it has signs that are left out of its name, but for those that part words anyhow.
fn has_signs(value: &str) -> bool {
    spoken_out(value) != words(value)
}

#[cfg(test)]
mod tests {
    use super::value_names;

    #[test]
    fn values_that_differ_in_signs_or_capitals_have_names_of_their_own() {
        let named = |values: &[&str]| {
            let names = value_names(values);
            let mut back = values.to_vec();
            back.reverse();
            let mut again = value_names(&back);
            again.reverse();
            assert_eq!(names, again);
            names.join(" ")
        };
        assert_eq!(named(&["asc", "ASC", "desc"]), "Asc ASC Desc");
        assert_eq!(named(&["Etc/GMT+6", "Etc/GMT-6"]), "EtcGmtPlus6 EtcGmtMinus6");
        assert_eq!(named(&["unknown", "a"]), "UnknownValue A");
        assert_eq!(named(&["a", "A", "a."]), "A AValue ADot");
        assert_eq!(named(&["a_b", "a-b"]), "ABValue AB");
    }
}
