//! Which components inherit from which, and which schemas stand for those that do.
//!
//! OpenAPI lets a schema with a discriminator stand for all components that have it in their `allOf`, or have one that has
//! (OpenAPI 3.2, section "Discriminator Object"). A subtype that has subtypes stands for these and for itself.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Allowance, Document, Ratio, SchemaId};
use crate::lists::{Changing, Listing, sort, sort_by_key};
use crate::maps::{HashMap, HashSet};

/// For how many subtypes schemas may stand, all together: in a long chain each would stand for all that come after it.
const SUBTYPES: Ratio = Ratio { each_thousand: 60, least: 2_000 };

/// The components that inherit from a schema and are told apart.
#[derive(Clone, Debug)]
pub(in crate::resolve) struct Lineage {
    /// The schema whose discriminator tells them apart: the base itself, or the one that it inherits from.
    pub(in crate::resolve) discriminator: SchemaId,
    /// In order.
    pub(in crate::resolve) subtypes: Vec<SchemaId>,
    /// Whether the schema's own values occur as well: then it is a subtype itself.
    pub(in crate::resolve) is_variant: bool,
}

/// The schemas that stand for others.
#[derive(Debug, Default)]
pub(in crate::resolve) struct Lineages {
    lineages: HashMap<SchemaId, Lineage>,
    /// Those that would and can't be afforded to, by the base that they inherit from, and that base itself.
    alone: HashMap<SchemaId, SchemaId>,
}

impl Lineages {
    /// What a document's components inherit.
    pub(in crate::resolve) fn of(document: &Document) -> Lineages {
        let mut search = Search::of(document);
        for base in search.bases() {
            search.family(base);
        }
        search.found
    }

    /// Whether a schema stands for another one.
    pub(in crate::resolve) fn has(&self, base: SchemaId, subtype: SchemaId) -> bool {
        self.lineages.get(&base).is_some_and(|lineage| lineage.subtypes.binary_search(&subtype).is_ok())
    }

    /// The subtypes that a schema stands for.
    pub(in crate::resolve) fn get(&self, id: &SchemaId) -> Option<&Lineage> {
        self.lineages.get(id)
    }

    /// What is told where a schema that does not stand for its subtypes is used.
    pub(in crate::resolve) fn told(&self, id: SchemaId, document: &Document) -> Option<Diagnostic> {
        const WHY: &str = "written out, that would be far larger than the document";
        let base = self.alone.get(&id)?;
        let at = &document.schemas.get(*base)?.pointer;
        let name = at.last();
        let (message, note) = if self.lineages.contains_key(base) {
            (
                format!("subtypes of `{name}` do not stand for their own subtypes: {WHY}"),
                format!(
                    "where such a subtype is named, a value is read without what its subtypes add; where `{name}` is named, as what it is"
                ),
            )
        } else {
            (
                format!("`{name}` does not stand for its subtypes: {WHY}"),
                "a value is read without what the subtypes add".to_owned(),
            )
        };
        let told = Diagnostic::warning(Code::MultipliedSchema, message).at_key(at).with_note(note);
        Some(told.help("name those that are meant in a `oneOf`"))
    }
}

/// A search from bases down to what inherits from them.
struct Search<'d> {
    document: &'d Document,
    components: HashSet<SchemaId>,
    /// What inherits from a schema directly.
    below: HashMap<SchemaId, Vec<SchemaId>>,
    allowance: Allowance,
    found: Lineages,
}

