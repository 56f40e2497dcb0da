//! References: from a `$ref` to the value that it leads to.

use super::{Located, Reader, Unreadable, Version};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{Node, Pointer};

/// How many references may be followed in all: real documents of a thousand operations have seven thousand.
pub(super) const INLINED_MOST: usize = 100_000;
/// How many references may be followed inside one another.
const DEPTH_MOST: usize = 24;

/// Where a reference leads.
pub(super) enum Target<'d> {
    Found(Located<'d>),
    /// Into another file, or to a URL.
    External,
    /// Nowhere. The pointer of the nearest value on the way, and the name that it has no value for.
    Dangling(Located<'d>, String),
}

/// What a reference leads to, with what the Reference Object says over it.
pub(super) struct Followed<'d> {
    pub(super) at: Located<'d>,
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
}

impl<'d> Reader<'d> {
    /// Follows the references, if any, from a place that may hold one in place of an object.
    ///
    /// What is wrong is reported once, where the reference stands.
    pub(super) fn follow(&mut self, at: &Located<'d>) -> Result<Followed<'d>, Unreadable> {
        self.report_beside_reference(at, |key| matches!(key, "summary" | "description" | "example" | "examples"));
        self.follow_item(at)
    }

    /// Follows the references, if any, from a path item, which may say more beside its `$ref`.
    pub(super) fn follow_item(&mut self, at: &Located<'d>) -> Result<Followed<'d>, Unreadable> {
        let mut followed = Followed { at: at.clone(), summary: None, description: None };
        let mut hops = 0;
        let mut first = None;
        while let Some(reference) = followed.at.get("$ref") {
            let Some(text) = reference.node.as_str() else {
                self.wrong_type(&reference, "a string");
                return Err(Unreadable("a reference is not a string".to_owned()));
            };
            hops += 1;
            self.inlined += 1;
            let (start, place) = first.get_or_insert((text, reference.pointer.clone()));
            if hops + self.depth > DEPTH_MOST {
                self.diagnostics.push(
                    Diagnostic::warning(Code::ReferenceCycle, format!("the reference `{start}` leads back to itself"))
                        .at(place),
                );
                return Err(Unreadable(format!("`{start}` leads back to itself")));
            }
            if self.inlined > INLINED_MOST {
                self.diagnostics.push(Diagnostic::error(
                    Code::TooLarge,
                    format!("references multiply: more than {INLINED_MOST} would have to be followed"),
                ));
                return Err(Unreadable("references multiply".to_owned()));
            }
            // 3.0 says nothing of a summary or description beside a `$ref`.
            if self.version >= Version::V31 {
                followed.summary = followed.summary.or(self.text(&followed.at, "summary"));
                followed.description = followed.description.or(self.text(&followed.at, "description"));
            }
            followed.at = match self.resolve(text) {
                Target::Found(target) => target,
                other => {
                    self.report_unresolved(text, &reference.pointer, &other);
                    return Err(Unreadable(format!("`{text}` can't be resolved")));
                }
            };
        }
        Ok(followed)
    }

    /// Reports fields beside a `$ref` that are ignored there, but for those that only repeat what it leads to.
    pub(super) fn report_beside_reference(&mut self, at: &Located<'d>, is_harmless: impl Fn(&str) -> bool) {
        let Some(text) = at.node.get("$ref").and_then(Node::as_str) else {
            return;
        };
        let beside = |key: &str| key != "$ref" && !key.starts_with("x-") && !is_harmless(key);
        if !at.node.entries().iter().any(|(key, _)| beside(key)) {
            return;
        }
        let target = match self.resolve(text) {
            Target::Found(target) => Some(target.node),
            Target::External | Target::Dangling(..) => None,
        };
        let ignored: Vec<&str> = at
            .node
            .entries()
            .iter()
            .filter(|(key, value)| beside(key) && target.and_then(|target| target.get(key)) != Some(value))
            .map(|(key, _)| key.as_str())
            .collect();
        if let Some(first) = ignored.first() {
            let names = ignored.join("`, `");
            self.diagnostics.push(
                Diagnostic::note(Code::IgnoredField, format!("OpenAPI gives no meaning to `{names}` beside a `$ref`"))
                    .at_key(&at.pointer.child(first)),
            );
        }
    }

    /// Finds what a reference leads to.
    pub(super) fn resolve(&self, text: &str) -> Target<'d> {
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        let own = self.root.get("$self").and_then(Node::as_str);
        if !base.is_empty() && own != Some(base) {
            return Target::External;
        }
        self.walk_pointer(&percent_decode(fragment))
    }

    /// Walks a JSON Pointer from the root; a `$ref` on the way is followed where the pointer goes on behind it.
    pub(super) fn walk_pointer(&self, path: &str) -> Target<'d> {
        self.walk_within(path, &mut 0)
    }

