//! What emitted code declares, whatever the order.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::outcome::Failed;

/// Every declaration with its module, and how often it is there. Documentation and what functions do are left out; what stands
/// in a list is in the order of the alphabet.
pub(super) struct Declared(BTreeMap<String, usize>);

impl Declared {
    /// Reads every file of a module.
    pub(super) fn read(folder: &Path) -> Result<Declared, Failed> {
        let mut declared = Declared(BTreeMap::new());
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "rs") {
                let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let code = fs::read_to_string(&path)?.parse::<TokenStream>();
                declared.items(code.map_err(|error| format!("{}: {error}", path.display()))?, &module);
            }
        }
        Ok(declared)
    }

    fn items(&mut self, tokens: TokenStream, within: &str) {
        let mut open: Vec<TokenTree> = Vec::new();
        for token in without_docs(tokens) {
            let body = match &token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                _ => None,
            };
            let has = |word: &str| open.iter().any(|token| matches!(token, TokenTree::Ident(ident) if *ident == word));
            let is_use = has("use");
            let kept = match body {
                Some(_) if is_use => None,
                Some(_) if has("fn") => Some(None),
                Some(body) if has("impl") || has("mod") => Some(Some(body)),
                Some(_) => Some(Some(TokenStream::new())),
                None if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';') => Some(None),
                None => None,
            };
            match kept {
                None => open.push(token),
                Some(None) => self.add(within, &std::mem::take(&mut open)),
                Some(Some(body)) if body.is_empty() => {
                    open.push(token);
                    self.add(within, &std::mem::take(&mut open));
                }
                Some(Some(body)) => {
                    let head = format!("{within} {}", canonical(&std::mem::take(&mut open)));
                    self.items(body, &head);
                }
            }
        }
    }

    fn add(&mut self, within: &str, item: &[TokenTree]) {
        *self.0.entry(format!("{within}: {}", canonical(item))).or_default() += 1;
    }

    /// What is not in both, with some of it; `None` where everything is.
    pub(super) fn difference(&self, after: &Declared, samples: usize) -> Option<String> {
        let mut shown = String::new();
        for (mark, one, other) in [('-', self, after), ('+', after, self)] {
            let differing = one.0.iter().filter(|(item, count)| other.0.get(*item) != Some(count));
            for (item, _) in differing.take(samples) {
                let _ = writeln!(shown, "  {mark} {}", item.chars().take(600).collect::<String>());
            }
        }
        Some(shown).filter(|shown| !shown.is_empty())
    }
}

/// The tokens without `#[doc = …]`, which comments are as well.
fn without_docs(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let is_doc = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket
            && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc"));
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

/// Tokens as text; what commas and such part is in the order of the alphabet, as fields, variants and arguments are.
fn canonical(tokens: &[TokenTree]) -> String {
    let mut texts: Vec<String> = tokens
        .iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let inner = without_docs(group.stream());
                let is_end =
                    |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if [',', ';'].contains(&punct.as_char()));
                // Long types have a comma behind their last argument.
                let is_last = |at: &usize| matches!(inner.get(at + 1), Some(TokenTree::Punct(punct)) if punct.as_char() == '>');
                let inner: Vec<TokenTree> =
                    (0..inner.len()).filter(|at| !(is_last(at) && inner.get(*at).is_some_and(is_end)))
                    .filter_map(|at| inner.get(at).cloned()).collect();
                let mut parts: Vec<String> = inner.split(is_end).map(canonical).collect();
                parts.retain(|part| !part.is_empty());
                parts.sort();
                format!("{open}{}{close}", parts.join(", "))
            }
            other => other.to_string(),
        })
        .collect();
    // The tags of a variant.
    if let Some(end) = texts.windows(2).position(|pair| pair == ["=", ">"]) {
        let rest = texts.split_off(end);
        let mut tags: Vec<String> = texts.split(|text| text == "|").map(|tag| tag.join(" ")).collect();
        tags.sort();
        texts = vec![tags.join(" | ")];
        texts.extend(rest);
    }
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Declared;

    fn declared(text: &str) -> Declared {
        let mut declared = Declared(BTreeMap::new());
        declared.items(text.parse().unwrap(), "types");
        declared
    }

    #[test]
    fn order_and_documentation_make_no_difference_and_names_do() {
        let one = declared(
            "/// A.\nstruct A { a: B, b: C } impl A { fn new(a: B, b: C) -> A { A { a, b } } fn c(&self) {} } rt::record! { A { a: \"a\", b: \"b\" } }",
        );
        let other = declared(
            "rt::record! { A { b: \"b\", a: \"a\" } } impl A { fn c(&self) {} fn new(b: C, a: B) -> A { todo() } } struct A { b: C, a: B }",
        );
        assert_eq!(one.difference(&other, 9), None);
        let tags = |tags: &str| declared(&format!("rt::union! {{ A by \"a\" {{ {tags} => B }} }}"));
        assert_eq!(tags("Int(4) | Int(5) | Int(1)").difference(&tags("Int(5) | Int(1) | Int(4)"), 9), None);
        assert!(tags("Int(4)").difference(&tags("Int(5)"), 9).is_some());
        let other = declared("struct A { a: B, b: C } impl A { fn new(a: B, b: C) -> A {} fn d(&self) {} }");
        let difference = one.difference(&other, 9).unwrap();
        assert!(difference.contains("- types impl A: fn c (& self)"), "{difference}");
        assert!(difference.contains("+ types impl A: fn d (& self)"), "{difference}");
    }
}
