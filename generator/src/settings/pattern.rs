//! Wildcards.

use crate::lists::Listing;

/// Whether a text fits a pattern, in which `*` is any text and `?` any one character.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().list(), text.chars().list());
    let (mut at, mut in_text) = (0, 0);
    // The last star, and where the text went on behind what it took.
    let mut star: Option<(usize, usize)> = None;
    while in_text < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(letter) if *letter == '?' || text.get(in_text) == Some(letter) => {
                at += 1;
                in_text += 1;
            }
            _ => match star {
                // The star takes one character more.
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    at = place + 1;
                    in_text = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::fits;

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
}
