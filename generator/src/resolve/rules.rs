//! What schemas say beyond shapes becomes rules.
//!
//! A shape says types, properties and items, and its simple rules the sizes of things. This is for everything else: the
//! keywords that combine schemas, count, or look at what others left.

mod schema;

use std::rc::Rc;

use oasmith_vocabulary::Test;

use super::builder::ShapeBuilder;
use super::definitions::{Defined, Extent};
use super::intersection::{Alternatives, Key, Merged, Part, closes, ends};

use crate::api::{Kind, Rule, RulePart, ShapeId, Use, of_types};
use crate::document::{Says, Schema, SchemaId, for_engine};
use crate::lists::Listing;
use crate::value::{Node, Types};

/// Rules with more text than this are counted wherever they are repeated.
const LARGE: usize = 200;

impl<'a> ShapeBuilder<'a> {
    /// What the shape of an intersection and its simple rules leave unsaid. Its unions are not looked at.
    pub(super) fn structure(&mut self, merged: &Merged<'a>) -> Vec<Rule> {
        let mut rules = Vec::new();
        for id in &merged.members {
            let Some(schema) = self.context.document.schemas.get(*id) else { continue };
            if is_simple(schema) {
                continue;
            }
            for rule in self.own_structure(*id, schema).iter() {
                push(&mut rules, rule.clone());
            }
            self.patterns(schema, merged, &mut rules);
            self.own_items(schema, merged, &mut rules);
            if self.leaves_unevaluated(schema, merged) {
                let all = self.schema_rules(*id, Extent::Evaluated);
                rules.push(Rule::All(all));
            }
        }
        let may_be_object = merged.types.is_empty() || merged.types.contains(Types::OBJECT);
        let unnamed = merged.required.iter().filter(|name| !merged.properties.contains_key(*name));
        let unnamed: Vec<Rc<str>> = unnamed.map(|name| Rc::from(*name)).list();
        if may_be_object && !unnamed.is_empty() {
            rules.push(Rule::Required(unnamed));
        }
        rules
    }

    /// What a schema says beyond shapes, whoever takes it over.
    fn own_structure(&mut self, id: SchemaId, schema: &'a Schema) -> Rc<[Rule]> {
        if let Some(known) = self.definitions.structures.get(&id).cloned() {
            return self.named_if_repeated(Defined::Structure(id), id, known.to_vec()).into();
        }
        let mut rules = Vec::new();
        self.conditions(schema, Extent::Whole, &mut rules);
        self.counts_and_names(schema, &mut rules);
        let rules: Rc<[Rule]> = rules.into();
        self.definitions.structures.insert(id, rules.clone());
        rules
    }

    /// Rules that stand where they are used, or the name of them where too many places would repeat them.
    fn named_if_repeated(&mut self, key: Defined, id: SchemaId, rules: Vec<Rule>) -> Vec<Rule> {
        let text = text(&rules);
        if text <= LARGE || self.context.repeats.again_of(text) { rules } else { vec![self.define(key, id, rules)] }
    }

    /// The rule that one of these schemas holds, where it says something.
    pub(super) fn one_of_these(&mut self, keyword: Alternatives, schemas: &[SchemaId]) -> Option<Rule> {
        let key = (keyword, schemas.to_vec());
        if let (Some(known), Some(first)) = (self.definitions.alternatives.get(&key).cloned(), schemas.first()) {
            let rules = known.into_iter().list();
            return self.named_if_repeated(Defined::Alternatives(keyword, key.1), *first, rules).pop();
        }
        let rule = self.alternatives(keyword, schemas, Extent::Whole);
        self.definitions.alternatives.insert(key, rule.clone());
        rule
    }

