//! What a record is made of, as one value: it has each field turned into a place here, once for each number of fields, and
//! not in every record, which spares a compiler a good part of its work.

use super::{Decode, DecodeError, In, Place, Rest, Spec};

/// What stands for all fields of a record, in the order of its spec: a tuple of their values.
pub trait Parts: Sized {
    /// Where the values are put; by default, before any has come.
    type Places: Default;

    /// Adds the places to a list.
    fn list<'p>(places: &'p mut Self::Places, list: &mut Vec<&'p mut dyn Place>);

    /// What has been put; nothing where a value has not come that must.
    fn take(places: Self::Places) -> Option<Self>;

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// As for [`Entries::object`](super::Entries::object), and that this is no object.
    #[inline]
    fn read(value: In<'_>, spec: &'static Spec, rest: Option<&mut dyn Rest>) -> Result<Self, DecodeError> {
        let mut places = <Self as Parts>::Places::default();
        let mut list = Vec::with_capacity(spec.keys.len());
        Self::list(&mut places, &mut list);
        value.object(spec, &mut list, rest)?;
        <Self as Parts>::take(places).ok_or_else(|| spec.unfilled())
    }
}

/// Parts, and more of them behind: what has more fields than a tuple may have.
#[derive(Debug)]
pub struct More<A, B>(pub A, pub B);

impl<A: Parts, B: Parts> Parts for More<A, B> {
    type Places = (A::Places, B::Places);

    fn list<'p>((first, more): &'p mut Self::Places, list: &mut Vec<&'p mut dyn Place>) {
        A::list(first, list);
        B::list(more, list);
    }

    fn take((first, more): Self::Places) -> Option<Self> {
        Some(More(A::take(first)?, B::take(more)?))
    }
}

macro_rules! tuples {
    ($($part:ident)*) => {
        tuples! { @ $($part)* }
    };
    (@) => {
        tuples! { = }
    };
    (@ $first:ident $($part:ident)*) => {
        tuples! { = $first $($part)* }
        tuples! { @ $($part)* }
    };
    (= $($part:ident)*) => {
        #[allow(non_snake_case, unused_variables, clippy::unused_unit)]
        impl<$($part: Decode),*> Parts for ($($part,)*) {
            type Places = ($(Option<$part>,)*);

            #[inline]
            fn list<'p>(($($part,)*): &'p mut Self::Places, list: &mut Vec<&'p mut dyn Place>) {
                $(list.push($part);)*
            }

            #[inline(always)]
            fn take(($($part,)*): Self::Places) -> Option<Self> {
                match ($($part.or_else($part::absent),)*) {
                    ($(Some($part),)*) => Some(($($part,)*)),
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }

            #[inline]
            fn read(value: In<'_>, spec: &'static Spec, rest: Option<&mut dyn Rest>) -> Result<Self, DecodeError> {
                let mut places = <Self as Parts>::Places::default();
                let ($($part,)*) = &mut places;
                value.object(spec, &mut [$($part as &mut dyn Place),*], rest)?;
                <Self as Parts>::take(places).ok_or_else(|| spec.unfilled())
            }
        }
    };
}

tuples! { A B C D E F G H I J K L }

/// The pattern of [`Parts`] for these fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __parts {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident $i:ident $j:ident $k:ident $l:ident
        $($more:ident)+) => {
        $crate::__private::More(
            ($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l,),
            $crate::__parts!($($more)+),
        )
    };
    ($($field:ident)*) => {
        ($($field,)*)
    };
}
