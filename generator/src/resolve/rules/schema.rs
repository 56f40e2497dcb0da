//! A schema as rules alone, for where no shape stands for it: inside `not`, `if`, `contains` and the like.

use std::rc::Rc;

use super::{one_of, push};
use crate::api::{Definition, Rule, of_types};
use crate::document::{Schema, SchemaId, for_engine};
use crate::lists::Listing;
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::definitions::{Defined, Extent, Known};
use crate::resolve::intersection::{Alternatives, size_rules};
use crate::value::{Node, Types};

/// Rules of up to this many parts are repeated where they are referred to; more become a definition.
const INLINE: usize = 6;

impl<'a> ShapeBuilder<'a> {
    /// What a schema says.
    pub(super) fn schema_rules(&mut self, id: SchemaId, extent: Extent) -> Vec<Rule> {
        let document = self.context.document;
        let Some(schema) = document.schemas.get(id) else { return Vec::new() };
        match schema.boolean {
            Some(true) => return Vec::new(),
            Some(false) if extent != Extent::Evaluated => return vec![Rule::Never],
            _ => {}
        }
        let looks_back = schema.rare().unevaluated_properties.is_some() || schema.rare().unevaluated_items.is_some();
        let extent = if looks_back && extent == Extent::Whole { Extent::Evaluating } else { extent };
        let mut rules = Vec::new();
        if let Some(target) = schema.reference.as_ref().and_then(|reference| reference.target) {
            let referred = self.referred(target, extent);
            extend(&mut rules, referred);
        }
        for member in &schema.all_of {
            let member = self.schema_rules(*member, extent);
            extend(&mut rules, member);
        }
        if extent != Extent::Evaluated {
            own(schema, &mut rules);
            self.counts_and_names(schema, &mut rules);
        }
        self.properties(schema, extent, &mut rules);
        self.items(schema, extent, &mut rules);
        for (keyword, schemas) in [(Alternatives::AnyOf, &schema.any_of), (Alternatives::OneOf, &schema.one_of)] {
            if !schemas.is_empty()
                && let Some(rule) = self.alternatives(keyword, schemas, extent.of_branch())
            {
                push(&mut rules, rule);
            }
        }
        self.conditions(schema, extent.of_branch(), &mut rules);
        self.unevaluated(schema, &mut rules);
        let refers = schema.reference.is_some()
            || [&schema.all_of, &schema.any_of, &schema.one_of].iter().any(|members| !members.is_empty());
        if schema.nullable && (schema.types.is_empty() || refers) && !rules.is_empty() {
            rules = vec![Rule::AnyOf(vec![vec![of_types(Types::NULL)], rules])];
        }
        rules
    }

    /// What a schema that is referred to says: repeated where that is short, else by name.
    fn referred(&mut self, id: SchemaId, extent: Extent) -> Vec<Rule> {
        let key = (id, extent);
        let defined = Defined::Schema(id, extent);
        if let Some(definition) = self.definitions.id(&defined) {
            return vec![self.definitions.rule(definition)];
        }
        match self.definitions.known.get(&key) {
            Some(Known::Inline(rules)) => {
                let rules = rules.clone();
                return self.named_if_repeated(defined, id, rules);
            }
            // It holds itself.
            Some(Known::Open) => return vec![self.define(defined, id, Vec::new())],
            None => {}
        }
        self.definitions.known.insert(key, Known::Open);
        let rules = self.schema_rules(id, extent);
        if self.definitions.id(&defined).is_some() || size(&rules) > INLINE {
            return vec![self.define(defined, id, rules)];
        }
        self.definitions.known.insert(key, Known::Inline(rules.clone()));
        rules
    }

    /// Gives rules the name of a schema.
    pub(super) fn define(&mut self, key: Defined, id: SchemaId, rules: Vec<Rule>) -> Rule {
        let definition = match self.definitions.id(&key) {
            Some(definition) => {
                self.definitions.replace(definition, rules);
                definition
            }
            None => {
                let name = self.name_of(id).into();
                self.definitions.add(key, Definition { name, rules })
            }
        };
        self.definitions.rule(definition)
    }

