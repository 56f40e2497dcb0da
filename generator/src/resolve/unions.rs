//! `oneOf`, `anyOf` and lists of types become unions, or what is left of them.

use std::rc::Rc;

use indexmap::IndexMap;

use super::flat::{Additional, Alternatives, Flat, FlatUnion, Key, Part};
use super::formats;
use super::rules::{is_of_one_type, or_null};
use super::shapes::{Resolver, each};
use crate::api::{Choice, Kind, Literal, Rule, Shape, Test, Union, Use, Variant};
use crate::document::{Discriminator, Node, SchemaId, Types};
use crate::settings::Settings;

/// A variant while its union is being put together.
struct Draft<'a> {
    key: Key,
    flat: Rc<Flat<'a>>,
    /// The schema that the document names as the variant, after references.
    schema: Option<SchemaId>,
    /// How the document refers to it.
    named: Option<SchemaId>,
}

impl<'a> Resolver<'a> {
    /// The shape of an intersection that holds alternatives.
    pub(super) fn union(&mut self, key: &Key, flat: &Rc<Flat<'a>>) -> Use {
        let Some(union) = flat.unions.first().cloned() else { return self.any() };
        let marker = Part::Without(union.owner, union.keyword);
        let rest: Key = key.iter().copied().chain([marker]).collect();
        let base = self.flat(&rest);
        if self.is_variant_itself(key, &union) {
            return self.delegate(key, &rest);
        }
        if self.only_restricts(&union, &base) {
            let mut found = self.delegate(key, &rest);
            let component = self.component(key);
            if let Some(shape) = self.shapes.get_mut(found.shape) {
                shape.component = shape.component.take().or(component);
            }
            let rule = self.one_of_these(union.keyword, union.variants);
            self.add_rules(&mut found, rule.into_iter().collect());
            return self.remember(key, found);
        }
        let bare = base.is_bare() && base.unions.is_empty();
        let mut drafts: Vec<Draft<'a>> = Vec::with_capacity(union.variants.len());
        let mut nullable = bare && base.types.contains(Types::NULL);
        for id in union.variants {
            let (own, null_beside) = self.normal(&[Part::Whole(*id)]);
            let own_flat = self.flat(&own);
            let apart = bare && fits(base.types, &own_flat) || self.includes(*id, union.owner, 0);
            let parts: Key = match (apart, union.leads) {
                (true, _) => own.clone(),
                (false, true) => own.iter().chain(rest.iter()).copied().collect(),
                (false, false) => rest.iter().chain(own.iter()).copied().collect(),
            };
            let (variant, _) = self.normal(&parts);
            nullable |= null_beside;
            let flat = self.flat(&variant);
            if flat.unions.is_empty() && flat.types == Types::NULL {
                nullable = true;
            } else if !flat.never && !drafts.iter().any(|draft| draft.key == variant) {
                let schema = match &*own {
                    [Part::Whole(schema)] => Some(*schema),
                    _ => None,
                };
                drafts.push(Draft { key: variant, flat, schema, named: Some(*id) });
            }
        }
        // Where the variants do not hold the base, the union has the rules of it.
        let mut rules = if bare { self.structure(&base) } else { Vec::new() };
        let is_anything = |draft: &Draft<'a>| draft.flat.unions.is_empty() && draft.flat.types.is_empty();
        if union.keyword == Alternatives::OneOf && drafts.iter().any(is_anything) {
            rules.extend(self.one_of_these(union.keyword, union.variants));
        }
        self.settle(key, flat, drafts, nullable, Offer { rules, ..Offer::of(&union) })
    }

    /// The shape of an intersection that allows several types.
    pub(super) fn typed_union(&mut self, key: &Key, types: Types) -> Use {
        let flat = self.flat(key);
        let mut drafts = Vec::new();
        for one in each(types) {
            let key: Key = key.iter().copied().chain([Part::Only(one)]).collect();
            let flat = self.flat(&key);
            drafts.push(Draft { key, flat, schema: None, named: None });
        }
        let nullable = flat.types.contains(Types::NULL);
        self.settle(key, &flat, drafts, nullable, Offer::default())
    }

