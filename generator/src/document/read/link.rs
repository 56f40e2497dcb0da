//! Links of responses. No code is made of them: they are only held against the operations that they lead to.

use openapiv3::{Link, LinkOperation};

use super::file::NoFile;
use super::grammar::Kind;
use super::located::Located;
use super::path::METHODS;
use super::reader::{Reader, Unreadable};
use super::reference::Target;
use super::repeated::Cost;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::lists::Changing;
use crate::value::{Node, Pointer};

impl<'d> Reader<'d> {
    /// A link. `None` where it leads to no operation, which is reported.
    pub(super) fn link(&mut self, at: &Located<'d>) -> Result<Option<Link>, Unreadable> {
        let followed = self.follow(at, Kind::Link)?;
        let at = followed.at;
        self.pay_if_read(&at, Cost::Part)?;
        let (id, reference) = (self.text(&at, "operationId"), self.text(&at, "operationRef"));
        if id.is_some() && reference.is_some() {
            let message = format!("the link `{}` has both an `operationId` and an `operationRef`", at.pointer.last());
            let diagnostic = Diagnostic::note(Code::IgnoredField, message).at_key(&at.pointer.child("operationRef"));
            self.diagnostics.push(diagnostic.help("leave one of them out: each says which operation is meant"));
        }
        let operation = match (id, reference) {
            (Some(id), _) => {
                self.linked.push((id.clone(), at.pointer.child("operationId")));
                LinkOperation::OperationId(id)
            }
            (None, Some(reference)) => {
                self.check_operation_reference(&reference, &at.pointer.child("operationRef"));
                LinkOperation::OperationRef(reference)
            }
            (None, None) => {
                self.missing(&at, "operationId");
                return Ok(None);
            }
        };
        Ok(Some(Link {
            description: followed.description.or(self.prose(&at, "description")),
            operation,
            request_body: at.get("requestBody").map(|body| body.node.to_json()),
            parameters: self
                .entries(&at, "parameters")
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.node.to_json()))
                .collect(),
            server: at.get("server").and_then(|server| self.server(&server)),
            extensions: Self::extensions(&at, &[]),
        }))
    }

    /// Tells of links by the `operationId` of no operation, once all operations are known.
    pub(super) fn check_links(&mut self) {
        let mut linked = std::mem::take(&mut self.linked);
        linked.keep(|(id, _)| !self.operation_ids.contains(id.as_str()));
        if linked.is_empty() {
            return;
        }
        // Those of paths that are left out are there all the same.
        let items = self.root.get("paths").map(Node::entries).unwrap_or_default();
        let operations = items.iter().flat_map(|(_, item)| item.entries());
        self.operation_ids.extend(operations.filter_map(|(_, operation)| operation.get("operationId")?.as_str()));
        for (id, at) in linked {
            if self.operation_ids.contains(id.as_str()) {
                continue;
            }
            let message = format!("no operation has the `operationId` `{id}`, which a link leads to");
            let diagnostic = not_followed(message, &at);
            let meant = if self.can_suggest() { closest(&id, self.operation_ids.iter().copied()) } else { None };
            self.diagnostics.push(match meant {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic,
            });
        }
    }

    /// Tells of a link's reference to something that is there, and no operation, or to nothing.
    fn check_operation_reference(&mut self, text: &str, at: &Pointer) {
        let target = self.resolve(text, at);
        match &target {
            Target::Found(found) if is_operation(found) => {}
            Target::Found(_) => {
                let diagnostic = not_followed(format!("`{text}`, which a link leads to, is not an operation"), at);
                self.diagnostics.push(diagnostic.help("an operation is such as `#/paths/~1pets~1{id}/get`"));
            }
            Target::Dangling(nearest, name) => {
                let diagnostic = not_followed(format!("`{text}`, which a link leads to, is not there"), at)
                    .label(format!("`{}` has no `{name}`", nearest.pointer));
                let diagnostic = match self.suggest(text, at, nearest, name) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic,
                };
                self.diagnostics.push(diagnostic);
            }
            // Another API may well be described elsewhere.
            Target::NoFile(NoFile::Url(_)) => {}
            Target::NoFile(_) => drop(self.report_unresolved(text, at, &target)),
        }
    }
}

fn not_followed(message: String, at: &Pointer) -> Diagnostic {
    Diagnostic::note(Code::DanglingReference, message).at(at).with_note("no code is made of links, so nothing is lost")
}

/// Whether a value is an operation: what a method has, or what says what is answered.
fn is_operation(at: &Located<'_>) -> bool {
    let is_additional = at.pointer.parent().is_some_and(|around| around.last() == "additionalOperations");
    matches!(at.node, Node::Map(_))
        && (at.has("responses") || is_additional || METHODS.contains(&at.pointer.last().as_ref()))
}
