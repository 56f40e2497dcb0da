/// An enum whose variants hold each a type of its own.
///
/// Told by a tag:
///
/// ```
/// use oasmith_runtime::{codec::UnknownVariant, json, record, union};
///
/// pub struct Cat { pub lives: i64 }
/// pub struct Dog { pub tricks: Vec<String> }
///
/// record! { Cat { "kind" = "cat", lives: "lives" required } }
/// record! { Dog { tricks: "tricks" required } }
///
/// #[derive(Debug)]
/// pub enum Pet {
///     Cat(Cat),
///     Dog(Dog),
///     /// A `kind` that the document does not name, kept as it came.
///     Unknown(UnknownVariant),
/// }
///
/// union! { Pet by "kind" {
///     "cat" => Cat,                          // the record has the tag; an integer stands as `Int(1)`
///     "dog" | "puppy" => Dog with tag,       // the union reads and writes it
/// } }
///
/// let pet: Pet = json::from_str(r#"{"tricks":["sit"],"kind":"puppy"}"#)?;
/// assert_eq!(json::to_string(&pet)?, r#"{"kind":"dog","tricks":["sit"]}"#);
/// # Ok::<(), oasmith_runtime::codec::DecodeError>(())
/// ```
///
/// `or File` behind the key makes values of any other tag a `File`. A variant that has no tag stands behind `_`.
///
/// `closed` behind the name makes a tag that is not listed a fault; such an enum has no variant `Unknown`.
///
/// Variants that need no tag are listed behind `else`, as below; a value that has none is read as one of them. A tag that
/// is there decides:
///
/// ```
/// # use oasmith_runtime::{codec::UnknownVariant, json, record, union};
/// # #[derive(Default)]
/// # pub struct File { pub kind: Option<String> }
/// # record! { File { kind: "type" optional } }
/// #[derive(Debug)]
/// pub enum Entry {
///     File(File),
///     Folder(Vec<File>),
///     Unknown(UnknownVariant),
/// }
///
/// union! { Entry by "type" {
///     "file" => File,
///     "folder" => Folder,
/// } else {
///     Folder if array,
///     File if object,
/// } }
///
/// assert!(matches!(json::from_str("[{}]")?, Entry::Folder(_)));
/// # Ok::<(), oasmith_runtime::codec::DecodeError>(())
/// ```
///
/// Told by what the value looks like:
///
/// ```
/// use oasmith_runtime::{codec::Value, json, union};
///
/// #[derive(Debug)]
/// pub enum Amount {
///     Integer(i64),
///     Text(String),
///     Anything(Value),
/// }
///
/// union! { Amount {
///     Integer if integer,                    // or null, boolean, number, string, array
///     Text if string,
///     Anything,                              // or: if object ["id", "name"]
/// } }
///
/// assert!(matches!(json::from_str("7.0")?, Amount::Integer(7)));
/// # Ok::<(), oasmith_runtime::codec::DecodeError>(())
/// ```
///
/// Rules for all values stand behind the name, in brackets, and rules for a variant's values at its end: `where [MinItems(1)]`.
///
/// Variants whose test fits are tried in order; the only one whose test fits is read directly. `one` behind the name has
/// strict decoding refuse values that fit several. A variant `if null`
/// holds `()`.
#[macro_export]
macro_rules! union {
    (
        $name:ident by $key:literal $(or $fallback:ident)? $([ $($rule:tt)* ])? { $($body:tt)* }
        $(else $($one:ident)? { $($other:tt)* })?
    ) => {
        $crate::__tagged! {
            $name $key false ($($fallback)?) ($($($rule)*)?) { $($body)* }
            $(else (false $(|| $crate::__private::$one)?) { $($other)* })?
            decode(value) {
                UNION.decode_unknown(value).map($name::Unknown)
            }
            encode(sink) {
                $name::Unknown(variant) => UNION.encode_unknown(variant, sink),
            }
        }
    };
    (
        $name:ident closed by $key:literal $(or $fallback:ident)? $([ $($rule:tt)* ])? { $($body:tt)* }
        $(else $($one:ident)? { $($other:tt)* })?
    ) => {
        $crate::__tagged! {
            $name $key true ($($fallback)?) ($($($rule)*)?) { $($body)* }
            $(else (false $(|| $crate::__private::$one)?) { $($other)* })?
            decode(value) {
                $crate::__private::Err(value.mismatch("a variant"))
            }
            encode(sink) {}
        }
    };
    ($name:ident $([ $($rule:tt)* ])? { $($body:tt)* }) => {
        $crate::__untagged! { $name false ($($($rule)*)?) { $($body)* } }
    };
    ($name:ident one $([ $($rule:tt)* ])? { $($body:tt)* }) => {
        $crate::__untagged! { $name true ($($($rule)*)?) { $($body)* } }
    };
}

