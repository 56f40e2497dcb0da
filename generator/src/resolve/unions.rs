//! `oneOf`, `anyOf` and lists of types become unions, or what is left of them.

mod constants;
mod count;
mod distribute;
mod draft;
mod scalars;
mod tag;
mod together;
mod untagged;

use std::rc::Rc;

use super::builder::ShapeBuilder;
use super::intersection::{Alternatives, Key, Lineage, Merged, MergedUnion, Part};
use super::rules::or_null;
use crate::api::{Kind, Rule, Shape, Union, Use, Variant};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Discriminator, SchemaId};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::HashSet;
use crate::value::Types;
pub(super) use constants::tags_as_constants;
use distribute::Combined;
use draft::Draft;
use scalars::MergedScalar;
use untagged::{may_overlap, scalar_test};

impl<'a> ShapeBuilder<'a> {
    /// The shape of an intersection that holds alternatives.
    pub(super) fn union(&mut self, key: &Key, merged: &Rc<Merged<'a>>) -> Use {
        let Some(union) = merged.unions.first().cloned() else { return self.any() };
        let marker = Part::Without(union.owner, union.keyword);
        let rest: Key = key.iter().copied().chain([marker]).collect();
        let base = self.intersections.merged(&rest);
        if self.intersections.is_variant_itself(key, &union) {
            return self.delegate(key, &rest);
        }
        if self.intersections.only_restricts(&union, &base) {
            let mut found = self.as_component(key, &rest);
            let rule = self.one_of_these(union.keyword, union.variants);
            self.add_rules(&mut found, rule.into_iter().list());
            return self.remember(key, found);
        }
        if let Some(whole) = self.intersections.together(&union, &rest) {
            let rule = self.at_least_one(union.variants);
            let mut found = self.as_component(key, &whole);
            self.add_rules(&mut found, rule.into_iter().list());
            return self.remember(key, found);
        }
        let bare = base.is_bare() && base.unions.is_empty();
        let types = Some(base.types).filter(|_| bare);
        if !self.intersections.can_distribute(key, &union, &rest, types) {
            return self.too_large(key, merged);
        }
        let (drafts, null_inside) = self.drafts(&union, &rest, types);
        let nullable = null_inside || bare && base.types.contains(Types::NULL);
        // Where the variants do not hold the base, the union has the rules of it.
        let mut rules = if bare { self.structure(&base) } else { Vec::new() };
        let is_anything = |draft: &Draft<'a>| draft.merged.unions.is_empty() && draft.merged.types.is_empty();
        if union.keyword == Alternatives::OneOf && drafts.iter().any(is_anything) {
            rules.add_all(self.one_of_these(union.keyword, union.variants));
        }
        self.settle(key, merged, drafts, nullable, Offer { rules, ..Offer::of(&union) })
    }

    /// The variants of a union, each with the rest of the intersection where that says more of it than its own schema
    /// does, and whether `null` is one of them. `types` are what the rest says, where it says nothing else.
    fn drafts(&mut self, union: &MergedUnion<'a>, rest: &Key, types: Option<Types>) -> (Vec<Draft<'a>>, bool) {
        let mut drafts: Vec<Draft<'a>> = Vec::with_capacity(union.variants.len());
        let mut nullable = false;
        for id in union.variants {
            let Combined { own, variant, nullable: null_beside, .. } =
                self.intersections.combined(*id, union, rest, types);
            nullable |= null_beside;
            let merged = self.intersections.merged(&variant);
            if merged.unions.is_empty() && merged.types == Types::NULL {
                nullable = true;
            } else if !merged.never && !drafts.iter().any(|draft| draft.key == variant) {
                let schema = match &*own {
                    [Part::Whole(schema)] => Some(*schema),
                    _ => None,
                };
                drafts.push(Draft { key: variant, merged, schema, named: Some(*id) });
            }
        }
        self.leave_subtypes_to_others(&mut drafts);
        (drafts, nullable)
    }

