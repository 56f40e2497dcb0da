/// An enum of strings or of integers, with a variant that keeps what the document does not list.
///
/// ```
/// use oasmith_runtime::{enumeration, codec::UnknownValue, json};
///
/// #[derive(Clone, PartialEq)]
/// pub enum Status {
///     Active,
///     InActive,
///     Unknown(UnknownValue),
/// }
///
/// enumeration! { Status { "active" => Active, "in-active" => InActive } }
///
/// assert_eq!(Status::from("in-active"), Status::InActive);
/// assert_eq!(json::from_str::<Status>("\"gone\"")?.as_str(), "gone");
///
/// pub enum Level {
///     One,
///     Two,
///     Unknown(i64),
/// }
///
/// enumeration! { Level: i64 { 1 => One, 2 => Two } }
///
/// assert_eq!(Level::from(7).as_i64(), 7);
/// # Ok::<(), oasmith_runtime::codec::DecodeError>(())
/// ```
///
/// Both give `Debug`, which shows the value. Strings give `as_str`, `Display`, `FromStr` (which never fails) and `From<&str>`; integers `as_i64` and `From<i64>`.
#[macro_export]
macro_rules! enumeration {
    ($name:ident { $($text:literal => $variant:ident),* $(,)? }) => {
        impl $name {
            /// The value as it stands in the document.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                // Tables, for a `match` on texts is compiled as a call an arm; without names, which would be items to check.
                match $crate::__private::listed(&[$($text),*], &[$($name::$variant),*], text) {
                    $crate::__private::Some(listed) => ::core::clone::Clone::clone(listed),
                    $crate::__private::None => Self::Unknown($crate::codec::UnknownValue::new(text)),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> $crate::__private::Result<Self, ::core::convert::Infallible> {
                $crate::__private::Ok(<Self as ::core::convert::From<&str>>::from(text))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.as_str()).finish()
            }
        }

        impl $crate::codec::Decode for $name {
            #[inline]
            fn decode(value: $crate::codec::In<'_>) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                match value {
                    $crate::codec::In::Str(text) => {
                        $crate::__private::Ok(<Self as ::core::convert::From<&str>>::from(text))
                    }
                    other => $crate::__private::Err(other.mismatch("a string")),
                }
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(
                &self,
                sink: &mut dyn $crate::codec::Sink,
            ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                let text = $crate::codec::Out::Str(self.as_str());
                match self {
                    Self::Unknown(_) => sink.unlisted($crate::__private::None, text),
                    _ => sink.put(text),
                }
            }
        }

        $crate::__serde! { $name }
    };

    ($name:ident : i64 { $($integer:literal => $variant:ident),* $(,)? }) => {
        impl $name {
            /// The value as it stands in the document.
            #[inline]
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(integer: i64) -> Self {
                match integer {
                    $($integer => Self::$variant,)*
                    other => Self::Unknown($crate::__private::unlisted(other)),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.as_i64()).finish()
            }
        }

        impl $crate::codec::Decode for $name {
            #[inline]
            fn decode(value: $crate::codec::In<'_>) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                <i64 as $crate::codec::Decode>::decode(value).map(<Self as ::core::convert::From<i64>>::from)
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(
                &self,
                sink: &mut dyn $crate::codec::Sink,
            ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                let integer = $crate::codec::Out::Int(self.as_i64());
                match self {
                    Self::Unknown(_) => sink.unlisted($crate::__private::None, integer),
                    _ => sink.put(integer),
                }
            }
        }

        $crate::__serde! { $name }
    };
}