    /// The shape of a base that stands for its heirs, told apart by its discriminator.
    pub(super) fn base_union(&mut self, key: &Key, flat: &Rc<Flat<'a>>, base: SchemaId, heirs: &[SchemaId]) -> Use {
        let discriminator = self.document.schemas.get(base).and_then(|schema| schema.rare().discriminator.as_ref());
        let drafts: Vec<Draft<'a>> = heirs
            .iter()
            .map(|id| {
                let key: Key = Rc::from([Part::Whole(*id)]);
                Draft { flat: self.flat(&key), key, schema: Some(*id), named: Some(*id) }
            })
            .collect();
        let nullable = flat.types.contains(Types::NULL);
        self.variants(key, flat, drafts, nullable, Offer { discriminator, ..Offer::default() })
    }

    fn settle(
        &mut self,
        key: &Key,
        flat: &Rc<Flat<'a>>,
        drafts: Vec<Draft<'a>>,
        nullable: bool,
        offer: Offer<'a>,
    ) -> Use {
        if let [only] = drafts.as_slice() {
            let only = only.key.clone();
            let mut found = self.delegate(key, &only);
            found.rules.extend(offer.rules);
            if nullable {
                or_null(&mut found);
            }
            return self.remember(key, found);
        }
        if drafts.is_empty() {
            let shape = self.allocate(key, flat);
            self.set(shape, if nullable { Kind::Null } else { Kind::Never });
            let rules = if nullable { offer.rules } else { vec![Rule::Never] };
            return self.remember(key, Use { shape, nullable, rules });
        }
        self.variants(key, flat, drafts, nullable, offer)
    }

