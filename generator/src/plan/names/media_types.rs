//! What media types are called.

use super::identifiers::{snake, type_ident};
use super::scope::distinct;
use super::words::words;
use crate::lists::{Listing, sort_by_key};
use crate::maps::HashSet;
use crate::media_types::{called, essence};

/// The words of each media type's variant, no two alike: its subtype, and more of it where others have that too.
pub(crate) fn variants(media_types: &[&str]) -> Vec<Vec<String>> {
    let all: Vec<Vec<Vec<String>>> = media_types.iter().map(|media_type| candidates(media_type)).list();
    let ranks = all.iter().map(Vec::len).max().unwrap_or(0);
    let mut chosen: Vec<Option<Vec<String>>> = vec![None; all.len()];
    let mut taken: HashSet<&Vec<String>> = HashSet::new();
    for rank in 0..ranks {
        let mut claims: Vec<usize> = (0..all.len()).filter(|at| chosen.get(*at).is_some_and(Option::is_none)).list();
        // The plain spelling goes before the others that mean the same.
        sort_by_key(&mut claims, &|at| {
            media_types.get(*at).map(|name| (name.contains(';'), !name.starts_with("application/")))
        });
        for at in claims {
            let wish = all.get(at).and_then(|candidates| candidates.get(rank)).filter(|wish| !wish.is_empty());
            if let (Some(place), Some(wish)) = (chosen.get_mut(at), wish)
                && taken.insert(wish)
            {
                *place = Some(wish.clone());
            }
        }
    }
    chosen.into_iter().map(|name| name.unwrap_or_else(|| vec!["other".to_owned()])).list()
}

/// The variants' names.
pub(crate) fn idents(media_types: &[&str]) -> Vec<String> {
    let keys = media_types.iter().map(|name| (*name).to_owned()).list();
    distinct(&variants(media_types).iter().map(|words| type_ident(words)).list(), &keys)
}

/// The methods that give the variants' values.
pub(crate) fn accessors(media_types: &[&str]) -> Vec<String> {
    variants(media_types).iter().map(|words| format!("into_{}", snake(words))).list()
}

/// What a media type may be called, the best first.
fn candidates(media_type: &str) -> Vec<Vec<String>> {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    let (main, suffix) = subtype.rsplit_once('+').unwrap_or((subtype, ""));
    let is_vendors = main.starts_with("vnd.");
    let main = ["vnd.", "prs.", "x-", "x."].iter().find_map(|tree| main.strip_prefix(tree)).unwrap_or(main);
    let with_suffix = [words(main), words(suffix)].concat();
    let known = match called(&essence) {
        Some(called) => called,
        None if main == "*" && suffix.is_empty() => kind,
        None => "",
    };
    let best = match known {
        "" if is_vendors => with_suffix.clone(),
        "" => words(main),
        known => words(known),
    };
    let with_kind = [words(kind), with_suffix.clone()].concat();
    vec![best, with_suffix, with_kind, words(media_type)]
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