    fn name_of(&self, id: SchemaId) -> String {
        let pointer =
            || self.context.document.schemas.get(id).map(|schema| schema.pointer.to_string()).unwrap_or_default();
        self.component_name(id).map_or_else(pointer, |name| name.to_string())
    }

    fn properties(&mut self, schema: &'a Schema, extent: Extent, rules: &mut Vec<Rule>) {
        let mut named = |schemas: &'a [(String, SchemaId)]| -> Vec<(Rc<str>, Vec<Rule>)> {
            let named = schemas.iter().map(|(name, id)| (Rc::from(name.as_str()), self.inside(*id, extent)));
            named.filter(|(_, rules)| extent != Extent::Whole || !rules.is_empty()).list()
        };
        let (properties, mut patterns) = (named(&schema.properties), named(&schema.rare().pattern_properties));
        patterns.iter_mut().for_each(|(pattern, _)| *pattern = for_engine(pattern).into());
        if !properties.is_empty() {
            push(rules, Rule::Properties(properties));
        }
        if !patterns.is_empty() {
            push(rules, Rule::PatternProperties(patterns));
        }
        if let Some(rule) = self.additional_rule(schema, extent) {
            push(rules, rule);
        }
    }

    /// What a schema says of properties that it does not name.
    pub(super) fn additional_rule(&mut self, schema: &'a Schema, extent: Extent) -> Option<Rule> {
        let rules = self.inside(schema.additional_properties?, extent);
        (extent != Extent::Whole || !rules.is_empty()).then(|| Rule::AdditionalProperties {
            names: schema.properties.iter().map(|(name, _)| Rc::from(name.as_str())).list(),
            patterns: schema.rare().pattern_properties.iter().map(|(pattern, _)| Rc::from(for_engine(pattern))).list(),
            rules,
        })
    }

    /// What a schema says of items by their position, and where it needs to be known, of those that it counts.
    pub(super) fn items(&mut self, schema: &'a Schema, extent: Extent, rules: &mut Vec<Rule>) {
        let prefix: Vec<Vec<Rule>> = schema.rare().prefix_items.iter().map(|id| self.inside(*id, extent)).list();
        let says = |rules: &[Rule]| extent != Extent::Whole || !rules.is_empty();
        if prefix.iter().any(|rules| says(rules)) {
            push(rules, Rule::PrefixItems(prefix));
        }
        if let Some(id) = schema.items {
            let further = self.inside(id, extent);
            let from = u64::try_from(schema.rare().prefix_items.len()).unwrap_or(u64::MAX);
            if says(&further) {
                push(rules, Rule::ItemsFrom(from, further));
            }
        }
        if extent == Extent::Evaluated
            && let Some(id) = schema.rare().contains
        {
            let counted = self.schema_rules(id, Extent::Whole);
            push(rules, Rule::Contains { rules: counted, least: 0, most: None });
        }
    }

    /// What stands for a value inside the one that the rules are about.
    fn inside(&mut self, id: SchemaId, extent: Extent) -> Vec<Rule> {
        if extent == Extent::Evaluated { Vec::new() } else { self.schema_rules(id, Extent::Whole) }
    }

    /// `contains` and the rules about names.
    pub(super) fn counts_and_names(&mut self, schema: &'a Schema, rules: &mut Vec<Rule>) {
        if let Some(id) = schema.rare().contains {
            let counted = self.schema_rules(id, Extent::Whole);
            let (least, most) = (schema.rare().min_contains.unwrap_or(1), schema.rare().max_contains);
            push(rules, Rule::Contains { rules: counted, least, most });
        }
        if let Some(id) = schema.rare().property_names {
            let names = self.schema_rules(id, Extent::Whole);
            if !names.is_empty() {
                push(rules, Rule::PropertyNames(names));
            }
        }
        if !schema.rare().dependent_required.is_empty() {
            let named = schema.rare().dependent_required.iter();
            let named = named.map(|(name, names)| (Rc::from(name.as_str()), shared(names)));
            push(rules, Rule::DependentRequired(named.list()));
        }
    }

    /// `not`, `if` and what depends on a property.
    pub(super) fn conditions(&mut self, schema: &'a Schema, extent: Extent, rules: &mut Vec<Rule>) {
        if let Some(id) = schema.rare().not {
            let not = self.schema_rules(id, Extent::Whole);
            push(rules, if not.is_empty() { Rule::Never } else { Rule::Not(not) });
        }
        if let Some(id) = schema.rare().if_schema {
            let condition = self.schema_rules(id, extent);
            let [then, otherwise] = [schema.rare().then_schema, schema.rare().else_schema]
                .map(|branch| branch.map(|id| self.schema_rules(id, extent)).unwrap_or_default());
            if extent != Extent::Whole || !(then.is_empty() && otherwise.is_empty()) {
                push(rules, Rule::If { condition, then, otherwise });
            }
        }
        let dependent = schema.rare().dependent_schemas.iter();
        let dependent: Vec<(Rc<str>, Vec<Rule>)> = dependent
            .map(|(name, id)| (Rc::from(name.as_str()), self.schema_rules(*id, extent)))
            .filter(|(_, rules)| !rules.is_empty())
            .list();
        if !dependent.is_empty() {
            push(rules, Rule::DependentSchemas(dependent));
        }
    }

    /// `anyOf` or `oneOf`; `None` where it allows everything.
    pub(super) fn alternatives(&mut self, keyword: Alternatives, schemas: &[SchemaId], extent: Extent) -> Option<Rule> {
        let lists: Vec<Vec<Rule>> = schemas.iter().map(|id| self.schema_rules(*id, extent)).list();
        match keyword {
            Alternatives::AnyOf if extent == Extent::Whole && lists.iter().any(Vec::is_empty) => None,
            Alternatives::AnyOf => Some(Rule::AnyOf(lists)),
            Alternatives::OneOf => Some(Rule::OneOf(lists)),
        }
    }

    fn unevaluated(&mut self, schema: &'a Schema, rules: &mut Vec<Rule>) {
        if let Some(id) = schema.rare().unevaluated_properties {
            let unevaluated = self.schema_rules(id, Extent::Whole);
            push(rules, Rule::UnevaluatedProperties(unevaluated));
        }
        if let Some(id) = schema.rare().unevaluated_items {
            let unevaluated = self.schema_rules(id, Extent::Whole);
            push(rules, Rule::UnevaluatedItems(unevaluated));
        }
    }
}

