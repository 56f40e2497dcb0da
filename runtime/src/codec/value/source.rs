//! Decoding from a [`Value`].

use super::{Object, Value};
use crate::codec::{Entries, Fault, Fields, Head, In, Items, Keyed, Place, Rest, Spec};

pub(super) fn put(value: &Value, place: &mut dyn Place) -> Result<(), Fault> {
    match value {
        Value::Null => place.put(In::Null),
        Value::Bool(value) => place.put(In::Bool(*value)),
        Value::Number(number) => place.put(number.source()),
        Value::String(text) => place.put(In::Str(text)),
        Value::Array(items) => place.put(In::Seq(&mut ArrayItems { items, next: 0 })),
        Value::Object(entries) => place.put(In::Map(&mut ObjectEntries { entries, hidden: None })),
    }
}

struct ArrayItems<'a> {
    items: &'a [Value],
    next: usize,
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
        put(item, place).map_err(|fault| fault.at_index(self.next))?;
        self.next += 1;
        Ok(true)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        place.put(In::Seq(&mut ArrayItems { ..*self }))
    }
}

/// The entries of an object in memory.
pub(crate) struct ObjectEntries<'a> {
    entries: &'a Object,
    hidden: Option<&'static str>,
}

impl<'a> ObjectEntries<'a> {
    pub(crate) fn new(entries: &'a Object, hidden: Option<&'static str>) -> Self {
        Self { entries, hidden }
    }

    pub(crate) fn head(&self, key: &str) -> Option<Head<'a>> {
        self.entries.get(key).map(|value| match value {
            Value::Null => Head::Null,
            Value::Bool(value) => Head::Bool(*value),
            Value::Number(number) => number.head(),
            Value::String(text) => Head::Str(text),
            Value::Array(_) => Head::Array,
            Value::Object(_) => Head::Object,
        })
    }

    fn shown(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let hidden = self.hidden;
        self.entries.iter().filter(move |(key, _)| Some(*key) != hidden)
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
            if let Some(place) = fields.find(key).and_then(|index| places.get_mut(index)) {
                put(value, *place).map_err(|fault| fault.at_name(key))?;
            } else if let Some(rest) = &mut rest {
                put(value, &mut Keyed { key, rest: &mut **rest }).map_err(|fault| fault.at_name(key))?;
            }
        }
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), Fault> {
        self.shown()
            .try_for_each(|(key, value)| put(value, &mut Keyed { key, rest }).map_err(|fault| fault.at_name(key)))
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, Fault> {
        Ok(self.head(key))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        self.shown().for_each(|(key, _)| visit(key));
        Ok(())
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        place.put(In::Map(&mut ObjectEntries { ..*self }))
    }

    fn hide(&mut self, key: &'static str) {
        self.hidden = Some(key);
    }
}
