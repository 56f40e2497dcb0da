//! Maps in the formats of serde.

use crate::codec::{Decode, Encode, Map};

impl<'de, T: Decode> serde::Deserialize<'de> for Map<T> {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        super::deserialize(source)
    }
}

impl<T: Encode> serde::Serialize for Map<T> {
    fn serialize<S: serde::Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        super::serialize(self, sink)
    }
}
