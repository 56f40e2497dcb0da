//! Names that schemas give themselves: `$id`, which makes a resource with a URI of its own, and `$anchor`.

use std::collections::HashMap;

use super::Located;
use crate::document::{Node, Pointer, SchemaId, Schemas};

/// The resources inside of files, and the anchors inside of resources.
#[derive(Default)]
pub(super) struct Resources {
    /// The URIs of resources by the places of their schemas.
    uris: HashMap<Pointer, String>,
    /// The places of resources by their URIs.
    places: HashMap<String, Pointer>,
    /// Schemas by the resource that they are in, or the file, and by their anchors.
    anchors: HashMap<(Pointer, String), SchemaId>,
    /// How many schemas have been looked at.
    seen: u32,
    /// Anchors of whole files by the files' roots, for places that nothing else leads to.
    unwalked: HashMap<Pointer, HashMap<String, Pointer>>,
}

impl Resources {
    /// Learns of the schemas that were walked since, of which those around others come first.
    pub(super) fn update(&mut self, schemas: &Schemas) {
        while let Some(schema) = schemas.get(SchemaId(self.seen)) {
            let id = SchemaId(self.seen);
            self.seen += 1;
            let text = |key: &str| {
                let keyword = schema.other.iter().find(|(keyword, _)| keyword == key);
                keyword.and_then(|(_, value)| value.as_str())
            };
            if let Some(uri) = text("$id").map(|uri| uri.trim_end_matches('#')).filter(|uri| !uri.contains('#')) {
                let uri = resolve_uri(self.base(&schema.pointer), uri);
                self.places.entry(uri.clone()).or_insert_with(|| schema.pointer.clone());
                self.uris.insert(schema.pointer.clone(), uri);
            }
            for anchor in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
                let around = self.around(&schema.pointer).unwrap_or(Pointer::root(schema.pointer.file()));
                self.anchors.entry((around, anchor.to_owned())).or_insert(id);
            }
        }
    }

    /// Whether no schema has a URI of its own, so that all references count from their files.
    pub(super) fn is_empty(&self) -> bool {
        self.uris.is_empty()
    }

    /// The innermost resource that a place is in.
    fn around(&self, at: &Pointer) -> Option<Pointer> {
        if self.uris.is_empty() {
            return None;
        }
        std::iter::successors(Some(at.clone()), Pointer::parent).find(|place| self.uris.contains_key(place))
    }

    fn base(&self, at: &Pointer) -> &str {
        self.around(at).and_then(|place| self.uris.get(&place)).map_or("", String::as_str)
    }

    /// The resource that a reference at a place leads to, its fragment left aside.
    pub(super) fn find(&self, base: &str, at: &Pointer) -> Option<Pointer> {
        let around = self.around(at);
        if base.is_empty() {
            return around;
        }
        self.places.get(&resolve_uri(self.base(at), base)).cloned()
    }

    /// The schema with an anchor in a resource, or in a file outside of its resources.
    pub(super) fn anchor(&self, resource: &Pointer, anchor: &str) -> Option<SchemaId> {
        self.anchors.get(&(resource.clone(), anchor.to_owned())).copied()
    }

    /// The place of an anchor in a file, wherever it is.
    pub(super) fn unwalked_anchor(&mut self, root: &Located<'_>, anchor: &str) -> Option<Pointer> {
        let anchors = self.unwalked.entry(root.pointer.clone()).or_insert_with(|| {
            let mut anchors = HashMap::new();
            find_anchors(root, &mut anchors);
            anchors
        });
        anchors.get(anchor).cloned()
    }
}

fn find_anchors(at: &Located<'_>, anchors: &mut HashMap<String, Pointer>) {
    for keyword in ["$anchor", "$dynamicAnchor"] {
        if let Some(Node::String(name)) = at.node.get(keyword) {
            anchors.entry(name.clone()).or_insert_with(|| at.pointer.clone());
        }
    }
    at.entries().map(|(_, value)| value).chain(at.items()).for_each(|value| find_anchors(&value, anchors));
}

/// A reference as it is meant where the base URI is this one: RFC 3986, section 5.2, without queries.
fn resolve_uri(base: &str, reference: &str) -> String {
    if scheme_length(reference).is_some() {
        return reference.to_owned();
    }
    let (scheme, rest) = base.split_at(scheme_length(base).unwrap_or(0));
    let authority_length = match rest.strip_prefix("//") {
        Some(behind) => behind.find('/').map_or(rest.len(), |slash| slash + 2),
        None => 0,
    };
    let (authority, path) = rest.split_at(authority_length);
    if reference.starts_with("//") {
        return [scheme, reference].concat();
    }
    let folder = match path.rfind('/') {
        _ if reference.starts_with('/') => "",
        Some(slash) => path.get(..=slash).unwrap_or_default(),
        None if authority.is_empty() => "",
        None => "/",
    };
    [scheme, authority, &without_dots(&[folder, reference].concat())].concat()
}

/// The length of a URI's scheme with its colon.
fn scheme_length(uri: &str) -> Option<usize> {
    let (scheme, _) = uri.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme.len() + 1)
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." if kept.len() > 1 || kept.first().is_some_and(|first| !first.is_empty()) => {
                kept.pop();
            }
            ".." => {}
            segment => kept.push(segment),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        kept.push("");
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve_uri;

    #[test]
    fn uris_are_resolved() {
        for (base, reference, uri) in [
            ("", "tree", "tree"),
            ("", "./a/../b", "b"),
            ("http://a/b/c/d", "g", "http://a/b/c/g"),
            ("http://a/b/c/d", "./g", "http://a/b/c/g"),
            ("http://a/b/c/d", "../g", "http://a/b/g"),
            ("http://a/b/c/d", "../../../g", "http://a/g"),
            ("http://a/b/c/d", "/g", "http://a/g"),
            ("http://a/b/c/d", "//g", "http://g"),
            ("http://a/b/c/d", "..", "http://a/b/"),
            ("http://a", "g", "http://a/g"),
            ("http://a/b", "urn:x:y", "urn:x:y"),
            ("urn:x:y", "g", "urn:g"),
        ] {
            assert_eq!(resolve_uri(base, reference), uri, "{base} {reference}");
        }
    }
}
