//! The name that somebody probably meant.

/// The candidate nearest to a name by edit distance, if one is near enough to be meant. The first one of equals.
pub(crate) fn closest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = name.chars().count();
    // A third of the letters may differ, as rustc has it.
    let mut allowed = (length / 3).max(1);
    let mut best = None;
    for candidate in candidates {
        if candidate.eq_ignore_ascii_case(name) {
            return Some(candidate);
        }
        if candidate.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = distance(name, candidate);
        if distance < allowed || (distance == allowed && best.is_none()) {
            allowed = distance;
            best = Some(candidate);
        }
    }
    best
}

/// How many letters must be added, removed or replaced to make one text of the other.
fn distance(left: &str, right: &str) -> usize {
    // One row of the usual table: the distance from what was read of `left` to every prefix of `right`.
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (index, from) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        for (cell, to) in row
            .iter_mut()
            .zip(std::iter::once(None).chain(right.chars().map(Some)))
        {
            let Some(to) = to else {
                *cell = before;
                continue;
            };
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            before = replaced.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{closest, distance};

    #[test]
    fn counts_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn suggests_only_what_is_near() {
        let names = ["Pet", "Pets", "Order"];
        assert_eq!(closest("Odrer", names), None);
        assert_eq!(closest("Orders", names), Some("Order"));
        assert_eq!(closest("pets", names), Some("Pets"));
        assert_eq!(closest("Category", names), None);
    }
}
