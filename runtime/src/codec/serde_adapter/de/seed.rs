//! What goes through a deserializer: the place to fill on the way in, a fault on the way out.

use crate::codec::{Fault, Place};

/// Reads the next value into a place.
pub(super) struct Seed<'a> {
    pub(super) place: &'a mut dyn Place,
    pub(super) slot: &'a mut Option<Fault>,
}

/// What carries the news of an error outwards while the error itself is kept aside.
#[cold]
fn failed() -> Fault {
    Fault::new("the deserializer failed").last()
}

/// Keeps the deserializer's error, or takes the fault that the place left in the slot.
#[cold]
pub(super) fn fault_of<E>(error: E, slot: Option<Fault>, kept: &mut Option<E>) -> Fault {
    slot.unwrap_or_else(|| {
        *kept = Some(error);
        failed()
    })
}
