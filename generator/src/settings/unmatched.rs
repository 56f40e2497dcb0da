//! Names of operations, tags and properties that name nothing in the document, and settings that change nothing.

use super::selection::{Name, has_tag, title};
use super::{NULL_AS_EMPTY, PropertyWay, ResponseSetting, Settings, Spanned};
use crate::api::{Api, Kind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::lists::{Changing, Listing};

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
        for name in responses.chain(&self.null_answers).chain(keys) {
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

    /// The complaint about a setting that changes no answer.
    pub(crate) fn changes_no_answer(&self, setting: &ResponseSetting, why: &str, help: String) -> Diagnostic {
        let (operations, read) = (&setting.operations, setting.read.written());
        let read = setting.status.map_or_else(|| read.clone(), |status| format!("{{ {status} = {read} }}"));
        let message = format!("`{} = {read}` changes nothing: {why}", operations.text);
        self.point(operations, Diagnostic::warning(Code::UnknownSelection, message)).help(help)
    }

    /// The complaint about a setting by which nothing is read as empty.
    pub(crate) fn empties_no_answer(&self, operations: &Spanned) -> Diagnostic {
        let message =
            format!("`{} = \"{NULL_AS_EMPTY}\"` changes nothing: no success is a list or map", operations.text);
        let help = "name an operation whose answer is a list or map that is not nullable";
        self.point(operations, Diagnostic::warning(Code::UnknownSelection, message)).help(help)
    }

    /// Complains about settings about properties, by their numbers: those that name none, and those that change none.
    pub(crate) fn check_properties(
        &self,
        api: &Api,
        unknown: &[usize],
        useless: &[usize],
        diagnostics: &mut Diagnostics,
    ) {
        for setting in unknown.iter().filter_map(|at| self.properties.get(*at)) {
            let key = &setting.key.text;
            let message = format!("no schema has a property `{key}`");
            let diagnostic = self.point(&setting.key, Diagnostic::error(Code::UnknownName, message));
            let known = properties(api);
            diagnostics.push(match closest(key, known.iter().map(String::as_str)) {
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => diagnostic.help("name a component or a type, and its property: `Pet.tags`, `*.tags`, `Pet.*`"),
            });
        }
        for setting in useless.iter().filter_map(|at| self.properties.get(*at)) {
            let message = format!("the setting changes nothing of `{}`", setting.key.text);
            let diagnostic = self.point(&setting.key, Diagnostic::warning(Code::UnknownName, message));
            diagnostics.push(diagnostic.help(match setting.way {
                PropertyWay::Optional => "name a required property; others need not be there anyhow",
                PropertyWay::NullAsEmpty => {
                    "name a required list or map that is not nullable; of optional ones, `null` is read as `None` anyhow"
                }
            }));
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

/// The properties of components.
fn properties(api: &Api) -> Vec<String> {
    let mut known = Vec::new();
    for id in api.shapes.ids() {
        let shape = api.shapes.get(id);
        if let (Some(component), Kind::Record(record)) = (&shape.component, &shape.kind) {
            known.add_all(record.fields.iter().map(|field| format!("{component}.{}", field.name)));
        }
    }
    known
}
