//! Decoding from a [`Value`].

use std::cell::RefCell;

use super::{Object, Value};
use crate::codec::check::{self, Violation};
use crate::codec::union::{Known, Memory, Spot};
use crate::codec::{Decode, DecodeError, Encode, Entries, Fields, Head, In, Items, Keyed, Place, Rest, Spec};

/// How many bytes of JSON a part of a value stands for, roughly, where what is read again is counted.
const PART: usize = 16;

impl Value {
    /// Decodes the value into a type.
    ///
    /// # Errors
    ///
    /// The type's fault.
    pub fn to<T: Decode>(&self) -> Result<T, DecodeError> {
        let mut place = None;
        self.put_into(&mut place)?;
        place.ok_or_else(|| DecodeError::new("the value was not read"))
    }

    pub(crate) fn put_into(&self, place: &mut dyn Place) -> Result<(), DecodeError> {
        put(self, place, false)
    }

    /// As [`Value::put_into`], and closed records refuse other entries.
    pub(crate) fn put_strictly(&self, place: &mut dyn Place) -> Result<(), DecodeError> {
        put(self, place, true)
    }
}

/// The whole of what is read, what is known of the unions in it, and how strictly they are read.
#[derive(Clone, Copy)]
struct Source<'a> {
    whole: Whole<'a>,
    memory: &'a RefCell<Memory>,
    strict: bool,
}

#[derive(Clone, Copy)]
enum Whole<'a> {
    Value(&'a Value),
    #[cfg(feature = "serde")]
    Object(&'a Object),
}

impl Source<'_> {
    /// Has `put` try to read an array or an object.
    fn attempt(&self, put: impl FnOnce() -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.memory.borrow_mut().begin_attempt();
        let result = put();
        let mut memory = self.memory.borrow_mut();
        memory.end_attempt(result.is_ok());
        // All that is read has been counted.
        result.map_err(|fault| match memory.spend(0, || self.length()) {
            Ok(()) => fault,
            Err(problem) => DecodeError::new(problem).last(),
        })
    }

    fn length(&self) -> usize {
        let parts = match self.whole {
            Whole::Value(value) => parts(value),
            #[cfg(feature = "serde")]
            Whole::Object(object) => object.values().map(parts).sum(),
        };
        parts.saturating_mul(PART)
    }
}

fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(parts).sum(),
        Value::Object(entries) => entries.values().map(parts).sum(),
        _ => 0,
    }
}

fn put(value: &Value, place: &mut dyn Place, strict: bool) -> Result<(), DecodeError> {
    let memory = RefCell::default();
    put_within(value, place, Source { whole: Whole::Value(value), memory: &memory, strict })
}

fn put_within(value: &Value, place: &mut dyn Place, source: Source<'_>) -> Result<(), DecodeError> {
    source.memory.borrow_mut().count(PART);
    match value {
        Value::Null => place.put(In::Null),
        Value::Bool(value) => place.put(In::Bool(*value)),
        Value::Number(number) => place.put(number.source()),
        Value::String(text) => place.put(In::Str(text)),
        Value::Array(items) => place.put(In::Seq(&mut ArrayItems { value, items, next: 0, source })),
        Value::Object(entries) => {
            place.put(In::Map(&mut ObjectEntries { value: Some(value), entries, hidden: Vec::new(), source }))
        }
    }
}

/// The first thing that a value's rules say of it and that does not hold.
fn first_violation(decoded: &dyn Encode, value: &Value) -> Option<DecodeError> {
    check::strictly(decoded, &[], value).into_iter().next().map(Violation::into_fault)
}

/// The items of an array in memory.
pub(crate) struct ArrayItems<'a> {
    value: &'a Value,
    items: &'a [Value],
    next: usize,
    source: Source<'a>,
}

impl ArrayItems<'_> {
    fn spot(&self, union: usize) -> Spot {
        Spot { place: (self.place(), true), hidden: Vec::new(), union }
    }
}

