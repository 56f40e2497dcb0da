//! What a document says that can't be meant, or that says less than it seems to: each with what follows from it.
//!
//! What concerns whole operations and schemas is looked at once, after the document was read, and only as far as the
//! operations that are wanted reach. What the walk alone sees (a server's URL, the name of a media type) it judges by
//! [`servers`] and [`media_types`].

pub(super) mod media_types;
mod paths;
mod reach;
mod schemas;
mod scopes;
pub(super) mod servers;

use super::{Document, OperationEntry};
use crate::diagnostic::Diagnostics;
use crate::lists::Listing;
use reach::Reach;

/// Tells what contradicts itself in the operations that are wanted and the schemas that they reach, or in all components.
pub(crate) fn check(
    document: &Document,
    wants: impl Fn(&OperationEntry) -> bool,
    all_types: bool,
    diagnostics: &mut Diagnostics,
) {
    let wanted: Vec<&OperationEntry> = document.operations.iter().filter(|entry| wants(entry)).list();
    let received = document.webhooks.iter().filter(|entry| wants(entry));
    let reach = Reach::of(document, wanted.iter().copied().chain(received), all_types);
    paths::check(&wanted, document.is_swagger, diagnostics);
    scopes::check(document, &wanted, diagnostics);
    schemas::check(&document.schemas, &reach, diagnostics);
}

#[cfg(test)]
mod tests;
