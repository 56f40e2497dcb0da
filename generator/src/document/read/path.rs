//! Paths, webhooks and their path items.

use super::grammar::{meant_as_path, misspelled};
use super::located::Located;
use super::reader::{Reader, Unreadable};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::OperationEntry;
use crate::lists::Changing;
use crate::value::{Node, is_control, is_token};

/// The fields of a path item that are methods.
pub(super) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// How long a path may be: each place below it is known by a pointer that holds all of it.
const PATH_MOST: usize = 2_000;

/// A path item: what it says itself first, then what it refers to.
pub(super) struct PathItem<'d> {
    layers: Vec<Located<'d>>,
}

impl<'d> PathItem<'d> {
    /// A field, from the first layer that has it.
    pub(super) fn layer(&self, key: &str) -> Option<&Located<'d>> {
        self.layers.iter().find(|layer| layer.get(key).is_some())
    }

    /// Whether a field is absent since it is misspelled, which is told as that.
    pub(super) fn misspells(&self, key: &str) -> bool {
        self.layers.iter().any(|layer| misspelled(layer.node, key).is_some())
    }
}

impl<'d> Reader<'d> {
    /// The operations under `paths` or `webhooks`.
    pub(super) fn paths(&mut self, root: &Located<'d>, key: &str) -> Vec<OperationEntry> {
        let entries = self.entries(root, key);
        let mut operations = Vec::with_capacity(entries.len());
        for (path, at) in entries {
            if path.starts_with("x-") && key == "paths" {
                continue;
            }
            if !path.starts_with('/') && key == "paths" {
                let diagnostic = Diagnostic::warning(
                    Code::InvalidPath,
                    format!("the path `{path}` does not start with `/`, and is left out"),
                )
                .at_key(&at.pointer);
                let own = path.split_once("://").and_then(|(_, rest)| Some(rest.split_at(rest.find('/')?).1));
                self.diagnostics.push(match (meant_as_path(path), own) {
                    (Some(meant), _) => diagnostic.help(meant),
                    (_, Some(own)) => {
                        diagnostic.help(format!("write it as `{own}`; the rest of the URL belongs in `servers`"))
                    }
                    _ => diagnostic.help(format!("write it as `/{path}`, if it is a path")),
                });
                continue;
            }
            if path.len() > PATH_MOST {
                let message = format!("a path of {} bytes is left out", path.len());
                self.diagnostics.push(
                    Diagnostic::warning(Code::InvalidPath, message)
                        .at_key(&at.pointer)
                        .with_note(format!("paths have up to {PATH_MOST} bytes; few servers take longer ones")),
                );
                continue;
            }
            if key == "paths" && path.contains(is_control) {
                self.diagnostics.push(
                    Diagnostic::warning(Code::InvalidPath, format!("the path `{path}` holds a control character"))
                        .at_key(&at.pointer)
                        .label("sent as an escape, such as `%0A`")
                        .help("remove it: no server has a path with one"),
                );
            }
            self.path_item(path, &at, &mut operations);
        }
        operations
    }

    pub(super) fn path_item(&mut self, path: &str, at: &Located<'d>, operations: &mut Vec<OperationEntry>) {
        match at.node {
            Node::Map(_) => {}
            Node::Null => return,
            _ => return self.wrong_type(at, "a path item"),
        }
        let mut layers = vec![at.clone()];
        if at.has("$ref") {
            match self.follow_item(at) {
                Ok(followed) => layers.push(followed.at),
                Err(Unreadable { reason, cause }) => self.diagnostics.push(
                    Diagnostic::warning(
                        Code::SkippedOperation,
                        format!("the operations of `{path}` are left out: {reason}"),
                    )
                    .at_key(&at.pointer)
                    .operation(path)
                    .because(cause),
                ),
            }
        }
        let item = PathItem { layers };
        let mut seen: Vec<String> = Vec::new();
        for layer in &item.layers {
            for (method, operation) in self.methods(layer) {
                if !seen.contains(&method) {
                    operations.add_all(self.operation_entry(path, &method, &item, &operation));
                    seen.push(method);
                }
            }
        }
    }

    /// The operations of a path item, in document order, by their methods.
    fn methods(&mut self, item: &Located<'d>) -> Vec<(String, Located<'d>)> {
        let mut operations = Vec::new();
        for (key, at) in item.entries() {
            if METHODS.contains(&key) {
                operations.push((key.to_ascii_uppercase(), at));
            } else if key == "additionalOperations" {
                for (method, at) in self.entries(item, key) {
                    if self.is_method(method, &at) {
                        operations.push((method.to_owned(), at));
                    }
                }
            }
        }
        operations
    }

    /// Whether a key of `additionalOperations` is a method, which are told apart by case (RFC 9110, section 9.1). One that is
    /// none is reported.
    fn is_method(&mut self, method: &str, at: &Located<'d>) -> bool {
        let (label, help) = if !is_token(method) {
            ("a method is letters, digits and signs, without spaces", "name it as HTTP does, such as `LINK`")
        } else if method == "CONNECT" {
            (
                "left out: it asks a proxy for a tunnel (RFC 9110, section 9.3.6)",
                "leave it out: it is no part of an API",
            )
        } else if METHODS.contains(&method.to_ascii_lowercase().as_str()) && method != method.to_ascii_uppercase() {
            (
                "left out: methods are told apart by case",
                "write it beside `additionalOperations`, as a field of the path",
            )
        } else {
            return true;
        };
        let message = match method {
            "CONNECT" => "`CONNECT` is not a method of an API".to_owned(),
            _ => format!("`{method}` is not a method of HTTP"),
        };
        let diagnostic = Diagnostic::warning(Code::InvalidMethod, message).at_key(&at.pointer);
        self.diagnostics.push(diagnostic.label(label).help(help));
        false
    }
}
