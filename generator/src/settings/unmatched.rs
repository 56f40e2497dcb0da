//! Names of operations and tags that name nothing in the document.

use super::selection::{Name, has_tag, title};
use super::{Settings, Spanned};
use crate::api::Api;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::lists::Listing;

impl Settings {
    /// Complains about names of operations and tags that name nothing.
    pub(crate) fn check_selection(&self, api: &Api, diagnostics: &mut Diagnostics) {
        let selection = &self.selection;
        let mut found = Vec::new();
        let titles: Vec<String> = api.operations.iter().map(title).list();
        let ids = || api.operations.iter().filter_map(|operation| operation.id.as_deref());
        let known: Vec<&str> = titles.iter().map(String::as_str).chain(ids()).list();
        let responses = self.responses.iter().map(|setting| &setting.operations);
        let keys = self.idempotency_keys.iter().map(|(operations, _)| operations);
        for name in responses.chain(keys) {
            let is_there = api.operations.iter().any(|operation| Name::of(operation).fits(&name.text));
            if !is_there && !diagnostics.iter().any(|diagnostic| is_skipped(diagnostic, &name.text)) {
                found.push(self.missing("operation", name, true, &known));
            }
        }
        for (names, is_wanted) in [(&selection.operations, true), (&selection.excluded, false)] {
            for name in names {
                if diagnostics.iter().any(|diagnostic| is_skipped(diagnostic, &name.text)) {
                    if is_wanted {
                        let message = format!("the operation `{}` can't be generated; a warning says why", name.text);
                        found.push(self.point(name, Diagnostic::error(Code::UnknownSelection, message)));
                    }
                } else if !api.operations.iter().any(|operation| Name::of(operation).fits(&name.text)) {
                    found.push(self.missing("operation", name, is_wanted, &known));
                }
            }
        }
        let known: Vec<&str> = api.operations.iter().flat_map(|operation| &operation.tags).map(String::as_str).list();
        for (tags, is_wanted) in [(&selection.tags, true), (&selection.excluded_tags, false)] {
            for tag in tags {
                if !api.operations.iter().any(|operation| has_tag(&operation.tags, &tag.text)) {
                    found.push(self.missing("tag", tag, is_wanted, &known));
                }
            }
        }
        for diagnostic in found {
            diagnostics.push(diagnostic);
        }
    }

    /// What is wanted and is not there is an error; nothing is lost where it was to be left out.
    fn missing(&self, kind: &str, name: &Spanned, is_wanted: bool, known: &[&str]) -> Diagnostic {
        let relation = if is_exact(&name.text) { "" } else { " that fits" };
        let message = format!("the document has no {kind}{relation} `{}`", name.text);
        let diagnostic = match is_wanted {
            true => Diagnostic::error(Code::UnknownSelection, message),
            false => Diagnostic::warning(Code::UnknownSelection, message),
        };
        let diagnostic = self.point(name, diagnostic);
        match closest(&name.text, known.iter().copied()) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic,
        }
    }
}

fn is_exact(name: &str) -> bool {
    !name.contains(['*', '?'])
}

/// Whether a complaint says that this operation is skipped.
fn is_skipped(diagnostic: &Diagnostic, wanted: &str) -> bool {
    let name = diagnostic.operation.as_deref().and_then(Name::titled);
    is_exact(wanted) && diagnostic.code == Code::SkippedOperation && name.is_some_and(|name| name.fits(wanted))
}
