//! Places in a YAML text that the parser with marks refuses: the parser that did read it tells of a place in errors only,
//! so a key is sought by failing there.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::spot::Spot;
use crate::lists::Listing;
use crate::value::Pointer;

/// How many places are sought in a text: each costs a whole parse.
pub(super) const MOST: usize = 40;

/// The spot of the key of the value at a pointer. `None` where it has no key.
pub(super) fn seek(text: &str, pointer: &Pointer) -> Option<Spot> {
    let segments: Vec<String> = pointer.segments().list();
    let error = Seek(&segments).deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    let start = Some(error).filter(|error| error.to_string().contains(FOUND))?.location()?.index();
    let spelled = text.get(start..)?;
    let quotes = if spelled.starts_with(['"', '\'']) { 2 } else { 0 };
    let key = start..start + segments.last()?.len() + quotes;
    Some(Spot { key: Some(key.clone()), value: key, scalar: false, first_key: None })
}

/// The error that is none.
const FOUND: &str = "the place that is sought";

/// The way that is left to the key that is sought.
struct Seek<'s>(&'s [String]);

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list or a mapping")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.0.split_first() else {
            return Ok(());
        };
        for _ in 0..wanted.parse().unwrap_or(0_usize) {
            if access.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        access.next_element_seed(Seek(rest)).map(|_| ())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.0.split_first() else {
            return Ok(());
        };
        while let Some(is_wanted) = access.next_key_seed(Key { wanted, is_last: rest.is_empty() })? {
            if is_wanted {
                access.next_value_seed(Seek(rest))?;
            } else {
                access.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// A key: fails where it is the one that is sought.
struct Key<'k> {
    wanted: &'k str,
    is_last: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        let is_wanted = key == self.wanted;
        if is_wanted && self.is_last { Err(E::custom(FOUND)) } else { Ok(is_wanted) }
    }
}
