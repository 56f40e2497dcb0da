//! Encoding into a [`Value`].

use super::{Number, Object, Value};
use crate::codec::{DecodeError, Encode, Out, Pairs, Sink};

impl Value {
    /// Encodes anything into a value.
    ///
    /// # Errors
    ///
    /// What cannot be a JSON value: a number that is not finite.
    pub fn of(value: &dyn Encode) -> Result<Self, DecodeError> {
        let mut sink = Builder(Value::Null);
        value.encode(&mut sink)?;
        Ok(sink.0)
    }

    pub(crate) fn of_out(value: Out<'_>) -> Result<Self, DecodeError> {
        let mut sink = Builder(Value::Null);
        sink.put(value)?;
        Ok(sink.0)
    }
}

/// Holds what was put last.
struct Builder(Value);

impl Sink for Builder {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        self.0 = match value {
            Out::Null => Value::Null,
            Out::Bool(value) => Value::Bool(value),
            Out::Int(value) => Value::Number(value.into()),
            Out::Uint(value) => Value::Number(value.into()),
            Out::Float(value) => Value::Number(
                Number::from_f64(value)
                    .ok_or_else(|| DecodeError::new(format!("{value} cannot be written in JSON")))?,
            ),
            Out::Decimal(text) => Value::Number(Number::from_text(text)),
            Out::Str(text) => Value::String(text.to_owned()),
            Out::Seq(sequence) => {
                let mut items = Vec::with_capacity(sequence.len());
                sequence.each(&mut |item| {
                    items.push(Value::of(item).map_err(|fault| fault.at_index(items.len()))?);
                    Ok(())
                })?;
                Value::Array(items)
            }
            Out::Map(pairs) => {
                let mut object = Object::new();
                pairs.each(&mut |key, value| insert(&mut object, key, value))?;
                Value::Object(object)
            }
            Out::Record(spec, values, rest) => {
                let mut object = Object::new();
                (spec, values, rest).each(&mut |key, value| insert(&mut object, key, value))?;
                Value::Object(object)
            }
        };
        Ok(())
    }
}

fn insert(object: &mut Object, key: &str, value: &dyn Encode) -> Result<(), DecodeError> {
    object.insert(key, Value::of(value).map_err(|fault| fault.at_name(key))?);
    Ok(())
}
