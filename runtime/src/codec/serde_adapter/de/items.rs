//! The items of a serde sequence.

use serde::de::{IgnoredAny, SeqAccess};

use super::seed::{Seed, fault_of};
use crate::codec::{DecodeError, Items, Place, Value};

pub(super) struct SeqItems<A, E> {
    access: A,
    index: usize,
    /// Whether it has been read to its end.
    read: bool,
    /// What a look ahead has read already.
    buffer: Option<Box<Value>>,
    /// The fault of the item that is being read, on its way out through the deserializer.
    slot: Option<DecodeError>,
    /// The deserializer's error, while a fault carries the news of it outwards.
    pub(super) error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> SeqItems<A, A::Error> {
    pub(super) fn new(access: A) -> Self {
        Self { access, index: 0, read: false, buffer: None, slot: None, error: None }
    }

    /// Passes over what has not been read.
    pub(super) fn finish(&mut self) -> Result<(), A::Error> {
        while !self.read {
            self.read = self.access.next_element::<IgnoredAny>()?.is_none();
        }
        Ok(())
    }
}

impl<'de, A: SeqAccess<'de>> Items for SeqItems<A, A::Error> {
    fn each(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        while self.next(place)? {}
        Ok(())
    }

    fn next(&mut self, place: &mut dyn Place) -> Result<bool, DecodeError> {
        if self.read {
            return Ok(false);
        }
        match self.access.next_element_seed(Seed { place, slot: &mut self.slot }) {
            Ok(Some(())) => {
                self.index += 1;
                Ok(true)
            }
            Ok(None) => {
                self.read = true;
                Ok(false)
            }
            Err(error) => Err(fault_of(error, self.slot.take(), &mut self.error).at_index(self.index)),
        }
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        let buffer = match &mut self.buffer {
            Some(buffer) => buffer,
            None => {
                let mut items: Vec<Value> = Vec::new();
                self.each(&mut items)?;
                self.buffer.insert(Box::new(Value::Array(items)))
            }
        };
        buffer.put_into(place)
    }
}