/// The expansion of `union!` without a tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __untagged {
    ($name:ident $one:literal ($($rule:tt)*) {
        $(
            $variant:ident
            $(if $test:ident $([ $($required:literal),* $(,)? ])?)?
            $(where [ $($variant_rule:tt)* ])?
        ),* $(,)?
    }) => {
        const _: () = {
            $crate::__candidates! {
                $name ($one)
                $($variant $(if $test $([ $($required),* ])?)?),*
            }

            impl $crate::codec::Decode for $name {
                #[inline]
                fn decode(value: $crate::codec::In<'_>) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                    CANDIDATES.decode(value, variant)
                }

                #[inline]
                fn from_null() -> $crate::__private::Option<Self> {
                    CANDIDATES.null(variant)
                }
            }

            impl $crate::codec::Encode for $name {
                #[inline]
                fn encode(
                    &self,
                    sink: &mut dyn $crate::codec::Sink,
                ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                    $crate::__announce! { sink ($($rule)*) }
                    match self {
                        $(Self::$variant(variant) => {
                            $crate::__announce! { sink ($($($variant_rule)*)?) }
                            $crate::codec::Encode::encode(variant, sink)
                        })*
                    }
                }
            }
        };

        $crate::__serde! { $name }
    };
}

/// What tells the variants of `union!` without a tag, and what reads one of them.
#[doc(hidden)]
#[macro_export]
macro_rules! __candidates {
    (
        $name:ident ($one:expr)
        $($variant:ident $(if $test:ident $([ $($required:literal),* $(,)? ])?)?),* $(,)?
    ) => {
        const CANDIDATES: &$crate::__private::Untagged = &$crate::__private::Untagged {
            name: stringify!($name),
            one: $one,
            variants: &[$($crate::__private::Candidate {
                name: stringify!($variant),
                test: $crate::codec::Test::Any $(.and($crate::__private::$test))?,
                keys: &[$($($($required),*)?)?],
                spec: $crate::__private::spec_of($name::$variant),
            }),*],
        };

        #[inline]
        fn variant(
            index: usize,
            value: $crate::codec::In<'_>,
        ) -> $crate::__private::Result<$name, $crate::codec::DecodeError> {
            #[allow(clippy::enum_variant_names)]
            enum __Position { $($variant),* }
            match index {
                $(at if at == __Position::$variant as usize => {
                    $crate::codec::Decode::decode(value).map($name::$variant)
                })*
                _ => $crate::__private::Err(value.mismatch("a variant")),
            }
        }
    };
}

/// The candidates of `union!` with a tag, where there are some.
#[doc(hidden)]
#[macro_export]
macro_rules! __untagged_of {
    () => {
        $crate::__private::None
    };
    ($one:tt) => {
        $crate::__private::Some(CANDIDATES)
    };
}

/// The tags of a variant; `_` where it has none.
#[doc(hidden)]
#[macro_export]
macro_rules! __tags {
    (_) => {
        &[]
    };
    ($($tag:tt $(($integer:literal))?)|+) => {
        &[$($crate::__literal!($tag $(($integer))?)),+]
    };
}

/// An expression, or none.
#[doc(hidden)]
#[macro_export]
macro_rules! __option {
    () => {
        $crate::__private::None
    };
    ($value:expr) => {
        $crate::__private::Some($value)
    };
}

/// The first of several expressions.
#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    (($first:expr) $($other:tt)*) => {
        $first
    };
}

/// The expansion of `union!` with a tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged {
    (
        $name:ident $key:literal $closed:literal ($($fallback:ident)?) $rules:tt {
            $($($tag:tt $(($integer:literal))?)|+ => $variant:ident $(with $with:ident)? $(where [ $($rule:tt)* ])?),* $(,)?
        }
        $(else $one:tt { $($other:tt)* })?
        decode($value:ident) { $($decode:tt)* }
        encode($sink:ident) { $($encode:tt)* }
    ) => {
        const _: () = {
            const UNION: &$crate::__private::Tagged = &$crate::__private::Tagged {
                key: $key,
                closed: $closed,
                variants: &[$($crate::__private::Tags {
                    tags: $crate::__tags!($($tag $(($integer))?)|+),
                    with_tag: false $(|| $crate::__private::$with)?,
                }),*],
                fallback: $crate::__option! { $(__Position::$fallback as usize)? },
                untagged: $crate::__untagged_of! { $($one)? },
            };

            $($crate::__candidates! { $name $one $($other)* })?

            #[allow(dead_code, clippy::enum_variant_names)]
            enum __Position { $($variant),* }

            impl $crate::codec::Decode for $name {
                #[inline]
                fn decode(
                    mut $value: $crate::codec::In<'_>,
                ) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                    match UNION.variant(&mut $value)? {
                        $($crate::__private::Some(at) if at == __Position::$variant as usize => {
                            $crate::codec::Decode::decode($value).map(Self::$variant)
                        })*
                        $($crate::__private::None if UNION.lacks_tag(&mut $value)? => {
                            $crate::__first! { (CANDIDATES.decode($value, variant)) $one }
                        })?
                        _ => { $($decode)* }
                    }
                }
            }

            impl $crate::codec::Encode for $name {
                #[inline]
                fn encode(
                    &self,
                    $sink: &mut dyn $crate::codec::Sink,
                ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                    $crate::__announce! { $sink $rules }
                    match self {
                        $(Self::$variant(variant) => {
                            $crate::__announce! { $sink ($($($rule)*)?) }
                            $crate::__variant! { UNION __Position::$variant, variant, $sink $($with)? }
                        })*
                        $($encode)*
                    }
                }
            }
        };

        $crate::__serde! { $name }
    };
}

/// Writes a variant of a union with a tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __variant {
    ($union:ident $position:path, $variant:ident, $sink:ident) => {
        $crate::codec::Encode::encode($variant, $sink)
    };
    ($union:ident $position:path, $variant:ident, $sink:ident tag) => {
        $union.encode_with_tag($position as usize, $variant, $sink)
    };
}
