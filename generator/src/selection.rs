//! Which operations are wanted.

use crate::api::{Api, Operation};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};

/// The operations wanted: everything, where nothing is named.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// `POST /path`, or an operationId.
    pub(crate) operations: Vec<String>,
    pub(crate) tags: Vec<String>,
}

impl Selection {
    /// Whether an operation is wanted.
    pub(crate) fn wants(&self, operation: &Operation) -> bool {
        self.is_everything()
            || self.operations.iter().any(|wanted| names(wanted, operation))
            || self.tags.iter().any(|tag| operation.tags.contains(tag))
    }

    /// Whether nothing is named, and so everything is wanted.
    pub(crate) fn is_everything(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty()
    }

    /// Whether a complaint concerns what is wanted. One that names no operation does.
    pub(crate) fn concerns(&self, diagnostic: &Diagnostic, api: &Api) -> bool {
        let Some(title) = diagnostic.operation.as_deref().filter(|_| !self.is_everything()) else { return true };
        let is_this = |operation: &&Operation| self::title(operation) == title;
        match api.operations.iter().find(is_this) {
            Some(operation) => self.wants(operation),
            // It was skipped, so that its tags and id are not known.
            None => self.operations.is_empty() || self.operations.iter().any(|wanted| is_skipped(diagnostic, wanted)),
        }
    }

    /// Complains about names that name nothing.
    pub(crate) fn check(&self, api: &Api, diagnostics: &mut Diagnostics) {
        for wanted in &self.operations {
            if diagnostics.iter().any(|diagnostic| is_skipped(diagnostic, wanted)) {
                let message = format!("the operation `{wanted}` can't be generated; a warning says why");
                diagnostics.push(Diagnostic::error(Code::UnknownSelection, message));
            } else if !api.operations.iter().any(|operation| names(wanted, operation)) {
                let titles: Vec<String> = api.operations.iter().map(title).collect();
                missing(diagnostics, "operation", wanted, titles.iter().map(String::as_str));
            }
        }
        for tag in &self.tags {
            if !api.operations.iter().any(|operation| operation.tags.contains(tag)) {
                missing(
                    diagnostics,
                    "tag",
                    tag,
                    api.operations.iter().flat_map(|operation| &operation.tags).map(String::as_str),
                );
            }
        }
    }
}

/// `POST /path`.
pub(crate) fn title(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Whether a complaint says that this operation is skipped.
fn is_skipped(diagnostic: &Diagnostic, wanted: &str) -> bool {
    let same = |title: &str| match (title.split_once(' '), wanted.trim().split_once(char::is_whitespace)) {
        (Some((method, path)), Some((wanted, wanted_path))) => {
            method.eq_ignore_ascii_case(wanted) && path == wanted_path.trim()
        }
        _ => false,
    };
    diagnostic.code == Code::SkippedOperation && diagnostic.operation.as_deref().is_some_and(same)
}

fn names(wanted: &str, operation: &Operation) -> bool {
    match wanted.trim().split_once(char::is_whitespace) {
        Some((method, path)) => method.eq_ignore_ascii_case(&operation.method) && path.trim() == operation.path,
        None => operation.id.as_deref() == Some(wanted.trim()),
    }
}

fn missing<'a>(diagnostics: &mut Diagnostics, kind: &str, wanted: &str, known: impl Iterator<Item = &'a str>) {
    let mut diagnostic = Diagnostic::error(Code::UnknownSelection, format!("the document has no {kind} `{wanted}`"));
    if let Some(close) = closest(wanted, known) {
        diagnostic = diagnostic.help(format!("did you mean `{close}`?"));
    }
    diagnostics.push(diagnostic);
}
