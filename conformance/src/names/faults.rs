//! Names that a person would not have chosen.

use std::collections::HashSet;

use super::crate_facts::Facts;
use super::words::{holds_a_word_twice, numbered, words};

/// How many letters a name may have.
const LONG: usize = 45;

/// The names, each as `where::name`.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults {
    /// Those that end with a number which the document does not have; a status is the document's.
    pub(super) numbered: Vec<String>,
    /// Those of more than 45 letters.
    pub(super) long: Vec<String>,
    /// How many of these the document itself says: components, ids and values.
    pub(super) long_in_document: usize,
    /// Those with a word twice in a row that the document does not say so.
    pub(super) twice: Vec<String>,
    /// Methods that begin with their group's name.
    pub(super) repeats: Vec<String>,
    /// Groups of one operation, where there are more operations.
    pub(super) lonely: Vec<String>,
}

impl Faults {
    /// Looks at all names of a crate; `document` is its document's text.
    pub(super) fn of(facts: &Facts, document: &str) -> Faults {
        let mut faults = Faults::default();
        let spelled = Spelled::of(document);
        let types = facts.types.iter().map(|ty| (module(&ty.path), ty.ident.as_str()));
        let methods = facts.methods.iter().map(|(group, name)| (group.as_str(), name.as_str()));
        let variants = facts.variants.iter().map(|(ty, name)| (ty.as_str(), name.as_str()));
        for (owner, name) in types.chain(methods).chain(variants) {
            let full = || format!("{owner}::{name}");
            if numbered(name).is_some_and(|(word, number)| !spelled.has(&word, &number)) {
                faults.numbered.push(full());
            }
            let is_said = || spelled.says(name);
            if name.chars().filter(|c| *c != '_').count() > LONG {
                faults.long.push(full());
                faults.long_in_document += usize::from(is_said());
            }
            if holds_a_word_twice(name) && !is_said() {
                faults.twice.push(full());
            }
        }
        for (group, name) in &facts.methods {
            let accessor = facts.groups.get(group).map_or("", |group| group.accessor.as_str());
            let (group_words, name_words) = (words(accessor), words(name));
            if !group_words.is_empty() && name_words.len() > group_words.len() && name_words.starts_with(&group_words) {
                faults.repeats.push(format!("{accessor}().{name}"));
            }
        }
        if facts.methods.len() > 1 {
            let lonely = facts.groups.values().filter(|group| group.operations == 1 && !group.accessor.is_empty());
            faults.lonely.extend(lonely.map(|group| group.accessor.clone()));
        }
        faults
    }
}

fn module(path: &str) -> &str {
    path.split_once("::").map_or("", |(module, _)| module)
}

/// The document's text in lower case, without what separates words.
struct Spelled {
    text: String,
    /// What stands there on its own: keys, values and their parts between quotes, commas and the like.
    said: HashSet<String>,
}

impl Spelled {
    fn of(document: &str) -> Spelled {
        let separates = |c: char| matches!(c, '_' | '-' | ' ' | '.' | '/' | '{' | '}' | '+' | ':');
        let plain =
            |text: &str| text.chars().filter(|c| !separates(*c)).flat_map(char::to_lowercase).collect::<String>();
        let ends = |c: char| matches!(c, '"' | '\'' | '\n' | '\r' | ',' | '[' | ']' | ':' | '{' | '}' | '#');
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Spelled { text: plain(document), said: document.split(ends).map(letters).collect() }
    }

    /// Whether the document says this very name.
    fn says(&self, name: &str) -> bool {
        let name: String = name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect();
        self.said.contains(&name)
    }

    /// Whether the document has the word with this very number.
    fn has(&self, word: &str, number: &str) -> bool {
        if number.len() == 3 && number.starts_with(|first: char| ('1'..='5').contains(&first)) {
            return true;
        }
        let sought = format!("{word}{number}");
        self.text.match_indices(&sought).any(|(at, _)| {
            let after = self.text.get(at + sought.len()..).and_then(|rest| rest.chars().next());
            !after.is_some_and(|c| c.is_ascii_digit())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Spelled;

    #[test]
    fn numbers_of_the_document_are_its_own() {
        let spelled = Spelled::of("addressLine_2: x, item 12");
        assert!(spelled.has("line", "2") && spelled.has("item", "12"));
        assert!(!spelled.has("item", "1") && !spelled.has("other", "2"));
        let spelled = Spelled::of("lang: \"de-DE\", inside");
        assert!(spelled.says("DeDe") && !spelled.says("Insi") && !spelled.says("de"));
    }
}
