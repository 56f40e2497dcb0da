//! A scope of names, each of which stands for one thing.

use super::identifiers::value_name;
use crate::lists::{Listing, sort_by_key};
use crate::maps::{HashMap, HashSet};

/// The names that are taken in a scope. None is ever given back, so that numbering goes on where it stopped.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    numbers: HashMap<String, u32>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Scope {
        Scope { taken: names.into_iter().map(str::to_owned).collect(), numbers: HashMap::new() }
    }

    /// Whether a name is taken.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes the name of a constant. It is made upper case before it is compared: `ß` and `ss` are one then.
    pub(crate) fn constant(&mut self, name: &str) -> String {
        self.free(&value_name(name).trim_start_matches("r#").to_uppercase())
    }

    /// Takes a name, with a number behind it where it is taken.
    pub(crate) fn free(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        if candidate == "new" && self.taken.contains("new") {
            candidate.push('_');
        }
        if self.taken.insert(candidate.clone()) {
            return candidate;
        }
        let base = name.trim_start_matches("r#");
        let number = self.numbers.entry(base.to_owned()).or_insert(2);
        loop {
            candidate = format!("{base}_{number}");
            *number = number.saturating_add(1);
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// Numbers what is called alike: in the order of what it is known by, whose exact name it is first.
pub(crate) fn distinct(names: &[String], keys: &[String]) -> Vec<String> {
    let mut order: Vec<usize> = (0..names.len()).list();
    sort_by_key(&mut order, &|at| {
        let (name, key) = (names.get(*at), keys.get(*at));
        (name != key, key.cloned())
    });
    let mut taken: HashSet<String> = HashSet::from(["Unknown".to_owned()]);
    let mut numbers: HashMap<&String, usize> = HashMap::new();
    let mut distinct = names.to_vec();
    for at in order {
        let (Some(name), Some(place)) = (names.get(at), distinct.get_mut(at)) else { continue };
        while !taken.insert(place.clone()) {
            let number = numbers.entry(name).or_insert(1);
            *number += 1;
            *place = format!("{name}{number}");
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn numbers_go_on_where_they_stopped() {
        let mut scope = Scope::of(["new"]);
        let names = ["a", "a", "a_3", "a", "r#type", "type", "new", "a"].map(|name| scope.free(name));
        assert_eq!(names, ["a", "a_2", "a_3", "a_4", "r#type", "type", "new_", "a_5"]);
    }
}

#[cfg(test)]
mod constants {
    use super::Scope;

    #[test]
    fn constants_differ_in_upper_case() {
        let mut scope = Scope::default();
        assert_eq!(scope.constant("apiKey"), "API_KEY");
        assert_eq!(scope.constant("type"), "TYPE");
        assert_eq!(scope.constant("ss"), "SS");
        assert_ne!(scope.constant("\u{df}"), "SS");
    }
}