    /// Gives the rules beside a use a name where too many uses would repeat them.
    pub(super) fn name_rules(&mut self, key: &Key, found: &mut Use) {
        let first = key.iter().find_map(|part| match part {
            Part::Whole(id) => Some(*id),
            _ => None,
        });
        if let Some(first) = first.filter(|_| !found.rules.is_empty()) {
            let rules = std::mem::take(&mut found.rules);
            let is_named = matches!(rules.as_slice(), [Rule::Defined(_)]);
            found.rules = self.named_if_repeated(Defined::Use(key.clone()), first, rules);
            if !is_named && matches!(found.rules.as_slice(), [Rule::Defined(_)]) {
                self.remember(key, found.clone());
            }
        }
    }

    /// Adds rules to a use: to its shape, where that is a type of its own.
    pub(super) fn add_rules(&mut self, found: &mut Use, rules: Vec<Rule>) {
        if !self.add_to_shape(found.shape, &rules) {
            for rule in rules {
                push(&mut found.rules, rule);
            }
        }
    }

    /// Adds rules to a shape that becomes a type with a name; any other has no place for them.
    pub(super) fn add_to_shape(&mut self, id: ShapeId, rules: &[Rule]) -> bool {
        let Some(shape) = self.shapes.get_mut(id) else { return false };
        match &shape.kind {
            Kind::Record(record) => {
                let known = |name: &str| record.rest.is_some() || record.fields.iter().any(|field| field.name == name);
                let rules: Vec<Rule> = rules.iter().map(|rule| keepable(rule.clone(), &known)).list();
                for rule in rules {
                    push(&mut shape.rules, rule);
                }
            }
            Kind::Union(_) | Kind::Tuple(_) => rules.iter().for_each(|rule| push(&mut shape.rules, rule.clone())),
            _ => return false,
        }
        true
    }

    /// Whether a schema allows everything.
    fn is_any(&self, id: SchemaId) -> bool {
        self.context.document.schemas.get(id).is_none_or(|schema| schema.boolean == Some(true))
    }

    /// Whether a schema restricts what is unevaluated, and the shape does not.
    fn leaves_unevaluated(&self, schema: &Schema, merged: &Merged<'a>) -> bool {
        let schemas = &self.context.document.schemas;
        let known = |names: Vec<&str>| merged.properties.keys().all(|name| names.contains(name));
        schema.rare().unevaluated_properties.is_some_and(|id| !self.is_any(id))
            && !closes(schemas, schema).is_some_and(known)
            || schema.rare().unevaluated_items.is_some_and(|id| !self.is_any(id))
                && !(ends(schemas, schema) && schema.rare().prefix_items == merged.prefix)
    }

    /// Rules for properties by patterns, and for the properties that one conjunct does not know though others do.
    fn patterns(&mut self, schema: &'a Schema, merged: &Merged<'a>, rules: &mut Vec<Rule>) {
        let forbids = |id| self.context.document.schemas.get(id).is_some_and(|schema| schema.boolean == Some(false));
        // Where nothing else is allowed, the shape says what the only pattern stands for.
        let is_typed = schema.rare().pattern_properties.len() == 1 && schema.additional_properties.is_some_and(forbids);
        let patterns = if is_typed { &[][..] } else { &schema.rare().pattern_properties };
        let by_pattern: Vec<(Rc<str>, Vec<Rule>)> = patterns
            .iter()
            .map(|(pattern, id)| (for_engine(pattern).into(), self.schema_rules(*id, Extent::Whole)))
            .filter(|(_, rules)| !rules.is_empty())
            .list();
        if !by_pattern.is_empty() {
            push(rules, Rule::PatternProperties(by_pattern));
        }
        let is_own = |name: &&str| schema.properties.iter().any(|(own, _)| own == *name);
        let all_own = merged.properties.keys().all(is_own);
        if let Some(additional) = self.additional_rule(schema, Extent::Whole)
            && !(all_own && schema.rare().pattern_properties.is_empty())
        {
            // Conjuncts that forbid each other's properties are a common mistake.
            push(rules, if all_own { additional } else { Rule::ReceiverOnly(vec![additional]) });
        }
    }

