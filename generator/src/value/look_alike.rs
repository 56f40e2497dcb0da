//! Letters of other scripts that look like those of ASCII, among letters of ASCII: where nobody expects them, and sees none.

use std::borrow::Cow;

use crate::lists::Listing;

/// Cyrillic and Greek letters, each before the letter of ASCII that it looks like in most fonts (Unicode's `confusables.txt`).
#[rustfmt::skip]
const LOOK_ALIKES: &[(char, char)] = &[
    ('А', 'A'), ('В', 'B'), ('Е', 'E'), ('Ѕ', 'S'), ('І', 'I'), ('Ј', 'J'), ('К', 'K'), ('М', 'M'), ('Н', 'H'), ('О', 'O'),
    ('Р', 'P'), ('С', 'C'), ('Т', 'T'), ('Х', 'X'), ('а', 'a'), ('е', 'e'), ('о', 'o'), ('р', 'p'), ('с', 'c'), ('у', 'y'),
    ('х', 'x'), ('ѕ', 's'), ('і', 'i'), ('ј', 'j'), ('һ', 'h'), ('ԁ', 'd'),
    ('Α', 'A'), ('Β', 'B'), ('Ε', 'E'), ('Ζ', 'Z'), ('Η', 'H'), ('Ι', 'I'), ('Κ', 'K'), ('Μ', 'M'), ('Ν', 'N'), ('Ο', 'O'),
    ('Ρ', 'P'), ('Τ', 'T'), ('Υ', 'Y'), ('Χ', 'X'), ('ο', 'o'),
];

/// The letter of ASCII that a letter looks like, if it is none itself.
fn looks_like(letter: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|(other, _)| *other == letter).map(|(_, ascii)| *ascii)
}

/// Whether one of these letters, side by side, only looks like ASCII, and the others are ASCII or look so too.
fn is_mixed(word: &[(usize, char)]) -> bool {
    word.iter().any(|(_, letter)| letter.is_ascii())
        && word.iter().any(|(_, letter)| !letter.is_ascii())
        && word.iter().all(|(_, letter)| letter.is_ascii() || looks_like(*letter).is_some())
}

/// The letters of a text that only look like ASCII in a word of ASCII, and where they begin.
pub(crate) fn look_alikes(text: &str) -> Vec<(usize, char)> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let letters: Vec<(usize, char)> = text.char_indices().list();
    for word in
        letters.chunk_by(|one, other| one.1.is_alphabetic() && other.1.is_alphabetic()).filter(|word| is_mixed(word))
    {
        found.extend(word.iter().filter(|(_, letter)| !letter.is_ascii()));
    }
    found
}

/// A text with the letters of ASCII that it seems to have.
pub(crate) fn as_it_looks(text: &str) -> Cow<'_, str> {
    let found = look_alikes(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let is_found = |at: usize| found.binary_search_by_key(&at, |(place, _)| *place).is_ok();
    let seen = |(at, letter)| looks_like(letter).filter(|_| is_found(at)).unwrap_or(letter);
    Cow::Owned(text.char_indices().map(seen).text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_are_found_in_words_of_ascii_only() {
        for (text, looks) in [
            ("PetОwnеr Record", "PetOwner Record"),
            ("рrice", "price"),
            ("Αlpha_Βeta", "Alpha_Beta"),
            // Words of one script, and letters that look like none of ASCII.
            ("РОСТ", "РОСТ"),
            ("Щука", "Щука"),
            ("цена price", "цена price"),
            ("µs", "µs"),
            ("Δt", "Δt"),
            ("naïve", "naïve"),
        ] {
            assert_eq!(as_it_looks(text), looks);
        }
        assert_eq!(look_alikes("aОb"), [(1, 'О')]);
    }
}
