//! What a method is called within its group: without the words that repeat the group.

use super::groups::{By, GroupNames};
use super::identifiers::{LONGEST_NAME, escape, snake};
use super::singular::singular;
use super::words::words;
use crate::lists::Listing;

/// How many letters more a plural has at most than its singular, or fewer.
const PLURAL: usize = 8;

const ARTICLES: &[&str] = &["a", "an", "the"];

/// Words that join what is done to what it is done with.
const PREPOSITIONS: &[&str] = &["at", "by", "for", "from", "in", "of", "on", "to", "using", "with"];

/// Methods that every type may have.
const TAKEN: &[&str] = &["clone", "clone_from", "into", "new"];

/// What is left of the words before the group's and of those behind them, if these may go.
type Way<'w> = &'w dyn Fn(&[String], &[String]) -> Option<Vec<String>>;

/// The words of an operation without those of its group, where these stand at the start: `list` of `users list` in `Users`. Of a
/// group that is a tag, which the API's author chose to stand beside its operations, also where they stand
///
/// - as what is done with: `delete` of `delete a certificate` in `Certificates`, `get by name` of `get user by name` in `user`;
/// - behind a preposition at the end: `get stories` of `get stories for task` in `Tasks`;
/// - anywhere, if they are several: `list pod` of `list core v1 pod` in `core_v1`.
///
/// In singular or plural, whatever stands between the words. A method and a path that nobody has given a name leave it out behind the
/// method: `get orders` of `get customers orders`.
pub(super) fn without_group(name: &[String], group: &GroupNames, is_path: bool) -> Option<Vec<String>> {
    if matches!(group.by, By::Nothing | By::Incoming) {
        return None;
    }
    let (own, full) = (group.words.as_slice(), words(&group.name));
    let full = Some(full.as_slice()).filter(|full| *full != own);
    std::iter::once(own).chain(full).find_map(|group_words| without(name, group_words, group.by, is_path))
}

fn without(name: &[String], group: &[String], by: By, is_path: bool) -> Option<Vec<String>> {
    let ways: [Way<'_>; 5] = [
        &|front, back| front.is_empty().then(|| back.to_vec()),
        &|front, back| (is_path && front.len() == 1).then(|| [front, back].concat()),
        &|front, back| {
            let is_object = back.first().is_none_or(|next| PREPOSITIONS.contains(&next.as_str()));
            (front.len() == 1 && is_object).then(|| [front, back].concat())
        },
        &|front, back| {
            let (last, rest) = front.split_last()?;
            let is_joined = back.is_empty() && rest.len() > 1 && PREPOSITIONS.contains(&last.as_str());
            is_joined.then(|| rest.to_vec())
        },
        &|front, back| (group.len() > 1).then(|| [front, back].concat()),
    ];
    let found = occurrences(name, &singular(group).concat());
    let ways = ways.iter().take(if by == By::Tag { ways.len() } else { 2 });
    let short = ways
        .into_iter()
        .find_map(|way| found.iter().find_map(|(front, back)| way(front, back).filter(|rest| is_name(rest, back))));
    short.or_else(|| {
        // A keyword is no method: `data type` of `refresh data type` in `refresh data`.
        let (_, back) = found.iter().find(|(front, _)| front.is_empty() && by == By::Tag && group.len() > 1)?;
        let name = snake(back);
        let is_keyword = escape(name.clone()) != name;
        let rest = group.last().into_iter().chain(*back).cloned().list();
        Some(rest).filter(|rest| is_keyword && is_name(rest, back))
    })
}

/// What stands before the group's letters, without an article at its end, and what stands behind them.
fn occurrences<'w>(name: &'w [String], group: &str) -> Vec<(&'w [String], &'w [String])> {
    let mut found = Vec::new();
    // A group that is longer than names may be is looked for at the start alone: elsewhere the time would grow with the square
    // of what the document says.
    let starts = if group.len() > LONGEST_NAME { name.len().min(1) } else { name.len() };
    for start in 0..starts {
        let (front, rest) = name.split_at(start);
        let mut length = 0;
        for (at, word) in rest.iter().enumerate() {
            length += word.len();
            let (own, back) = rest.split_at(at + 1);
            if length > group.len() + PLURAL {
                break;
            }
            if length + PLURAL >= group.len() && singular(own).concat() == group {
                let front = match front.split_last() {
                    Some((last, before)) if is_article(last) => before,
                    _ => front,
                };
                found.push((front, back));
            }
        }
    }
    found
}

pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Whether what is left is a name of its own, and nothing that Rust has another use for. It may end with a preposition where the
/// whole does: `check in`.
fn is_name(rest: &[String], back: &[String]) -> bool {
    let ends_as_before = back.len() > 1 && rest.ends_with(back);
    let joins_nothing = !ends_as_before && rest.last().is_some_and(|last| PREPOSITIONS.contains(&last.as_str()));
    let starts_one = rest.first().is_some_and(|first| first.starts_with(unicode_ident::is_xid_start)) && !joins_nothing;
    let name = snake(rest);
    // Where the group stood between two words that are the same, it is no repetition.
    let repeats = rest.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    // `patch_id` does not say of what.
    let has_bare_id = !back.is_empty() && rest.get(1).is_some_and(|next| next == "id");
    starts_one
        && !repeats
        && !has_bare_id
        && rest.concat().len() > 1
        && escape(name.clone()) == name
        && !TAKEN.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::groups::{By, GroupNames};
    use super::super::words::words;
    use super::without_group;

    fn method(name: &str, group: &str, is_tag: bool) -> String {
        let [module, accessor, ident] = [const { String::new() }; 3];
        let by = if is_tag { By::Tag } else { By::Segment };
        let group = GroupNames { by, name: group.to_owned(), words: words(group), module, accessor, ident };
        let name = words(name);
        without_group(&name, &group, false).unwrap_or(name).join("_")
    }

    #[test]
    fn a_group_is_not_repeated() {
        for (name, group, expected) in [
            ("users_list", "users", "list"),
            ("deleteAssistant", "Assistants", "delete"),
            ("Delete a certificate", "Certificates", "delete"),
            ("getUserByName", "user", "get_by_name"),
            ("getStoriesForTask", "Tasks", "get_stories"),
            ("getTasksForProject", "Tasks", "get_for_project"),
            ("listCoreV1NamespacedPod", "core_v1", "list_namespaced_pod"),
            ("list-server-actions", "Server Actions", "list"),
            ("connector_check_in", "connector", "check_in"),
            ("refresh-data-type", "Refresh data", "data_type"),
        ] {
            assert_eq!(method(name, group, true), expected, "{name}");
        }
    }

    #[test]
    fn an_operation_without_a_tag_keeps_what_it_is_done_with() {
        assert_eq!(method("GetCustomers", "customers", false), "get_customers");
        assert_eq!(method("customers_list", "customers", false), "list");
    }

    #[test]
    fn what_is_more_than_the_group_stays() {
        for (name, group) in [
            ("acceptTeamInvitation", "Invitations"),
            ("createUserAccessToken", "users"),
            ("moveFile", "files"),
            ("patch_campaign_folders_id", "campaignFolders"),
            ("delete_users_id_email_aliases_id", "Email aliases"),
            ("cloneVm", "vms"),
            ("search", "search"),
            ("by_default", "default"),
            ("listUsers", "accounts"),
        ] {
            assert_eq!(method(name, group, true), words(name).join("_"), "{name}");
        }
    }
}
