//! The entries of a serde map.

use std::borrow::Cow;
use std::cell::RefCell;

use serde::de::{IgnoredAny, MapAccess};

use super::key::{FieldKey, KeyInto};
use super::seed::{Seed, fault_of};
use crate::codec::union::Memory;
use crate::codec::{DecodeError, Entries, Fields, Head, Keyed, Object, ObjectEntries, Place, Rest, Spec};

pub(super) struct MapEntries<'de, A, E> {
    access: A,
    /// The key of the next value, where it has been read: the first one, to tell a number from a map; and one that
    /// was not looked for.
    key: Option<Cow<'de, str>>,
    /// Whether it has been read to its end.
    read: bool,
    /// Only what looks ahead needs it.
    ahead: Option<Box<Ahead>>,
    /// The fault of the value that is being read, on its way out through the deserializer.
    slot: Option<DecodeError>,
    /// The deserializer's error, while a fault carries the news of it outwards.
    pub(super) error: Option<E>,
}

/// What is known of the entries before they are read for good.
#[derive(Default)]
struct Ahead {
    hidden: Vec<&'static str>,
    /// All of them, where a look ahead has read them already.
    buffer: Option<Object>,
    memory: RefCell<Memory>,
}

impl<'de, A: MapAccess<'de>> MapEntries<'de, A, A::Error> {
    #[inline]
    pub(super) fn new(access: A) -> Self {
        Self { access, key: None, read: false, ahead: None, slot: None, error: None }
    }

    /// Reads the first key, which may say that this is no map.
    #[inline]
    pub(super) fn first_key(&mut self) -> Result<Option<&str>, A::Error> {
        self.read = self.access.next_key_seed(KeyInto(&mut self.key))?.is_none();
        Ok(self.key.as_deref())
    }

    /// The value behind the first key.
    pub(super) fn first_value(&mut self) -> Result<String, A::Error> {
        self.key = None;
        self.access.next_value()
    }

    /// Passes over what has not been read.
    #[inline]
    pub(super) fn finish(&mut self) -> Result<(), A::Error> {
        if self.read { Ok(()) } else { self.drain() }
    }

    #[cold]
    fn drain(&mut self) -> Result<(), A::Error> {
        if self.key.take().is_some() {
            self.access.next_value::<IgnoredAny>()?;
        }
        while self.access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    #[inline]
    fn kept<T>(&mut self, result: Result<T, A::Error>) -> Result<T, DecodeError> {
        result.map_err(|error| fault_of(error, None, &mut self.error))
    }

    fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, DecodeError> {
        if self.key.is_none() && !self.read {
            let next = self.access.next_key_seed(KeyInto(&mut self.key));
            self.read = self.kept(next)?.is_none();
        }
        Ok(self.key.take())
    }

    /// The place of the next key among the fields, none where it is no field's: then it is left in `key`.
    #[inline]
    fn next_field(&mut self, fields: &mut Fields) -> Result<Option<Option<usize>>, DecodeError> {
        if let Some(first) = &self.key {
            let field = fields.find(first);
            if field.is_some() {
                self.key = None;
            }
            return Ok(Some(field));
        }
        if self.read {
            return Ok(None);
        }
        let next = self.access.next_key_seed(FieldKey { fields, other: &mut self.key });
        let next = self.kept(next)?;
        self.read = next.is_none();
        Ok(next)
    }

    #[inline]
    fn value(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        match self.access.next_value_seed(Seed { place, slot: &mut self.slot }) {
            Ok(()) => Ok(()),
            Err(error) => Err(fault_of(error, self.slot.take(), &mut self.error)),
        }
    }

    fn skip(&mut self) -> Result<(), DecodeError> {
        let skipped = self.access.next_value::<IgnoredAny>();
        self.kept(skipped).map(|_| ())
    }

    /// Serde sources cannot look ahead: what comes is kept, and read from there.
    fn buffered(&mut self) -> Result<ObjectEntries<'_>, DecodeError> {
        let mut ahead = self.ahead.take().unwrap_or_default();
        if ahead.buffer.is_none() {
            let mut object = Object::new();
            self.each(&mut object)?;
            ahead.buffer = Some(object);
        }
        let Ahead { hidden, buffer, memory } = &mut **self.ahead.insert(ahead);
        Ok(ObjectEntries::new(buffer.get_or_insert_default(), hidden.clone(), memory))
    }

    fn is_buffered(&self) -> bool {
        self.ahead.as_ref().is_some_and(|ahead| ahead.buffer.is_some())
    }

    fn is_hidden(&self, key: &str) -> bool {
        self.ahead.as_ref().is_some_and(|ahead| ahead.hidden.contains(&key))
    }
}

impl<'de, A: MapAccess<'de>> Entries for MapEntries<'de, A, A::Error> {
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), DecodeError> {
        if self.is_buffered() {
            return self.buffered()?.object(spec, places, rest);
        }
        let mut fields = Fields::new(spec);
        while let Some(field) = self.next_field(&mut fields)? {
            match field {
                Some(index) => fields.put(index, places, |place| self.value(place))?,
                None => match (&mut rest, self.key.take()) {
                    (Some(rest), Some(key)) if !self.is_hidden(&key) => {
                        let mut place = Keyed { key: &key, rest: &mut **rest };
                        self.value(&mut place).map_err(|fault| fault.at_name(&key))?;
                    }
                    _ => self.skip()?,
                },
            }
        }
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), DecodeError> {
        if self.is_buffered() {
            return self.buffered()?.each(rest);
        }
        while let Some(key) = self.next_key()? {
            if self.is_hidden(&key) {
                self.skip()?;
            } else {
                self.value(&mut Keyed { key: &key, rest }).map_err(|fault| fault.at_name(&key))?;
            }
        }
        Ok(())
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, DecodeError> {
        // A tag that comes first needs no buffer, but the value behind it cannot be read twice.
        Ok(self.buffered()?.head(key))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), DecodeError> {
        self.buffered()?.keys(visit)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        self.buffered()?.attempt(place)
    }

    fn hide(&mut self, key: &'static str) {
        self.ahead.get_or_insert_default().hidden.push(key);
    }
}
