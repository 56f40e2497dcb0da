//! Intersections: which of them mean the same, and what each says.

mod canonical;
mod merge;
mod part;
mod sizes;
mod subtypes;
mod unevaluated;

use std::rc::Rc;

use crate::document::{Allowance, Document, Ratio, SchemaId, Schemas};
use crate::maps::{HashMap, HashSet};
use crate::settings::SchemaSettings;
use canonical::Canonicalizer;
pub(super) use merge::{Additional, Merged, MergedUnion, type_of};
pub(super) use part::{Alternatives, Key, Part};
pub(super) use sizes::rules as size_rules;
pub(super) use subtypes::{Lineage, Lineages};
pub(super) use unevaluated::{closes, ends};

/// How many properties, values and members of other schemas intersections may take over, all together.
const INHERITED: Ratio = Ratio { each_thousand: 200, least: 2_000 };

/// Looks at intersections, at each once.
pub(super) struct Intersections<'a> {
    pub(super) schemas: &'a Schemas,
    /// The schemas that stand for the components that inherit from them.
    pub(super) lineages: &'a Lineages,
    canonicalizer: Canonicalizer<'a>,
    merged: HashMap<Key, Rc<Merged<'a>>>,
    /// Schemas that take over too much of others, for so much that they might.
    too_large: HashMap<SchemaId, usize>,
    /// How much of other schemas intersections may still take over.
    allowance: Allowance,
    /// The intersections whose variants have been counted, and found affordable.
    pub(super) counted: HashSet<Key>,
    /// The intersections looked at for the first time while variants are being counted.
    trail: Option<Vec<Key>>,
}

impl<'a> Intersections<'a> {
    pub(super) fn new(
        document: &'a Document,
        schema_settings: &'a SchemaSettings<'a>,
        lineages: &'a Lineages,
    ) -> Intersections<'a> {
        Intersections {
            schemas: &document.schemas,
            lineages,
            canonicalizer: Canonicalizer::new(&document.schemas, schema_settings, lineages),
            merged: HashMap::default(),
            too_large: HashMap::default(),
            allowance: Allowance::of(document.bytes, INHERITED),
            counted: HashSet::default(),
            trail: None,
        }
    }

    /// Follows references and one-member `allOf`s that add nothing but prose, so that what means the same is the same.
    /// Also tells whether the parts allow `null` by what stands beside what they mean.
    pub(super) fn canonicalize(&self, parts: &[Part]) -> (Key, bool) {
        self.canonicalizer.canonicalize(parts)
    }

    /// What an intersection says.
    pub(super) fn merged(&mut self, key: &Key) -> Rc<Merged<'a>> {
        if let Some(known) = self.merged.get(key) {
            return known.clone();
        }
        let most = self.allowance.most();
        let mut merged = Merged::of(self.schemas, key, most, &self.too_large);
        if let ([Part::Whole(id)], true) = (&**key, merged.too_large) {
            self.too_large.insert(*id, most);
        }
        // Markers that set unions aside only repeat what the key without them says.
        merged.too_large |=
            !self.allowance.spend(if merged.too_large { most.saturating_add(1) } else { merged.inherited });
        let merged = Rc::new(merged);
        self.merged.insert(key.clone(), merged.clone());
        if let Some(trail) = &mut self.trail {
            trail.push(key.clone());
        }
        merged
    }

    /// Tries whether what this counts can be afforded as a whole. If not, nothing of it is remembered.
    pub(super) fn afford(&mut self, count: impl FnOnce(&mut Intersections<'a>) -> bool) -> bool {
        self.allowance.begin();
        self.trail = Some(Vec::new());
        let counted = count(self);
        let trail = self.trail.take().unwrap_or_default();
        let affordable = self.allowance.end() && counted;
        if !affordable {
            for key in trail {
                self.merged.remove(&key);
            }
        }
        affordable
    }

    /// What is said of an intersection beside its structure.
    pub(super) fn annotations(&self, parts: &[Part]) -> Merged<'a> {
        Merged::annotations(self.schemas, parts)
    }

    /// Whether a schema stands for those that inherit from it, and for itself.
    pub(super) fn is_variant_of_itself(&self, id: SchemaId) -> bool {
        self.lineages.get(&id).is_some_and(|lineage| lineage.is_variant)
    }
}
