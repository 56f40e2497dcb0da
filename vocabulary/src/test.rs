//! What tells a value by its type.

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Anything.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without fraction, however it is written.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Test {
    /// The stricter one of a union's default and what a variant says.
    #[must_use]
    pub const fn and(self, other: Test) -> Test {
        match self {
            Test::Any => other,
            _ => self,
        }
    }

    /// What values are that pass, in words: `an object`.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Test::Any => "anything",
            Test::Null => "null",
            Test::Boolean => "a boolean",
            Test::Integer => "an integer",
            Test::Number => "a number",
            Test::String => "a string",
            Test::Array => "an array",
            Test::Object => "an object",
        }
    }
}
