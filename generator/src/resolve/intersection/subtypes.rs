//! Which components inherit from which.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Document, SchemaId};

/// The components that inherit from a schema and are told apart.
#[derive(Clone, Debug)]
pub(in crate::resolve) struct Lineage {
    /// The schema whose discriminator tells them apart: the base itself, or the one that it inherits from.
    pub(in crate::resolve) discriminator: SchemaId,
    pub(in crate::resolve) heirs: Vec<SchemaId>,
    /// Whether the schema's own values occur as well: then it is an heir itself.
    pub(in crate::resolve) is_variant: bool,
}

/// The lineages of the schemas that have one.
pub(in crate::resolve) type Lineages = HashMap<SchemaId, Lineage>;

/// How many heirs with heirs of their own a component may have above it, on average. Beyond that, only a base stands for its
/// heirs.
const DEPTH_OF_HEIRS: usize = 8;

/// OpenAPI lets a schema with a discriminator stand for all components that have it in their `allOf`, or have one that has.
/// An heir that has heirs stands for these and for itself.
pub(in crate::resolve) fn lineages(document: &Document) -> Lineages {
    let has_no_union =
        |id: SchemaId| document.schemas.get(id).filter(|schema| schema.one_of.is_empty() && schema.any_of.is_empty());
    let is_base = |id: SchemaId| has_no_union(id).is_some_and(|base| base.rare().discriminator.is_some());
    let components: FxHashSet<SchemaId> = document.component_schemas.iter().map(|(_, id)| *id).collect();
    let mut lineages: HashMap<SchemaId, Lineage> = HashMap::new();
    // The nearest base above each schema that has been met: chains may be long.
    let mut bases: FxHashMap<SchemaId, Option<SchemaId>> = FxHashMap::default();
    for (_, id) in &document.component_schemas {
        let ancestors = ancestors(document, *id);
        for ancestor in &ancestors {
            let discriminator = if is_base(*ancestor) {
                *ancestor
            } else {
                let above = || self::ancestors(document, *ancestor).into_iter().find(|above| is_base(*above));
                match *bases.entry(*ancestor).or_insert_with(above) {
                    Some(base) if components.contains(ancestor) && has_no_union(*ancestor).is_some() => base,
                    _ => continue,
                }
            };
            let is_variant = discriminator != *ancestor;
            let lineage = Lineage { discriminator, heirs: Vec::new(), is_variant };
            lineages.entry(*ancestor).or_insert(lineage).heirs.push(*id);
        }
    }
    // In a long chain each would have all that come after it.
    let inner: usize = lineages.values().filter(|lineage| lineage.is_variant).map(|lineage| lineage.heirs.len()).sum();
    if inner > DEPTH_OF_HEIRS * document.component_schemas.len() {
        lineages.retain(|_, lineage| !lineage.is_variant);
    }
    lineages
}

/// What a schema inherits from through `allOf`, each once.
fn ancestors(document: &Document, id: SchemaId) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut open = vec![id];
    let mut seen = FxHashSet::from_iter([id]);
    while let Some(schema) = open.pop().and_then(|id| document.schemas.get(id)) {
        for member in &schema.all_of {
            let target = document.schemas.get(*member).and_then(|member| member.reference.as_ref()?.target);
            let Some(base) = target.filter(|base| seen.insert(*base)) else { continue };
            found.push(base);
            open.push(base);
        }
    }
    found
}
