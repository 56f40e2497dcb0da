//! operationIds as frameworks make them: recognized by their shape over the whole document, and reduced to what the API's
//! author wrote.

use super::groups::GroupNames;
use super::paths::VERBS;
use super::prefixes::Prefixes;
use super::segments::Segments;
use super::singular::singular;
use super::words::words;
use crate::api::{Api, Operation};
use crate::lists::{Changing, Listing};
use crate::maps::{HashMap, HashSet};

/// The shapes that the ids of a document have.
pub(super) struct Shapes<'a> {
    prefixes: &'a Prefixes<'a>,
    /// FastAPI's: the function, the path and the method, `read_item_items__item_id__get`.
    names_paths: bool,
    /// Springfox's: the method in Java and that of HTTP, `findAllUsingGET_1`.
    names_methods: bool,
    /// NestJS's and gRPC gateways': a class or service, and its method, `UsersController_findOne`.
    names_classes: bool,
    /// The method of HTTP in capitals, and what is done: `GET_ListQueues`.
    begins_with_methods: bool,
    /// What others may repeat with a number behind it: `findAll`, where there is a `findAll_1`.
    repeated: HashSet<&'a str>,
    /// Each with a number, whether it repeats another one or not: `cat.help.0`.
    ends_with_numbers: bool,
}

/// What leaves something of an id.
type Step<'s> = dyn for<'i> Fn(&'i str) -> Option<&'i str> + 's;

impl<'a> Shapes<'a> {
    /// Looks at all ids of a document.
    pub(super) fn of(api: &'a Api, prefixes: &'a Prefixes<'a>) -> Shapes<'a> {
        let sent = api.operations.iter().filter(|operation| operation.incoming.is_none());
        let ids: Vec<(&Operation, &str)> = sent.filter_map(|each| Some((each, each.id.as_deref()?))).list();
        let count = |has: &dyn Fn(&Operation, &str) -> bool| ids.iter().filter(|(of, id)| has(of, id)).tally();
        // What is told by much of an operation is no chance where two ids have it.
        let is_found = |count: usize| count > 0 && (count > 1 || count == ids.len());
        let is_usual = |count: usize| is_found(count) && count * 4 >= ids.len() * 3;
        let mut bases: HashMap<&str, usize> = HashMap::new();
        ids.iter().filter_map(|(_, id)| apart_from_number(id)).for_each(|base| *bases.entry(base).or_default() += 1);
        let numbered = bases.into_iter().filter(|(_, count)| *count > 1).map(|(base, _)| base);
        Shapes {
            prefixes,
            names_paths: is_found(count(&|of, id| before_path(of, id).is_some())),
            names_methods: is_found(count(&|of, id| before_method(of, id).is_some())),
            names_classes: is_usual(count(&|_, id| of_class(id).is_some())),
            begins_with_methods: is_usual(count(&|of, id| behind_method(of, id).is_some())),
            repeated: ids.iter().map(|(_, id)| *id).chain(numbered).collect(),
            ends_with_numbers: is_usual(count(&|_, id| apart_from_number(id).is_some())),
        }
    }

    /// What stands for an id: the shortest first, the id itself last.
    pub(super) fn reduced(
        &self,
        operation: &Operation,
        group: &GroupNames,
        segments: &Segments<'_>,
    ) -> Vec<Vec<String>> {
        let Some(id) = operation.id.as_deref() else { return Vec::new() };
        let mut short = self.prefixes.left_of(id);
        let steps: [(bool, &Step<'_>); 5] = [
            (self.names_paths, &|id| before_path(operation, id)),
            (self.names_methods, &|id| before_method(operation, id)),
            (true, &|id| without_number(id).filter(|base| self.repeated.contains(base))),
            (self.ends_with_numbers, &apart_from_number),
            (self.begins_with_methods, &|id| behind_method(operation, id)),
        ];
        for (_, step) in steps.into_iter().filter(|(holds, _)| *holds) {
            short = step(short).unwrap_or(short);
        }
        let mut names = Vec::new();
        if let Some((class, method)) = of_class(short).filter(|_| self.names_classes) {
            names.push(words(method));
            names.push([words(class), words(method)].concat());
        }
        let rest = behind_tag(short, group);
        names.push(without_common(words(rest), operation, segments));
        names.push(words(rest));
        names.push(words(short));
        if short != id {
            let (method, short) = (operation.method.to_lowercase(), words(short));
            let with_method = [vec![method], words(rest)].concat();
            // An id that says the method is not told from others by it.
            if !short.iter().any(|word| word.eq_ignore_ascii_case(&operation.method)) {
                names.push(with_method.clone());
            }
            names.push([short, by_parameters(segments)].concat());
            names.push([with_method, by_parameters(segments)].concat());
        }
        names.push(words(id));
        names
    }
}

/// `by item id`, as the path has parameters.
fn by_parameters(segments: &Segments<'_>) -> Vec<String> {
    let parameters = segments.telling.iter().filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let named = parameters.enumerate().flat_map(|(at, parameter)| {
        let joint = if at == 0 { "by" } else { "and" };
        std::iter::once(joint.to_owned()).chain(words(parameter)).list()
    });
    named.list()
}

/// What stands before the path and the method, both written as FastAPI does.
fn before_path<'i>(operation: &Operation, id: &'i str) -> Option<&'i str> {
    id.strip_suffix(path_end(operation)?.as_str()).filter(|name| !name.is_empty())
}

/// The path and the method as FastAPI writes them behind a function's name, if the path says anything.
pub(super) fn path_end(operation: &Operation) -> Option<String> {
    let (path, _) = operation.path.split_once(['?', '#']).unwrap_or((&operation.path, ""));
    let path = path.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
    let is_told = operation.path.bytes().any(|byte| byte.is_ascii_alphanumeric());
    is_told.then(|| path.chain(['_']).chain(operation.method.to_lowercase().chars()).text())
}

/// What stands before `UsingGET` and a number that follows.
fn before_method<'i>(operation: &Operation, id: &'i str) -> Option<&'i str> {
    let id = without_number(id).unwrap_or(id);
    id.strip_suffix(operation.method.as_str())?.strip_suffix("Using").filter(|name| !name.is_empty())
}

