//! Rules: what a value must satisfy beyond its shape, whatever keywords said so.

use std::rc::Rc;

use super::literal::Literal;
use crate::lists::Listing;
use crate::value::Types;

/// What a value must satisfy beyond its shape. Numbers are decimal text. Each rule judges values of its own JSON type;
/// a list of rules holds where each of them does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rule {
    MinLength(u64),
    MaxLength(u64),
    Pattern(Rc<str>),
    Bound(Bound, Rc<str>),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// The rules of every item of a list, or of every value of a map.
    Items(Vec<Rule>),

    /// The JSON types allowed.
    Types(Types),
    /// The values allowed.
    Values(Vec<Literal>),
    /// No value is allowed.
    Never,
    /// The rules must not all hold.
    Not(Vec<Rule>),
    /// At least one of the lists must hold.
    AnyOf(Vec<Vec<Rule>>),
    /// Exactly one of the lists must hold.
    OneOf(Vec<Vec<Rule>>),
    /// `then` must hold where the condition does, else `otherwise`.
    If {
        condition: Vec<Rule>,
        then: Vec<Rule>,
        otherwise: Vec<Rule>,
    },
    /// All of these, and what they call unevaluated is that among themselves.
    All(Vec<Rule>),
    /// The rules of this definition.
    Defined(DefinitionId),
    /// What no request is held to: its sender could not keep it.
    Strict(Vec<Rule>),

    /// The rules of a list's first items.
    Prefix(Vec<Vec<Rule>>),
    /// The rules of a list's items from this position on.
    ItemsFrom(u64, Vec<Rule>),
    /// How many items of a list keep the rules.
    Contains {
        rules: Vec<Rule>,
        least: u64,
        most: Option<u64>,
    },
    /// The rules of the items that no other rule beside this one looks at.
    UnevaluatedItems(Vec<Rule>),

    /// Properties that must be there.
    Required(Vec<String>),
    /// The rules of properties by name.
    Properties(Vec<(String, Vec<Rule>)>),
    /// The rules of properties by regular expressions of their names.
    PatternProperties(Vec<(String, Vec<Rule>)>),
    /// The rules of properties that have none of these names and match none of these regular expressions.
    AdditionalProperties {
        names: Vec<String>,
        patterns: Vec<String>,
        rules: Vec<Rule>,
    },
    /// The rules of all names of properties.
    PropertyNames(Vec<Rule>),
    /// Properties that must be there beside another one.
    DependentRequired(Vec<(String, Vec<String>)>),
    /// The rules of the object where it has a property.
    DependentSchemas(Vec<(String, Vec<Rule>)>),
    /// The rules of the properties that no other rule beside this one looks at.
    UnevaluatedProperties(Vec<Rule>),
}

impl Rule {
    /// The lists of rules inside this one.
    pub(crate) fn lists(&self) -> Vec<&[Rule]> {
        match self {
            Rule::Items(rules)
            | Rule::Not(rules)
            | Rule::All(rules)
            | Rule::Strict(rules)
            | Rule::ItemsFrom(_, rules)
            | Rule::Contains { rules, .. }
            | Rule::UnevaluatedItems(rules)
            | Rule::AdditionalProperties { rules, .. }
            | Rule::PropertyNames(rules)
            | Rule::UnevaluatedProperties(rules) => vec![rules],
            Rule::AnyOf(lists) | Rule::OneOf(lists) | Rule::Prefix(lists) => lists.iter().map(Vec::as_slice).list(),
            Rule::If { condition, then, otherwise } => vec![condition, then, otherwise],
            Rule::Properties(named) | Rule::PatternProperties(named) | Rule::DependentSchemas(named) => {
                named.iter().map(|(_, rules)| rules.as_slice()).list()
            }
            Rule::MinLength(_)
            | Rule::MaxLength(_)
            | Rule::Pattern(_)
            | Rule::Bound(..)
            | Rule::MinItems(_)
            | Rule::MaxItems(_)
            | Rule::UniqueItems
            | Rule::MinProperties(_)
            | Rule::MaxProperties(_)
            | Rule::Types(_)
            | Rule::Values(_)
            | Rule::Never
            | Rule::Defined(_)
            | Rule::Required(_)
            | Rule::DependentRequired(_) => Vec::new(),
        }
    }

    /// Whether the rule demands a property that is none of these, of the object that it is about.
    pub(crate) fn demands_beyond(&self, known: &dyn Fn(&str) -> bool) -> bool {
        let any = |rules: &[Rule]| rules.iter().any(|rule| rule.demands_beyond(known));
        match self {
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
}

/// The rules about a number's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bound {
    Minimum,
    Maximum,
    ExclusiveMinimum,
    ExclusiveMaximum,
    MultipleOf,
}

/// A definition's number in [`Api::definitions`](super::Api::definitions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DefinitionId(pub(crate) usize);

/// Rules with a name, which may hold themselves.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// What the document calls them.
    pub(crate) name: String,
    pub(crate) rules: Vec<Rule>,
}
