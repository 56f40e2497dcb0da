//! References: from a `$ref` to the value that it leads to.

use super::file::NoFile;
use super::grammar::Kind;
use super::located::Located;
use super::reader::{Reader, Unreadable};
use super::version::Version;
use crate::diagnostic::{Cause, Code, Diagnostic, closest};
use crate::lists::Listing;
use crate::source::Outside;
use crate::value::{Node, Pointer, holds_control, percent_decode};

/// How many references that lead nowhere are told what they may have meant.
const SUGGESTED_MOST: usize = 50;
/// How many references may be followed inside one another.
const DEPTH_MOST: usize = 24;

/// Where a reference leads.
pub(super) enum Target<'d> {
    Found(Located<'d>),
    /// To no file that can be read.
    NoFile(NoFile),
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
    pub(super) fn follow(&mut self, at: &Located<'d>, kind: Kind) -> Result<Followed<'d>, Unreadable> {
        self.report_beside_reference(at, is_prose);
        self.follow_beside(at, Some(kind))
    }

    /// Follows the references, if any, from a path item, which may say more beside its `$ref`.
    pub(super) fn follow_item(&mut self, at: &Located<'d>) -> Result<Followed<'d>, Unreadable> {
        self.follow_beside(at, Some(Kind::PathItem))
    }

    /// Follows the references, if any, from a place at which OpenAPI has none.
    pub(super) fn follow_any(&mut self, at: &Located<'d>) -> Result<Followed<'d>, Unreadable> {
        self.report_beside_reference(at, is_prose);
        self.follow_beside(at, None)
    }

    fn follow_beside(&mut self, at: &Located<'d>, kind: Option<Kind>) -> Result<Followed<'d>, Unreadable> {
        let mut followed = Followed { at: at.clone(), summary: None, description: None };
        let mut followed_from: Vec<(&str, Pointer)> = Vec::new();
        while let Some(reference) = followed.at.get("$ref") {
            let Some(text) = reference.node.as_str() else {
                return Err(self.unfit(&reference, "a string", "a reference is not a string"));
            };
            followed_from.push((text, reference.pointer.clone()));
            if followed_from.len() + self.depth > DEPTH_MOST {
                return Err(self.report_cycle(&followed_from));
            }
            self.pay_reference()?;
            // 3.0 says nothing of a summary or description beside a `$ref`.
            if self.version >= Version::V31 {
                followed.summary = followed.summary.or(self.prose(&followed.at, "summary"));
                followed.description = followed.description.or(self.prose(&followed.at, "description"));
            }
            followed.at = match self.resolve(text, &reference.pointer) {
                Target::Found(target) => target,
                other => {
                    let cause = self.report_unresolved(text, &reference.pointer, &other);
                    return Err(Unreadable { reason: format!("`{text}` can't be resolved"), cause });
                }
            };
            if let Some(kind) = kind {
                match self.report_wrong_component(text, &reference.pointer, &followed.at, kind) {
                    Some((unreadable, false)) => return Err(unreadable),
                    Some((_, true)) => {}
                    None => self.met(text, &followed.at, kind),
                }
            }
        }
        Ok(followed)
    }

    /// Reports references that lead back to themselves, wherever they were entered: at the first of those in the circle.
    fn report_cycle(&mut self, followed: &[(&str, Pointer)]) -> Unreadable {
        let last = followed.last().map(|(_, place)| place);
        let begin = followed.iter().rev().skip(1).position(|(_, place)| Some(place) == last);
        let circle = begin.and_then(|begin| followed.get(followed.len().saturating_sub(begin + 1)..));
        let first = circle.and_then(|circle| circle.iter().min_by(|one, other| one.1.0.cmp(&other.1.0)));
        let Some((text, place)) = first.or(followed.first()) else {
            return Unreadable { reason: "it leads back to itself".to_owned(), cause: None };
        };
        let message = format!("the reference `{text}` leads back to itself");
        let cause = self.diagnostics.tell(Diagnostic::warning(Code::ReferenceCycle, message).at(place));
        Unreadable::because(format!("`{text}` leads back to itself"), cause)
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
        let target = match self.resolve(text, &at.pointer) {
            Target::Found(target) => Some(target.node),
            Target::NoFile(_) | Target::Dangling(..) => None,
        };
        let ignored: Vec<&str> = at
            .node
            .entries()
            .iter()
            .filter(|(key, value)| beside(key) && target.and_then(|target| target.get(key)) != Some(value))
            .map(|(key, _)| key.as_str())
            .list();
        if let Some(first) = ignored.first() {
            let names = ignored.join("`, `");
            self.diagnostics.push(
                Diagnostic::note(Code::IgnoredField, format!("OpenAPI gives no meaning to `{names}` beside a `$ref`"))
                    .at_key(&at.pointer.child(first)),
            );
        }
    }

    /// Finds what a reference that stands at a place leads to.
    pub(super) fn resolve(&mut self, text: &str, at: &Pointer) -> Target<'d> {
        self.resolve_within(text, at, &mut 0)
    }

    fn resolve_within(&mut self, text: &str, at: &Pointer, hops: &mut usize) -> Target<'d> {
        if holds_control(text.trim()) {
            return Target::NoFile(NoFile::ControlCharacter);
        }
        let (base, fragment) = text.split_once('#').unwrap_or((text, ""));
        match self.file(base, at.file()) {
            Ok(root) => self.walk_within(root, &percent_decode(fragment), hops),
            Err(reason) => Target::NoFile(reason),
        }
    }

    /// Walks a fragment from a value that it counts from.
    pub(super) fn walk(&mut self, root: Located<'d>, fragment: &str) -> Target<'d> {
        self.walk_within(root, &percent_decode(fragment), &mut 0)
    }

    /// Walks a JSON Pointer from a value; a `$ref` on the way is followed where the pointer goes on behind it.
    fn walk_within(&mut self, root: Located<'d>, path: &str, hops: &mut usize) -> Target<'d> {
        let mut at = root;
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
                let Some(behind) = at.node.get("$ref").and_then(Node::as_str) else {
                    return Target::Dangling(at, name);
                };
                *hops += 1;
                if *hops > DEPTH_MOST {
                    return Target::Dangling(at, name);
                }
                match self.resolve_within(behind, &at.pointer, hops) {
                    Target::Found(target) => at = target,
                    other => return other,
                }
            };
        }
        Target::Found(at)
    }

    /// Complains about a reference that leads nowhere, or to no file. What leads to the same is told in the same words.
    pub(super) fn report_unresolved(&mut self, text: &str, reference: &Pointer, target: &Target<'d>) -> Option<Cause> {
        let diagnostic = match target {
            Target::Found(_) => return None,
            Target::NoFile(NoFile::Broken(cause)) => return Some(cause.clone()),
            Target::NoFile(NoFile::Url(url)) => {
                Diagnostic::warning(Code::ExternalReference, "a reference leads to a URL, and nothing is ever fetched")
                    .help(format!("download the file, and {}", how_to_map(url)))
            }
            Target::NoFile(NoFile::AbsolutePath) => Diagnostic::warning(
                Code::ExternalReference,
                "a reference leads to an absolute path, and is not followed",
            )
            .help("refer to the file by a path relative to this one"),
            Target::NoFile(NoFile::ControlCharacter) => {
                Diagnostic::error(Code::ControlCharacter, format!("the reference `{text}` holds a control character"))
                    .with_note("where a name is printed, a line break in it could pass for a line of its own")
                    .help("remove the character, be it written as it is, as `\\n` or as `%0A`")
            }
            Target::NoFile(NoFile::Outside(outside, url)) => refused(text, outside, url.as_deref()),
            Target::NoFile(NoFile::Unreadable(reason, url)) => {
                let diagnostic =
                    Diagnostic::warning(Code::UnreadableFile, "a reference leads to a file that can't be read")
                        .with_note(reason);
                match (self.section_of(text), url) {
                    (Some(section), _) => diagnostic.help(format!("did you mean `{section}{text}`?")),
                    (None, Some(url)) => diagnostic.help(format!("if it is somewhere else, {}", how_to_map(url))),
                    (None, None) => diagnostic.help("a reference counts from the folder of the file that it stands in"),
                }
            }
            Target::Dangling(nearest, name) => {
                let diagnostic =
                    Diagnostic::warning(Code::DanglingReference, format!("the reference `{text}` leads nowhere"))
                        .label(format!("`{}` has no `{name}`", nearest.pointer));
                match self.suggest(text, reference, nearest, name) {
                    Some(suggestion) => diagnostic.help(format!("did you mean `{suggestion}`?")),
                    None => diagnostic,
                }
            }
        };
        Some(self.diagnostics.tell(diagnostic.at(reference)))
    }

    /// Where a schema stands that a reference means by its name alone.
    fn section_of(&self, name: &str) -> Option<&'static str> {
        let section = Kind::Schema.section(self.version)?;
        let root = Located::new(self.root, Pointer::default());
        let schemas = section.trim_matches(['#', '/']).split('/').try_fold(root, |at, key| at.get(key))?;
        schemas.has(name).then_some(section)
    }

    /// Whether what a reference meant is still to be found out: each time all names there are compared.
    pub(super) fn can_suggest(&mut self) -> bool {
        self.suggested += 1;
        self.suggested <= SUGGESTED_MOST
    }

    /// What a dangling reference may have meant.
    pub(super) fn suggest(
        &mut self,
        text: &str,
        reference: &Pointer,
        nearest: &Located<'d>,
        name: &str,
    ) -> Option<String> {
        let (base, fragment) = text.split_once('#').unwrap_or(("", text));
        let (before, last) = fragment.rsplit_once('/').map_or(("", fragment), |(before, last)| (before, last));
        let last = percent_decode(last);
        // Only the last segment is guessed: what came after another one is not known to exist there.
        let keys = nearest.node.entries().iter().map(|(key, _)| key.as_str());
        if last == name
            && self.can_suggest()
            && let Some(key) = closest(name, keys)
        {
            let place = Pointer(before.into()).child(key);
            return Some(if fragment.contains('/') { format!("{base}#{place}") } else { key.to_owned() });
        }
        let root = self.file(base, reference.file()).ok()?;
        let (components, kinds): (_, Option<&[&str]>) = match self.version {
            Version::V20 => (root, Some(&["definitions", "parameters", "responses"])),
            _ => (root.get("components")?, None),
        };
        let (_, kind) = components
            .entries()
            .find(|(name, kind)| kinds.is_none_or(|kinds| kinds.contains(name)) && kind.node.get(&last).is_some())?;
        let place = kind.pointer.child(&last);
        let (_, path) = place.0.split_once('#')?;
        Some(format!("{base}#{path}"))
    }
}

/// The complaint about a reference to a file that may not be read.
fn refused(text: &str, outside: &Outside, url: Option<&str>) -> Diagnostic {
    let refused = |what: &str| Diagnostic::warning(Code::OutsideRoot, format!("the reference `{text}` {what}"));
    let diagnostic = match outside {
        Outside::NoRoot => {
            return refused("leads to a file, and there is none around a document that comes from a pipe")
                .help("name the document by its path");
        }
        Outside::Path(root) => refused("leads out of the document's root, and is not followed")
            .with_note(format!("files are read from the root only, which is {root}")),
        Outside::Link(folder, real) => refused("is a symbolic link that leads too far, and is not followed")
            .with_note(format!("it leads to `{}`, out of {folder}", real.display())),
    };
    match url {
        Some(url) => diagnostic.help(how_to_map(url)),
        None => diagnostic.help(
            "if the file belongs to the API, name a folder that holds it and the document, with `--root DIR`, with \
             `.root(\"DIR\")` in a build script, or with `root = \"DIR\"` in `oasmith.toml`",
        ),
    }
}

/// Whether a field beside a `$ref` only says something to people.
fn is_prose(field: &str) -> bool {
    matches!(field, "summary" | "description" | "example" | "examples")
}

/// How to make a file stand for a URL.
fn how_to_map(url: &str) -> String {
    format!("bring it in with `--map-url {url}=FILE`, or with `.map_url(\"{url}\", \"FILE\")` in a build script")
}
