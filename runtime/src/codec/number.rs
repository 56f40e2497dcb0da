//! A number of any size and precision.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::decimal::{self, Decimal};
use super::{Decode, DecodeError, Encode, Head, In, Out, Sink};

/// A JSON number that keeps its digits. Two numbers are equal when they have the same value: `1.0` is `1`.
///
/// ```
/// use oasmith_runtime::{Number, json};
///
/// let price: Number = json::from_str("12.50")?;
/// assert_eq!(price.as_f64(), Some(12.5));
/// assert_eq!(price.to_string(), "12.50");
/// assert_eq!(price, "12.5".parse()?);
/// assert_eq!(Number::from(7).as_i64(), Some(7));
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Number(Digits);

#[derive(Clone)]
enum Digits {
    Int(i64),
    Uint(u64),
    /// In JSON's grammar.
    Text(Box<str>),
}

impl Number {
    /// A number with the digits of a double; `None` when it is not finite.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(Digits::Text(zmij::Buffer::new().format_finite(value).into())))
    }

    /// The value, where it is an integer that fits, however it is written (`1.0`, `1e2`).
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// As [`Number::as_i64`].
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// As [`Number::as_i64`].
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        decimal::integer(self.head())
    }

    /// The nearest double; `None` beyond the range of doubles.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        f64::decode(self.source()).ok()
    }

    pub(crate) fn head(&self) -> Head<'_> {
        match &self.0 {
            Digits::Int(value) => Head::Int(*value),
            Digits::Uint(value) => Head::Uint(*value),
            Digits::Text(text) => Head::Decimal(text),
        }
    }

    pub(crate) fn source(&self) -> In<'_> {
        match &self.0 {
            Digits::Int(value) => In::Int(*value),
            Digits::Uint(value) => In::Uint(*value),
            Digits::Text(text) => In::Decimal(text),
        }
    }

    /// Keeps text that is in JSON's grammar of numbers.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(match text.parse::<i64>() {
            Ok(value) if text != "-0" => Digits::Int(value),
            _ => match text.parse::<u64>() {
                Ok(value) => Digits::Uint(value),
                Err(_) => Digits::Text(text.into()),
            },
        })
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Digits::Int(value))
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(Digits::Int(value.into()))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(Digits::Int(value.into()))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(i64::try_from(value).map_or(Digits::Uint(value), Digits::Int))
    }
}

/// Reads a number in JSON's grammar.
impl std::str::FromStr for Number {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        super::json::from_str(text)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Digits::Int(value) => value.fmt(f),
            Digits::Uint(value) => value.fmt(f),
            Digits::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Digits::Int(one), Digits::Int(other)) => one == other,
            (Digits::Uint(one), Digits::Uint(other)) => one == other,
            _ => Decimal::parse(&self.to_string()) == Decimal::parse(&other.to_string()),
        }
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if let Some(decimal) = Decimal::parse(&self.to_string()) {
            decimal.key().for_each(|byte| state.write_u8(byte));
        }
    }
}

impl Decode for Number {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Int(value) => Ok(value.into()),
            In::Uint(value) => Ok(value.into()),
            In::Decimal(text) => Ok(Self(Digits::Text(text.into()))),
            In::Float(value) => Self::from_f64(value).ok_or_else(|| DecodeError::new("expected a finite number")),
            other => Err(other.mismatch("a number")),
        }
    }
}

impl Encode for Number {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(match &self.0 {
            Digits::Int(value) => Out::Int(*value),
            Digits::Uint(value) => Out::Uint(*value),
            Digits::Text(text) => Out::Decimal(text),
        })
    }
}

crate::__serde! { Number }
