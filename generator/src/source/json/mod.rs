//! JSON: a strict reader that keeps numbers as they are written and knows where everything stands.

mod parse;
mod receiver;

use std::ops::Range;
use std::rc::Rc;

use super::mapping;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lists::Changing;
use crate::value::{Node, Pointer};

pub(super) use parse::parse;
pub(super) use receiver::{Receiver, Scalar};

/// The values in a JSON text.
pub(super) fn read(text: &str, file: &Rc<str>, diagnostics: &mut Diagnostics) -> Result<Node, Box<Diagnostic>> {
    let mut builder = Builder { open: Vec::new(), key: String::new(), root: None, file, diagnostics: Vec::new() };
    let outcome = parse(text, &mut builder);
    let found = std::mem::take(&mut builder.diagnostics);
    match (outcome, builder.root) {
        (Ok(()), root) => {
            for diagnostic in found {
                diagnostics.push(diagnostic);
            }
            Ok(root.unwrap_or(Node::Null))
        }
        (Err(failure), _) => Err(Box::new(failure.diagnostic(file))),
    }
}

/// A list or mapping whose end has not come.
enum Open {
    Seq(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Makes nodes of what it is told.
struct Builder<'a> {
    /// Innermost last, with the key in the surrounding mapping.
    open: Vec<(String, Open)>,
    /// The key whose value comes next.
    key: String,
    root: Option<Node>,
    file: &'a Rc<str>,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn put(&mut self, key: String, node: Node) {
        match self.open.last_mut() {
            Some((_, Open::Seq(items))) => items.push(node),
            Some((_, Open::Map(entries))) => entries.push((key, node)),
            None => self.root = Some(node),
        }
    }

    /// Where the innermost list or mapping stands.
    fn pointer(&self, key: &str) -> Pointer {
        let keys = self.open.iter().skip(1).map(|(key, _)| key.as_str());
        let mut pointer = Pointer::root(self.file);
        // A list's items have no keys: their place is how many there are already.
        for ((_, around), key) in self.open.iter().zip(keys.chain([key])) {
            pointer = match around {
                Open::Seq(items) => pointer.child(&items.len().to_string()),
                Open::Map(_) => pointer.child(key),
            };
        }
        pointer
    }
}

impl Receiver for Builder<'_> {
    fn begin(&mut self, list: bool, _start: usize) {
        let open = if list { Open::Seq(Vec::new()) } else { Open::Map(Vec::new()) };
        self.open.push((std::mem::take(&mut self.key), open));
    }

    fn key(&mut self, key: &str, _range: Range<usize>) {
        self.key = key.to_owned();
    }

    fn scalar(&mut self, scalar: Scalar<'_>, _range: Range<usize>) {
        let node = match scalar {
            Scalar::Null => Node::Null,
            Scalar::Bool(value) => Node::Bool(value),
            Scalar::Number(text) => Node::Number(text.into()),
            Scalar::String(text) => Node::String(text.into_owned()),
        };
        let key = std::mem::take(&mut self.key);
        self.put(key, node);
    }

    fn end(&mut self, _end: usize) {
        let Some((key, open)) = self.open.pop() else {
            return;
        };
        let node = match open {
            Open::Seq(items) => Node::Seq(items),
            Open::Map(mut entries) => {
                let duplicates = mapping::deduplicate(&mut entries);
                if !duplicates.is_empty() {
                    let pointer = self.pointer(&key);
                    self.diagnostics
                        .add_all(duplicates.iter().map(|duplicate| mapping::duplicate_key(&pointer, duplicate)));
                }
                Node::Map(entries)
            }
        };
        self.put(key, node);
    }

    fn half_surrogate(&mut self, offset: usize) {
        self.diagnostics.push(
            Diagnostic::warning(Code::InvalidEscape, "an escape is half a surrogate pair; U+FFFD is read in its place")
                .at_offset(self.file, offset),
        );
    }
}
