//! Documentation: the attributes that hold it, and what it is put together of.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
pub(super) use super::markdown::{code, markdown, sentence};
use super::text::{comment, literal};
use crate::code::LINE_BREAK;
use crate::lists::{Changing, Listing};

/// The attribute that holds lines of documentation; none where there are no lines.
pub(super) fn attributes<S: AsRef<str>>(lines: &[S]) -> TokenStream {
    let mut text = String::with_capacity(lines.iter().map(|line| line.as_ref().len() + 2).total());
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
            lines.add_all(paragraph);
        }
    }
    lines
}

/// The first paragraph, where a list or the like that begins with it is not torn apart, and what follows.
pub(super) fn first_paragraph(mut lines: Vec<String>) -> (Vec<String>, Vec<String>) {
    let length = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    if lines.iter().take(length).all(|line| markdown::begins_with_text(line)) {
        let rest = lines.split_off(length);
        return (lines, rest.into_iter().skip(1).list());
    }
    (Vec::new(), lines)
}

/// A list's item about something: its description, and sentences of our own behind it.
pub(super) fn entry(name: &str, description: Vec<String>, remarks: Vec<String>) -> Vec<String> {
    let remarks = remarks.join(" ");
    let is_text = !description.is_empty() && is_running_text(&description);
    let mut lines = if is_text { vec![description.join(" ")] } else { description };
    match lines.last_mut() {
        _ if remarks.is_empty() => {}
        // Nothing of ours is read as the end of somebody's sentence.
        Some(last) if is_text => {
            let is_ended = last.ends_with(['.', '!', '?', ':', ';', ',', '…']);
            last.push_str(if is_ended { " " } else { ". " });
            last.push_str(&remarks);
        }
        Some(_) => lines.extend([String::new(), remarks]),
        None => lines.push(remarks),
    }
    let first = lines.first().cloned().unwrap_or_default();
    let head = match (first.is_empty(), markdown::begins_with_text(&first)) {
        (true, _) => format!("- {name}"),
        (false, true) => format!("- {name}: {first}"),
        (false, false) => {
            lines.splice(..0, [String::new(), String::new()]);
            format!("- {name}:")
        }
    };
    let rest = lines.into_iter().skip(1);
    let rest = rest.map(|line| if line.is_empty() { line } else { format!("  {line}") });
    std::iter::once(head).chain(rest).list()
}

/// Whether lines are one paragraph, which may as well stand on one line.
fn is_running_text(lines: &[String]) -> bool {
    lines.iter().all(|line| !line.is_empty() && !line.ends_with('\\') && markdown::begins_with_text(line))
}

/// A name as rustdoc's links have it, which take the `#` of `r#type` for the start of a fragment.
pub(super) fn in_link(ident: &str) -> &str {
    ident.trim_start_matches("r#")
}

#[cfg(test)]
mod tests {
    use super::entry;
    use super::markdown::markdown;

    #[test]
    fn an_entry_keeps_the_blocks_of_its_description() {
        let written = |description: &str, remarks: &[&str]| {
            entry("`a`", markdown(description), remarks.iter().map(|&remark| remark.to_owned()).collect()).join("\n")
        };
        assert_eq!(written("", &[]), "- `a`");
        assert_eq!(written("", &["Default: `1`."]), "- `a`: Default: `1`.");
        assert_eq!(written("First\nline", &["Default: `1`."]), "- `a`: First line. Default: `1`.");
        assert_eq!(written("One.", &["At least 1.", "Default: `1`."]), "- `a`: One. At least 1. Default: `1`.");
        assert_eq!(written("One.\n\nTwo", &["Default: `1`."]), "- `a`: One.\n\n  Two\n\n  Default: `1`.");
        assert_eq!(written("One of\n- x\n- y", &["Default: `x`."]), "- `a`: One of\n  - x\n  - y\n\n  Default: `x`.");
        assert_eq!(written("- x\n- y", &[]), "- `a`:\n\n  - x\n  - y");
        assert_eq!(written("One:\n\n    code", &[]), "- `a`: One:\n\n  ```text\n  code\n  ```");
        assert_eq!(written("| x |\n|---|\n| 1 |", &[]), "- `a`:\n\n  | x |\n  |---|\n  | 1 |");
    }
}