impl<'d> Search<'d> {
    fn of(document: &'d Document) -> Search<'d> {
        let components: HashSet<SchemaId> = document.component_schemas.iter().map(|(_, id)| *id).collect();
        let mut below: HashMap<SchemaId, Vec<SchemaId>> = HashMap::default();
        let mut open: Vec<SchemaId> = document.component_schemas.iter().map(|(_, id)| *id).list();
        let mut seen: HashSet<SchemaId> = open.iter().copied().collect();
        while let Some(id) = open.pop() {
            for above in above(document, id) {
                below.entry(above).or_default().push(id);
                if seen.insert(above) {
                    open.push(above);
                }
            }
        }
        let allowance = Allowance::of(document.bytes, SUBTYPES);
        Search { document, components, below, allowance, found: Lineages::default() }
    }

    fn has_no_union(&self, id: SchemaId) -> bool {
        let schema = self.document.schemas.get(id);
        schema.is_some_and(|schema| schema.one_of.is_empty() && schema.any_of.is_empty())
    }

    fn is_base(&self, id: SchemaId) -> bool {
        let schema = self.document.schemas.get(id);
        schema.is_some_and(|schema| schema.rare().discriminator.is_some()) && self.has_no_union(id)
    }

    /// Whether a base's own mapping lists it, so that values occur that are no subtype's.
    fn is_mapped_to_itself(&self, base: SchemaId) -> bool {
        let discriminator = self.document.schemas.get(base).and_then(|schema| schema.rare().discriminator.as_ref());
        discriminator.is_some_and(|own| own.mapping.iter().any(|(_, target)| *target == Some(base)))
    }

    /// The bases that have subtypes, those first that inherit from no other.
    fn bases(&self) -> Vec<SchemaId> {
        let mut bases: Vec<SchemaId> = self.below.keys().copied().filter(|id| self.is_base(*id)).list();
        sort(&mut bases, &Ord::cmp);
        let mut seen: HashSet<SchemaId> = HashSet::default();
        let mut open = bases.clone();
        while let Some(id) = open.pop() {
            open.add_all(self.below.list_of(&id).iter().copied().filter(|id| seen.insert(*id)));
        }
        sort_by_key(&mut bases, &|id| seen.contains(id));
        bases
    }

    /// Finds for whom a base stands, and then for whom its subtypes do, unless they are of a family that was looked at.
    fn family(&mut self, base: SchemaId) {
        if self.found.lineages.contains_key(&base) || self.found.alone.contains_key(&base) {
            return;
        }
        self.allowance.begin();
        let walked = self.walk(base);
        if !self.allowance.end() {
            self.found.alone.insert(base, base);
            return;
        }
        let is_variant = self.is_mapped_to_itself(base);
        let mut family = vec![(base, Lineage { discriminator: base, subtypes: self.subtypes(&walked), is_variant })];
        self.allowance.begin();
        let is_open = |(id, _): &(SchemaId, SchemaId)| !self.found.lineages.contains_key(id);
        let inner: Vec<(SchemaId, SchemaId)> = walked
            .iter()
            .copied()
            .filter(|(id, _)| self.below.contains_key(id))
            .filter(|(id, _)| self.is_base(*id) || self.components.contains(id) && self.has_no_union(*id))
            .filter(is_open)
            .list();
        for (id, nearest) in &inner {
            let walked = self.walk(*id);
            let discriminator = if self.is_base(*id) { *id } else { *nearest };
            let is_variant = discriminator != *id;
            family.push((*id, Lineage { discriminator, subtypes: self.subtypes(&walked), is_variant }));
            if self.allowance.has_failed() {
                break;
            }
        }
        if !self.allowance.end() {
            family.truncate(1);
            self.found.alone.extend(inner.into_iter().map(|(id, _)| (id, base)).chain([(base, base)]));
        }
        self.found.lineages.extend(family);
    }

    /// What inherits from a schema, each once with the nearest base above it, as far as that can be afforded.
    fn walk(&mut self, from: SchemaId) -> Vec<(SchemaId, SchemaId)> {
        let mut walked = vec![(from, from)];
        let mut seen: HashSet<SchemaId> = HashSet::from_iter([from]);
        let mut at = 0;
        while let Some((id, base)) = walked.get(at).copied() {
            at += 1;
            let base = if self.is_base(id) { id } else { base };
            walked.add_all(self.below.list_of(&id).iter().filter(|id| seen.insert(**id)).map(|id| (*id, base)));
            if !self.allowance.spend(1) {
                break;
            }
        }
        walked.remove(0);
        walked
    }

    /// The components of what was walked.
    fn subtypes(&self, walked: &[(SchemaId, SchemaId)]) -> Vec<SchemaId> {
        let mut subtypes: Vec<SchemaId> =
            walked.iter().map(|(id, _)| *id).filter(|id| self.components.contains(id)).list();
        sort(&mut subtypes, &Ord::cmp);
        subtypes
    }
}

/// The schemas that one has in its `allOf`.
fn above(document: &Document, id: SchemaId) -> impl Iterator<Item = SchemaId> {
    let members = document.schemas.get(id).into_iter().flat_map(|schema| &schema.all_of);
    members.filter_map(|member| document.schemas.get(*member)?.reference.as_ref()?.target)
}
