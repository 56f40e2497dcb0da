//! Arrays whose items have each their own type.

use super::union::meet;
use super::{Decode, DecodeError, Encode, In, Items, Sequence, Value};

/// Reads the items of a tuple one by one.
#[derive(Debug)]
pub struct TupleItems<'a> {
    items: &'a mut dyn Items,
    index: usize,
}

impl<'a> TupleItems<'a> {
    /// Starts to read.
    ///
    /// # Errors
    ///
    /// That the value is no array.
    pub fn new(value: In<'a>) -> Result<Self, DecodeError> {
        match value {
            In::Seq(items) => Ok(Self { items, index: 0 }),
            other => Err(other.mismatch("an array")),
        }
    }

    /// Reads an item that must be there.
    ///
    /// # Errors
    ///
    /// The item's fault, or that there is none.
    pub fn required<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let mut place = None;
        self.items.next(&mut place)?;
        let fault = || DecodeError::new(format!("missing item {}", self.index));
        let item = place.ok_or_else(fault)?;
        self.index += 1;
        Ok(item)
    }

    /// Reads an item that may be left out.
    ///
    /// # Errors
    ///
    /// The item's fault.
    pub fn optional<T: Decode>(&mut self) -> Result<Option<T>, DecodeError> {
        let mut place: Option<Option<T>> = None;
        self.items.next(&mut place)?;
        self.index += 1;
        Ok(place.flatten())
    }

    /// Reads the items that are left.
    ///
    /// # Errors
    ///
    /// The first fault of an item.
    pub fn rest<T: Decode>(&mut self) -> Result<Vec<T>, DecodeError> {
        let mut rest = Vec::new();
        self.items.each(&mut rest)?;
        Ok(rest)
    }

    /// Ends. Items that there is no place for are passed over, but a union prefers a variant that has one.
    ///
    /// # Errors
    ///
    /// That the text ends, or is none.
    pub fn finish(self) -> Result<(), DecodeError> {
        let mut further: Option<Value> = None;
        self.items.next(&mut further)?;
        if further.is_some() {
            meet();
        }
        Ok(())
    }
}

/// The items of a tuple that is being encoded: absent optional ones at the end are left out.
#[derive(Debug)]
pub struct Tuple<'a> {
    /// The items, and whether each is required.
    pub items: &'a [(bool, &'a dyn Encode)],
    /// What follows them.
    pub rest: Option<&'a dyn Sequence>,
}

impl Tuple<'_> {
    /// How many of the items are written.
    fn present(&self) -> usize {
        if !self.further().is_empty() {
            return self.items.len();
        }
        let last = self.items.iter().rposition(|(required, item)| *required || !item.is_absent());
        last.map_or(0, |last| last + 1)
    }

    fn further(&self) -> &dyn Sequence {
        self.rest.unwrap_or(&NONE)
    }
}

const NONE: &[bool] = &[];

impl Sequence for Tuple<'_> {
    fn len(&self) -> usize {
        self.present() + self.further().len()
    }

    fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.items.iter().take(self.present()).try_for_each(|(_, item)| visit(*item))?;
        self.further().each(visit)
    }
}
