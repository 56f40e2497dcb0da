//! Decoding from a [`Value`].

use std::cell::Cell;

use super::{Object, Value};
use crate::codec::{Entries, Fault, Fields, Head, In, Items, Keyed, Place, Rest, Spec};

/// Failed attempts at unions may be that many for each part of the value, before the decoding is given up.
const ATTEMPTS: usize = 100;

/// How many failed attempts at unions are left; `None` before the first one.
pub(crate) type Left = Cell<Option<usize>>;

/// Counts failed attempts at unions within the whole of the value that is read, and says how strictly it is.
#[derive(Clone, Copy)]
struct Attempts<'a> {
    whole: Whole<'a>,
    left: &'a Left,
    strict: bool,
}

#[derive(Clone, Copy)]
enum Whole<'a> {
    Value(&'a Value),
    #[cfg(feature = "serde")]
    Object(&'a Object),
}

impl Attempts<'_> {
    #[cold]
    fn failed(&self, fault: Fault) -> Fault {
        let left = self.left.get().unwrap_or_else(|| {
            let parts = match self.whole {
                Whole::Value(value) => parts(value),
                #[cfg(feature = "serde")]
                Whole::Object(object) => object.values().map(parts).sum(),
            };
            parts.saturating_mul(ATTEMPTS)
        });
        self.left.set(Some(left.saturating_sub(1)));
        if left == 0 { Fault::new(Fault::TOO_MANY_ATTEMPTS).last() } else { fault }
    }
}

fn parts(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(parts).sum(),
        Value::Object(entries) => entries.values().map(parts).sum(),
        _ => 0,
    }
}

pub(super) fn put(value: &Value, place: &mut dyn Place, strict: bool) -> Result<(), Fault> {
    put_within(value, place, Attempts { whole: Whole::Value(value), left: &Cell::new(None), strict })
}

fn put_within(value: &Value, place: &mut dyn Place, attempts: Attempts<'_>) -> Result<(), Fault> {
    match value {
        Value::Null => place.put(In::Null),
        Value::Bool(value) => place.put(In::Bool(*value)),
        Value::Number(number) => place.put(number.source()),
        Value::String(text) => place.put(In::Str(text)),
        Value::Array(items) => place.put(In::Seq(&mut ArrayItems { items, next: 0, attempts })),
        Value::Object(entries) => place.put(In::Map(&mut ObjectEntries { entries, hidden: Vec::new(), attempts })),
    }
}

/// The items of an array in memory.
pub(crate) struct ArrayItems<'a> {
    items: &'a [Value],
    next: usize,
    attempts: Attempts<'a>,
}

impl Items for ArrayItems<'_> {
    fn each(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        while self.next(place)? {}
        Ok(())
    }

    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Fault> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(false);
        };
        put_within(item, place, self.attempts).map_err(|fault| fault.at_index(self.next))?;
        self.next += 1;
        Ok(true)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        place.put(In::Seq(&mut ArrayItems { ..*self })).map_err(|fault| self.attempts.failed(fault))
    }

    fn is_strict(&self) -> bool {
        self.attempts.strict
    }
}

/// The entries of an object in memory.
pub(crate) struct ObjectEntries<'a> {
    entries: &'a Object,
    hidden: Vec<&'static str>,
    attempts: Attempts<'a>,
}

impl<'a> ObjectEntries<'a> {
    /// The entries of a whole object, of which some may be hidden.
    #[cfg(feature = "serde")]
    pub(crate) fn new(entries: &'a Object, hidden: Vec<&'static str>, left: &'a Left) -> Self {
        Self { entries, hidden, attempts: Attempts { whole: Whole::Object(entries), left, strict: false } }
    }

    pub(crate) fn head(&self, key: &str) -> Option<Head<'a>> {
        self.entries.get(key).map(Value::head)
    }

    fn shown(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.entries.iter().filter(|(key, _)| !self.hidden.contains(key))
    }

    fn put(&self, key: &str, value: &Value, place: &mut dyn Place) -> Result<(), Fault> {
        put_within(value, place, self.attempts).map_err(|fault| fault.at_name(key))
    }
}

impl Entries for ObjectEntries<'_> {
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), Fault> {
        let mut fields = Fields::new(spec);
        for (key, value) in self.shown() {
            if let Some(index) = fields.find(key) {
                fields.put(index, places, |place| put_within(value, place, self.attempts))?;
            } else if let Some(rest) = &mut rest {
                self.put(key, value, &mut Keyed { key, rest: &mut **rest })?;
            } else if self.attempts.strict {
                fields.refuse(key)?;
            }
        }
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), Fault> {
        self.shown().try_for_each(|(key, value)| self.put(key, value, &mut Keyed { key, rest }))
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, Fault> {
        Ok(self.head(key))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        self.shown().for_each(|(key, _)| visit(key));
        Ok(())
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        let mut entries = ObjectEntries { hidden: self.hidden.clone(), ..*self };
        place.put(In::Map(&mut entries)).map_err(|fault| self.attempts.failed(fault))
    }

    fn hide(&mut self, key: &'static str) {
        self.hidden.push(key);
    }

    fn is_strict(&self) -> bool {
        self.attempts.strict
    }
}