impl Items for ArrayItems<'_> {
    fn each(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        while self.next(place)? {}
        Ok(())
    }

    fn next(&mut self, place: &mut dyn Place) -> Result<bool, DecodeError> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(false);
        };
        put_within(item, place, self.source).map_err(|fault| fault.at_index(self.next))?;
        self.next += 1;
        Ok(true)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        let mut items = ArrayItems { ..*self };
        self.source.attempt(|| place.put(In::Seq(&mut items)))
    }

    fn is_strict(&self) -> bool {
        self.source.strict
    }

    fn place(&self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }

    fn recall(&self, union: usize) -> Option<Known> {
        self.source.memory.borrow().recall(|| self.spot(union))
    }

    fn remember(&mut self, _: usize, union: usize, known: Known) {
        self.source.memory.borrow_mut().remember(|| self.spot(union), known);
    }

    fn broken(&self, decoded: &dyn Encode) -> Option<DecodeError> {
        if self.source.strict { first_violation(decoded, self.value) } else { None }
    }
}

/// The entries of an object in memory.
pub(crate) struct ObjectEntries<'a> {
    /// The value that has the entries; none where it is only they that are in memory.
    value: Option<&'a Value>,
    entries: &'a Object,
    hidden: Vec<&'static str>,
    source: Source<'a>,
}

impl<'a> ObjectEntries<'a> {
    /// The entries of a whole object, of which some may be hidden.
    #[cfg(feature = "serde")]
    pub(crate) fn new(entries: &'a Object, hidden: Vec<&'static str>, memory: &'a RefCell<Memory>) -> Self {
        Self { value: None, entries, hidden, source: Source { whole: Whole::Object(entries), memory, strict: false } }
    }

    pub(crate) fn head(&self, key: &str) -> Option<Head<'a>> {
        self.entries.get(key).map(Value::head)
    }

    fn shown(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.entries.iter().filter(|(key, _)| !self.hidden.contains(key))
    }

    fn put(&self, key: &str, value: &Value, place: &mut dyn Place) -> Result<(), DecodeError> {
        put_within(value, place, self.source).map_err(|fault| fault.at_name(key))
    }

    fn spot(&self, union: usize) -> Spot {
        Spot { place: (self.place(), false), hidden: self.hidden.clone(), union }
    }
}

impl Entries for ObjectEntries<'_> {
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), DecodeError> {
        let mut fields = Fields::new(spec);
        for (key, value) in self.shown() {
            if let Some(index) = fields.find(key) {
                fields.put(index, places, |place| put_within(value, place, self.source))?;
            } else if let Some(rest) = &mut rest {
                self.put(key, value, &mut Keyed { key, rest: &mut **rest })?;
            } else if self.source.strict {
                fields.refuse(key)?;
            }
        }
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), DecodeError> {
        self.shown().try_for_each(|(key, value)| self.put(key, value, &mut Keyed { key, rest }))
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, DecodeError> {
        Ok(self.head(key))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), DecodeError> {
        self.shown().for_each(|(key, _)| visit(key));
        Ok(())
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        let mut entries = ObjectEntries { hidden: self.hidden.clone(), ..*self };
        self.source.attempt(|| place.put(In::Map(&mut entries)))
    }

    fn hide(&mut self, key: &'static str) {
        self.hidden.push(key);
    }

    fn is_strict(&self) -> bool {
        self.source.strict
    }

    fn place(&self) -> usize {
        std::ptr::from_ref(self.entries).addr()
    }

    fn recall(&self, union: usize) -> Option<Known> {
        self.source.memory.borrow().recall(|| self.spot(union))
    }

    fn remember(&mut self, _: usize, union: usize, known: Known) {
        self.source.memory.borrow_mut().remember(|| self.spot(union), known);
    }

    fn broken(&self, decoded: &dyn Encode) -> Option<DecodeError> {
        self.value.filter(|_| self.source.strict).and_then(|value| first_violation(decoded, value))
    }
}
