//! What a record is made of, as one value: it has each field turned into a place here, once for each number of fields, and
//! not in every record, which spares a compiler a good part of its work.

use std::slice;

use super::{Constant, Decode, Fault, In, Literal, Place, Rest, Spec};

/// The constants of a record that have not been asked for yet.
type Constants = slice::Iter<'static, &'static dyn Literal>;

/// What stands for one entry of a record: the value of a field, or a [`Constant`].
pub trait Part: Sized {
    /// Where the entry is put.
    type Place: Place;

    /// The place before the entry has come.
    fn place(constants: &mut Constants) -> Self::Place;

    /// What has been put; nothing where an entry has not come that must.
    fn take(place: Self::Place) -> Option<Self>;
}

impl<T: Decode> Part for T {
    type Place = Option<T>;

    #[inline(always)]
    fn place(_: &mut Constants) -> Self::Place {
        None
    }

    #[inline(always)]
    fn take(place: Self::Place) -> Option<Self> {
        place.or_else(T::absent)
    }
}

impl Part for Constant {
    type Place = Self;

    #[inline(always)]
    fn place(constants: &mut Constants) -> Self::Place {
        Constant(constants.next().copied().unwrap_or(&""))
    }

    #[inline(always)]
    fn take(place: Self::Place) -> Option<Self> {
        Some(place)
    }
}

/// What stands for all entries of a record, in the order of its spec: a tuple of the values of fields
/// and of [`Constant`]s.
pub trait Parts: Sized {
    /// Where the entries are put.
    type Places;

    /// The places before any entry has come.
    fn places(constants: &mut Constants) -> Self::Places;

    /// Adds the places to a list.
    fn list<'p>(places: &'p mut Self::Places, list: &mut Vec<&'p mut dyn Place>);

    /// What has been put; nothing where an entry has not come that must.
    fn take(places: Self::Places) -> Option<Self>;

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// As for [`Entries::object`](super::Entries::object), and that this is no object.
    #[inline]
    fn read(value: In<'_>, spec: &'static Spec, rest: Option<&mut dyn Rest>) -> Result<Self, Fault> {
        let mut places = <Self as Parts>::places(&mut spec.constants.iter());
        let mut list = Vec::with_capacity(spec.entries.len());
        Self::list(&mut places, &mut list);
        value.object(spec, &mut list, rest)?;
        <Self as Parts>::take(places).ok_or_else(|| spec.unfilled())
    }
}

/// Parts, and more of them behind: what has more entries than a tuple may have.
#[derive(Debug)]
pub struct More<A, B>(pub A, pub B);

impl<A: Parts, B: Parts> Parts for More<A, B> {
    type Places = (A::Places, B::Places);

    fn places(constants: &mut Constants) -> Self::Places {
        (A::places(constants), B::places(constants))
    }

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
        impl<$($part: Part),*> Parts for ($($part,)*) {
            type Places = ($($part::Place,)*);

            #[inline(always)]
            fn places(constants: &mut Constants) -> Self::Places {
                ($($part::place(constants),)*)
            }

            #[inline]
            fn list<'p>(($($part,)*): &'p mut Self::Places, list: &mut Vec<&'p mut dyn Place>) {
                $(list.push($part);)*
            }

            #[inline(always)]
            fn take(($($part,)*): Self::Places) -> Option<Self> {
                match ($($part::take($part),)*) {
                    ($(Some($part),)*) => Some(($($part,)*)),
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }

            #[inline]
            fn read(value: In<'_>, spec: &'static Spec, rest: Option<&mut dyn Rest>) -> Result<Self, Fault> {
                let mut places = <Self as Parts>::places(&mut spec.constants.iter());
                let ($($part,)*) = &mut places;
                value.object(spec, &mut [$($part as &mut dyn Place),*], rest)?;
                <Self as Parts>::take(places).ok_or_else(|| spec.unfilled())
            }
        }
    };
}

tuples! { A B C D E F G H I J K L }

/// The pattern of [`Parts`] for these entries: the name of a field in brackets, or nothing there for a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! __parts {
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $i:tt $j:tt $k:tt $l:tt $($more:tt)+) => {
        $crate::codec::private::More(
            $crate::__parts!($a $b $c $d $e $f $g $h $i $j $k $l),
            $crate::__parts!($($more)+),
        )
    };
    ($([$field:ident])*) => {
        ($($field,)*)
    };
    ($([$($field:ident)?])*) => {
        ($($crate::__part!($($field)?),)*)
    };
}

/// The pattern of one of the parts.
#[doc(hidden)]
#[macro_export]
macro_rules! __part {
    () => {
        $crate::codec::Constant(_)
    };
    ($field:ident) => {
        $field
    };
}
