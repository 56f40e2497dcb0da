//! Values in JSON text, and the arrays and objects among them as sources that types read from.

use super::reader::{Reader, Scalar, Token};
use crate::codec::union::{Known, Spot};
use crate::codec::{DecodeError, Entries, Fields, Head, In, Items, Keyed, Place, Rest, Spec};

impl Reader<'_> {
    /// Reads the whole text: one value and nothing else.
    pub(super) fn document(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        self.value(place)?;
        match self.significant() {
            None => Ok(()),
            Some(_) => Err(self.expected("the end of the text")),
        }
    }

    /// Reads a value into its place; the commonest kind without a further call.
    #[inline]
    pub(super) fn value(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        if self.significant() == Some(b'"') {
            self.at += 1;
            return match self.string()? {
                Token::Plain(text) => place.put(In::Str(text)),
                Token::Escaped => place.put(In::Str(&self.scratch)),
            };
        }
        self.other_value(place)
    }

    fn other_value(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        match self.byte() {
            Some(b'-' | b'0'..=b'9') => place.put(self.number()?.source()),
            Some(b'{') => {
                self.enter()?;
                let mut object = Object::new(self);
                place.put(In::Map(&mut object))?;
                object.finish()
            }
            Some(b'[') => {
                self.enter()?;
                let mut array = Array::new(self);
                place.put(In::Seq(&mut array))?;
                array.finish()
            }
            _ => match self.word()? {
                Scalar::Bool(value) => place.put(In::Bool(value)),
                _ => place.put(In::Null),
            },
        }
    }
}

/// An array that has been entered.
pub(super) struct Array<'r, 't> {
    reader: &'r mut Reader<'t>,
    index: usize,
    /// Whether it has been read to its end.
    read: bool,
}

impl<'r, 't> Array<'r, 't> {
    #[inline]
    pub(super) fn new(reader: &'r mut Reader<'t>) -> Self {
        Self { reader, index: 0, read: false }
    }

    #[inline]
    fn more(&mut self) -> Result<bool, DecodeError> {
        let more = !self.read && if self.index == 0 { self.reader.first_item()? } else { self.reader.next_item()? };
        self.read = !more;
        Ok(more)
    }

    /// Passes over what has not been read.
    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        while self.more()? {
            self.reader.skip()?;
            self.index += 1;
        }
        Ok(())
    }
}

impl Items for Array<'_, '_> {
    fn each(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        while self.next(place)? {}
        Ok(())
    }

    #[inline]
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, DecodeError> {
        let more = self.more()?;
        if more {
            self.reader.value(place).map_err(|fault| fault.at_index(self.index))?;
            self.index += 1;
        }
        Ok(more)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        self.reader.attempt(|reader| {
            let mut array = Array::new(reader);
            place.put(In::Seq(&mut array))?;
            array.finish()
        })?;
        self.read = true;
        Ok(())
    }

    fn place(&self) -> usize {
        self.reader.at
    }

    fn recall(&self, union: usize) -> Option<Known> {
        self.reader.memory.recall(|| Spot { place: (self.reader.at, true), hidden: Vec::new(), union })
    }

    fn remember(&mut self, place: usize, union: usize, known: Known) {
        self.reader.memory.remember(|| Spot { place: (place, true), hidden: Vec::new(), union }, known);
    }
}

/// An object that has been entered.
pub(super) struct Object<'r, 't> {
    reader: &'r mut Reader<'t>,
    hidden: Vec<&'static str>,
    /// Whether it has been read to its end.
    read: bool,
}

impl<'r, 't> Object<'r, 't> {
    #[inline]
    pub(super) fn new(reader: &'r mut Reader<'t>) -> Self {
        Self { reader, hidden: Vec::new(), read: false }
    }