impl Extent {
    /// How much is to be said of a branch that may or may not be taken: enough to tell which.
    fn of_branch(self) -> Extent {
        match self {
            Extent::Whole => Extent::Whole,
            Extent::Evaluating | Extent::Evaluated => Extent::Evaluating,
        }
    }
}

/// Types, values, sizes and required properties.
fn own(schema: &Schema, rules: &mut Vec<Rule>) {
    if !schema.types.is_empty() {
        push(rules, of_types(schema.types));
    }
    let constant = schema.rare().constant.as_ref().map(std::slice::from_ref);
    for values in [schema.enumeration.as_deref(), constant].into_iter().flatten() {
        let null = Some(Node::Null).filter(|null| schema.nullable && !values.contains(null));
        push(rules, one_of(values.iter().chain(&null)));
    }
    for rule in size_rules(schema) {
        push(rules, rule);
    }
    if !schema.required.is_empty() {
        push(rules, Rule::Required(shared(&schema.required)));
    }
}

/// Adds the rules of another schema for the same value.
fn extend(rules: &mut Vec<Rule>, others: Vec<Rule>) {
    if others.iter().any(Rule::looks_back) {
        return push(rules, Rule::All(others));
    }
    for rule in others {
        push(rules, rule);
    }
}

fn shared(names: &[String]) -> Vec<Rc<str>> {
    names.iter().map(|name| Rc::from(name.as_str())).list()
}

fn size(rules: &[Rule]) -> usize {
    rules.iter().map(|rule| 1 + rule.lists().into_iter().map(size).total()).total()
}
