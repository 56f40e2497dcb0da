//! Names that OpenAPI does not allow for components, and names that are not what they look like.

use super::located::Located;
use super::reader::Reader;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::value::{as_it_looks, look_alikes};

impl<'d> Reader<'d> {
    /// Tells of names that OpenAPI does not allow for components (OpenAPI 3.1, section 4.8.7), all of them at once.
    pub(super) fn check_component_names(&mut self, root: &Located<'d>) {
        let sections: Vec<Located<'d>> = match self.version {
            Version::V20 => ["definitions", "parameters", "responses"].iter().filter_map(|key| root.get(key)).list(),
            _ => root.get("components").iter().flat_map(Located::entries).map(|(_, section)| section).list(),
        };
        let mut odd: Vec<(&str, Located<'d>)> = Vec::new();
        for section in sections.iter().filter(|section| !section.pointer.last().starts_with("x-")) {
            let names: HashSet<&str> = section.node.entries().iter().map(|(name, _)| name.as_str()).collect();
            for (name, at) in section.entries() {
                let is_told = self.check_look(name, &at, |look| names.contains(look));
                // Swagger 2.0 allows all names.
                if !is_told && name != "$ref" && self.version != Version::V20 && !is_allowed(name) {
                    odd.push((name, at));
                }
            }
        }
        let Some((name, at)) = odd.first() else { return };
        let message = match odd.as_slice() {
            [_] => format!("OpenAPI does not allow the name `{name}` for a component"),
            all => format!(
                "OpenAPI does not allow {} names of components: {}",
                all.len(),
                listed(all.iter().map(|(name, _)| *name))
            ),
        };
        self.diagnostics.push(
            Diagnostic::note(Code::ComponentName, message)
                .at_key(&at.pointer)
                .with_note("the code has names made of them; other tools may refuse the document")
                .help("a component's name consists of the letters A to Z and a to z, digits, `.`, `-` and `_`"),
        );
    }

    /// Tells of a name in which a letter of another script passes for one of ASCII. Whether it did.
    pub(super) fn check_look(&mut self, name: &str, at: &Located<'d>, is_there: impl Fn(&str) -> bool) -> bool {
        let Some((_, letter)) = look_alikes(name).first().copied() else { return false };
        let look = as_it_looks(name);
        let message = format!("the name `{name}` is not `{look}`, which it looks like");
        let script = if matches!(letter, '\u{370}'..='\u{3ff}') { "Greek" } else { "Cyrillic" };
        let diagnostic = Diagnostic::note(Code::LookAlikeName, message)
            .at_key(&at.pointer)
            .label(format!("U+{:04X} is a {script} letter", u32::from(letter)));
        self.diagnostics.push(match is_there(&look) {
            true => diagnostic.with_note(format!("`{look}` is there as well: code tells them apart by a number")),
            false => diagnostic.help("write it in letters of one script, here and wherever it is meant"),
        });
        true
    }

    /// The same for the names of an object's properties.
    pub(super) fn check_property_look(&mut self, properties: &[(&'d str, Located<'d>)]) {
        let mut disguised = properties.iter().filter(|(name, _)| !look_alikes(name).is_empty()).peekable();
        if disguised.peek().is_some() {
            let names: HashSet<&str> = properties.iter().map(|(name, _)| *name).collect();
            for (name, at) in disguised {
                self.check_look(name, at, |look| names.contains(look));
            }
        }
    }
}

/// Whether OpenAPI allows a name for a component: `^[a-zA-Z0-9\.\-_]+$`.
fn is_allowed(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
