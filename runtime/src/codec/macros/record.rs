/// A record: says which entry of an object each field of a struct is.
///
/// ```
/// use oasmith_runtime::{codec::Map, codec::Value, json, record};
///
/// pub struct Person {
///     pub name: String,
///     pub nick: Option<String>,
///     pub tags: Vec<String>,
///     pub additional: Map<Value>,
/// }
///
/// record! { Person {
///     "kind" = "person",                       // a constant, without a field: written, and checked when read;
///                                              // `true` or `false` stand for themselves, an integer as `Int(1)`
///     name: "name" required [MinLength(1)],    // with the rules of the document, which `check` interprets
///     nick: "nickName" optional,               // a field of type `Option<T>`; a constant that need not be there to be
///                                              // read, and is written all the same, is `assumed`
///     tags: "tags" or_empty,                   // a list or map that must be there, and may be read from `null`
///     ..additional                             // keeps all other entries; may be followed by their rules
/// } }
///
/// let person: Person = json::from_str(r#"{"kind":"person","name":"Jo","tags":null,"age":7}"#)?;
/// assert_eq!(json::to_string(&person)?, r#"{"kind":"person","name":"Jo","tags":[],"age":7}"#);
/// # Ok::<(), oasmith_runtime::codec::DecodeError>(())
/// ```
///
/// It gives `Debug` too, which is as the derived one.
///
/// `closed` behind the name has strict decoding refuse other entries; rules behind that, in brackets, are for the record
/// as a whole: `record! { Person closed [MinProperties(2)] { … } }`. An optional entry whose type has no `null` of its
/// own reads `null` as absent.
#[macro_export]
macro_rules! record {
    ($name:ident $([ $($rule:tt)* ])? { $($body:tt)* }) => {
        $crate::__record! { $name false [ $($($rule)*)? ] $($body)* }
    };
    ($name:ident closed $([ $($rule:tt)* ])? { $($body:tt)* }) => {
        $crate::__record! { $name true [ $($($rule)*)? ] $($body)* }
    };
}

/// The expansion of `record!`, the same for closed and open records.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $name:ident $closed:literal [ $($own_rule:tt)* ]
        $(
            $($field:ident :)? $key:literal $(= $constant:tt $(($value:literal))?)? $($mode:ident)?
            $([ $($rule:tt)* ])?
        ),* $(,)?
        $(.. $rest:ident $([ $($rest_rule:tt)* ])? $(,)?)?
    ) => {
        impl $crate::codec::Decode for $name {
            const IS_OBJECT: bool = true;

            // A function, for a compiler evaluates a constant even where nothing uses it.
            #[inline]
            fn spec() -> &'static $crate::codec::Spec {
                &$crate::codec::Spec {
                    name: stringify!($name),
                    fields: stringify!($($($field)?,)* $($rest)?),
                    closed: $closed,
                    keys: &[$($key),*],
                    literals: concat!($($crate::__mode!($($mode)?), stringify!($key), ":"),*),
                    unescaped: concat!($("-\"", $key, "\":"),*),
                    modes: concat!($($crate::__mode!($($mode)?)),*),
                    constants: $crate::__list!(NO_CONSTANTS $($($crate::__literal!($constant $(($value))?),)?)*),
                    rules: $crate::__rules!(NO_RULES $($own_rule)*),
                    entry_rules: $crate::__rules!(NO_ENTRY_RULES $($(($key, &[$($rule)*]),)?)*),
                    rest_rules: $crate::__rules!(NO_RULES $($($($rest_rule)*)?)?),
                }
            }

            #[inline]
            fn decode(value: $crate::codec::In<'_>) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                $(let mut $rest = $crate::__private::default();)?
                match $crate::__private::Parts::read(
                    value,
                    <Self as $crate::codec::Decode>::spec(),
                    $crate::__private::None
                        $(.or($crate::__private::Some(&mut $rest as &mut dyn $crate::codec::Rest)))?,
                ) {
                    $crate::__private::Ok($crate::__parts!($($($field)?)*)) => {
                        $crate::__private::Ok(Self { $($($field,)?)* $($rest)? })
                    }
                    $crate::__private::Err(fault) => $crate::__private::Err(fault),
                }
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(
                &self,
                sink: &mut dyn $crate::codec::Sink,
            ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                sink.record(
                    <Self as $crate::codec::Decode>::spec(),
                    &[$($(&self.$field)? $(&$crate::__literal!($constant $(($value))?))?),*],
                    $crate::__private::None
                        $(.or($crate::__private::Some(&self.$rest as &dyn $crate::codec::Pairs)))?,
                )
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::show(self, f)
            }
        }

        $crate::__serde! { $name }
    };
}
