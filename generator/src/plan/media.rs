//! Enums of media types: what their variants are called, which of them are one, and what that is called.

use std::collections::{BTreeMap, HashSet};

use super::names::{self, Named, Scopes};
use super::types::Types;
use super::variants::distinct;
use super::words::{type_ident, words};
use crate::api::Use;
use crate::rust::{Doc, Role};

/// The words of each media type's variant, no two alike: its subtype, and more of it where others have that too.
pub(super) fn variants(media_types: &[&str]) -> Vec<Vec<String>> {
    let all: Vec<Vec<Vec<String>>> = media_types.iter().map(|media_type| candidates(media_type)).collect();
    let ranks = all.iter().map(Vec::len).max().unwrap_or(0);
    let mut chosen: Vec<Option<Vec<String>>> = vec![None; all.len()];
    let mut taken: HashSet<&Vec<String>> = HashSet::new();
    for rank in 0..ranks {
        let mut claims: Vec<usize> = (0..all.len()).filter(|at| chosen.get(*at).is_some_and(Option::is_none)).collect();
        // The plain spelling goes before the others that mean the same.
        claims
            .sort_by_key(|at| media_types.get(*at).map(|name| (name.contains(';'), !name.starts_with("application/"))));
        for at in claims {
            let wish = all.get(at).and_then(|candidates| candidates.get(rank)).filter(|wish| !wish.is_empty());
            if let (Some(place), Some(wish)) = (chosen.get_mut(at), wish)
                && taken.insert(wish)
            {
                *place = Some(wish.clone());
            }
        }
    }
    chosen.into_iter().map(|name| name.unwrap_or_else(|| vec!["other".to_owned()])).collect()
}

/// The variants' names.
pub(super) fn idents(media_types: &[&str]) -> Vec<String> {
    distinct(variants(media_types).iter().map(|words| type_ident(words)).collect())
}

/// What a media type may be called, the best first.
fn candidates(media_type: &str) -> Vec<Vec<String>> {
    let essence = crate::api::essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    let (main, suffix) = subtype.rsplit_once('+').unwrap_or((subtype, ""));
    let is_vendors = main.starts_with("vnd.");
    let main = ["vnd.", "prs.", "x-", "x."].iter().find_map(|tree| main.strip_prefix(tree)).unwrap_or(main);
    let with_suffix = [words(main), words(suffix)].concat();
    let known = match essence.as_str() {
        "application/x-www-form-urlencoded" => "form",
        "application/octet-stream" => "bytes",
        "text/plain" => "text",
        "*/*" | "application/*" => "other",
        _ if main == "*" && suffix.is_empty() => kind,
        "multipart/form-data" => "multipart",
        _ => "",
    };
    let best = match known {
        "" if is_vendors => with_suffix.clone(),
        "" => words(main),
        known => words(known),
    };
    let with_kind = [words(kind), with_suffix.clone()].concat();
    vec![best, with_suffix, with_kind, words(media_type)]
}

/// A place that has an enum of media types.
pub(super) struct Place {
    /// The operation's number and group.
    pub(super) operation: usize,
    pub(super) group: usize,
    /// What the enum is called if it is this place's own, without its role.
    pub(super) words: Vec<String>,
    /// The component that the enum carries, if it is just one.
    pub(super) component: Option<Vec<String>>,
    /// Equal where the enums are.
    pub(super) key: String,
}

/// An enum of media types.
pub(super) struct Shared {
    pub(super) named: Named,
    /// The places that have it, by their position.
    pub(super) places: Vec<usize>,
}

/// Names the enums. Places whose enums are equal have one, if there is a name for what they have in common: their
/// component, or the words that their own names share. `role` ends each name.
pub(super) fn share(places: &[Place], role: &str, scopes: &mut Scopes) -> Vec<Shared> {
    let mut alike: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        alike.entry(&place.key).or_default().push(at);
    }
    let mut wishes: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    for members in alike.into_values() {
        match common_name(places, &members) {
            Some(words) => wishes.push((words, members)),
            None => wishes.extend(members.into_iter().filter_map(|at| Some((places.get(at)?.words.clone(), vec![at])))),
        }
    }
    // Not in document order, so that names don't change with it.
    wishes.sort();
    let named = wishes.into_iter().map(|(words, members)| {
        let groups: HashSet<usize> = members.iter().filter_map(|at| Some(places.get(*at)?.group)).collect();
        let module = groups.iter().next().copied().filter(|_| groups.len() == 1);
        let ident = scopes.take(&[type_ident(&names::joined(&words, &[role.to_owned()]))], module);
        Shared { named: Named { ident, module }, places: members }
    });
    named.collect()
}

fn common_name(places: &[Place], members: &[usize]) -> Option<Vec<String>> {
    let members: Vec<&Place> = members.iter().filter_map(|at| places.get(*at)).collect();
    let [first, _, ..] = members.as_slice() else { return members.first().map(|place| place.words.clone()) };
    // One operation's several places are its own.
    if members.iter().all(|place| place.operation == first.operation) {
        return Some(first.words.clone());
    }
    let component = first.component.clone();
    component.or_else(|| {
        let paths: Vec<Vec<String>> = members.iter().map(|place| place.words.clone()).collect();
        names::in_common(&paths)
    })
}

/// The component that these values are, if all are the same one.
pub(super) fn component<'u>(types: &Types<'_>, values: impl Iterator<Item = &'u Use>) -> Option<Vec<String>> {
    let mut shapes: Vec<_> = values.map(|value| types.twins.get(value.shape)).collect();
    shapes.sort_unstable_by_key(|id| id.0);
    shapes.dedup();
    let [shape] = shapes.as_slice() else { return None };
    let component = types.api.shapes.get(*shape).component.as_deref()?;
    Some(types.names.get(shape).map_or_else(|| words(component), |named| words(&named.ident)))
}

/// What an enum's documentation is made of: the one operation that it belongs to, or that there are several.
pub(super) fn doc(operations: &[(String, usize)], of: &[usize], what: &str, remark: Option<String>) -> Doc {
    let owner = of.first().and_then(|number| operations.get(*number)).filter(|_| of.len() == 1);
    match owner {
        Some((owner, module)) => {
            let role = Role { what: format!("The {what}"), named: None, owner: owner.clone(), module: Some(*module) };
            Doc { role: Some(role), remark, ..Doc::default() }
        }
        None => Doc { description: Some(format!("The {what} several operations.")), ..Doc::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::idents;

    #[test]
    fn a_variant_is_called_what_a_person_would_call_it() {
        let usual = [
            "application/json",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/octet-stream",
            "text/plain",
            "application/x-yaml",
            "image/svg+xml",
            "image/*",
            "*/*",
        ];
        let names = ["Json", "Xml", "Form", "Multipart", "Bytes", "Text", "Yaml", "Svg", "Image", "Other"];
        assert_eq!(idents(&usual), names);
        let patches = ["application/json-patch+json", "application/apply-patch+yaml", "application/apply-patch+cbor"];
        assert_eq!(idents(&patches), ["JsonPatch", "ApplyPatch", "ApplyPatchCbor"]);
        let alike = ["text/json", "application/json", "application/vnd.github.v3+json", "application/json; v=2"];
        assert_eq!(idents(&alike), ["TextJson", "Json", "GithubV3Json", "ApplicationJson"]);
    }
}
