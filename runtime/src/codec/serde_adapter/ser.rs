//! A serde serializer as a sink.

use serde::Serializer;
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq};

use crate::codec::{DecodeError, Encode, Out, Pairs, Sequence, Sink, Spec};

/// Writes a value into a serializer.
///
/// Numbers beyond 64 bits are given to it as 128-bit integers, and others as doubles.
///
/// # Errors
///
/// The serializer's error, or what the value cannot be written as.
#[inline]
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sink = Target { serializer: Some(serializer), result: None };
    let outcome = value.encode(&mut sink);
    match (sink.result, outcome) {
        (Some(Err(error)), _) => Err(error),
        (_, Err(fault)) => Err(S::Error::custom(fault)),
        (Some(Ok(ok)), Ok(())) => Ok(ok),
        (None, Ok(())) => Err(S::Error::custom("the value was not written")),
    }
}

/// A serializer takes one value; its error is kept here while a fault carries the news out.
struct Target<S: Serializer> {
    serializer: Option<S>,
    result: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Sink for Target<S> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        self.take(|serializer| match value {
            Out::Record(spec, values, rest) => record(spec, values, rest, serializer),
            ref other => put(other, serializer),
        })
    }

    #[inline]
    fn record(
        &mut self,
        spec: &'static Spec,
        values: &[&dyn Encode],
        rest: Option<&dyn Pairs>,
    ) -> Result<(), DecodeError> {
        self.take(|serializer| record(spec, values, rest, serializer))
    }
}

impl<S: Serializer> Target<S> {
    #[inline]
    fn take(&mut self, put: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), DecodeError> {
        let Some(serializer) = self.serializer.take() else {
            return Err(DecodeError::new("a second value was written"));
        };
        let result = put(serializer);
        let outcome = if result.is_ok() { Ok(()) } else { Err(failed()) };
        self.result = Some(result);
        outcome
    }
}

/// What carries the news of an error outwards while the error itself is kept aside.
#[cold]
fn failed() -> DecodeError {
    DecodeError::new("the serializer failed")
}

#[inline(never)]
fn put<S: Serializer>(value: &Out<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match *value {
        Out::Null => serializer.serialize_unit(),
        Out::Bool(value) => serializer.serialize_bool(value),
        Out::Int(value) => serializer.serialize_i64(value),
        Out::Uint(value) => serializer.serialize_u64(value),
        Out::Float(value) => serializer.serialize_f64(value),
        Out::Decimal(text) => decimal(text, serializer),
        Out::Str(text) => serializer.serialize_str(text),
        Out::Seq(sequence) => list(sequence, serializer),
        Out::Map(pairs) => {
            let mut target = serializer.serialize_map(Some(pairs.len()))?;
            entries(pairs, &mut target)?;
            target.end()
        }
        Out::Record(spec, values, rest) => record(spec, values, rest, serializer),
    }
}

#[inline(never)]
fn list<S: Serializer>(sequence: &dyn Sequence, serializer: S) -> Result<S::Ok, S::Error> {
    let mut target = serializer.serialize_seq(Some(sequence.len()))?;
    let mut error = None;
    let _ = sequence.each(&mut |item| {
        target.serialize_element(&Encoded { value: item, scalar: item.scalar() }).map_err(|e| keep(&mut error, e))
    });
    match error {
        Some(error) => Err(error),
        None => target.end(),
    }
}

#[inline]
fn record<S: Serializer>(
    spec: &'static Spec,
    values: &[&dyn Encode],
    rest: Option<&dyn Pairs>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let count = (spec, values, rest).len();
    let mut target = serializer.serialize_map(Some(count))?;
    for (key, value) in spec.present(values) {
        write_entry(key, value, &mut target)?;
    }
    if let Some(rest) = rest {
        entries(rest, &mut target)?;
    }
    target.end()
}

/// Writes an entry; strings and doubles by the shortest way, since the jump to the other kinds is hard to predict.
#[inline(always)]
fn write_entry<M: SerializeMap>(key: &str, value: &dyn Encode, target: &mut M) -> Result<(), M::Error> {
    match value.scalar() {
        Some(Out::Str(text)) => target.serialize_entry(key, text),
        Some(Out::Float(number)) => target.serialize_entry(key, &number),
        scalar => target.serialize_entry(key, &Encoded { value, scalar }),
    }
}

fn entries<M: SerializeMap>(pairs: &dyn Pairs, target: &mut M) -> Result<(), M::Error> {
    let mut error = None;
    let _ = pairs.each(&mut |key, value| write_entry(key, value, target).map_err(|e| keep(&mut error, e)));
    error.map_or(Ok(()), Err)
}

/// Keeps the serializer's error, and makes a fault that ends the walk.
fn keep<E>(kept: &mut Option<E>, error: E) -> DecodeError {
    *kept = Some(error);
    failed()
}

fn decimal<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if text != "-0" {
        if let Ok(value) = text.parse() {
            return serializer.serialize_i128(value);
        }
        if let Ok(value) = text.parse() {
            return serializer.serialize_u128(value);
        }
    }
    match text.parse() {
        Ok(value) => serializer.serialize_f64(value),
        Err(_) => Err(S::Error::custom("a number is malformed")),
    }
}

/// Anything that can be encoded, for serde; with what it is at once, so that it is asked for that one time.
struct Encoded<'a> {
    value: &'a dyn Encode,
    scalar: Option<Out<'a>>,
}

impl Serialize for Encoded<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.scalar {
            Some(Out::Str(text)) => serializer.serialize_str(text),
            Some(scalar) => put(scalar, serializer),
            None => serialize(self.value, serializer),
        }
    }
}
