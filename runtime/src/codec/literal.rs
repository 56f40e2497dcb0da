//! Constants of a document: the value of a record's constant entry, the tag of a union's variant.

use super::{Encode, Fault, Head, In, Out, Place, Sink, decimal};

/// A constant of the document: a string, an integer or a boolean.
pub trait Literal: Encode + Sync {
    /// Whether a value is this constant.
    fn is(&self, value: Head<'_>) -> bool;

    /// The constant as it stands in a message.
    fn head(&self) -> Head<'_>;
}

impl Literal for &'static str {
    fn is(&self, value: Head<'_>) -> bool {
        matches!(value, Head::Str(text) if text == *self)
    }

    fn head(&self) -> Head<'_> {
        Head::Str(self)
    }
}

impl Literal for i64 {
    fn is(&self, value: Head<'_>) -> bool {
        decimal::integer(value) == Some(i128::from(*self))
    }

    fn head(&self) -> Head<'_> {
        Head::Int(*self)
    }
}

impl Literal for bool {
    fn is(&self, value: Head<'_>) -> bool {
        value == Head::Bool(*self)
    }

    fn head(&self) -> Head<'_> {
        Head::Bool(*self)
    }
}

/// A record's constant entry: checked when it is decoded, written when it is encoded.
#[derive(Clone, Copy, Debug)]
pub struct Constant(pub &'static dyn Literal);

impl Place for Constant {
    fn put(&mut self, value: In<'_>) -> Result<(), Fault> {
        let head = value.head();
        if self.0.is(head) {
            return Ok(());
        }
        Err(value.mismatch(&self.0.head().to_string()))
    }
}

impl Encode for Constant {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.0.encode(sink)
    }

    fn scalar(&self) -> Option<Out<'_>> {
        self.0.scalar()
    }
}
