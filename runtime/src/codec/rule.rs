//! The rules that a document sets for a value.

/// A rule of the document, as a constant that the checker interprets. Each rule judges values of its own JSON type and
/// lets others pass, as in JSON Schema.
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
}
