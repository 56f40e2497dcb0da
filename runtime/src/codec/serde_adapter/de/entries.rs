//! The entries of a serde map.

use std::borrow::Cow;

use serde::de::{IgnoredAny, MapAccess};

use super::key::{AnyKey, Field, FieldKey};
use super::{Seed, drain, failed, fault_of};
use crate::codec::{Entries, Fault, Fields, Head, Keyed, Left, Object, ObjectEntries, Place, Rest, Spec};

pub(super) struct MapEntries<'de, A, E> {
    access: A,
    /// The first key, which had to be read to tell a number from a map.
    first: Option<Cow<'de, str>>,
    /// Whether it has been read to its end.
    read: bool,
    hidden: Vec<&'static str>,
    /// What a look ahead has read already.
    buffer: Option<Box<Object>>,
    left: Left,
    /// The fault of the value that is being read, on its way out through the deserializer.
    slot: Option<Fault>,
    /// The deserializer's error, while a fault carries the news of it outwards.
    pub(super) error: Option<E>,
}

impl<'de, A: MapAccess<'de>> MapEntries<'de, A, A::Error> {
    pub(super) fn new(access: A, first: Option<Cow<'de, str>>) -> Self {
        let read = first.is_none();
        Self { access, first, read, hidden: Vec::new(), buffer: None, left: Left::default(), slot: None, error: None }
    }

    /// Passes over what has not been read.
    #[inline]
    pub(super) fn finish(&mut self) -> Result<(), A::Error> {
        if self.first.take().is_some() {
            self.access.next_value::<IgnoredAny>()?;
        }
        if !self.read { drain(&mut self.access) } else { Ok(()) }
    }

    fn kept<T>(&mut self, result: Result<T, A::Error>) -> Result<T, Fault> {
        result.map_err(|error| {
            self.error = Some(error);
            failed()
        })
    }

    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, Fault> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        if self.read {
            return Ok(None);
        }
        let next = self.access.next_key_seed(AnyKey);
        let next = self.kept(next)?;
        self.read = next.is_none();
        Ok(next)
    }

    #[inline]
    fn next_field(&mut self, fields: &mut Fields) -> Result<Option<Field<'de>>, Fault> {
        if let Some(first) = self.first.take() {
            return Ok(Some(fields.find(&first).map_or(Field::Other(first), Field::Known)));
        }
        if self.read {
            return Ok(None);
        }
        let next = self.access.next_key_seed(FieldKey(fields));
        let next = self.kept(next)?;
        self.read = next.is_none();
        Ok(next)
    }

    #[inline]
    fn value(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        match self.access.next_value_seed(Seed { place, slot: &mut self.slot }) {
            Ok(()) => Ok(()),
            Err(error) => Err(fault_of(error, self.slot.take(), &mut self.error)),
        }
    }

    fn skip(&mut self) -> Result<(), Fault> {
        let skipped = self.access.next_value::<IgnoredAny>();
        self.kept(skipped).map(|_| ())
    }

    /// Serde sources cannot look ahead: what comes is kept, and read from there.
    fn buffered(&mut self) -> Result<ObjectEntries<'_>, Fault> {
        let object = match self.buffer.take() {
            Some(object) => object,
            None => {
                let mut object = Object::new();
                let hidden = std::mem::take(&mut self.hidden);
                self.each(&mut object)?;
                self.hidden = hidden;
                Box::new(object)
            }
        };
        Ok(ObjectEntries::new(self.buffer.insert(object), self.hidden.clone(), &self.left))
    }
}

impl<'de, A: MapAccess<'de>> Entries for MapEntries<'de, A, A::Error> {
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), Fault> {
        if self.buffer.is_some() {
            return self.buffered()?.object(spec, places, rest);
        }
        let mut fields = Fields::new(spec);
        while let Some(field) = self.next_field(&mut fields)? {
            match field {
                Field::Known(index) => {
                    let Some(place) = places.get_mut(index) else {
                        self.skip()?;
                        continue;
                    };
                    if let Err(fault) = self.value(*place) {
                        return Err(fields.blame(fault));
                    }
                }
                Field::Other(key) => match &mut rest {
                    Some(rest) if !self.hidden.contains(&&*key) => {
                        let mut place = Keyed { key: &key, rest: &mut **rest };
                        self.value(&mut place).map_err(|fault| fault.at_name(&key))?;
                    }
                    _ => self.skip()?,
                },
            }
        }
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), Fault> {
        if self.buffer.is_some() {
            return self.buffered()?.each(rest);
        }
        while let Some(key) = self.next_key()? {
            if self.hidden.contains(&&*key) {
                self.skip()?;
            } else {
                self.value(&mut Keyed { key: &key, rest }).map_err(|fault| fault.at_name(&key))?;
            }
        }
        Ok(())
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, Fault> {
        // A tag that comes first needs no buffer, but the value behind it cannot be read twice.
        Ok(self.buffered()?.head(key))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        self.buffered()?.keys(visit)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        self.buffered()?.attempt(place)
    }

    fn hide(&mut self, key: &'static str) {
        self.hidden.push(key);
    }
}
