//! Emitted code as items in which nothing is told by its name.

use std::collections::HashMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// An item of emitted code, without its documentation.
#[derive(Debug)]
pub(super) struct Item {
    /// Its tokens, with the place of its first use for each identifier.
    pub(super) canonical: String,
    /// Its identifiers, in the order of their first uses.
    pub(super) identifiers: Vec<String>,
    /// How it begins.
    pub(super) beginning: String,
}

/// What means the same in every program, so that nothing else stands for it.
const FIXED: &str = "as async await bool break const continue crate dyn else enum extern f32 f64 false fn for i8 i16 i32 i64 i128 \
                     if impl in let loop match mod move mut pub ref return self Self static str String struct super trait \
                     true type u8 u16 u32 u64 u128 unsafe use usize where while Box None Option Some Vec";

/// The items of a file.
///
/// # Errors
///
/// The file is no Rust.
pub(super) fn items(text: &str) -> Result<Vec<Item>, proc_macro2::LexError> {
    let (mut items, mut open) = (Vec::new(), Vec::new());
    for token in without_docs(text.parse()?) {
        let is_use = matches!(open.iter().find(|token| !is_word(token, "pub")), Some(token) if is_word(token, "use"));
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !is_use,
            _ => false,
        };
        open.push(token);
        if ends {
            items.push(item(std::mem::take(&mut open)));
        }
    }
    if !open.is_empty() {
        items.push(item(open));
    }
    Ok(items)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if *ident == word)
}

/// The tokens without `#[doc = …]` and `#![doc = …]`, which comments are as well.
fn without_docs(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let is_doc = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket
            && group.stream().into_iter().next().is_some_and(|first| is_word(&first, "doc")));
        if is_doc {
            while matches!(kept.last(), Some(TokenTree::Punct(punct)) if ['#', '!'].contains(&punct.as_char())) {
                kept.pop();
            }
        } else {
            kept.push(token);
        }
    }
    kept
}

fn item(tokens: Vec<TokenTree>) -> Item {
    let mut printer = Printer::default();
    let beginning: String =
        tokens.iter().map(|token| format!("{token} ")).collect::<String>().chars().take(100).collect();
    tokens.into_iter().for_each(|token| printer.token(token));
    Item { canonical: printer.text, identifiers: printer.identifiers, beginning }
}

#[derive(Default)]
struct Printer {
    text: String,
    identifiers: Vec<String>,
    places: HashMap<String, usize>,
}

impl Printer {
    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Ident(ident) => self.identifier(ident.to_string()),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                self.text.push_str(open);
                without_docs(group.stream()).into_iter().for_each(|token| self.token(token));
                self.text.push_str(close);
            }
            other => self.text.push_str(&other.to_string()),
        }
        self.text.push(' ');
    }

    fn identifier(&mut self, name: String) {
        if FIXED.split_whitespace().any(|fixed| fixed == name) {
            self.text.push_str(&name);
            return;
        }
        let next = self.identifiers.len();
        let place = *self.places.entry(name.clone()).or_insert(next);
        if place == next {
            self.identifiers.push(name);
        }
        self.text.push_str(&format!("${place}"));
    }
}

#[cfg(test)]
mod tests {
    use super::items;

    fn canonical(text: &str) -> Vec<String> {
        items(text).unwrap().into_iter().map(|item| item.canonical).collect()
    }

    #[test]
    fn names_and_documentation_make_no_difference() {
        let one = canonical(
            "/// A pet.\npub struct Pet { /** Its name. */ pub name: Option<String>, owner: Owner }\nuse a::{b, c};",
        );
        let other =
            canonical("#![doc = \"x\"] pub struct Animal { pub title: Option<String>, keeper: Person } use d::{e, f};");
        assert_eq!((one.len(), &one), (2, &other));
    }

    #[test]
    fn everything_else_makes_one() {
        let pet = "struct Pet { name: String, owner: Owner }";
        for other in [
            "struct Pet { name: String, owner: name }",
            "struct Pet { name: Option<String>, owner: Owner }",
            "struct Pet { name: i64, owner: Owner }",
            "pub struct Pet { name: String, owner: Owner }",
        ] {
            assert_ne!(canonical(pet), canonical(other), "{other}");
        }
        assert_ne!(canonical("const A: &str = \"a\";"), canonical("const A: &str = \"b\";"));
    }
}