    /// Has a variant that stands for its subtypes mean itself alone, where the subtypes are variants as well.
    fn leave_subtypes_to_others(&mut self, drafts: &mut [Draft<'a>]) {
        let schemas: HashSet<SchemaId> = drafts.iter().filter_map(|draft| draft.schema).collect();
        for draft in drafts {
            let lineage =
                draft.schema.and_then(|id| self.intersections.lineages.get(&id)).filter(|lineage| lineage.is_variant);
            let are_there =
                lineage.is_some_and(|lineage| lineage.subtypes.iter().all(|subtype| schemas.contains(subtype)));
            if let ([only @ Part::Whole(_)], true) = (&*draft.key, are_there) {
                draft.key = Rc::from([*only, Part::Alone]);
            }
        }
    }

    /// The shape of an intersection that allows several types.
    pub(super) fn typed_union(&mut self, key: &Key, types: Types) -> Use {
        let merged = self.intersections.merged(key);
        let mut drafts = Vec::new();
        for one in types.each() {
            let key: Key = key.iter().copied().chain([Part::Only(one)]).collect();
            let merged = self.intersections.merged(&key);
            drafts.push(Draft { key, merged, schema: None, named: None });
        }
        let nullable = merged.types.contains(Types::NULL);
        self.settle(key, &merged, drafts, nullable, Offer::default())
    }

    /// The shape of a base that stands for its subtypes, told apart by its discriminator.
    pub(super) fn base_union(&mut self, key: &Key, merged: &Rc<Merged<'a>>, base: SchemaId, lineage: &Lineage) -> Use {
        let schema = self.context.document.schemas.get(lineage.discriminator);
        let discriminator = schema.and_then(|schema| schema.rare().discriminator.as_ref());
        let itself = lineage.is_variant.then_some(&base);
        let drafts: Vec<Draft<'a>> = itself
            .into_iter()
            .chain(&lineage.subtypes)
            .map(|id| {
                // A subtype that has subtypes is a variant by itself; they are others.
                let alone = self.intersections.is_variant_of_itself(*id).then_some(Part::Alone);
                let key: Key = [Part::Whole(*id)].into_iter().chain(alone).collect();
                Draft { merged: self.intersections.merged(&key), key, schema: Some(*id), named: Some(*id) }
            })
            .list();
        let nullable = merged.types.contains(Types::NULL);
        self.variants(key, merged, drafts, nullable, Offer { discriminator, ..Offer::default() })
    }

    fn settle(
        &mut self,
        key: &Key,
        merged: &Rc<Merged<'a>>,
        drafts: Vec<Draft<'a>>,
        nullable: bool,
        offer: Offer<'a>,
    ) -> Use {
        if let [only] = drafts.as_slice()
            && !self.needs_tag(only, &offer)
        {
            let only = only.key.clone();
            let mut found = self.as_component(key, &only);
            found.rules.add_all(offer.rules);
            if nullable {
                or_null(&mut found);
            }
            return self.remember(key, found);
        }
        if drafts.is_empty() {
            let shape = self.allocate(key, merged);
            self.set(shape, if nullable { Kind::Null } else { Kind::Never });
            self.tell_of_no_alternative(key, offer.keyword, nullable);
            let rules = if nullable { offer.rules } else { vec![Rule::Never] };
            return self.remember(key, Use { shape, nullable, rules });
        }
        self.variants(key, merged, drafts, nullable, offer)
    }

    /// Tells of alternatives that what stands beside them rules out, all of them.
    fn tell_of_no_alternative(&mut self, key: &Key, keyword: Option<Alternatives>, nullable: bool) {
        let [Part::Whole(id)] = &**key else { return };
        let Some(schema) = self.context.document.schemas.get(*id) else { return };
        let (keyword, own) = match keyword {
            Some(Alternatives::OneOf) => ("oneOf", &schema.one_of),
            Some(Alternatives::AnyOf) => ("anyOf", &schema.any_of),
            None => return,
        };
        // They may stand behind a reference.
        let at = if own.is_empty() { schema.pointer.clone() } else { schema.pointer.child(keyword) };
        let (fits, left) = match nullable {
            true => ("nothing but `null`", "the others are ruled out"),
            false => ("none", "no value meets both"),
        };
        let message = format!("of the alternatives of `{keyword}`, {fits} fits what stands beside them");
        let diagnostic = Diagnostic::warning(Code::UnsatisfiableSchema, message)
            .at_key(&at)
            .label(left)
            .help("correct the `type` beside them, or the alternatives");
        self.context.diagnostics.push(diagnostic);
    }

    /// Whether the only alternative lacks the tag that the union says that it has, and so is told by it all the same.
    fn needs_tag(&mut self, only: &Draft<'a>, offer: &Offer<'a>) -> bool {
        let Some(discriminator) = offer.discriminator else { return false };
        let may_have = only.named.is_some() && only.merged.types.contains(Types::OBJECT);
        may_have && !self.intersections.has_property(&only.key, discriminator.property.as_str())
    }

    /// A union of these variants, or the scalar that is left of them.
    fn variants(
        &mut self,
        key: &Key,
        merged: &Rc<Merged<'a>>,
        mut drafts: Vec<Draft<'a>>,
        nullable: bool,
        offer: Offer<'a>,
    ) -> Use {
        let shape = self.allocate(key, merged);
        self.remember(key, Use { shape, nullable, rules: Vec::new() });
        let mut scalars = self.merge_scalars(&mut drafts, offer.keyword);
        if drafts.is_empty()
            && scalars.len() == 1
            && let Some(only) = scalars.pop()
        {
            self.set(shape, only.kind);
            let mut found = Use { shape, nullable: false, rules: only.rules };
            found.rules.add_all(offer.rules);
            if nullable {
                or_null(&mut found);
            }
            return self.remember(key, found);
        }
        let mut rules = Vec::new();
        let tag = self.tag(&drafts, offer.discriminator);
        let mut variants = Vec::with_capacity(drafts.len() + scalars.len());
        let mut null_inside = false;
        for (at, draft) in drafts.iter().enumerate() {
            let tags = tag.as_ref().and_then(|tag| tag.values.get(at)).cloned().unwrap_or_default();
            let property = tag.as_ref().map(|tag| tag.property.as_str());
            let fallback = tag.as_ref().is_some_and(|tag| tag.fallback == Some(at));
            let named = [draft.named, draft.schema].into_iter().flatten().find_map(|id| self.component_name(id));
            let mut variant = Variant { tags, fallback, named, ..self.variant(&draft.key, property) };
            if tag.as_ref().is_some_and(|tag| tag.stands_for_absent) && variant.test.admits_objects() {
                variant.untagged = fallback;
            }
            null_inside |= std::mem::take(&mut variant.value.nullable);
            let alone = drafts.iter().filter(|other| other.merged.types == draft.merged.types).tally() == 1;
            if alone {
                hoist(&mut rules, &mut variant.value.rules);
            }
            variants.push(variant);
        }
        for MergedScalar { kind, rules: mut own_rules, at } in scalars {
            let test = scalar_test(&kind);
            let shape = self.shapes.push(Shape { kind, ..Shape::ANY });
            hoist(&mut rules, &mut own_rules);
            let value = Use { shape, nullable: false, rules: own_rules };
            let (tags, named) = (Vec::new(), None);
            let variant = Variant { value, named, tags, writes_tag: false, fallback: false, untagged: true, test };
            variants.insert(at.min(variants.len()), variant);
        }
        self.leave_out_repeated(&mut variants);
        let tag = tag.map(|tag| tag.property);
        if tag.is_none() {
            sort_by_key(&mut variants, &|variant| variant.test.specificity());
        }
        let one = offer.keyword == Some(Alternatives::OneOf) && may_overlap(&variants);
        self.set(shape, Kind::Union(Union { tag, one, variants }));
        self.add_to_shape(shape, &offer.rules);
        self.remember(key, Use { shape, nullable: nullable || null_inside, rules })
    }

    /// Leaves out inline variants that say what one before them says, as long as two are left: whatever is meant, values of
    /// both are read alike.
    fn leave_out_repeated(&self, variants: &mut Vec<Variant>) {
        let is_inline = |variant: &&Variant| self.shapes.get(variant.value.shape).component.is_none();
        let says_the_same = |variant: &Variant, other: &Variant| {
            let [one, two] = [variant, other].map(|variant| self.shapes.get(variant.value.shape));
            // Most differ in this, and nothing is copied of them.
            let as_other =
                || Variant { value: Use { shape: other.value.shape, ..variant.value.clone() }, ..variant.clone() };
            is_same(&one.kind, &two.kind) && one.rules == two.rules && one.title == two.title && as_other() == *other
        };
        let is_repeated = |at: usize, variant: &Variant| {
            is_inline(&variant)
                && variants.iter().take(at).filter(is_inline).any(|before| says_the_same(variant, before))
        };
        let repeated: Vec<bool> = variants.iter().enumerate().map(|(at, variant)| is_repeated(at, variant)).list();
        if repeated.iter().filter(|repeated| !**repeated).tally() > 1 {
            let mut repeated = repeated.into_iter();
            variants.keep(|_| !repeated.next().unwrap_or_default());
        }
    }

    /// A variant of a union whose tag is this property.
    fn variant(&mut self, key: &Key, tag: Option<&str>) -> Variant {
        let value = self.parts(key);
        let test = self.intersections.test(key, 0);
        let (mut writes_tag, mut untagged) = (false, true);
        if let Some(tag) = tag {
            writes_tag = test.admits_objects() && !self.intersections.has_property(key, tag);
            untagged = !self.intersections.requires(key, tag);
        }
        Variant { value, named: None, tags: Vec::new(), writes_tag, fallback: false, untagged, test }
    }

    /// The use of an intersection that means the same as `key`.
    fn delegate(&mut self, key: &Key, to: &Key) -> Use {
        if !self.open.insert(key.clone()) {
            return self.any();
        }
        let found = self.parts(to);
        self.open.remove(key);
        self.remember(key, found)
    }

    /// The same, under the name of the component that `key` is.
    fn as_component(&mut self, key: &Key, to: &Key) -> Use {
        let found = self.delegate(key, to);
        let component = self.component(key);
        if component.is_none() {
            return found;
        }
        let said = self.intersections.merged(key).description.map(|text| self.context.prose(text, key));
        // What may be anything is one shape for all.
        if let Some(shape) = self.shapes.get_mut(found.shape)
            && shape.component.is_none()
            && !matches!(shape.kind, Kind::Any)
        {
            shape.component = component;
            shape.description = shape.description.take().or(said);
        }
        found
    }
}

/// What a union's keyword says beside its variants.
#[derive(Default)]
struct Offer<'a> {
    keyword: Option<Alternatives>,
    discriminator: Option<&'a Discriminator>,
    /// The rules for the union as a whole.
    rules: Vec<Rule>,
}

impl<'a> Offer<'a> {
    fn of(union: &MergedUnion<'a>) -> Offer<'a> {
        Offer { keyword: Some(union.keyword), discriminator: union.discriminator, rules: Vec::new() }
    }
}

/// Moves rules that concern one JSON type only from a variant to its union: they ignore values of other types.
fn hoist(rules: &mut Vec<Rule>, from: &mut Vec<Rule>) {
    for rule in from.extract_if(.., |rule| rule.judges().is_some()) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
}

/// Whether kinds say the same, in whatever order they say their properties.
fn is_same(one: &Kind, two: &Kind) -> bool {
    let (Kind::Record(one), Kind::Record(two)) = (one, two) else { return one == two };
    if one.fields.len() != two.fields.len() || one.closed != two.closed || one.rest != two.rest {
        return false;
    }
    let [one, two] = [one, two].map(|record| {
        let mut fields = record.fields.iter().list();
        sort_by_key(&mut fields, &|field| field.name.clone());
        fields
    });
    one == two
}