/// What stands behind `GET_`.
fn behind_method<'i>(operation: &Operation, id: &'i str) -> Option<&'i str> {
    id.strip_prefix(operation.method.as_str())?.strip_prefix('_').filter(|name| !name.is_empty())
}

/// What stands before a number at the end.
fn without_number(id: &str) -> Option<&str> {
    let base = id.trim_end_matches(|last: char| last.is_ascii_digit());
    let base = base.strip_suffix(['_', '-', '.']).unwrap_or(base);
    Some(base).filter(|base| base.len() < id.len() && base.ends_with(char::is_alphanumeric))
}

/// What stands before a number at the end that a sign sets apart.
fn apart_from_number(id: &str) -> Option<&str> {
    without_number(id).filter(|base| id.get(base.len()..).is_some_and(|end| end.starts_with(['_', '-', '.'])))
}

/// The roles that classes are named for.
const ROLES: &[&str] = &["Controller", "Resource", "Handler", "Endpoint"];

/// A class without its role, and its method: `Users` and `findOne` of `UsersController_findOne`.
fn of_class(id: &str) -> Option<(&str, &str)> {
    let (class, method) = id.split_once('_')?;
    let is_class = class.starts_with(|first: char| first.is_ascii_uppercase())
        && class.bytes().any(|byte| byte.is_ascii_lowercase())
        && class.chars().all(char::is_alphanumeric);
    let is_method = method.starts_with(char::is_alphabetic) && method.chars().all(|c| c.is_alphanumeric() || c == '_');
    let class = ROLES.iter().find_map(|role| class.strip_suffix(role)).filter(|rest| !rest.is_empty()).unwrap_or(class);
    let acts = words(class).first().is_some_and(|first| VERBS.contains(&first.as_str()));
    (is_class && is_method && !acts).then_some((class, method))
}

/// What stands behind a prefix that only repeats the tag (`issues/list-comments`).
fn behind_tag<'i>(id: &'i str, group: &GroupNames) -> &'i str {
    let is_tag = |prefix: &str| {
        let prefix = singular(&words(prefix));
        [&group.words, &words(&group.name)].into_iter().any(|group| singular(group) == prefix)
    };
    let rest = id.split_once(['/', '.', ':']).filter(|(prefix, rest)| is_tag(prefix) && !words(rest).is_empty());
    rest.map_or(id, |(_, rest)| rest)
}

