//! Any JSON value.

mod sink;
mod source;

use std::fmt;

#[cfg(feature = "serde")]
pub(crate) use source::ObjectEntries;

use super::{Decode, DecodeError, Encode, Head, In, Map, Number, Out, Rest, Sink, json};

/// An object whose keys keep their order.
pub type Object = Map<Value>;

/// Any JSON value. Objects keep their order and numbers their digits; neither matters to equality.
///
/// ```
/// use oasmith_runtime::{Value, json};
///
/// let value: Value = json::from_str(r#"{"name":"Rex","tags":["brown",7]}"#)?;
/// assert_eq!(value.get("name").and_then(Value::as_str), Some("Rex"));
/// assert_eq!(value, Value::from([("tags", Value::from(vec![Value::from("brown"), Value::from(7)])), ("name", Value::from("Rex"))]));
/// assert_eq!(json::to_string(&value)?, r#"{"name":"Rex","tags":["brown",7]}"#);
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number of any size.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    pub(crate) fn head(&self) -> Head<'_> {
        match self {
            Value::Null => Head::Null,
            Value::Bool(value) => Head::Bool(*value),
            Value::Number(number) => number.head(),
            Value::String(text) => Head::Str(text),
            Value::Array(_) => Head::Array,
            Value::Object(_) => Head::Object,
        }
    }

    /// The value of a key of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The value that a JSON Pointer (`/items/3/kind`) names; the whole for the empty one.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        let Some(segments) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        segments.split('/').try_fold(self, |value, segment| match value {
            Value::Array(items) => {
                let canonical = segment == "0" || !segment.starts_with(['0', '+']);
                items.get(segment.parse::<usize>().ok().filter(|_| canonical)?)
            }
            Value::Object(entries) => entries.get(&segment.replace("~1", "/").replace("~0", "~")),
            _ => None,
        })
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number as the nearest double, if it is one within their range.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(entries) => Some(entries),
            _ => None,
        }
    }
}

impl Decode for Value {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        Ok(match value {
            In::Null => Value::Null,
            In::Bool(value) => Value::Bool(value),
            In::Str(text) => Value::String(text.to_owned()),
            In::Seq(items) => {
                let mut list: Vec<Value> = Vec::new();
                items.each(&mut list)?;
                Value::Array(list)
            }
            In::Map(entries) => {
                let mut object = Object::new();
                entries.each(&mut object as &mut dyn Rest)?;
                Value::Object(object)
            }
            number => Value::Number(Number::decode(number)?),
        })
    }

    fn from_null() -> Option<Self> {
        Some(Value::Null)
    }
}

impl Encode for Value {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        match self {
            Value::Null => sink.put(Out::Null),
            Value::Bool(value) => sink.put(Out::Bool(*value)),
            Value::Number(number) => number.encode(sink),
            Value::String(text) => sink.put(Out::Str(text)),
            Value::Array(items) => sink.put(Out::Seq(items)),
            Value::Object(entries) => sink.put(Out::Map(entries)),
        }
    }
}

/// The value as JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// The value as JSON.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads JSON.
impl std::str::FromStr for Value {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        json::from_str(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::String(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::String(value)
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Self {
        Value::Number(value)
    }
}

impl From<Object> for Value {
    fn from(value: Object) -> Self {
        Value::Object(value)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(value: $integer) -> Self {
                Value::Number(value.into())
            }
        }
    )*};
}

from_integers!(i32, i64, u32, u64);

/// A number that is not finite becomes `null`.
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Value::Null, Value::Number)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(value: Vec<T>) -> Self {
        Value::Array(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>, const N: usize> From<[(&str, T); N]> for Value {
    fn from(entries: [(&str, T); N]) -> Self {
        Value::Object(entries.into_iter().map(|(key, value)| (key, value.into())).collect())
    }
}

crate::__serde! { Value }
