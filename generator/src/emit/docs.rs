//! Documentation: the attributes that hold it, and what it is put together of.

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use super::markdown::{code, markdown, sentence};
use super::text::{comment, literal};

/// Stands between the lines of documentation until code is laid out. One attribute is much cheaper to take through the
/// formatter than one a line.
pub(crate) const LINE_BREAK: char = '\u{1}';

/// The attribute that holds lines of documentation; none where there are no lines.
pub(super) fn attributes<S: AsRef<str>>(lines: &[S]) -> TokenStream {
    let mut text = String::with_capacity(lines.iter().map(|line| line.as_ref().len() + 2).sum());
    for (number, line) in lines.iter().map(AsRef::as_ref).enumerate() {
        if number > 0 {
            text.push(LINE_BREAK);
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(&comment(line));
        }
    }
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = literal(&text);
    quote! { #[doc = #text] }
}

/// The attribute that holds one line of documentation.
pub(super) fn attribute(line: &str) -> TokenStream {
    attributes(std::slice::from_ref(&line))
}

/// Puts paragraphs together, a blank line between.
pub(super) fn paragraphs(paragraphs: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !paragraph.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(paragraph);
        }
    }
    lines
}

/// A name as rustdoc's links have it, which take the `#` of `r#type` for the start of a fragment.
pub(super) fn in_link(ident: &str) -> &str {
    ident.trim_start_matches("r#")
}
