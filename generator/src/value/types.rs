//! The types of JSON Schema.

/// The JSON types that a `type` keyword allows. Empty where the keyword is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Types(u8);

impl Types {
    pub(crate) const NULL: Types = Types(1);
    pub(crate) const BOOLEAN: Types = Types(2);
    pub(crate) const INTEGER: Types = Types(4);
    pub(crate) const NUMBER: Types = Types(8);
    pub(crate) const STRING: Types = Types(16);
    pub(crate) const ARRAY: Types = Types(32);
    pub(crate) const OBJECT: Types = Types(64);

    /// Whether the keyword is absent.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every type of `other` is among these.
    pub(crate) const fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }

    /// These types and those.
    pub(crate) const fn with(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// These types but those.
    pub(crate) const fn without(self, other: Types) -> Types {
        Types(self.0 & !other.0)
    }

    /// The types in both.
    pub(crate) const fn both(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }

    /// These types, one by one.
    pub(crate) fn each(self) -> impl Iterator<Item = Types> {
        let all =
            [Types::NULL, Types::BOOLEAN, Types::INTEGER, Types::NUMBER, Types::STRING, Types::ARRAY, Types::OBJECT];
        all.into_iter().filter(move |one| self.contains(*one))
    }

    /// Whether there is just one.
    pub(crate) fn is_one(self) -> bool {
        self.each().count() == 1
    }
}
