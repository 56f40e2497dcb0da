//! Documentation as rustdoc sees it: which blocks of it would be run as tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The first line of each block in the documentation of some code that rustdoc takes for a test, whether it runs it,
/// compiles it or only lists it as ignored.
pub(super) fn tests(code: TokenStream) -> Vec<String> {
    let mut docs = Vec::new();
    collect(code, &mut docs);
    docs.iter().flat_map(|doc| tests_in(doc)).collect()
}

/// What is documentation, item by item: also what stands in macros.
fn collect(tokens: TokenStream, into: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                tokens.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
                let is_attribute = |next: &TokenTree| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
                if let Some(TokenTree::Group(attribute)) = tokens.next_if(is_attribute) {
                    lines.extend(doc(attribute.stream()));
                }
            }
            other => {
                into.extend(unindented(std::mem::take(&mut lines)));
                if let TokenTree::Group(group) = other {
                    collect(group.stream(), into);
                }
            }
        }
    }
    into.extend(unindented(lines));
}

/// The text of `doc = "text"`.
fn doc(attribute: TokenStream) -> Option<String> {
    let mut tokens = attribute.into_iter();
    let (name, equals, text) = (tokens.next()?, tokens.next()?, tokens.next()?);
    let is_doc = matches!(name, TokenTree::Ident(name) if name == "doc")
        && matches!(equals, TokenTree::Punct(mark) if mark.as_char() == '=');
    let text = is_doc.then(|| syn::parse2::<syn::LitStr>(text.into()).ok()).flatten()?;
    Some(text.value())
}

/// The lines without what all of them are indented by.
fn unindented(docs: Vec<String>) -> Option<String> {
    let lines: Vec<&str> = docs.iter().flat_map(|doc| doc.split('\n')).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min()?;
    Some(lines.iter().map(|line| line.get(shared..).unwrap_or_default()).collect::<Vec<_>>().join("\n"))
}

fn tests_in(doc: &str) -> Vec<String> {
    let shown = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    // rustdoc renders with these, and looks for tests without any.
    let blocks = [shown, Options::empty()].into_iter().flat_map(|options| {
        Parser::new_ext(doc, options).into_offset_iter().filter_map(|(event, range)| {
            let is_test = match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => is_test(&info),
                _ => false,
            };
            is_test.then(|| format!("{:?}", doc.get(range).unwrap_or_default().lines().next().unwrap_or_default()))
        })
    });
    let mut blocks: Vec<String> = blocks.collect();
    blocks.dedup();
    blocks
}

/// Whether rustdoc takes a fenced block with these words for Rust. Where the words are odd, it is taken to.
fn is_test(info: &str) -> bool {
    let (mut is_rust, mut is_other, mut is_custom) = (false, false, false);
    for word in without_attributes(info).split([' ', ',', '\t']).filter(|word| !word.is_empty()) {
        match word.trim_matches('"') {
            "rust" => is_rust = true,
            "custom" => is_custom = true,
            "should_panic" | "no_run" | "ignore" | "test_harness" | "compile_fail" | "standalone_crate" => {
                is_rust |= !is_other;
            }
            word if word.starts_with("ignore-") => is_rust |= !is_other,
            word if word.starts_with("edition") => {}
            // An error's number, to a nightly rustdoc.
            word if word.len() == 5
                && word.starts_with('E')
                && word.bytes().skip(1).all(|digit| digit.is_ascii_digit()) =>
            {
                is_rust |= !is_other;
            }
            _ => is_other = true,
        }
    }
    !is_custom && (is_rust || !is_other)
}

/// The words without `{.class key=value}` and `(comments)`.
fn without_attributes(info: &str) -> String {
    let mut words = String::new();
    let mut end = None;
    for character in info.chars() {
        match (end, character) {
            (Some(wanted), found) if wanted == found => end = None,
            (Some(_), _) => {}
            (None, '{') => end = Some('}'),
            (None, '(') => end = Some(')'),
            (None, other) => words.push(other),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{is_test, tests};

    #[test]
    fn what_rustdoc_runs_is_found() {
        for info in
            ["", "rust", "edition2021", "ignore", "rust,text", "text,rust", "{.a}", "no_run,edition2018", "E0308", ","]
        {
            assert!(is_test(info), "{info}");
        }
        for info in ["text", "json", "custom,rust", "text,ignore", "Rust", "text {.rust}"] {
            assert!(!is_test(info), "{info}");
        }
    }

    #[test]
    fn documentation_is_found_wherever_it_stands() {
        let found = |code: &str| tests(code.parse().unwrap_or_default()).len();
        assert_eq!(found("//! ```\n//! a\n//! ```\nstruct A;"), 1);
        assert_eq!(found("struct A {\n  /// Text\n  ///\n  ///     a\n  #[x]\n  a: u8 }"), 1);
        assert_eq!(found("record! { A {\n /// - a\n ///\n ///       code\n a: 1 } }"), 1);
        assert_eq!(found("///     all of it is indented\nstruct A;"), 0);
        assert_eq!(found("/// ```text\n/// a\n/// ```\nstruct A;"), 0);
    }
}
