//! Keys of maps. Formats other than JSON have keys that are no strings; they are read as what JSON would write.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, Visitor};

use crate::codec::Fields;

/// Any key, into where it is wanted: what passes through a deserializer is copied at each of its steps.
pub(super) struct KeyInto<'a, 'de>(pub(super) &'a mut Option<Cow<'de, str>>);

impl<'de> DeserializeSeed<'de> for KeyInto<'_, 'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> KeyInto<'_, 'de> {
    #[inline]
    fn put<E>(self, key: Cow<'de, str>) -> Result<(), E> {
        *self.0 = Some(key);
        Ok(())
    }
}

impl<'de> Visitor<'de> for KeyInto<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<(), E> {
        self.put(Cow::Borrowed(key))
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        self.put(Cow::Owned(key.to_owned()))
    }

    fn visit_string<E: Error>(self, key: String) -> Result<(), E> {
        self.put(Cow::Owned(key))
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<(), E> {
        self.put(Cow::Owned(key.to_string()))
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<(), E> {
        self.put(Cow::Owned(key.to_string()))
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<(), E> {
        self.put(Cow::Owned(key.to_string()))
    }
}

/// A key of a record: its place among the fields, or none, and then the key goes to `other`.
pub(super) struct FieldKey<'a, 'de> {
    pub(super) fields: &'a mut Fields,
    pub(super) other: &'a mut Option<Cow<'de, str>>,
}

impl<'de> DeserializeSeed<'de> for FieldKey<'_, 'de> {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> FieldKey<'_, 'de> {
    #[inline]
    fn find(self, key: &str, other: impl FnOnce() -> Cow<'de, str>) -> Option<usize> {
        let found = self.fields.find(key);
        if found.is_none() {
            *self.other = Some(other());
        }
        found
    }

    fn find_other(self, key: String) -> Option<usize> {
        let found = self.fields.find(&key);
        if found.is_none() {
            *self.other = Some(Cow::Owned(key));
        }
        found
    }
}

impl<'de> Visitor<'de> for FieldKey<'_, 'de> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(self.find(key, || Cow::Borrowed(key)))
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key, || Cow::Owned(key.to_owned())))
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<Self::Value, E> {
        Ok(self.find_other(key.to_string()))
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<Self::Value, E> {
        Ok(self.find_other(key.to_string()))
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<Self::Value, E> {
        Ok(self.find_other(key.to_string()))
    }
}
