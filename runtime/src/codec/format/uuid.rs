//! UUIDs (RFC 9562): the format `uuid`.

use uuid::Uuid;

use crate::codec::{Decode, DecodeError, Encode, In, Out, Sink};

impl Decode for Uuid {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        let uuid = match &value {
            In::Str(text) => Uuid::try_parse(text).ok(),
            _ => None,
        };
        uuid.ok_or_else(|| value.mismatch("a UUID"))
    }
}

impl Encode for Uuid {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(self.hyphenated().encode_lower(&mut Uuid::encode_buffer())))
    }
}
