//! Which schemas mean the same: what only refers to another one, and adds nothing but prose, is that one.

use std::cell::RefCell;

use crate::lists::Changing;
use crate::maps::HashMap;
use crate::maps::HashSet;

use super::part::{Key, Part};
use super::subtypes::Lineages;
use crate::document::{Says, Schema, SchemaId, Schemas};
use crate::settings::SchemaSettings;
use crate::value::Types;

/// What a schema means that may only refer to another one.
#[derive(Clone, Copy, Debug, Default)]
struct Meaning {
    /// The schema that it is. `None` where it says nothing.
    schema: Option<SchemaId>,
    /// Whether something on the way added `null`.
    nullable: bool,
}

/// How many references are followed inside one another; a longer chain is cut there, and means the same.
const CHAIN: usize = 10_000;

/// Tells of schemas what they mean.
pub(super) struct Canonicalizer<'a> {
    schemas: &'a Schemas,
    schema_settings: &'a SchemaSettings<'a>,
    lineages: &'a Lineages,
    /// What schemas mean that only refer to others.
    followed: RefCell<HashMap<SchemaId, Meaning>>,
}

impl<'a> Canonicalizer<'a> {
    pub(super) fn new(
        schemas: &'a Schemas,
        schema_settings: &'a SchemaSettings<'a>,
        lineages: &'a Lineages,
    ) -> Canonicalizer<'a> {
        Canonicalizer { schemas, schema_settings, lineages, followed: RefCell::default() }
    }

    /// Follows references and one-member `allOf`s that add nothing but prose, so that what means the same is the same.
    /// Also tells whether the parts allow `null` by what stands beside what they mean.
    pub(super) fn canonicalize(&self, parts: &[Part]) -> (Key, bool) {
        let mut canonical = Vec::with_capacity(parts.len());
        let mut null = Null { is_said: false, is_allowed: true };
        for part in parts {
            match part {
                Part::Whole(id) => {
                    let meaning = self.meaning(*id, 0);
                    let says_nothing = meaning.schema.is_none() && self.is_empty(*id);
                    // What says nothing else allows `null` anyhow.
                    if !says_nothing || parts.len() > 1 {
                        null.add(meaning);
                    }
                    canonical.add_all(meaning.schema.or(says_nothing.then_some(*id)).map(Part::Whole));
                }
                Part::Only(types) => {
                    null.is_allowed &= types.contains(Types::NULL);
                    canonical.push(*part);
                }
                Part::Also(_) | Part::Alone | Part::Without(..) => canonical.push(*part),
            }
        }
        if canonical.len() > 1 {
            let mut seen = HashSet::new();
            canonical.keep(|part| seen.insert(*part));
        }
        (canonical.into(), null.is_said && null.is_allowed)
    }

    /// Whether a schema has neither keywords of its own nor members.
    fn is_empty(&self, id: SchemaId) -> bool {
        self.schemas.get(id).is_some_and(|schema| {
            schema.all_of.is_empty() && schema.reference.as_ref().is_none_or(|reference| reference.target.is_none())
        })
    }

    fn meaning(&self, id: SchemaId, depth: usize) -> Meaning {
        let Some(schema) = self.schemas.get(id) else { return Meaning::default() };
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        // OpenAPI 3.0.3 gives `nullable` no meaning without a `type` beside it, and none against what an `allOf` says.
        // Documents mean it all the same, wherever it stands.
        let says_null = schema.nullable || schema.types.contains(Types::NULL);
        let itself = Meaning { schema: Some(id), nullable: says_null || self.member_says_null(schema) };
        if self.schema_settings.concern(id) || says_itself(schema) {
            return itself;
        }
        if target.is_none() && schema.all_of.is_empty() {
            let nothing = Meaning { schema: None, nullable: schema.nullable };
            return if schema.types.is_empty() { nothing } else { itself };
        }
        if depth > CHAIN {
            return itself;
        }
        if let Some(known) = self.followed.borrow().get(&id) {
            return *known;
        }
        // What leads back here is this schema.
        self.followed.borrow_mut().insert(id, itself);
        let mut found = Meaning { schema: None, nullable: says_null };
        let mut null = Null { is_said: false, is_allowed: true };
        let mut is_one = true;
        for member in target.iter().chain(&schema.all_of) {
            let member = self.meaning(*member, depth + 1);
            null.add(member);
            found.nullable |= member.nullable;
            is_one &= found.schema.is_none() || member.schema.is_none() || found.schema == member.schema;
            found.schema = found.schema.or(member.schema);
        }
        // A subtype that adds nothing is told from its base by its tag.
        let is_subtype = found.schema.is_some_and(|base| self.lineages.has(base, id));
        let meant = Meaning { nullable: itself.nullable || null.is_said && null.is_allowed, ..itself };
        // What means more than one schema is itself, under its own name.
        let meaning = match found.schema {
            Some(found) if self.narrows(schema, found) => itself,
            _ if is_one && !is_subtype => found,
            _ => meant,
        };
        self.followed.borrow_mut().insert(id, meaning);
        meaning
    }

    /// Whether the types of a schema say more than those of the one that it combines with nothing. Of objects they are mostly
    /// written for those who read.
    fn narrows(&self, schema: &Schema, found: SchemaId) -> bool {
        let beside = schema.types.without(Types::NULL);
        if beside.without(Types::OBJECT).is_empty() {
            return false;
        }
        self.schemas.get(found).is_none_or(|found| {
            let own = found.types.without(Types::NULL);
            own.is_empty() || !own.without(beside).is_empty() || found.types.contains(Types::NULL) || found.nullable
        })
    }

    /// Whether a member of its `allOf` only says that there may be `null`, and means the whole.
    fn member_says_null(&self, schema: &Schema) -> bool {
        schema.all_of.iter().filter_map(|member| self.schemas.get(*member)).any(|member| {
            member.nullable
                && member.types.is_empty()
                && member.reference.is_none()
                && member.all_of.is_empty()
                && !says_itself(member)
        })
    }
}

/// Whether an intersection allows `null`.
struct Null {
    /// Whether something says so.
    is_said: bool,
    /// Whether nothing speaks against it.
    is_allowed: bool,
}

impl Null {
    fn add(&mut self, conjunct: Meaning) {
        self.is_said |= conjunct.nullable;
        self.is_allowed &= conjunct.nullable || conjunct.schema.is_none();
    }
}

/// Whether a schema says anything itself, beside its types, its prose, and the schemas that it combines.
fn says_itself(schema: &Schema) -> bool {
    const BESIDE: Says = Says::ANNOTATIONS
        .with(Says::TYPES)
        .with(Says::NULL)
        .with(Says::CONTENT)
        .with(Says::REFERENCE)
        .with(Says::ALL_OF);
    !schema.says().only(BESIDE)
}
