//! Rules: what a value must satisfy beyond its shape, whatever keywords said so. They are defined in the vocabulary, which the
//! runtime shares.

use oasmith_vocabulary::Test;
pub(crate) use oasmith_vocabulary::owned::{Definition, Link, Part, Rule};

use crate::lists::Listing;
use crate::table::{Id, id};
use crate::value::Types;

id! {
    /// Rules with a name.
    DefinitionId
}

impl DefinitionId {
    /// Where a link leads: its number is the definition's place.
    pub(crate) fn of<T>(link: &Link<T>) -> DefinitionId {
        DefinitionId::at(link.number)
    }
}

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
