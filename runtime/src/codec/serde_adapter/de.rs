//! A serde deserializer as a source.

mod entries;
mod items;
mod key;
mod seed;

use std::fmt;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use crate::codec::{Decode, DecodeError, In, Number, Place};
use entries::MapEntries;
use items::SeqItems;
use seed::Seed;

/// How serde_json with its feature `arbitrary_precision` hands out numbers: as a map with this one key.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads a value from a deserializer.
///
/// # Errors
///
/// The deserializer's error, or the type's fault as one.
#[inline]
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    if T::IS_OBJECT {
        return deserializer.deserialize_map(VisitObject(PhantomData));
    }
    let mut place = None;
    deserializer.deserialize_any(Visit { place: &mut place, slot: None })?;
    place.ok_or_else(|| D::Error::custom("the value was not read"))
}

/// Reads the outermost value, of a type that only objects are read as.
struct VisitObject<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for VisitObject<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        let mut entries = MapEntries::new(access);
        let result = T::decode(In::Map(&mut entries));
        if let Some(error) = entries.error.take() {
            return Err(error);
        }
        let value = result.map_err(A::Error::custom)?;
        entries.finish()?;
        Ok(value)
    }
}

/// Puts the value that is visited into a place.
struct Visit<'a> {
    place: &'a mut dyn Place,
    /// Where a fault goes on its way out, for the surrounding value to add its part of the path; none at the root.
    slot: Option<&'a mut Option<DecodeError>>,
}

impl Visit<'_> {
    #[inline]
    fn put<E: Error>(self, value: In<'_>) -> Result<(), E> {
        let result = self.place.put(value);
        refuse(result, self.slot)
    }
}

#[inline]
fn refuse<E: Error>(result: Result<(), DecodeError>, slot: Option<&mut Option<DecodeError>>) -> Result<(), E> {
    result.map_err(|fault| error_of(fault, slot))
}

#[cold]
fn error_of<E: Error>(fault: DecodeError, slot: Option<&mut Option<DecodeError>>) -> E {
    match slot {
        None => E::custom(fault),
        Some(slot) => {
            *slot = Some(fault);
            E::custom("")
        }
    }
}

impl<'de> Visitor<'de> for Visit<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.put(In::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.put(In::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.put(In::Bool(value))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.put(In::Int(value))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.put(i64::try_from(value).map_or(In::Uint(value), In::Int))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        match u64::try_from(value) {
            Ok(value) => self.visit_u64(value),
            Err(_) => match i64::try_from(value) {
                Ok(value) => self.put(In::Int(value)),
                Err(_) => self.put(In::Decimal(itoa::Buffer::new().format(value))),
            },
        }
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        match u64::try_from(value) {
            Ok(value) => self.visit_u64(value),
            Err(_) => self.put(In::Decimal(itoa::Buffer::new().format(value))),
        }
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.put(In::Float(value))
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<(), E> {
        self.put(In::Str(value))
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.put(In::Str(value))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut items = SeqItems::new(access);
        let result = self.place.put(In::Seq(&mut items));
        if let Some(error) = items.error.take() {
            return Err(error);
        }
        refuse(result, self.slot)?;
        items.finish()
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let mut entries = MapEntries::new(access);
        if entries.first_key()? == Some(NUMBER) {
            let text = entries.first_value()?;
            return self.put(Number::from_text(&text).source());
        }
        let result = self.place.put(In::Map(&mut entries));
        if let Some(error) = entries.error.take() {
            return Err(error);
        }
        refuse(result, self.slot)?;
        entries.finish()
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Visit { place: self.place, slot: Some(self.slot) })
    }
}
