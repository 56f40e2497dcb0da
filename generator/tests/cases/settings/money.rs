//! Types of the user's own, which stand for schemas.

use oasmith_runtime::codec::{Decode, Encode, In, Out, Sink};
use oasmith_runtime::{DecodeError, record};

/// An amount of money. The runtime's macros make the codec, as they do for what is generated.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// In cents.
    pub amount: Cents,
    /// As ISO 4217 has it.
    pub currency: String,
}

record! { Money {
    amount: "amount" required,
    currency: "currency" required,
} }

/// A number of cents. By hand, a codec is two functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cents(pub u64);

impl Decode for Cents {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        u64::decode(value).map(Cents)
    }
}

impl Encode for Cents {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Uint(self.0))
    }
}
