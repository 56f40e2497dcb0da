//! What generated code says of its types, and what becomes of it.
//!
//! Everything is `#[inline]`: what a program does not use of a generated library is not compiled at all.

mod enumeration;
mod newtype;
mod record;
mod tuple;
mod union;

/// What the macros name besides the public items.
#[doc(hidden)]
#[allow(non_upper_case_globals, missing_docs)]
pub mod private {
    pub use core::option::Option::{self, None, Some};
    pub use core::result::Result::{self, Err, Ok};

    pub use crate::codec::parts::{More, Parts};
    pub use crate::codec::show::show;
    pub use crate::codec::union::spec_of;
    pub use crate::codec::unknown_value::unlisted;
    use crate::codec::{Literal, Rule, Test};

    pub const NO_RULES: &[Rule] = &[];
    pub const NO_ENTRY_RULES: &[(&str, &[Rule])] = &[];
    pub const NO_CONSTANTS: &[Literal] = &[];

    #[inline(always)]
    pub fn default<T: Default>() -> T {
        T::default()
    }

    /// The value in the place that a text has in its list.
    #[inline]
    pub fn listed<'t, T>(texts: &[&str], values: &'t [T], text: &str) -> Option<&'t T> {
        values.get(texts.iter().position(|listed| *listed == text)?)
    }

    /// How an item of a tuple is read.
    pub mod item {
        use crate::codec::{Decode, DecodeError, TupleItems};

        #[inline]
        pub fn required<T: Decode>(items: &mut TupleItems<'_>) -> Result<T, DecodeError> {
            items.required()
        }

        #[inline]
        pub fn optional<T: Decode>(items: &mut TupleItems<'_>) -> Result<Option<T>, DecodeError> {
            items.optional()
        }
    }

    /// The words for tests and flags in the macros' grammar.
    pub const tag: bool = true;
    pub const one: bool = true;
    pub const null: Test = Test::Null;
    pub const boolean: Test = Test::Boolean;
    pub const integer: Test = Test::Integer;
    pub const number: Test = Test::Number;
    pub const string: Test = Test::String;
    pub const array: Test = Test::Array;
    pub const object: Test = Test::Object;
}

/// Whether an item of this mode must be there: a literal, which costs a compiler less than an expression.
#[doc(hidden)]
#[macro_export]
macro_rules! __required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

/// The letter of an entry in [`Spec::modes`](crate::codec::Spec::modes).
#[doc(hidden)]
#[macro_export]
macro_rules! __mode {
    () => {
        "c"
    };
    (required) => {
        "r"
    };
    (optional) => {
        "o"
    };
    (assumed) => {
        "a"
    };
}

/// A constant of the document: a string as it is, an integer as `Int(1)`, `true` or `false`.
#[doc(hidden)]
#[macro_export]
macro_rules! __literal {
    ($kind:ident ($value:literal)) => {
        $crate::codec::Literal::$kind($value)
    };
    (true) => {
        $crate::codec::Literal::Bool(true)
    };
    (false) => {
        $crate::codec::Literal::Bool(false)
    };
    ($text:literal) => {
        $crate::codec::Literal::Str($text)
    };
}

/// A list; an empty one is the constant named first, which costs a compiler less than an array.
#[doc(hidden)]
#[macro_export]
macro_rules! __list {
    ($empty:ident) => {
        $crate::codec::private::$empty
    };
    ($empty:ident $($item:tt)+) => {
        &[$($item)+]
    };
}

/// A list whose items name rules.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    ($empty:ident) => {
        $crate::codec::private::$empty
    };
    ($empty:ident $($item:tt)+) => {{
        #[allow(unused_imports)]
        use $crate::codec::Rule::*;
        &[$($item)+]
    }};
}

/// Tells a sink of the rules of a type, where it has some.
#[doc(hidden)]
#[macro_export]
macro_rules! __announce {
    ($sink:ident ()) => {};
    ($sink:ident ($($rule:tt)+)) => {
        $sink.rules($crate::__rules!(NO_RULES $($rule)+));
    };
}

// A `#[cfg]` inside an expansion would be judged by the features of the SDK's crate, so each state has a macro of its own.

/// The serde implementations of a type, where the feature is on: one line each, by way of the adapter.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                source: D,
            ) -> $crate::codec::private::Result<Self, D::Error> {
                $crate::serde_adapter::deserialize(source)
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                sink: S,
            ) -> $crate::codec::private::Result<S::Ok, S::Error> {
                $crate::serde_adapter::serialize(self, sink)
            }
        }
    };
}

/// Nothing: the feature `serde` is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {};
}
