//! Wildcards.

use crate::lists::Listing;

/// Whether a text fits a pattern, in which `*` is any text and `?` any one character.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    taken(pattern, text).is_some()
}

/// Whether something is named by a pattern of which parts can be kept. A JSON Pointer is none.
pub(crate) fn is_pattern(text: &str) -> bool {
    text.contains('*') && !text.contains('#')
}

/// What the stars of a pattern take of a text that fits it, each as little as it can.
pub(crate) fn taken(pattern: &str, text: &str) -> Option<Vec<String>> {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().list(), text.chars().list());
    let (mut at, mut in_text) = (0, 0);
    // Where each star is, and the place where the text goes on behind what it took.
    let mut stars: Vec<(usize, usize)> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    while in_text < text.len() {
        match pattern.get(at) {
            Some('*') => {
                stars.push((at, in_text));
                starts.push(in_text);
                at += 1;
            }
            Some(letter) if *letter == '?' || text.get(in_text) == Some(letter) => {
                at += 1;
                in_text += 1;
            }
            // The last star takes one character more.
            _ => {
                let (place, end) = stars.last_mut()?;
                *end += 1;
                at = *place + 1;
                in_text = *end;
            }
        }
    }
    let rest = pattern.get(at..).unwrap_or_default();
    let own = starts.iter().zip(&stars);
    let own = own.map(|(start, (_, end))| text.get(*start..*end).unwrap_or_default().iter().collect());
    let all: Vec<String> = own.chain(rest.iter().map(|_| String::new())).list();
    rest.iter().all(|letter| *letter == '*').then_some(all)
}

/// A name in which each star is what a star of a pattern took, in their order.
pub(crate) fn filled(name: &str, taken: &[String]) -> String {
    let mut taken = taken.iter();
    let mut filled = String::new();
    for letter in name.chars() {
        match letter {
            '*' => filled.extend(taken.next().map(String::as_str)),
            _ => filled.push(letter),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{filled, fits, taken};

    #[test]
    fn stars_are_any_text_and_question_marks_any_character() {
        for (pattern, text) in [
            ("*", ""),
            ("*", "anything/at all"),
            ("/pets/*", "/pets/{petId}/toys"),
            ("/pets*", "/pets"),
            ("*/toys", "/pets/toys/toys"),
            ("get*By*Id", "getPetByOwnerById"),
            ("v?", "v1"),
            ("?é*", "xé"),
            ("**a**", "a"),
            ("a*?", "a*?"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("", "a"),
            ("v?", "v"),
            ("v?", "v10"),
            ("/pets/*", "/pets"),
            ("*a", "ab"),
            ("a*b*c", "acb"),
            ("Pet", "pet"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }

    #[test]
    fn what_stars_take_is_kept() {
        for (pattern, text, name, expected) in [
            ("*Dto", "UserDto", "*", "User"),
            ("Api*V1", "ApiPetV1", "*", "Pet"),
            ("*By*", "getPetByOwnerById", "*With*", "getPetWithOwnerById"),
            ("*_*", "a_b_c", "*.*", "a.b_c"),
            ("Pet*", "Pet", "Animal*", "Animal"),
        ] {
            assert_eq!(filled(name, &taken(pattern, text).unwrap()), expected, "{pattern} {text}");
        }
    }
}
