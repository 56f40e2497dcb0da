//! Tags, and what OpenAPI 3.2 says of how they stand below one another.

use openapiv3::Tag;

use super::located::Located;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::lists::Listing;
use crate::maps::{HashMap, HashSet};
use crate::value::Node;

impl<'d> Reader<'d> {
    pub(super) fn tags(&mut self, root: &Located<'d>) -> Vec<Tag> {
        let items = self.items(root, "tags");
        self.check_parents(&items);
        items.iter().filter_map(|at| self.tag(at)).list()
    }

    fn tag(&mut self, at: &Located<'d>) -> Option<Tag> {
        if !matches!(at.node, Node::Map(_)) {
            self.wrong_type(at, "a tag");
            return None;
        }
        Some(Tag {
            name: self.required_text(at, "name")?,
            description: self.text(at, "description"),
            external_docs: self.external_docs(at),
            extensions: Self::extensions(at, &["summary", "parent", "kind"]),
        })
    }

    /// Tells of tags that are there twice, of parents that are no tags, and of circles of parents (OpenAPI 3.2, section 4.22).
    fn check_parents(&mut self, tags: &[Located<'d>]) {
        let field = |tag: &Located<'d>, key: &str| tag.node.get(key).and_then(Node::as_str);
        let parents: HashMap<&str, Option<&str>> =
            tags.iter().filter_map(|tag| Some((field(tag, "name")?, field(tag, "parent")))).collect();
        let parent_of = |name: &str| parents.get(name).copied().flatten();
        // What was gone up from, in the order of the list: a circle is met at its first tag.
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut names: HashSet<&str> = HashSet::new();
        for (number, tag) in tags.iter().enumerate() {
            let Some(name) = field(tag, "name") else { continue };
            if !names.insert(name) {
                self.diagnostics.push(
                    Diagnostic::note(Code::DuplicateValue, format!("the tag `{name}` is declared twice"))
                        .at(&tag.pointer.child("name"))
                        .help("put what both say into one of them"),
                );
            }
            let Some(parent) = field(tag, "parent") else { continue };
            let at = tag.pointer.child("parent");
            if !parents.contains_key(parent) {
                let message = format!("the tag `{name}` stands below `{parent}`, which is not a tag of the document");
                let diagnostic = Diagnostic::note(Code::DanglingReference, message).at(&at);
                let meant = if self.can_suggest() { closest(parent, parents.keys().copied()) } else { None };
                self.diagnostics.push(match meant {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help(format!("declare it: `tags: [{{name: {parent}}}]`")),
                });
            }
            let mut above = Some(name);
            while let Some(name) = above.filter(|name| !seen.contains_key(name)) {
                seen.insert(name, number);
                above = parent_of(name);
            }
            if let Some(met) = above.filter(|name| seen.get(name) == Some(&number)) {
                let circle: Vec<&str> =
                    std::iter::successors(Some(met), |name| parent_of(name).filter(|name| *name != met)).list();
                let message = format!("the parents of the tag `{met}` lead back to it");
                let diagnostic = Diagnostic::note(Code::ReferenceCycle, message).at(&at);
                self.diagnostics.push(match circle.as_slice() {
                    [_] => diagnostic.label("it is its own parent"),
                    _ => diagnostic.label(format!("`{}` stand below one another", circle.join("`, `"))),
                });
            }
        }
    }
}
