//! What schemas say of the size of values.

use crate::api::Rule;
use crate::document::{Schema, for_engine};
use crate::value::Node;

/// The simple rules of a schema: what it says of a value's size.
pub(in crate::resolve) fn rules(schema: &Schema) -> impl Iterator<Item = Rule> + use<> {
    let rare = schema.rare();
    let number = |node: &Option<Node>| match node {
        Some(Node::Number(text)) => Some(text.clone()),
        _ => None,
    };
    let rules = [
        rare.min_length.filter(|least| *least > 0).map(Rule::MinLength),
        rare.max_length.map(Rule::MaxLength),
        rare.pattern.as_deref().map(|pattern| Rule::Pattern(for_engine(pattern).into())),
        number(&rare.minimum).map(Rule::Minimum),
        number(&rare.maximum).map(Rule::Maximum),
        number(&rare.exclusive_minimum).map(Rule::ExclusiveMinimum),
        number(&rare.exclusive_maximum).map(Rule::ExclusiveMaximum),
        number(&rare.multiple_of).map(Rule::MultipleOf),
        rare.min_items.filter(|least| *least > 0).map(Rule::MinItems),
        rare.max_items.map(Rule::MaxItems),
        rare.unique_items.then_some(Rule::UniqueItems),
        rare.min_properties.filter(|least| *least > 0).map(Rule::MinProperties),
        rare.max_properties.map(Rule::MaxProperties),
    ];
    rules.into_iter().flatten()
}