    /// Rules for items that the shape of the whole list does not say: first items stand in one conjunct only.
    fn own_items(&mut self, schema: &'a Schema, merged: &Merged<'a>, rules: &mut Vec<Rule>) {
        let differs = schema.rare().prefix_items != merged.prefix;
        let items = schema.items.is_some() && schema.rare().prefix_items.len() != merged.prefix.len();
        if differs && (!schema.rare().prefix_items.is_empty() || items) {
            self.items(schema, Extent::Whole, rules);
        }
    }
}

/// The rule that a value is one of these.
pub(super) fn one_of<'v>(values: impl Iterator<Item = &'v Node>) -> Rule {
    Rule::Enum(values.map(|value| value.json().into()).list())
}

/// Whether a schema has none of the keywords that this room is for.
pub(super) fn is_simple(schema: &Schema) -> bool {
    !schema.says().any(Says::CONDITIONS.with(Says::OTHER_PROPERTIES).with(Says::ITEMS))
}

/// Has a use allow `null` as well, whatever its rules say.
pub(super) fn or_null(found: &mut Use) {
    if !std::mem::replace(&mut found.nullable, true) {
        for rule in &mut found.rules {
            match rule {
                Rule::Enum(values) if !values.iter().any(|value| &**value == "null") => values.push("null".into()),
                Rule::AnyOf(lists) => lists.push(vec![of_types(Types::NULL)]),
                Rule::Type(types) if !types.contains(&Test::Null) => types.push(Test::Null),
                Rule::OneOf(_)
                | Rule::Not(_)
                | Rule::Never
                | Rule::If { .. }
                | Rule::All(_)
                | Rule::Defined(_)
                | Rule::ReceiverOnly(_) => {
                    *rule = Rule::AnyOf(vec![vec![rule.clone()], vec![of_types(Types::NULL)]]);
                }
                _ => {}
            }
        }
    }
}

/// The rule, held against requests only where its sender has the properties that it demands.
pub(super) fn keepable(rule: Rule, known: &dyn Fn(&str) -> bool) -> Rule {
    match rule {
        rule @ Rule::ReceiverOnly(_) => rule,
        rule if demands_beyond(&rule, known) => Rule::ReceiverOnly(vec![rule]),
        rule => rule,
    }
}

/// Whether a rule demands a property that is none of these, of the object that it is about.
fn demands_beyond(rule: &Rule, known: &dyn Fn(&str) -> bool) -> bool {
    let any = |rules: &[Rule]| rules.iter().any(|rule| demands_beyond(rule, known));
    match rule {
        Rule::Required(names) => !names.iter().all(|name| known(name)),
        Rule::DependentRequired(named) => {
            named.iter().any(|(name, names)| known(name) && !names.iter().all(|name| known(name)))
        }
        Rule::DependentSchemas(named) => named.iter().any(|(name, rules)| known(name) && any(rules)),
        Rule::Not(rules) | Rule::All(rules) => any(rules),
        Rule::AnyOf(lists) | Rule::OneOf(lists) => lists.iter().any(|rules| any(rules)),
        Rule::If { condition, then, otherwise } => any(condition) || any(then) || any(otherwise),
        _ => false,
    }
}

/// How much text rules are, about.
fn text(rules: &[Rule]) -> usize {
    let names = |names: &[Rc<str>]| names.iter().map(|name| name.len() + 4).total();
    let of_part = |part: &RulePart<'_>| match part {
        RulePart::Text(text) => text.len(),
        RulePart::Texts(texts) => names(texts),
        RulePart::Named(named) => named.iter().map(|(name, _)| name.len() + 4).total(),
        RulePart::NamedTexts(named) => named.iter().map(|(name, texts)| name.len() + 4 + names(texts)).total(),
        _ => 0,
    };
    let of = |rule: &Rule| 20 + rule.parts().1.iter().map(|(_, part)| of_part(part)).total();
    rules.iter().map(|rule| of(rule) + rule.lists().into_iter().map(text).total()).total()
}

fn push(rules: &mut Vec<Rule>, rule: Rule) {
    if !rules.contains(&rule) {
        rules.push(rule);
    }
}
