//! What stands above the code of a file.

use std::fmt::Write;

use super::docs::{markdown, paragraphs, sentence};
use super::text::comment;
use crate::rust::Module;

/// Keeps formatters and linters away from code that nobody writes. A parameter without letters, such as `31m`, may have the
/// name of a variant.
pub(super) const ATTRIBUTES: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]\n\
    #![allow(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, deprecated, missing_docs, nonstandard_style)]\n\
    #![allow(bindings_with_variant_name)]\n";

/// The file of a module.
pub(super) fn file_name(module: &str) -> String {
    format!("{}.rs", module.trim_start_matches("r#"))
}

pub(super) fn inner_docs(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        // A line that were two would be code from there on.
        let _ = writeln!(text, "{}", format!("//! {}", comment(line)).trim_end());
    }
    text
}

/// What is said of a module of operations.
pub(super) fn operations_docs(module: &Module) -> Vec<String> {
    let description = module.description.as_deref().map(markdown).unwrap_or_default();
    paragraphs([vec![format!("Operations {}.", sentence(&module.title))], description])
}

/// The head of a module: of operations, of what the API sends by itself, or of the types of one of these.
pub(super) fn module_docs(module: &Module, has_client: bool) -> String {
    let docs = match (module.title.is_empty(), has_client) {
        (false, true) => operations_docs(module),
        (false, false) => vec![format!("Types of operations {}.", sentence(&module.title))],
        (true, false) => vec!["Types of what the API sends by itself: webhooks and callbacks.".to_owned()],
        (true, true) => vec![
            "What the API sends by itself: webhooks and callbacks.".to_owned(),
            String::new(),
            "Whether a request really comes from the API is for you to verify, as its documentation says.".to_owned(),
        ],
    };
    module_head(&docs)
}

/// The head of the shared types' module.
pub(super) fn types_head() -> String {
    module_head(&["The types that the document names, and those that several modules use.".to_owned()])
}

/// The head of the module of rules.
pub(super) fn rules_head() -> String {
    module_head(&["Rules that others refer to.".to_owned()])
}

pub(super) fn module_head(docs: &[String]) -> String {
    format!("{}\n{ATTRIBUTES}\nuse oasmith_runtime as rt;\n", inner_docs(docs))
}