    /// A union of these variants, or the scalar that is left of them.
    fn variants(
        &mut self,
        key: &Key,
        flat: &Rc<Flat<'a>>,
        mut drafts: Vec<Draft<'a>>,
        nullable: bool,
        offer: Offer<'a>,
    ) -> Use {
        let shape = self.allocate(key, flat);
        self.remember(key, Use { shape, nullable, rules: Vec::new() });
        let mut scalars = self.merge_scalars(&mut drafts, offer.keyword);
        if drafts.is_empty()
            && scalars.len() == 1
            && let Some(only) = scalars.pop()
        {
            self.set(shape, only.kind);
            let mut found = Use { shape, nullable: false, rules: only.rules };
            found.rules.extend(offer.rules);
            if nullable {
                or_null(&mut found);
            }
            return self.remember(key, found);
        }
        let mut rules = Vec::new();
        let tag = if scalars.is_empty() { self.tag(&drafts, offer.discriminator) } else { None };
        let mut variants = Vec::with_capacity(drafts.len() + scalars.len());
        let mut null_inside = false;
        for (at, draft) in drafts.iter().enumerate() {
            let mut value = self.parts(&draft.key);
            null_inside |= std::mem::take(&mut value.nullable);
            let alone = drafts.iter().filter(|other| other.flat.types == draft.flat.types).count() == 1;
            if alone {
                hoist(&mut rules, &mut value.rules);
            }
            let tags = tag.as_ref().and_then(|tag| tag.values.get(at)).cloned().unwrap_or_default();
            let test = self.test(&draft.key, 0);
            let (mut writes_tag, mut untagged) = (false, true);
            if let Some(tag) = &tag {
                writes_tag = test.admits_objects() && !self.has_property(&draft.key, &tag.property, 0);
                untagged = offer.keyword.is_some() && !self.requires(&draft.key, &tag.property, 0);
            }
            variants.push(Variant { value, tags, writes_tag, untagged, test });
        }
        for Merged { kind, rules: mut own_rules, at } in scalars {
            let test = scalar_test(&kind);
            let shape = self.shapes.push(Shape { kind, ..Shape::ANY });
            hoist(&mut rules, &mut own_rules);
            let value = Use { shape, nullable: false, rules: own_rules };
            let variant = Variant { value, tags: Vec::new(), writes_tag: false, untagged: true, test };
            variants.insert(at.min(variants.len()), variant);
        }
        let tag = tag.map(|tag| tag.property);
        if tag.is_none() {
            variants.sort_by_key(|variant| variant.test.specificity());
        }
        let one = offer.keyword == Some(Alternatives::OneOf) && may_overlap(&variants);
        self.set(shape, Kind::Union(Union { tag, one, variants }));
        self.add_to_shape(shape, &offer.rules);
        self.remember(key, Use { shape, nullable: nullable || null_inside, rules })
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

    /// Whether the intersection is one of the union's own variants, come upon through its base.
    fn is_variant_itself(&self, key: &Key, union: &FlatUnion<'_>) -> bool {
        let wholes: Vec<SchemaId> = key
            .iter()
            .filter_map(|part| match part {
                Part::Whole(id) if *id != union.owner => Some(*id),
                _ => None,
            })
            .collect();
        !wholes.is_empty()
            && union.variants.iter().any(|variant| {
                let (own, _) = self.normal(&[Part::Whole(*variant)]);
                matches!(&*own, [Part::Whole(id)] if wholes.contains(id))
            })
    }

    /// Whether the variants say nothing of a value's shape, only which properties must be there.
    fn only_restricts(&mut self, union: &FlatUnion<'_>, base: &Flat<'_>) -> bool {
        let objects = |types: Types| types.without(Types::NULL) == Types::OBJECT;
        union.variants.iter().all(|id| {
            let (own, _) = self.normal(&[Part::Whole(*id)]);
            let flat = self.flat(&own);
            let known = flat.properties.values().flatten().all(|part| match part {
                Part::Whole(id) => self.document.schemas.get(*id).is_some_and(says_little),
                _ => false,
            });
            known
                && flat.unions.is_empty()
                && flat.items.is_empty()
                && flat.values.is_none()
                && flat.types.without(Types::OBJECT).is_empty()
                && flat.properties.keys().all(|name| base.properties.contains_key(name))
                && (!base.properties.is_empty()
                    || objects(base.types) && !flat.required.is_empty() && flat.additional == Additional::Unsaid)
        })
    }

    /// Whether a schema contains another one through references and `allOf`.
    fn includes(&self, id: SchemaId, base: SchemaId, depth: u8) -> bool {
        let Some(schema) = self.document.schemas.get(id) else { return false };
        let target = schema.reference.as_ref().and_then(|reference| reference.target);
        depth < 64
            && target
                .iter()
                .chain(&schema.all_of)
                .any(|member| *member == base || self.includes(*member, base, depth + 1))
    }

    /// Takes the variants that are plain strings, numbers or booleans out of the drafts, one per type: two strings
    /// can't be told apart.
    fn merge_scalars(&mut self, drafts: &mut Vec<Draft<'a>>, keyword: Option<Alternatives>) -> Vec<Merged> {
        let mut merged = Vec::new();
        let groups = [Types::BOOLEAN, Types::INTEGER.with(Types::NUMBER), Types::STRING];
        for group in groups {
            let belongs = |draft: &Draft<'a>| {
                draft.flat.unions.is_empty() && {
                    let types = draft.flat.types.without(Types::NULL);
                    !types.is_empty() && group.contains(types)
                }
            };
            let at: Vec<usize> = (0..drafts.len()).filter(|at| drafts.get(*at).is_some_and(belongs)).collect();
            if at.len() < 2 {
                continue;
            }
            let members: Vec<Rc<Flat<'a>>> =
                at.iter().filter_map(|at| drafts.get(*at)).map(|draft| draft.flat.clone()).collect();
            let (kind, mut rules) = merge(self.wishes.settings, group, &members);
            let beyond: Vec<Vec<Rule>> = members.iter().map(|member| self.structure(member)).collect();
            let common = beyond.first().cloned().unwrap_or_default();
            let common = common.into_iter().filter(|rule| beyond.iter().all(|rules| rules.contains(rule)));
            rules.extend(common);
            if let Some(keyword) = keyword
                && is_lost(&kind, &rules, &members, &beyond)
            {
                let named: Vec<SchemaId> =
                    at.iter().filter_map(|at| drafts.get(*at)).filter_map(|draft| draft.named).collect();
                // Formats tell apart what the rules can't.
                let formats = members.iter().any(|member| member.format.is_some());
                let keyword = if formats { Alternatives::AnyOf } else { keyword };
                rules.extend(self.one_of_these(keyword, &named));
            }
            merged.push(Merged { kind, rules, at: at.first().copied().unwrap_or(0) });
            let mut index = 0;
            drafts.retain(|_| {
                index += 1;
                !at.contains(&(index - 1))
            });
        }
        merged
    }

