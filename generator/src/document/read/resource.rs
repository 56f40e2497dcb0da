//! Names that schemas give themselves: `$id`, which makes a resource with a URI of its own, and `$anchor`.

use super::located::Located;
use crate::document::{SchemaId, Schemas};
use crate::maps::HashMap;
use crate::source::{Sources, resolve_uri};
use crate::value::{Node, Pointer};

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
    pub(super) fn update(&mut self, schemas: &Schemas, sources: &Sources) {
        while let Some(schema) = schemas.get(SchemaId(self.seen)) {
            let id = SchemaId(self.seen);
            self.seen += 1;
            let text = |key: &str| {
                let keyword = schema.rare().other.iter().find(|(keyword, _)| keyword == key);
                keyword.and_then(|(_, value)| value.as_str())
            };
            if let Some(uri) = text("$id").map(|uri| uri.trim_end_matches('#')).filter(|uri| !uri.contains('#')) {
                let uri = resolve_uri(self.base(&schema.pointer, sources), uri);
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

    /// The URI that references at a place are relative to. Empty where nothing gives one.
    fn base<'s>(&'s self, at: &Pointer, sources: &'s Sources) -> &'s str {
        let resource = self.around(at).and_then(|place| self.uris.get(&place)).map(String::as_str);
        resource.or_else(|| sources.get(at.file())?.url()).unwrap_or_default()
    }

    /// The URI of what a reference leads to, its fragment left aside, that stands inside a resource with one.
    pub(super) fn uri(&self, base: &str, at: &Pointer) -> Option<String> {
        let around = self.around(at).filter(|_| !base.is_empty())?;
        Some(resolve_uri(self.uris.get(&around)?, base))
    }

    /// The resource that a reference at a place leads to, its fragment left aside.
    pub(super) fn find(&self, base: &str, at: &Pointer, sources: &Sources) -> Option<Pointer> {
        let around = self.around(at);
        if base.is_empty() {
            return around;
        }
        self.places.get(&resolve_uri(self.base(at, sources), base)).cloned()
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
