//! Reading JSON text that must be all that the document says.

use super::{from_slice, unread};
use crate::codec::check::{self, Violation};
use crate::codec::{Decode, DecodeError, Encode, Value};

/// Reads a value as [`from_slice`] does, and holds it to all that the document says: closed records have no other
/// entries, enums and unions no value that is not listed, and every rule is kept.
///
/// # Errors
///
/// As for [`from_slice`], and the first violation.
pub fn from_slice_strict<T: Decode + Encode>(bytes: &[u8]) -> Result<T, DecodeError> {
    let whole: Value = from_slice(bytes)?;
    let mut place: Option<T> = None;
    whole.put_strictly(&mut place)?;
    let value = place.ok_or_else(unread)?;
    match check::strictly(&value, &[], &whole).into_iter().next() {
        Some(violation) => Err(Violation::into_fault(violation)),
        None => Ok(value),
    }
}
