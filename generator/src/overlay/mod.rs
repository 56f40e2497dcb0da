//! Overlays: documents that say how another document is changed before it is read (Overlay Specification 1.0 and 1.1).

mod change;
mod path;

#[cfg(test)]
mod tests;

use std::path::Path as FilePath;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::lists::sort;
use crate::source::{Origin, Sources};
use crate::value::{Node, Pointer, holds_control};
use change::{Changed, Reason, Refused};
use path::{DeadEnd, Invalid, Location, Path};

/// What is read, to say so.
const SUPPORTED: &str = "oasmith applies overlays of the Overlay Specification 1.0 and 1.1";

/// Applies the overlays in these files to a document, in order. What is wrong with one is an error: without it, the
/// document is not the one that was meant.
pub(crate) fn apply<'p>(
    root: Node,
    files: impl IntoIterator<Item = &'p FilePath>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Node {
    let mut changed = Changed::new(root);
    for file in files {
        if let Some((name, overlay)) = sources.read_beside(file, diagnostics) {
            Overlay { name, changed: &mut changed, sources, diagnostics }.apply(&overlay);
        }
    }
    sources.set_origins(changed.origins);
    changed.root
}

/// One overlay while it is applied.
struct Overlay<'a> {
    /// Of its file.
    name: Rc<str>,
    changed: &'a mut Changed,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
}

