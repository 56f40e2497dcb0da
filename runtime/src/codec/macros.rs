//! What generated code says of its types, and what becomes of it.
//!
//! Everything is `#[inline]`: what a program does not use of a generated library is not compiled at all.

mod enumeration;
mod newtype;
mod record;
mod tuple;
mod union;

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
    (or_empty) => {
        "e"
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
        $crate::__private::$empty
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
        $crate::__private::$empty
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
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                source: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::serde_adapter::deserialize(source)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                sink: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
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
