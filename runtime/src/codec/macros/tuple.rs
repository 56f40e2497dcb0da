/// An array whose items have each their own type, as a tuple struct.
///
/// ```
/// use oasmith_runtime::{json, tuple};
///
/// #[derive(Debug)]
/// pub struct Point(pub f64, pub f64, pub Option<f64>, pub Vec<String>);
///
/// tuple! { Point { 0 required, 1 required, 2 optional, ..3 } }
///
/// let point: Point = json::from_str("[1, 2]")?;
/// assert_eq!(json::to_string(&point)?, "[1.0,2.0]");
/// # Ok::<(), oasmith_runtime::codec::DecodeError>(())
/// ```
///
/// `optional` items have the type `Option<T>`; the last field may keep all further items (`..3`, a `Vec<T>`), which
/// are passed over without it. Rules for the array as a whole stand behind the name, in brackets.
#[macro_export]
macro_rules! tuple {
    ($name:ident { $($items:tt)* }) => {
        $crate::__tuple! { $name () [] $($items)* }
    };
    ($name:ident [ $($rule:tt)* ] { $($items:tt)* }) => {
        $crate::__tuple! { $name ($($rule)*) [] $($items)* }
    };
}

/// The expansion of `tuple!`; collects the items first.
#[doc(hidden)]
#[macro_export]
macro_rules! __tuple {
    ($name:ident $rules:tt [$($done:tt)*] .. $rest:tt $(,)?) => {
        $crate::__tuple! { @ $name $rules [$($done)*] $rest }
    };
    ($name:ident $rules:tt [$($done:tt)*] $index:tt $mode:ident, $($items:tt)*) => {
        $crate::__tuple! { $name $rules [$($done)* $index $mode,] $($items)* }
    };
    ($name:ident $rules:tt [$($done:tt)*] $index:tt $mode:ident) => {
        $crate::__tuple! { @ $name $rules [$($done)* $index $mode,] }
    };
    ($name:ident $rules:tt [$($done:tt)*]) => {
        $crate::__tuple! { @ $name $rules [$($done)*] }
    };
    (@ $name:ident $rules:tt [$($index:tt $mode:ident,)*] $($rest:tt)?) => {
        impl $crate::codec::Decode for $name {
            #[inline]
            fn decode(value: $crate::codec::In<'_>) -> $crate::__private::Result<Self, $crate::codec::DecodeError> {
                #[allow(unused_mut, unused_variables)]
                let mut items = $crate::__private::TupleItems::new(value)?;
                let tuple = Self {
                    $($index: $crate::__private::item::$mode(&mut items)?,)*
                    $($rest: items.rest()?,)?
                };
                items.finish()?;
                $crate::__private::Ok(tuple)
            }
        }

        impl $crate::codec::Encode for $name {
            #[inline]
            fn encode(
                &self,
                sink: &mut dyn $crate::codec::Sink,
            ) -> $crate::__private::Result<(), $crate::codec::DecodeError> {
                $crate::__announce! { sink $rules }
                sink.put($crate::codec::Out::Seq(&$crate::__private::Tuple {
                    items: &[$(($crate::__required!($mode), &self.$index)),*],
                    rest: $crate::__private::None
                        $(.or($crate::__private::Some(&self.$rest as &dyn $crate::codec::Sequence)))?,
                }))
            }
        }

        $crate::__serde! { $name }
    };
}
