//! What gives the headers of an operation's answers.

use super::described::listed;
use super::identifiers::value_name;
use super::lock::KnownOperation;
use super::paths::{in_common, is_long, joined};
use super::reserved;
use super::scope::Scope;
use super::statuses;
use super::words::words;
use crate::api::Status;
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::{HashSet, SortedSet};

/// The method of a header.
#[derive(Clone, Debug)]
pub(crate) struct HeaderMethod {
    /// The header's name.
    pub(crate) name: String,
    /// The status of the answer that declares it otherwise than an earlier one.
    pub(crate) differs: Option<Status>,
    pub(crate) ident: String,
}

impl HeaderMethod {
    /// The status that tells it from another one of its name, or nothing.
    pub(crate) fn status(&self) -> String {
        self.differs.map(statuses::written).unwrap_or_default()
    }

    /// What it would be called if it were alone.
    fn alone(&self) -> String {
        let name = value_name(&self.name);
        match self.differs {
            Some(status) => format!("{}_{}", name.trim_start_matches("r#"), statuses::written(status)),
            None => name,
        }
    }
}

/// The names that suit what reads these headers of several operations, the best first: what is read, what the operations have
/// in common with that, and then more of what is read.
pub(super) fn of_headers(headers: &SortedSet<String>, common: Option<Vec<String>>) -> Vec<Vec<String>> {
    // Their names are the same in any case; the one with the most capitals tells where words begin.
    let mut known = HashSet::new();
    let spelled = headers.iter().filter(|name| known.insert(name.to_lowercase()));
    let names = spelled.map(|name| without_mark(words(name))).list();
    let mut told = in_common(&names).filter(|_| names.len() > 1).into_iter().list();
    told.add_all(listed(&names, "and", "more"));
    let behind = |words: &[String], more: &[&str]| [words, &more.iter().map(|word| (*word).to_owned()).list()].concat();
    told.add_all(names.first().filter(|_| names.len() > 1).map(|first| behind(first, &["and", "more"])));
    told.keep(|words| !is_long(&joined(words, &["headers".to_owned()])));
    let Some(shortest) = told.first().or(names.first()).cloned() else { return Vec::new() };
    let both = common.map(|common| joined(&common, &shortest));
    // Where others are called so too, it is what is left when these have a longer name; where a component is, the next one.
    let last = [shortest.clone(), behind(&shortest, &["response"])];
    [vec![shortest], both.into_iter().list(), told, last.to_vec()].concat()
}

/// A header's words without the `X` of those that no standard has, and none twice (`X-RateLimit-Limit`).
fn without_mark(mut words: Vec<String>) -> Vec<String> {
    if words.len() > 1 && words.first().is_some_and(|first| first == "x") {
        words.remove(0);
    }
    words.dedup();
    words
}

/// Names the methods that stand beside each other. What a lock knows keeps its name.
pub(crate) fn name_header_methods(mut methods: Vec<HeaderMethod>, known: Option<&KnownOperation>) -> Vec<HeaderMethod> {
    let mut scope = Scope::of(reserved::HEADER_METHODS.iter().copied());
    let known = known.map(|known| &known.header_methods);
    known.into_iter().flat_map(|known| known.values()).for_each(|ident| _ = scope.free(ident));
    let mut order = methods.iter_mut().list();
    // Not in document order, so that names don't change with it.
    sort_by_key(&mut order, &|method| (method.differs, method.name.clone()));
    for method in order {
        let held = known.and_then(|known| known.get(&(method.name.to_lowercase(), method.status())));
        method.ident = held.cloned().unwrap_or_else(|| scope.free(&method.alone()));
    }
    methods
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(headers: &[&str]) -> String {
        let headers = headers.iter().map(|name| (*name).to_owned()).collect();
        of_headers(&headers, None).first().map(|words| words.join(" ")).unwrap_or_default()
    }

    #[test]
    fn what_is_read_gives_the_name() {
        for (headers, expected) in [
            (&["Link"][..], "link"),
            (&["X-RateLimit-Limit"], "rate limit"),
            (&["ETag", "etag", "Link"], "etag and link"),
            (&["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"], "rate limit"),
            (&["Age", "Link", "Location", "Vary"], "age link and more"),
            (&["Access-Control-Allow-Headers", "Access-Control-Allow-Origin"], "access control allow"),
            (
                &["Content-Disposition-Of-Everything", "Rate-Limit-That-Is-Left-To-The-Caller", "Z", "Zz"],
                "content disposition of everything and more",
            ),
        ] {
            assert_eq!(best(headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn operations_tell_apart_what_reads_the_same_names() {
        let headers = ["Link".to_owned()].into_iter().collect();
        let names = of_headers(&headers, Some(vec!["project".to_owned()]));
        let names = names.iter().map(|words| words.join(" ")).list();
        assert_eq!((names[0].as_str(), names[1].as_str()), ("link", "project link"));
        // If others have longer names, the first one is free; if a component is called so, the last one is.
        assert_eq!(names[2..], ["link", "link", "link response"]);
    }
}
