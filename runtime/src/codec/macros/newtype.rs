/// A struct with one unnamed field that stands for its content: `pub struct Tree(pub Vec<Tree>);`. Rules for the content
/// stand behind the name, in brackets.
///
/// ```
/// use oasmith_runtime::{json, newtype};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Tree(pub Vec<Tree>);
///
/// newtype! { Tree [MaxItems(2)] }
///
/// assert_eq!(json::from_str::<Tree>("[[],[]]")?, Tree(vec![Tree(vec![]), Tree(vec![])]));
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[macro_export]
macro_rules! newtype {
    ($name:ident $([ $($rule:tt)* ])?) => {
        impl $crate::codec::Decode for $name {
            #[inline]
            fn decode(value: $crate::codec::In<'_>) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                $crate::codec::Decode::decode(value).map(Self)
            }

            #[inline]
            fn from_null() -> $crate::__private::Option<Self> {
                $crate::codec::Decode::from_null().map(Self)
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(
                &self,
                sink: &mut dyn $crate::codec::Sink,
            ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                $crate::__announce! { sink ($($($rule)*)?) }
                $crate::codec::Encode::encode(&self.0, sink)
            }
        }

        $crate::__serde! { $name }
    };
}
