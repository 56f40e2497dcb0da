//! Lists and maps without anything in them, as a source hands them out.

use super::decode_error::Contents;
use super::{DecodeError, Entries, Head, In, Items, Place, Rest, Spec};

/// Puts an empty list or map into a place.
///
/// # Errors
///
/// The fault of the place.
pub(super) fn put(of: Contents, place: &mut dyn Place) -> Result<(), DecodeError> {
    match of {
        Contents::List => place.put(In::Seq(&mut Empty)),
        Contents::Map => place.put(In::Map(&mut Empty)),
    }
}

/// What is empty, for a fault of `null` in its place.
///
/// # Errors
///
/// The fault, where it is of something else.
#[cfg(feature = "client")]
pub(crate) fn empty_for<T: super::Decode>(fault: DecodeError) -> Result<T, DecodeError> {
    match fault.null_for() {
        Some(Contents::List) => T::decode(In::Seq(&mut Empty)),
        Some(Contents::Map) => T::decode(In::Map(&mut Empty)),
        None => Err(fault),
    }
}

struct Empty;

impl Items for Empty {
    fn each(&mut self, _: &mut dyn Place) -> Result<(), DecodeError> {
        Ok(())
    }

    fn next(&mut self, _: &mut dyn Place) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        place.put(In::Seq(self))
    }
}

impl Entries for Empty {
    fn object(
        &mut self,
        spec: &'static Spec,
        _: &mut [&mut dyn Place],
        _: Option<&mut dyn Rest>,
    ) -> Result<(), DecodeError> {
        Err(spec.unfilled())
    }

    fn each(&mut self, _: &mut dyn Rest) -> Result<(), DecodeError> {
        Ok(())
    }

    fn peek(&mut self, _: &str) -> Result<Option<Head<'_>>, DecodeError> {
        Ok(None)
    }

    fn keys(&mut self, _: &mut dyn FnMut(&str)) -> Result<(), DecodeError> {
        Ok(())
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        place.put(In::Map(self))
    }

    fn hide(&mut self, _: &'static str) {}
}