    fn walk_within(&self, path: &str, hops: &mut usize) -> Target<'d> {
        let mut at = Located::new(self.root, Pointer::default());
        let mut segments = path.split('/');
        let start = segments.next().unwrap_or_default();
        if !start.is_empty() {
            return Target::Dangling(at, start.to_owned());
        }
        for segment in segments {
            let name = segment.replace("~1", "/").replace("~0", "~");
            at = loop {
                if let Some(node) = at.node.step(&name) {
                    break Located::new(node, at.pointer.child(&name));
                }
                let behind = at.node.get("$ref").and_then(Node::as_str);
                let Some(fragment) = behind.and_then(|text| text.strip_prefix('#')) else {
                    return Target::Dangling(at, name);
                };
                *hops += 1;
                if *hops > DEPTH_MOST {
                    return Target::Dangling(at, name);
                }
                match self.walk_within(&percent_decode(fragment), hops) {
                    Target::Found(target) => at = target,
                    other => return other,
                }
            };
        }
        Target::Found(at)
    }

    /// Complains about a reference that leads nowhere, or out of the file.
    pub(super) fn report_unresolved(&mut self, text: &str, reference: &Pointer, target: &Target<'d>) {
        let diagnostic = match target {
            Target::Found(_) => return,
            Target::External => Diagnostic::warning(
                Code::ExternalReference,
                format!("the reference `{text}` leads out of the document, and is not followed"),
            )
            .help("bundle the document into one file first"),
            Target::Dangling(nearest, name) => {
                let diagnostic =
                    Diagnostic::warning(Code::DanglingReference, format!("the reference `{text}` leads nowhere"))
                        .label(format!("`{}` has no `{name}`", nearest.pointer));
                match self.suggest(text, nearest, name) {
                    Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")),
                    None => diagnostic,
                }
            }
        };
        self.diagnostics.push(diagnostic.at(reference));
    }

    /// A place that a dangling reference may have meant.
    fn suggest(&self, text: &str, nearest: &Located<'d>, name: &str) -> Option<Pointer> {
        let keys = nearest.node.entries().iter().map(|(key, _)| key.as_str());
        // Only the last segment is guessed: what came after another one is not known to exist there.
        let last = text.rsplit('/').next().unwrap_or(text);
        if percent_decode(last) == name
            && let Some(key) = closest(name, keys)
        {
            return Some(nearest.pointer.child(key));
        }
        let components = Located::new(self.root, Pointer::default()).get("components")?;
        let last = percent_decode(last.trim_start_matches('#'));
        components
            .entries()
            .filter(|(_, kind)| kind.node.get(&last).is_some())
            .map(|(_, kind)| kind.pointer.child(&last))
            .next()
    }
}

/// Undoes a URI's `%20` and the like. What is no such escape, or no UTF-8 afterwards, stays as it is.
pub(super) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let escape = match (first, others) {
            (b'%', [high, low, after @ ..]) => {
                let high = char::from(*high).to_digit(16);
                let low = char::from(*low).to_digit(16);
                high.zip(low).and_then(|(high, low)| u8::try_from(high * 16 + low).ok()).map(|byte| (byte, after))
            }
            _ => None,
        };
        let (byte, after) = escape.unwrap_or((*first, others));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
