//! Rules: what a value must satisfy beyond its shape, whatever keywords said so. They are defined in the vocabulary, which the
//! runtime shares.

use oasmith_vocabulary::Test;
pub(crate) use oasmith_vocabulary::owned::{Definition, Link, Part, Rule};

use crate::lists::Listing;
use crate::value::Types;

/// A definition's number in [`Api::definitions`](super::Api::definitions), where a [`Link`] leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DefinitionId(pub(crate) usize);

/// The rule that a value is of one of these types.
pub(crate) fn of_types(types: Types) -> Rule {
    // In the order in which they are told in words.
    let all = [
        (Types::OBJECT, Test::Object),
        (Types::ARRAY, Test::Array),
        (Types::STRING, Test::String),
        (Types::NUMBER, Test::Number),
        (Types::INTEGER, Test::Integer),
        (Types::BOOLEAN, Test::Boolean),
        (Types::NULL, Test::Null),
    ];
    Rule::Type(all.into_iter().filter(|(one, _)| types.contains(*one)).map(|(_, test)| test).list())
}
