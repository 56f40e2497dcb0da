//! Identifiers taken apart.

/// The words of an identifier in `snake_case` or `PascalCase`, in lower case; digits stay with the word before them.
pub(super) fn words(ident: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '_';
    for c in ident.trim_start_matches("r#").chars() {
        let begins = before == '_' || (c.is_uppercase() && !before.is_uppercase());
        if c != '_' {
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    words
}

/// Whether a word stands in it twice, one right after the other.
pub(super) fn holds_a_word_twice(ident: &str) -> bool {
    let words = words(ident);
    words.iter().zip(words.iter().skip(1)).any(|(one, next)| one == next)
}

/// A name's last word and the number that it ends with, where something stands before the number.
pub(super) fn numbered(ident: &str) -> Option<(String, String)> {
    let words = words(ident);
    let last = words.last()?;
    let word = last.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = last.strip_prefix(word)?;
    if number.is_empty() {
        return None;
    }
    // `variant_2` is a word of its own.
    let word = if word.is_empty() { words.iter().rev().nth(1)?.as_str() } else { word };
    Some((word.to_owned(), number.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{holds_a_word_twice, numbered, words};

    #[test]
    fn identifiers_are_taken_apart() {
        assert_eq!(words("DeleteUserId2"), ["delete", "user", "id2"]);
        assert_eq!(words("get_ipv4_address"), ["get", "ipv4", "address"]);
        assert_eq!(words("r#type"), ["type"]);
        assert!(holds_a_word_twice("UserIdId") && holds_a_word_twice("delete_delete_it"));
        assert!(!holds_a_word_twice("UserIdUser"));
        assert_eq!(numbered("Variant12"), Some(("variant".to_owned(), "12".to_owned())));
        assert_eq!(numbered("item_2"), Some(("item".to_owned(), "2".to_owned())));
        assert_eq!(numbered("Item"), None);
    }
}