    /// The property that tells the variants apart, and its values for each.
    fn tag(&mut self, drafts: &[Draft<'a>], discriminator: Option<&Discriminator>) -> Option<Tag> {
        let constants: Vec<IndexMap<String, Vec<Literal>>> =
            drafts.iter().map(|draft| self.constants(&draft.key, 0)).collect();
        if let Some(discriminator) = discriminator {
            let values = drafts
                .iter()
                .zip(&constants)
                .map(|(draft, constants)| self.discriminated(draft, constants, discriminator))
                .collect();
            return Some(Tag { property: discriminator.property.clone(), values }).filter(Tag::tells_apart);
        }
        let names: Vec<&String> = constants.first()?.keys().collect();
        names.into_iter().find_map(|name| {
            let values: Option<Vec<Vec<Literal>>> =
                constants.iter().map(|constants| constants.get(name).cloned()).collect();
            Some(Tag { property: name.clone(), values: values? }).filter(Tag::tells_apart)
        })
    }

    fn discriminated(
        &self,
        draft: &Draft<'a>,
        constants: &IndexMap<String, Vec<Literal>>,
        discriminator: &Discriminator,
    ) -> Vec<Literal> {
        let is_this = |target: &Option<SchemaId>| {
            let target = target.map(|id| self.normal(&[Part::Whole(id)]).0);
            target.as_deref().is_some_and(|target| match target {
                [Part::Whole(id)] => Some(*id) == draft.schema,
                _ => false,
            })
        };
        let mut values: Vec<Literal> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| is_this(target))
            .map(|(value, _)| Node::String(value.clone()))
            .collect();
        for value in constants.get(&discriminator.property).into_iter().flatten() {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        if values.is_empty() {
            // OpenAPI: without a mapping, the component's name is the value.
            let named = [draft.schema, draft.named].into_iter().flatten();
            values.extend(
                named
                    .filter_map(|id| self.component(&Rc::from([Part::Whole(id)])))
                    .next()
                    .map(|name| Node::String(name.to_string())),
            );
        }
        values
    }

    /// The required properties of an object that hold one of a few constants.
    fn constants(&mut self, key: &Key, depth: u8) -> IndexMap<String, Vec<Literal>> {
        let flat = self.flat(key);
        let mut found = IndexMap::new();
        for (name, parts) in &flat.properties {
            if flat.required.contains(name) {
                let own: Key = self.normal(parts).0;
                let property = self.flat(&own);
                let scalar = |value: &Node| matches!(value, Node::String(_) | Node::Bool(_) | Node::Number(_));
                if let Some(values) = property.values.as_ref().filter(|values| values.iter().all(scalar)) {
                    found.insert((*name).to_owned(), values.clone());
                }
            }
        }
        let Some(union) = flat.unions.first().filter(|_| depth < 8) else { return found };
        let rest: Key = key.iter().copied().chain([Part::Without(union.owner, union.keyword)]).collect();
        let mut common: Option<IndexMap<String, Vec<Literal>>> = None;
        for id in union.variants {
            let parts: Vec<Part> = rest.iter().copied().chain([Part::Whole(*id)]).collect();
            let (variant, _) = self.normal(&parts);
            let of_variant = self.constants(&variant, depth + 1);
            common = Some(match common {
                None => of_variant,
                Some(common) => in_both(common, &of_variant),
            });
        }
        found.extend(common.into_iter().flatten());
        found
    }

    /// What a value must look like to be this.
    fn test(&mut self, key: &Key, depth: u8) -> Test {
        let flat = self.flat(key);
        if let Some(union) = flat.unions.first() {
            return if depth < 8 { self.common_test(key, union, depth) } else { Test::Anything };
        }
        match flat.types.without(Types::NULL) {
            Types::BOOLEAN => Test::Boolean,
            Types::INTEGER => Test::Integer,
            Types::NUMBER => Test::Number,
            Types::STRING => Test::String,
            Types::ARRAY => Test::Array,
            Types::OBJECT => Test::Object(
                flat.required
                    .iter()
                    .filter(|name| flat.properties.contains_key(*name))
                    .map(|name| (*name).to_owned())
                    .collect(),
            ),
            _ => Test::Anything,
        }
    }

    /// What all variants of an inner union have in common.
    fn common_test(&mut self, key: &Key, union: &FlatUnion<'_>, depth: u8) -> Test {
        let rest: Key = key.iter().copied().chain([Part::Without(union.owner, union.keyword)]).collect();
        let mut common = None;
        for id in union.variants {
            let parts: Vec<Part> = rest.iter().copied().chain([Part::Whole(*id)]).collect();
            let (variant, _) = self.normal(&parts);
            let test = self.test(&variant, depth + 1);
            common = Some(match (common, test) {
                (None, test) => test,
                (Some(Test::Object(mut keys)), Test::Object(others)) => {
                    keys.retain(|key| others.contains(key));
                    Test::Object(keys)
                }
                (Some(before), test) if before == test => test,
                _ => Test::Anything,
            });
        }
        common.unwrap_or(Test::Anything)
    }

    /// Whether a record of the variant names this property (in every variant, where it is a union itself).
    fn has_property(&mut self, key: &Key, name: &str, depth: u8) -> bool {
        let flat = self.flat(key);
        if flat.properties.contains_key(name) {
            return true;
        }
        let Some(union) = flat.unions.first().filter(|_| depth < 8) else { return false };
        let variants = union.variants;
        variants.iter().all(|&id| {
            let (own, _) = self.normal(&[Part::Whole(id)]);
            self.has_property(&own, name, depth + 1)
        })
    }

    /// Whether every value of the variant must be an object with this property.
    fn requires(&mut self, key: &Key, name: &str, depth: u8) -> bool {
        let flat = self.flat(key);
        if flat.required.contains(name) && flat.types.without(Types::NULL) == Types::OBJECT {
            return true;
        }
        let Some(union) = flat.unions.first().filter(|_| depth < 8) else { return false };
        let rest: Key = key.iter().copied().chain([Part::Without(union.owner, union.keyword)]).collect();
        union.variants.iter().all(|&id| {
            let parts: Vec<Part> = rest.iter().copied().chain([Part::Whole(id)]).collect();
            let (own, _) = self.normal(&parts);
            self.requires(&own, name, depth + 1)
        })
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
    fn of(union: &FlatUnion<'a>) -> Offer<'a> {
        Offer { keyword: Some(union.keyword), discriminator: union.discriminator, rules: Vec::new() }
    }
}

/// What several variants of the same scalar type have become.
struct Merged {
    kind: Kind,
    rules: Vec<Rule>,
    /// The place of the first of them among the variants.
    at: usize,
}

/// What tells variants apart.
struct Tag {
    property: String,
    /// One list a variant.
    values: Vec<Vec<Literal>>,
}

impl Tag {
    /// Whether every variant has a value, and none has another's.
    fn tells_apart(&self) -> bool {
        let all: Vec<&Literal> = self.values.iter().flatten().collect();
        let distinct = all.iter().enumerate().all(|(at, value)| !all.iter().take(at).any(|other| other == value));
        distinct && self.values.iter().all(|values| !values.is_empty())
    }
}

fn in_both(
    mut common: IndexMap<String, Vec<Literal>>,
    other: &IndexMap<String, Vec<Literal>>,
) -> IndexMap<String, Vec<Literal>> {
    common.retain(|name, _| other.contains_key(name));
    for (name, values) in &mut common {
        for value in other.get(name).into_iter().flatten() {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
    }
    common
}

/// A variant that only repeats a property's name, or says `not`.
fn says_little(schema: &crate::document::Schema) -> bool {
    schema.properties.is_empty()
        && schema.reference.is_none()
        && schema.types.is_empty()
        && schema.enumeration.is_none()
        && schema.rare().constant.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
}

/// Whether what the union's surroundings say of types adds nothing to the variant.
fn fits(base: Types, variant: &Flat<'_>) -> bool {
    let base = base.without(Types::NULL);
    base.is_empty() || !variant.types.is_empty() && base.contains(variant.types) || !variant.unions.is_empty()
}

fn merge(settings: &Settings, group: Types, members: &[Rc<Flat<'_>>]) -> (Kind, Vec<Rule>) {
    let same = |first: &Flat<'_>, each: &Flat<'_>| (first.format, first.encoding) == (each.format, each.encoding);
    let first = members.first().map(|first| (**first).clone()).unwrap_or_default();
    let mut rules = first.rules.clone();
    rules.retain(|rule| members.iter().all(|member| member.rules.contains(rule)));
    let mut values: Vec<Literal> = Vec::new();
    for value in members.iter().filter_map(|member| member.values.as_ref()).flatten() {
        if *value != Node::Null && !values.contains(value) {
            values.push(value.clone());
        }
    }
    let strings = group == Types::STRING;
    // An enumeration beside a plain string is an open one, as all of ours are.
    let whole = |value: &Literal| super::flat::type_of(value) == Types::INTEGER;
    if !values.is_empty()
        && (strings || values.iter().all(whole))
        && (strings || members.iter().all(|member| member.values.is_some()))
        && group != Types::BOOLEAN
    {
        return (Kind::Choice(Choice { values, names: Vec::new() }), Vec::new());
    }
    let kind = if strings {
        let (format, encoding) = if members.iter().all(|member| same(&first, member)) {
            (first.format, first.encoding)
        } else {
            (None, None)
        };
        formats::kind(settings, format, encoding, &mut rules)
    } else if group == Types::BOOLEAN {
        Kind::Boolean
    } else if members.iter().all(|member| member.types.without(Types::NULL) == Types::INTEGER) {
        Kind::Integer(crate::api::Integer::I64)
    } else {
        Kind::Number { single: false }
    };
    (kind, rules)
}

/// Whether values keep these rules though no single member allows them.
fn is_lost(kind: &Kind, rules: &[Rule], members: &[Rc<Flat<'_>>], beyond: &[Vec<Rule>]) -> bool {
    let whole_type = |member: &Flat<'_>| match kind {
        Kind::Number { .. } => member.types.contains(Types::NUMBER),
        _ => true,
    };
    let says_no_more =
        |member: &Flat<'_>, beyond: &[Rule]| beyond.iter().chain(&member.rules).all(|rule| rules.contains(rule));
    if let Kind::Choice(_) = kind {
        let listed = |member: &Flat<'_>| member.values.is_some() && member.rules.is_empty();
        return !members
            .iter()
            .zip(beyond)
            .all(|(member, beyond)| listed(member) && beyond.is_empty() || says_no_more(member, beyond));
    }
    !members
        .iter()
        .zip(beyond)
        .any(|(member, beyond)| member.values.is_none() && whole_type(member) && says_no_more(member, beyond))
}

/// Moves rules that concern one JSON type only from a variant to its union: they ignore values of other types.
fn hoist(rules: &mut Vec<Rule>, from: &mut Vec<Rule>) {
    for rule in from.extract_if(.., |rule| is_of_one_type(rule)) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
}

/// Whether some value may fit several variants, as far as no tag tells them apart.
fn may_overlap(variants: &[Variant]) -> bool {
    let variants: Vec<&Variant> = variants.iter().filter(|variant| variant.untagged).collect();
    let kind = |test: &Test| match test {
        Test::Integer => std::mem::discriminant(&Test::Number),
        test => std::mem::discriminant(test),
    };
    let alike =
        |one: &Test, other: &Test| *one == Test::Anything || *other == Test::Anything || kind(one) == kind(other);
    variants
        .iter()
        .enumerate()
        .any(|(at, variant)| variants.iter().take(at).any(|other| alike(&variant.test, &other.test)))
}

fn scalar_test(kind: &Kind) -> Test {
    match kind {
        Kind::Boolean => Test::Boolean,
        Kind::Integer(_) => Test::Integer,
        Kind::Number { .. } => Test::Number,
        Kind::Choice(choice) if choice.values.iter().all(|value| matches!(value, Node::Number(_))) => Test::Integer,
        _ => Test::String,
    }
}
