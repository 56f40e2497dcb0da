//! Mappings in the making: keys that come twice, and YAML's merge keys.

use crate::diagnostic::{Code, Diagnostic};
use crate::maps::HashMap;
use crate::value::{Node, Pointer};

/// Up to this many entries, comparing all keys is faster than hashing them.
const FEW: usize = 12;

/// Leaves every key once: at its first place, with its last value. Gives the keys that came more than once.
pub(super) fn deduplicate(entries: &mut Vec<(String, Node)>) -> Vec<String> {
    if !has_duplicates(entries) {
        return Vec::new();
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<(String, Node)> = Vec::new();
    let mut duplicates = Vec::new();
    for (key, value) in std::mem::take(entries) {
        match places.get(&key).and_then(|place| kept.get_mut(*place)) {
            Some(first) => {
                first.1 = value;
                duplicates.push(key);
            }
            None => {
                places.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
        }
    }
    *entries = kept;
    duplicates
}

fn has_duplicates(entries: &[(String, Node)]) -> bool {
    if entries.len() <= FEW {
        let mut rest = entries;
        while let Some(((key, _), others)) = rest.split_first() {
            if others.iter().any(|(other, _)| other == key) {
                return true;
            }
            rest = others;
        }
        return false;
    }
    let mut seen = crate::maps::HashSet::new();
    entries.iter().any(|(key, _)| !seen.insert(key.as_str()))
}

/// Replaces a `<<` key by the entries of the mapping, or the mappings, that it names; keys that are there already win,
/// and so do those of mappings named earlier. `Err` where it names anything else, which is then left out.
pub(super) fn merge(entries: &mut Vec<(String, Node)>) -> Result<(), ()> {
    let Some(place) = entries.iter().position(|(key, _)| key == "<<") else {
        return Ok(());
    };
    let (_, merged) = entries.remove(place);
    let maps = match merged {
        Node::Map(map) => vec![map],
        Node::Seq(items) => {
            let maps: Option<Vec<_>> = items
                .into_iter()
                .map(|item| match item {
                    Node::Map(map) => Some(map),
                    _ => None,
                })
                .collect();
            maps.ok_or(())?
        }
        _ => return Err(()),
    };
    let mut place = place;
    for (key, value) in maps.into_iter().flatten() {
        if !entries.iter().any(|(other, _)| *other == key) {
            entries.insert(place, (key, value));
            place += 1;
        }
    }
    Ok(())
}

/// The complaint about a key that a mapping has twice.
pub(super) fn duplicate_key(mapping: &Pointer, key: &str) -> Diagnostic {
    Diagnostic::warning(Code::DuplicateKey, format!("the key `{key}` is there twice"))
        .at_key(&mapping.child(key))
        .label("this one is read")
}
