//! The rules that a document sets for a value.

mod words;

use std::fmt;

use super::Test;
pub(crate) use words::quoted;

/// A rule of the document, as a constant that the checker interprets. Each rule judges values of its own JSON type and
/// lets others pass, as in JSON Schema. A list of rules holds where each of them does.
///
/// Its display goes on after “must”: `have at least 1 character`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// At least that many characters (not bytes).
    MinLength(u64),
    /// At most that many characters.
    MaxLength(u64),
    /// A regular expression that must be found in the string.
    Pattern(&'static str),
    /// The least number allowed, in decimal text.
    Minimum(&'static str),
    /// The greatest number allowed, in decimal text.
    Maximum(&'static str),
    /// The number must be greater.
    ExclusiveMinimum(&'static str),
    /// The number must be less.
    ExclusiveMaximum(&'static str),
    /// The number must be a whole multiple of this one, judged on decimal digits.
    MultipleOf(&'static str),
    /// At least that many items.
    MinItems(u64),
    /// At most that many items.
    MaxItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// At least that many entries.
    MinProperties(u64),
    /// At most that many entries.
    MaxProperties(u64),
    /// The rules for every item of an array, and for every value of a map.
    Items(&'static [Rule]),
    /// The strings allowed.
    Enum(&'static [&'static str]),

    /// The JSON types allowed.
    Type(&'static [Test]),
    /// The values allowed, each as JSON text.
    Values(&'static [&'static str]),
    /// No value is allowed.
    Never,
    /// The rules must not all hold.
    Not(&'static [Rule]),
    /// At least one of the lists must hold.
    AnyOf(&'static [&'static [Rule]]),
    /// Exactly one of the lists must hold. By itself, it has a request keep to at least one: documents often mean that.
    OneOf(&'static [&'static [Rule]]),
    /// Where the condition holds, `then` must, and where it does not, `otherwise`.
    If {
        /// What is not demanded but asked.
        condition: &'static [Rule],
        /// The rules of values that keep the condition.
        then: &'static [Rule],
        /// The rules of values that do not.
        otherwise: &'static [Rule],
    },
    /// All of the rules must hold. By itself it is a schema of its own: what it says of unevaluated values concerns the
    /// rules inside only.
    All(&'static [Rule]),
    /// As [`Rule::All`], by name: so that rules can hold themselves.
    Defined(&'static Definition),
    /// Rules that only a strict decoding holds against a value, since a caller could not keep them, or the document may
    /// not mean them.
    Strict(&'static [Rule]),

    /// The rules of an array's first items, one by one.
    Prefix(&'static [&'static [Rule]]),
    /// The rules of the items from this position on.
    ItemsFrom(u64, &'static [Rule]),
    /// How many of the items keep the rules.
    Contains {
        /// What is counted.
        rules: &'static [Rule],
        /// At least that many.
        least: u64,
        /// At most that many.
        most: Option<u64>,
    },
    /// The rules of items that no other rule of the list looked at.
    UnevaluatedItems(&'static [Rule]),

    /// The properties that must be there.
    Required(&'static [&'static str]),
    /// The rules of properties by name.
    Properties(&'static [(&'static str, &'static [Rule])]),
    /// The rules of properties whose names match a regular expression.
    PatternProperties(&'static [(&'static str, &'static [Rule])]),
    /// The rules of the other properties.
    AdditionalProperties {
        /// The properties that are not meant.
        names: &'static [&'static str],
        /// The regular expressions of names that are not meant.
        patterns: &'static [&'static str],
        /// The rules of all others.
        rules: &'static [Rule],
    },
    /// The rules of every property's name.
    PropertyNames(&'static [Rule]),
    /// The properties that must be there where the first one is.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// The rules of the whole object where a property is there.
    DependentSchemas(&'static [(&'static str, &'static [Rule])]),
    /// The rules of properties that no other rule of the list looked at.
    UnevaluatedProperties(&'static [Rule]),
}

impl Rule {
    /// Whether the rule needs to see the whole value, so that it can't be judged while the value is being encoded.
    pub(crate) fn is_structural(&self) -> bool {
        !matches!(
            self,
            Rule::MinLength(_)
                | Rule::MaxLength(_)
                | Rule::Pattern(_)
                | Rule::Minimum(_)
                | Rule::Maximum(_)
                | Rule::ExclusiveMinimum(_)
                | Rule::ExclusiveMaximum(_)
                | Rule::MultipleOf(_)
                | Rule::MinItems(_)
                | Rule::MaxItems(_)
                | Rule::UniqueItems
                | Rule::MinProperties(_)
                | Rule::MaxProperties(_)
                | Rule::Items(_)
                | Rule::Enum(_)
        )
    }
}

/// Rules with a name.
#[derive(Clone, Copy)]
pub struct Definition {
    /// What the document calls them.
    pub name: &'static str,
    /// The rules, which may refer back to the definition.
    pub rules: &'static [Rule],
}

/// The name only: the rules may go round in circles.
impl fmt::Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Definition").field(&self.name).finish()
    }
}

/// Definitions are equal where they are the same constant.
impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && std::ptr::eq(self.rules, other.rules)
    }
}

impl Eq for Definition {}
