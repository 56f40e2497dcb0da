//! How many variants a union has once those are written out that are unions themselves: each level multiplies.

use super::distribute::Combined;
use crate::resolve::intersection::{Intersections, Key, MergedUnion, Part};
use crate::value::Types;

impl<'a> Intersections<'a> {
    /// Whether the document allows as much as it takes to write out a union with what stands beside it in each variant.
    pub(super) fn can_distribute(
        &mut self,
        key: &Key,
        union: &MergedUnion<'a>,
        rest: &Key,
        types: Option<Types>,
    ) -> bool {
        self.counted.contains(key)
            || self.afford(|intersections| {
                let mut counted = vec![key.clone()];
                let affordable = intersections.count_variants(union, rest, types, &mut counted);
                if affordable {
                    intersections.counted.extend(counted);
                }
                affordable
            })
    }

    fn count_variants(
        &mut self,
        union: &MergedUnion<'a>,
        rest: &Key,
        types: Option<Types>,
        counted: &mut Vec<Key>,
    ) -> bool {
        union.variants.iter().all(|id| {
            let Combined { variant, apart, .. } = self.combined(*id, union, rest, types);
            // A schema of its own is written once, whoever names it.
            apart || self.count(&variant, counted)
        })
    }

    /// Looks at an intersection and all that it is written out as. What is looked at is spent.
    fn count(&mut self, key: &Key, counted: &mut Vec<Key>) -> bool {
        let merged = self.merged(key);
        if merged.too_large {
            return false;
        }
        if merged.values.is_some() || self.counted.contains(key) {
            return true;
        }
        let Some(union) = merged.unions.first() else { return true };
        counted.push(key.clone());
        let rest: Key = key.iter().copied().chain([Part::Without(union.owner, union.keyword)]).collect();
        let base = self.merged(&rest);
        if base.too_large {
            return false;
        }
        if self.is_variant_itself(key, union) || self.only_restricts(union, &base) {
            return self.count(&rest, counted);
        }
        let bare = base.is_bare() && base.unions.is_empty();
        self.count_variants(union, &rest, Some(base.types).filter(|_| bare), counted)
    }
}
