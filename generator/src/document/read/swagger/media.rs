//! `consumes` and `produces`: the media types of all bodies of an operation.

use super::super::located::Located;
use super::super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::media_types::{self, Carries, carries, essence, is_json};
use crate::value::{Node, Pointer};

impl<'d> Reader<'d> {
    /// The media types that an operation's `consumes` or `produces` lists, else the document's.
    pub(in super::super) fn media_types(&mut self, operation: &Located<'d>, key: &str) -> Vec<String> {
        let root = Located::new(self.root, Pointer::default());
        let holder = if operation.get(key).is_some() { operation } else { &root };
        let mut names: Vec<String> = Vec::new();
        for item in self.items(holder, key) {
            match self.text_of(&item) {
                Some(name) if !name.contains('/') => {
                    let message = format!("`{name}` is not a media type");
                    let diagnostic =
                        Diagnostic::warning(Code::InvalidMediaType, message).at(&item.pointer).label("left out");
                    self.diagnostics.push(match media_types::meant(&name) {
                        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                        None => diagnostic.help("name it as HTTP does, such as `application/json`"),
                    });
                }
                Some(name) if !names.contains(&name) => names.push(name),
                _ => {}
            }
        }
        if names.iter().any(|name| is_json(name)) {
            self.leave_out_others(&mut names, &holder.pointer.child(key));
        }
        names
    }

    /// Leaves out what says in another language what JSON says as well.
    fn leave_out_others(&mut self, names: &mut Vec<String>, at: &Pointer) {
        let mut left_out = Vec::new();
        let mut essences: Vec<String> = Vec::new();
        for name in std::mem::take(names) {
            let essence = essence(&name);
            if essences.contains(&essence) || is_another_language(&essence) {
                left_out.push(name);
            } else {
                essences.push(essence);
                names.push(name);
            }
        }
        if !left_out.is_empty() {
            let verb = if left_out.len() == 1 { "is" } else { "are" };
            let left_out = left_out.join("`, `");
            self.diagnostics.push(
                Diagnostic::note(Code::UnsupportedMediaType, format!("`{left_out}` {verb} not generated"))
                    .at_key(at)
                    .with_note("bodies are sent and read as JSON, which the list has as well"),
            );
        }
    }
}

/// The media types that a parameter `Content-Type` allows, its default first; none where it does not say.
pub(super) fn told_by(parameter: &Located<'_>) -> Vec<String> {
    let default = parameter.node.get("default");
    let listed = match parameter.node.get("enum") {
        Some(Node::Seq(values)) => values.as_slice(),
        _ => &[],
    };
    let mut told: Vec<String> = Vec::new();
    for name in default.into_iter().chain(listed).filter_map(Node::as_str) {
        if name.contains('/') && !told.iter().any(|known| known == name) {
            told.push(name.to_owned());
        }
    }
    told
}

fn is_another_language(essence: &str) -> bool {
    const LANGUAGES: [&str; 7] = ["yaml", "xml", "protobuf", "msgpack", "cbor", "text/plain", "text/html"];
    LANGUAGES.iter().any(|language| essence.contains(language))
}

/// Whether a body of this media type is made of `formData` parameters.
pub(super) fn is_form(name: &str) -> bool {
    matches!(carries(name), Carries::Form | Carries::Multipart)
}

/// Whether a form of this media type may hold files.
pub(super) fn is_multipart(name: &str) -> bool {
    carries(name) == Carries::Multipart
}