impl Overlay<'_> {
    fn apply(&mut self, overlay: &Node) {
        let root = Pointer::root(&self.name);
        if !self.is_supported(overlay, &root) {
            return;
        }
        self.check_fields(overlay, &root, &["overlay", "info", "extends", "actions"]);
        if overlay.get("extends").and_then(Node::as_str).is_some_and(holds_control) {
            self.diagnostics.push(
                Diagnostic::error(Code::ControlCharacter, "`extends` holds a control character")
                    .at(&root.child("extends"))
                    .help("remove the character"),
            );
        }
        match overlay.get("actions") {
            Some(Node::Seq(actions)) => {
                for (index, action) in actions.iter().enumerate() {
                    if self.changed.is_full() {
                        return;
                    }
                    self.action(action, &root.child("actions").child(&index.to_string()));
                }
            }
            Some(other) => self.wrong("actions", other, "a list of actions", &root.child("actions")),
            None => self.missing(
                overlay,
                &["actions"],
                Diagnostic::error(Code::MissingField, "the overlay has no field `actions`")
                    .at(&root)
                    .help("list what is to be changed: `actions: [{target: $.info, update: {…}}]`"),
            ),
        }
    }

    fn is_supported(&mut self, overlay: &Node, root: &Pointer) -> bool {
        let Some(version) = overlay.get("overlay") else {
            let diagnostic = Diagnostic::error(Code::NotOverlay, "the file has no field `overlay`").at(root);
            let is_document = overlay.get("openapi").or(overlay.get("swagger")).is_some();
            self.diagnostics.push(if is_document {
                diagnostic.help("this is an OpenAPI document, and no overlay")
            } else {
                diagnostic.help(format!("state the version: `overlay: 1.0.0`; {SUPPORTED}"))
            });
            return false;
        };
        let pointer = root.child("overlay");
        let written = match version {
            Node::String(text) => text.clone(),
            // `overlay: 1.0` is a number for YAML.
            Node::Number(text) => self.sources.spelling(&pointer).unwrap_or(text).to_owned(),
            other => {
                self.wrong("overlay", other, "a version", &pointer);
                return false;
            }
        };
        let mut parts = written.trim().split('.');
        if (parts.next(), matches!(parts.next(), Some("0" | "1"))) == (Some("1"), true) {
            return true;
        }
        let message = format!("version {} of overlays is not supported", written.trim());
        self.diagnostics.push(Diagnostic::error(Code::UnsupportedVersion, message).at(&pointer).help(SUPPORTED));
        false
    }

    fn action(&mut self, action: &Node, at: &Pointer) {
        if !matches!(action, Node::Map(_)) {
            return self.wrong("actions", action, "an action, which is a mapping", at);
        }
        self.check_fields(action, at, &["target", "description", "update", "copy", "remove"]);
        let Some(target) = action.get("target") else {
            return self.missing(
                action,
                &["target"],
                Diagnostic::error(Code::MissingField, "the action has no field `target`")
                    .at(at)
                    .help("say what is to be changed: `target: $.paths['/pets'].get`"),
            );
        };
        let Some(targets) = self.select(target, &at.child("target")) else { return };
        let removes = match action.get("remove") {
            None | Some(Node::Null | Node::Bool(false)) => false,
            Some(Node::Bool(true)) => true,
            Some(other) => return self.wrong("remove", other, "true or false", &at.child("remove")),
        };
        if targets.is_empty() {
            self.unmatched(target, &at.child("target"));
        }
        match (removes, action.get("update"), action.get("copy")) {
            (true, ..) => self.remove(targets, at),
            (false, Some(_), Some(_)) => self.diagnostics.push(
                Diagnostic::error(Code::InvalidOverlay, "an action has either `update` or `copy`, not both")
                    .at(&at.child("copy")),
            ),
            (false, Some(update), None) => self.merge(&targets, update, &Origin::at(at.child("update"))),
            (false, None, Some(from)) => self.copy(&targets, from, &at.child("copy")),
            (false, None, None) => self.missing(
                action,
                &["update", "copy", "remove"],
                Diagnostic::error(Code::MissingField, "the action says nothing to be done")
                    .at(at)
                    .help("add `update: …`, `copy: …` or `remove: true`"),
            ),
        }
    }

    fn remove(&mut self, mut targets: Vec<Location>, at: &Pointer) {
        if targets.iter().any(Vec::is_empty) {
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidOverlay, "the whole document can't be removed").at(&at.child("target")),
            );
            return;
        }
        // Backwards, so that what is left to be removed stays in its place.
        sort(&mut targets, &Ord::cmp);
        for target in targets.iter().rev() {
            self.changed.remove(target);
        }
    }

    fn merge(&mut self, targets: &[Location], value: &Node, origin: &Origin) {
        for target in targets {
            if self.changed.is_full() {
                return;
            }
            if let Err(refused) = self.changed.merge(target, value, origin) {
                self.refused(&refused, target);
            }
        }
    }

    fn refused(&mut self, refused: &Refused, target: &Location) {
        let diagnostic = match refused.reason {
            Reason::Kinds(value, present) => {
                let message = format!("{value} can't be merged into {present}");
                Diagnostic::error(Code::InvalidOverlay, message)
                    .help("to put something else in its place, remove it by an action of its own before")
            }
            Reason::TooDeep => Diagnostic::error(Code::TooDeep, "the document would be nested too deep"),
            Reason::TooMany => Diagnostic::error(Code::TooLarge, "overlays make the document too large"),
        };
        let diagnostic = diagnostic.with_note(format!("the target here is `{}`", pointer(target)));
        self.diagnostics.push(match refused.origin.place() {
            Some(place) => diagnostic.at(place),
            None => diagnostic,
        });
    }

    fn copy(&mut self, targets: &[Location], from: &Node, at: &Pointer) {
        let Some(sources) = self.select(from, at) else { return };
        let [source] = sources.as_slice() else {
            let message = format!("`copy` selects {} values, and one is needed", sources.len());
            self.diagnostics.push(Diagnostic::error(Code::InvalidOverlay, message).at(at));
            return;
        };
        let origin = self.changed.origins.get(source);
        if let Some(value) = self.changed.get(source).cloned() {
            self.merge(targets, &value, &origin);
        }
    }

    /// The places that an expression selects. `None` where it is none, which is reported.
    fn select(&mut self, expression: &Node, at: &Pointer) -> Option<Vec<Location>> {
        let Some(text) = expression.as_str() else {
            self.wrong(&at.last(), expression, "a JSONPath expression", at);
            return None;
        };
        match Path::parse(text) {
            Ok(path) => match path.select(&self.changed.root) {
                Ok(places) => Some(places),
                Err(_) => {
                    let message = "the expression asks for more than there is time for";
                    self.diagnostics.push(Diagnostic::error(Code::InvalidJsonPath, message).at(at));
                    None
                }
            },
            Err(invalid) => {
                self.invalid(text, &invalid, at);
                None
            }
        }
    }

    /// Complains about an expression that selects nothing: where that begins, if the text spells it out.
    fn unmatched(&mut self, target: &Node, at: &Pointer) {
        let diagnostic =
            Diagnostic::warning(Code::UnmatchedTarget, "the action changes nothing: its target is nowhere");
        let text = target.as_str().unwrap_or_default();
        let dead_end = Path::parse(text).ok().and_then(|path| path.dead_end(&self.changed.root));
        let Some(DeadEnd { bytes, close }) = dead_end else { return self.diagnostics.push(diagnostic.at(at)) };
        let diagnostic = match self.sources.offset_in(at, text, bytes.start) {
            Some(start) => diagnostic.at_text(&self.name, start..start + bytes.len()),
            None => diagnostic.at(at),
        };
        let diagnostic = diagnostic.label("selects nothing in the document");
        self.diagnostics.push(match close {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic,
        });
    }

    /// Complains about an expression: inside it where the text spells it out.
    fn invalid(&mut self, text: &str, invalid: &Invalid, at: &Pointer) {
        let diagnostic = Diagnostic::error(Code::InvalidJsonPath, format!("this is not JSONPath: {}", invalid.message));
        let diagnostic = match self.sources.offset_in(at, text, invalid.at) {
            Some(offset) => diagnostic.at_offset(&self.name, offset),
            None => diagnostic.at(at).label(format!("at character {}", invalid.at + 1)),
        };
        self.diagnostics.push(match &invalid.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    fn wrong(&mut self, key: &str, value: &Node, wanted: &str, at: &Pointer) {
        let message = format!("`{key}` is {}, not {wanted}", value.kind());
        self.diagnostics.push(Diagnostic::error(Code::WrongType, message).at(at));
    }

    /// Complains about fields that have no meaning.
    fn check_fields(&mut self, node: &Node, at: &Pointer, known: &[&str]) {
        for (key, _) in node.entries().iter().filter(|(key, _)| !key.starts_with("x-")) {
            if known.contains(&key.as_str()) {
                continue;
            }
            let message = format!("`{key}` has no meaning in an overlay, and is ignored");
            let diagnostic = match meant(node, key, known) {
                // Without it, the overlay is not the one that was meant.
                Some(_) => Diagnostic::error(Code::MisspelledField, format!("`{key}` has no meaning in an overlay")),
                None => Diagnostic::warning(Code::IgnoredField, message),
            };
            let diagnostic = diagnostic.at_key(&at.child(key));
            self.diagnostics.push(match closest(key, known.iter().copied()) {
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => diagnostic,
            });
        }
    }

    /// Reports that one of several fields is needed, unless one of them is misspelled, which is told.
    fn missing(&mut self, node: &Node, fields: &[&str], diagnostic: Diagnostic) {
        let is_misspelled = node.entries().iter().any(|(key, _)| meant(node, key, fields).is_some());
        if !is_misspelled {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// What an action or an overlay needs that it may have under a misspelled name.
const NEEDED: [&str; 5] = ["actions", "target", "update", "copy", "remove"];

/// The field that a key was meant to be, which is absent and of those that are needed.
fn meant<'f>(node: &Node, key: &str, fields: &[&'f str]) -> Option<&'f str> {
    let is_known = fields.contains(&key) || key.starts_with("x-") || NEEDED.contains(&key);
    let close = closest(key, fields.iter().copied()).filter(|_| !is_known)?;
    (NEEDED.contains(&close) && node.get(close).is_none()).then_some(close)
}

/// A place as a pointer into the changed document.
fn pointer(location: &Location) -> Pointer {
    location.iter().fold(Pointer::default(), |pointer, step| pointer.child(&step.segment()))
}
