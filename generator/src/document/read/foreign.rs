//! Names for schemas of other files: there they are components or files of their own, as good as those of the root.

use std::path::{Component, Path};

use super::reader::Reader;
use crate::document::{Says, Schema, SchemaId};
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet};
use crate::value::Pointer;

/// Keywords whose names below them are no names of schemas, but of properties and the like.
const INSIDE: &[&str] = &["properties", "patternProperties", "dependentSchemas", "dependencies", "content", "headers"];
/// Keywords that hold a schema themselves.
const KEYWORDS: &[&str] = &[
    "schema",
    "itemSchema",
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "not",
    "contains",
    "propertyNames",
    "additionalItems",
    "if",
    "then",
    "else",
    "contentSchema",
];
/// Folders, files and keys that only say that there are schemas in them.
const CONTAINERS: &[&str] =
    &["components", "schemas", "schema", "definitions", "$defs", "models", "model", "index", "_index"];

/// A schema of another file, to be named.
struct Foreign {
    id: SchemaId,
    /// Its own name, then those of what is around it, outwards.
    words: Vec<String>,
    /// How many of the words the name takes.
    taken: usize,
}

impl Foreign {
    fn name(&self) -> String {
        let mut words: Vec<&str> = self.words.iter().take(self.taken).map(String::as_str).list();
        words.reverse();
        words.join("_")
    }

    fn grow(&mut self) -> bool {
        let grows = self.taken < self.words.len();
        self.taken += usize::from(grows);
        grows
    }
}

impl Reader<'_> {
    /// The components, and with them the schemas of other files that references lead to.
    ///
    /// A component that only refers to another file lends its name; any other schema is called as its key or its file.
    /// Where several would have the same name, each has what is around it in front. Nothing depends on the order in which
    /// the files were read.
    pub(super) fn with_foreign(&self, mut components: Vec<(String, SchemaId)>) -> Vec<(String, SchemaId)> {
        let mut aliases: Vec<(SchemaId, &str)> = Vec::new();
        for (name, id) in &components {
            let target = self.target(*id);
            if target != *id && self.is_foreign(target) {
                aliases.push((target, name));
            }
        }
        let mut named: HashSet<SchemaId> = components.iter().map(|(_, id)| *id).collect();
        let mut lent = Vec::new();
        sort(&mut aliases, &Ord::cmp);
        for names in aliases.chunk_by(|one, other| one.0 == other.0) {
            let Some((id, first)) = names.first().copied() else { continue };
            let own = self.schemas.get(id).map(|schema| schema.pointer.last()).unwrap_or_default();
            let name = if names.iter().any(|(_, name)| *name == own) { own.as_ref() } else { first };
            if named.insert(id) {
                lent.push((name.to_owned(), id));
            }
        }
        components.add_all(lent);

        let root = self.sources.get("").map_or(Path::new(""), |source| source.path());
        let mut foreign: Vec<Foreign> = Vec::new();
        for target in self.referenced() {
            if named.insert(target)
                && self.is_foreign(target)
                && let Some(words) = self.schemas.get(target).and_then(|schema| words(&schema.pointer, root))
            {
                foreign.push(Foreign { id: target, words, taken: 1 });
            }
        }
        part(&components, &mut foreign);
        let mut names: Vec<(String, SchemaId)> = foreign.iter().map(|foreign| (foreign.name(), foreign.id)).list();
        let place = |id: &SchemaId| self.schemas.get(*id).map(|schema| &schema.pointer);
        sort(&mut names, &|one, other| (&one.0, place(&one.1)).cmp(&(&other.0, place(&other.1))));
        components.add_all(names);
        components
    }

    /// What every reference leads to in the end.
    fn referenced(&self) -> impl Iterator<Item = SchemaId> {
        let ids = (0..self.schemas.len()).filter_map(|index| u32::try_from(index).ok()).map(SchemaId);
        ids.filter(|id| self.schemas.get(*id).is_some_and(|schema| schema.reference.is_some())).map(|id| {
            let direct = self.schemas.get(id).and_then(|schema| schema.reference.as_ref()?.target);
            direct.map_or(id, |direct| self.target(direct))
        })
    }

    /// The schema that one stands for which says nothing but where another one is.
    fn target(&self, id: SchemaId) -> SchemaId {
        let mut at = id;
        for _ in 0..64 {
            let schema = self.schemas.get(at).filter(|schema| only_refers(schema));
            match schema.and_then(|schema| schema.reference.as_ref()?.target) {
                Some(target) => at = target,
                None => break,
            }
        }
        at
    }

    fn is_foreign(&self, id: SchemaId) -> bool {
        self.schemas.get(id).is_some_and(|schema| !schema.pointer.file().is_empty())
    }
}

