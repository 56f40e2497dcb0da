//! What goes through a deserializer: the place to fill on the way in, a fault on the way out.

use crate::codec::{DecodeError, Place};

/// Reads the next value into a place.
pub(super) struct Seed<'a> {
    pub(super) place: &'a mut dyn Place,
    pub(super) slot: &'a mut Option<DecodeError>,
}

/// What carries the news of an error outwards while the error itself is kept aside.
#[cold]
fn failed() -> DecodeError {
    DecodeError::new("the deserializer failed").last()
}

/// Keeps the deserializer's error, or takes the fault that the place left in the slot.
#[cold]
pub(super) fn fault_of<E>(error: E, slot: Option<DecodeError>, kept: &mut Option<E>) -> DecodeError {
    slot.unwrap_or_else(|| {
        *kept = Some(error);
        failed()
    })
}
