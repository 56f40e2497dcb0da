//! Callbacks: what the API sends after an operation (OpenAPI 3.1, section 4.8.18).

use super::{Kind, Located, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Callback;

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
                            format!("the callback `{name}` is left out: {}", unreadable.0),
                        )
                        .at_key(&at.pointer),
                    );
                    continue;
                }
            };
            self.in_callback = true;
            let mut operations = Vec::new();
            for (expression, item) in followed.entries().filter(|(key, _)| !key.starts_with("x-")) {
                self.path_item(expression, &item, &mut operations);
            }
            self.in_callback = false;
            let name = name.to_owned();
            callbacks.extend(operations.into_iter().map(|entry| Callback { name: name.clone(), entry }));
        }
        callbacks
    }
}