/// Whether an id says nothing but the method and the path, and this as no name would: with what stands for its parameters, `id`
/// or their own names. `get_files_id_tasks` of `GET /files/{file_id}/tasks`.
pub(super) fn is_of_path(operation: &Operation, segments: &Segments<'_>) -> bool {
    let Some(id) = operation.id.as_deref().map(words) else { return false };
    let telling = segments.telling.as_slice();
    [telling, &[segments.common.as_slice(), telling].concat()].into_iter().any(|segments| {
        let has_parameters = segments.iter().any(|segment| segment.contains('{'));
        let rest = id.split_first().filter(|(first, _)| first.eq_ignore_ascii_case(&operation.method));
        has_parameters && rest.is_some_and(|(_, rest)| says(rest, segments))
    })
}

/// How many words an id has at most that is looked at for being a path.
const LONGEST_PATH: usize = 100;

/// Whether words say these segments one after the other.
fn says(id: &[String], segments: &[&str]) -> bool {
    if id.len() > LONGEST_PATH || segments.len() > LONGEST_PATH {
        return false;
    }
    // Where what was said so far may end: a parameter may be said in several ways.
    let mut ends = vec![0];
    for segment in segments {
        let said = words(segment);
        let is_parameter = segment.starts_with('{') && segment.ends_with('}');
        let starts = if is_parameter { 0..said.len() } else { 0..1 };
        let mut written = starts.filter_map(|start| said.get(start..)).list();
        let id_alone = ["id".to_owned()];
        written.add_all(Some(id_alone.as_slice()).filter(|_| is_parameter));
        let mut next = Vec::new();
        for end in ends {
            let rest = id.get(end..).unwrap_or_default();
            let found = written.iter().filter(|written| rest.starts_with(written)).map(|written| end + written.len());
            for end in found {
                if !next.contains(&end) {
                    next.push(end);
                }
            }
        }
        ends = next;
    }
    ends.contains(&id.len())
}

/// Words without those of the path's segments that say nothing: `get groups` of `getApiV4Groups`.
fn without_common(words: Vec<String>, operation: &Operation, segments: &Segments<'_>) -> Vec<String> {
    let common = segments.common.iter().filter(|segment| !segment.contains('{'));
    let common = common.flat_map(|segment| super::words::words(segment)).list();
    let start = usize::from(words.first().is_some_and(|first| first.eq_ignore_ascii_case(&operation.method)));
    let is_there = words.get(start..).is_some_and(|rest| rest.starts_with(&common) && rest.len() > common.len());
    if !is_there {
        return words;
    }
    let (front, rest) = words.split_at(start);
    [front, rest.get(common.len()..).unwrap_or_default()].concat()
}

#[cfg(test)]
mod tests {
    use super::{of_class, says, without_number, words};

    #[test]
    fn numbers_at_the_end_are_none_of_the_name() {
        assert_eq!(without_number("findAll_1"), Some("findAll"));
        assert_eq!(without_number("cat.help.0"), Some("cat.help"));
        assert_eq!(without_number("search2"), Some("search"));
        assert_eq!(without_number("search"), None);
        assert_eq!(without_number("12"), None);
    }

    #[test]
    fn ids_can_be_paths() {
        let says = |id: &str, path: &str| says(&words(id), &path.split('/').collect::<Vec<_>>());
        assert!(says("files_id_tasks", "files/{file_id}/tasks"));
        assert!(says("FilesFileIdTasks", "files/{fileId}/tasks"));
        assert!(says("lists_id_members_hash", "lists/{list_id}/members/{subscriber_hash}"));
        assert!(!says("file_tasks", "files/{file_id}/tasks"));
        assert!(!says("files_id", "files/{file_id}/tasks"));
        // So many ways that nobody could try each.
        assert!(says(&"a_".repeat(90), "{a_a}/".repeat(60).trim_end_matches('/')));
        assert!(!says(&"a_".repeat(99), &format!("{}b", "{a_a}/".repeat(60))));
    }

    #[test]
    fn classes_and_their_methods_come_apart() {
        assert_eq!(of_class("UsersController_findOne"), Some(("Users", "findOne")));
        assert_eq!(of_class("Lightning_ListAliases"), Some(("Lightning", "ListAliases")));
        for id in ["users_list", "Get_Users", "GET_Users", "findOne", "Delete_user_by_id"] {
            assert_eq!(of_class(id), None, "{id}");
        }
    }
}