/// Whether a schema adds nothing but prose to what it refers to.
fn only_refers(schema: &Schema) -> bool {
    schema.says().only(Says::ANNOTATIONS.with(Says::NULL).with(Says::REFERENCE))
}

/// The words that may name the schema at a place, its own name first, and no folder that the root file is in as well.
/// `None` for a place that has no name.
fn words(pointer: &Pointer, root: &Path) -> Option<Vec<String>> {
    let mut segments: Vec<String> = pointer.segments().list();
    if let Some(last) = segments.last() {
        let inside = segments.iter().rev().nth(1).is_some_and(|around| INSIDE.contains(&around.as_str()));
        let number = last.bytes().all(|byte| byte.is_ascii_digit());
        if inside || number || KEYWORDS.contains(&last.as_str()) {
            return None;
        }
    }
    let mut around = root.components();
    let own = Path::new(pointer.file()).components().skip_while(|folder| around.next() == Some(*folder));
    let mut way: Vec<String> = own
        .filter_map(|component| match component {
            Component::Normal(name) => Some(stem(&name.to_string_lossy())),
            _ => None,
        })
        .list();
    way.append(&mut segments);
    way.reverse();
    let mut words: Vec<String> = Vec::new();
    for word in way {
        let is_container = CONTAINERS.iter().any(|container| word.eq_ignore_ascii_case(container));
        let repeats = words.last().is_some_and(|last| key(last) == key(&word));
        if !is_container && !repeats && !key(&word).is_empty() {
            words.push(word);
        }
    }
    (!words.is_empty()).then_some(words)
}

/// A file's name without what says that it is YAML or JSON.
fn stem(name: &str) -> String {
    let stem = [".yaml", ".yml", ".json"].iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(name);
    stem.to_owned()
}

/// What names of types have in common that differ in spelling only.
fn key(name: &str) -> String {
    let mut key = String::new();
    for character in name.chars().filter(|character| character.is_alphanumeric()) {
        key.extend(character.to_lowercase());
    }
    key
}

/// Lengthens names until they differ from one another and from those of the components, as far as that goes.
fn part(components: &[(String, SchemaId)], foreign: &mut [Foreign]) {
    let fixed: HashSet<String> = components.iter().map(|(name, _)| key(name)).collect();
    loop {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for name in foreign.iter().map(|foreign| key(&foreign.name())) {
            *counts.entry(name).or_default() += 1;
        }
        let mut grown = false;
        for foreign in foreign.iter_mut() {
            let name = key(&foreign.name());
            if fixed.contains(&name) || counts.get(&name).is_some_and(|count| *count > 1) {
                grown |= foreign.grow();
            }
        }
        if !grown {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(components: &[&str], places: &[&str]) -> Vec<String> {
        let components: Vec<_> = components.iter().map(|name| ((*name).to_owned(), SchemaId(0))).collect();
        let root = Path::new("spec/api.yaml");
        let place = |place: &&str| {
            words(&Pointer((*place).into()), root).map(|words| Foreign { id: SchemaId(0), words, taken: 1 })
        };
        let mut foreign: Vec<_> = places.iter().filter_map(place).collect();
        part(&components, &mut foreign);
        foreign.iter().map(Foreign::name).collect()
    }

    #[test]
    fn schemas_are_called_as_their_keys_or_files() {
        let places = [
            "schemas/Wallet.yaml#",
            "common.yaml#/components/schemas/Supi",
            "a/models/user/index.yaml#",
            "pages.yml#/Page/$defs/Link",
            "pages.yml#/Page/properties/next",
            "pages.yml#/Page/allOf/0",
            "list.yml#/content/application~1json/schema",
        ];
        assert_eq!(names(&[], &places), ["Wallet", "Supi", "user", "Link"]);
    }

    #[test]
    fn of_equal_names_each_has_what_is_around_it_in_front() {
        let places = ["spec/droplets/action.yml#", "../spec/action.yml#", "spec/shared/pet.yml#/Pet", "spec/a.yml#/b"];
        assert_eq!(names(&["Pet"], &places), ["droplets_action", "spec_action", "shared_Pet", "b"]);
        assert_eq!(names(&["A"], &["spec/A.yml#"]), ["A"]);
    }
}
