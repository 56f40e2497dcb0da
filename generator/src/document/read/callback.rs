//! Callbacks: what the API sends after an operation (OpenAPI 3.1, section 4.8.18).

use super::grammar::Kind;
use super::located::Located;
use super::reader::Reader;
use super::repeated::too_often;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Callback, OperationEntry};
use crate::lists::Changing;
use crate::value::Node;

impl<'d> Reader<'d> {
    /// The callbacks of an operation.
    pub(super) fn callbacks(&mut self, operation: &Located<'d>) -> Vec<Callback> {
        let mut callbacks = Vec::new();
        for (name, at) in self.entries(operation, "callbacks") {
            if self.in_callback {
                self.diagnostics.push(
                    Diagnostic::warning(Code::IgnoredCallback, format!("the callback `{name}` is left out"))
                        .at_key(&at.pointer)
                        .label("a callback of a callback"),
                );
                continue;
            }
            let followed = match self.follow(&at, Kind::Callback) {
                Ok(followed) => followed.at,
                Err(unreadable) => {
                    self.diagnostics.push(
                        Diagnostic::warning(
                            Code::IgnoredCallback,
                            format!("the callback `{name}` is left out: {}", unreadable.reason),
                        )
                        .at_key(&at.pointer),
                    );
                    continue;
                }
            };
            let Some(operations) = self.callback(&followed) else {
                let message = format!("the callback `{name}` is left out: {}", too_often().reason);
                self.diagnostics.push(Diagnostic::warning(Code::IgnoredCallback, message).at_key(&at.pointer));
                continue;
            };
            let name = name.to_owned();
            callbacks.add_all(operations.into_iter().map(|entry| Callback { name: name.clone(), entry }));
        }
        callbacks
    }
    /// The operations of a callback. None where it is repeated so often that there is no room for it; its operation does
    /// without it then, as do all others that refer to it.
    fn callback(&mut self, at: &Located<'d>) -> Option<Vec<OperationEntry>> {
        let (tried, failed) = (self.allowance.tried(), self.allowance.has_failed());
        let place = std::ptr::from_ref(at.node).addr();
        if self.without.contains(&place) {
            return None;
        }
        if !matches!(at.node, Node::Map(_) | Node::Null) {
            self.wrong_type(at, "a callback");
        }
        let mut operations = Vec::new();
        self.in_callback = true;
        for (expression, item) in at.entries().filter(|(key, _)| !key.starts_with("x-")) {
            self.path_item(expression, &item, &mut operations);
            if self.allowance.has_failed() {
                break;
            }
        }
        self.in_callback = false;
        if failed || !self.allowance.has_failed() {
            return Some(operations);
        }
        self.allowance.without(tried);
        self.without.insert(place);
        None
    }
}
