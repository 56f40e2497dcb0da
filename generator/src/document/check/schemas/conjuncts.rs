//! What a schema consists of: itself, what it refers to, its `allOf`, and what those consist of.

use crate::document::{Schema, SchemaId, Schemas};
use crate::lists::{Changing, Listing};

/// How many schemas are looked at together. A larger intersection is taken for right.
const MOST: usize = 64;

/// One schema of an intersection.
pub(super) struct Conjunct<'a> {
    pub(super) schema: &'a Schema,
    /// Which parts of the intersection it is in, a bit each: the first is the schema itself.
    parts: u64,
}

impl Conjunct<'_> {
    /// Whether a part holds both, so that what they contradict each other in is told there.
    pub(super) fn shares_part(&self, other: &Conjunct<'_>) -> bool {
        self.parts & other.parts != 0
    }
}

/// Every conjunct of a schema. `None` where there are too many to look at.
pub(super) fn conjuncts<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<Vec<Conjunct<'a>>> {
    let mut found = vec![Conjunct { schema, parts: 1 }];
    let target = schema.reference.as_ref().and_then(|reference| reference.target);
    for (number, part) in target.into_iter().chain(schema.all_of.iter().copied()).enumerate() {
        let bit = u32::try_from(number + 1).ok().and_then(|number| 1_u64.checked_shl(number))?;
        let mut open = vec![part];
        while let Some(id) = open.pop() {
            let Some(next) = schemas.get(id) else { continue };
            let known = found.iter().position(|known| std::ptr::eq(known.schema, next));
            if known.is_none() {
                if found.len() == MOST {
                    return None;
                }
                found.push(Conjunct { schema: next, parts: 0 });
            }
            let last = found.len() - 1;
            let Some(known) = found.get_mut(known.unwrap_or(last)) else { continue };
            if known.parts & bit != 0 {
                continue;
            }
            known.parts |= bit;
            let target = next.reference.as_ref().and_then(|reference| reference.target);
            open.add_all(target.into_iter().chain(next.all_of.iter().copied()));
        }
    }
    Some(found)
}

/// Every schema that may say something of the same value: the conjuncts, and with them all alternatives and conditions.
/// `None` where there are too many to look at.
pub(super) fn kin<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<Vec<&'a Schema>> {
    let mut found = vec![schema];
    let mut at = 0;
    while let Some(next) = found.get(at).copied() {
        at += 1;
        let rare = next.rare();
        let target = next.reference.as_ref().and_then(|reference| reference.target);
        let conditions = [rare.if_schema, rare.then_schema, rare.else_schema].into_iter().flatten();
        let dependent = rare.dependent_schemas.iter().map(|(_, id)| *id);
        let members = [&next.all_of, &next.any_of, &next.one_of].into_iter().flatten().copied();
        let all: Vec<SchemaId> = target.into_iter().chain(conditions).chain(dependent).chain(members).list();
        for member in all.into_iter().filter_map(|id| schemas.get(id)) {
            if !found.iter().any(|known| std::ptr::eq(*known, member)) {
                if found.len() == MOST {
                    return None;
                }
                found.push(member);
            }
        }
    }
    Some(found)
}