    /// Passes over it, if it has not been read.
    #[inline]
    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        if self.read {
            return Ok(());
        }
        let mut key = self.reader.first_key()?;
        while key.is_some() {
            self.reader.skip()?;
            key = self.reader.next_key()?;
        }
        self.read = true;
        Ok(())
    }

    /// Reads an entry that the record does not have.
    #[inline(never)]
    fn other(&mut self, key: Token<'t>, rest: Option<&mut dyn Rest>) -> Result<(), DecodeError> {
        let reader = &mut *self.reader;
        let key = &*reader.take(key);
        if self.hidden.contains(&key) {
            return reader.skip();
        }
        match rest {
            Some(rest) => reader.value(&mut Keyed { key, rest }).map_err(|fault| fault.at_name(key)),
            None => reader.skip(),
        }
    }

    /// Looks for a key ahead, and has `look` read its value; where something is malformed, says so as reading would.
    fn ahead<T>(
        &mut self,
        look: impl FnOnce(&mut Reader<'t>) -> Result<Option<T>, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        let start = self.reader.position();
        let result = look(self.reader);
        if !matches!(result, Ok(Some(_))) {
            self.reader.go_back(start);
            Object::new(self.reader).finish()?;
        }
        self.reader.go_back(start);
        result
    }
}

impl Entries for Object<'_, '_> {
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), DecodeError> {
        let mut fields = Fields::new(spec);
        let mut more = self.reader.first_entry()?;
        while more {
            let (found, key) = self.reader.field(&mut fields)?;
            match found {
                Some(index) => fields.put(index, places, |place| self.reader.value(place))?,
                None => {
                    let rest: Option<&mut dyn Rest> = match &mut rest {
                        Some(rest) => Some(&mut **rest),
                        None => None,
                    };
                    self.other(key, rest)?;
                }
            }
            more = self.reader.next_entry()?;
        }
        self.read = true;
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), DecodeError> {
        let mut next = self.reader.first_key()?;
        while let Some(key) = next {
            let key = &*self.reader.take(key);
            if self.hidden.contains(&key) {
                self.reader.skip()?;
            } else {
                self.reader.value(&mut Keyed { key, rest }).map_err(|fault| fault.at_name(key))?;
            }
            next = self.reader.next_key()?;
        }
        self.read = true;
        Ok(())
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, DecodeError> {
        let found = self.ahead(|reader| {
            let mut next = reader.first_key()?;
            while let Some(token) = next {
                if reader.text(token) == key {
                    return Ok(Some(match reader.significant() {
                        Some(b'{') => Some(Head::Object),
                        Some(b'[') => Some(Head::Array),
                        _ => match reader.scalar()? {
                            Scalar::Null => Some(Head::Null),
                            Scalar::Bool(value) => Some(Head::Bool(value)),
                            Scalar::Number(number) => Some(number.head()),
                            Scalar::String(Token::Plain(text)) => Some(Head::Str(text)),
                            Scalar::String(Token::Escaped) => None,
                        },
                    }));
                }
                reader.hurry();
                next = reader.next_key()?;
            }
            Ok(None)
        })?;
        Ok(found.map(|head| head.unwrap_or(Head::Str(self.reader.text(Token::Escaped)))))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), DecodeError> {
        self.ahead(|reader| {
            let mut next = reader.first_key()?;
            while let Some(token) = next {
                visit(reader.text(token));
                reader.hurry();
                next = reader.next_key()?;
            }
            Ok(Some(()))
        })
        .map(|_| ())
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        let hidden = self.hidden.clone();
        self.reader.attempt(|reader| {
            let mut object = Object { reader, hidden, read: false };
            place.put(In::Map(&mut object))?;
            object.finish()
        })?;
        self.read = true;
        Ok(())
    }

    fn hide(&mut self, key: &'static str) {
        self.hidden.push(key);
    }

    fn place(&self) -> usize {
        self.reader.at
    }

    fn recall(&self, union: usize) -> Option<Known> {
        let hidden = || self.hidden.clone();
        self.reader.memory.recall(|| Spot { place: (self.reader.at, false), hidden: hidden(), union })
    }

    fn remember(&mut self, place: usize, union: usize, known: Known) {
        let hidden = || self.hidden.clone();
        self.reader.memory.remember(|| Spot { place: (place, false), hidden: hidden(), union }, known);
    }
}
