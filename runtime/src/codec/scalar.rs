//! Booleans, numbers and strings.

use super::{Decode, DecodeError, Encode, In, Out, Sink, decimal};

impl Decode for bool {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Bool(value) => Ok(value),
            other => Err(other.mismatch("a boolean")),
        }
    }
}

impl Encode for bool {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Bool(*self))
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        Some(Out::Bool(*self))
    }
}

impl Decode for String {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Str(text) => Ok(text.to_owned()),
            other => Err(other.mismatch("a string")),
        }
    }
}

impl Encode for String {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(self))
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        Some(Out::Str(self))
    }
}

impl Encode for str {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(self))
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        Some(Out::Str(self))
    }
}

macro_rules! integers {
    ($($integer:ident as $out:ident($wide:ty)),*) => {$(
        impl Decode for $integer {
            #[inline]
            fn decode(value: In<'_>) -> Result<Self, DecodeError> {
                if let In::Int(value) = value
                    && let Ok(value) = Self::try_from(value)
                {
                    return Ok(value);
                }
                match integer(&value)?.try_into() {
                    Ok(value) => Ok(value),
                    Err(_) => Err(out_of_range(&value, Self::MIN, Self::MAX)),
                }
            }
        }

        impl Encode for $integer {
            #[inline]
            fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
                sink.put(Out::$out(<$wide>::from(*self)))
            }

            #[inline]
            fn scalar(&self) -> Option<Out<'_>> {
                Some(Out::$out(<$wide>::from(*self)))
            }
        }
    )*};
}

integers!(i8 as Int(i64), i16 as Int(i64), i32 as Int(i64), i64 as Int(i64));
integers!(u8 as Uint(u64), u16 as Uint(u64), u32 as Uint(u64), u64 as Uint(u64));

macro_rules! wide_integers {
    ($($integer:ident),*) => {$(
        impl Decode for $integer {
            fn decode(value: In<'_>) -> Result<Self, DecodeError> {
                match integer(&value)?.try_into() {
                    Ok(value) => Ok(value),
                    Err(_) => Err(out_of_range(&value, Self::MIN, Self::MAX)),
                }
            }
        }

        impl Encode for $integer {
            fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
                if let Ok(value) = i64::try_from(*self) {
                    sink.put(Out::Int(value))
                } else if let Ok(value) = u64::try_from(*self) {
                    sink.put(Out::Uint(value))
                } else {
                    sink.put(Out::Decimal(itoa::Buffer::new().format(*self)))
                }
            }
        }
    )*};
}

wide_integers!(isize, usize, i128);

impl Decode for u128 {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        if let In::Decimal(text) = value
            && let Ok(value) = text.parse()
        {
            return Ok(value);
        }
        match integer(&value)?.try_into() {
            Ok(value) => Ok(value),
            Err(_) => Err(out_of_range(&value, Self::MIN, Self::MAX)),
        }
    }
}

impl Encode for u128 {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        match u64::try_from(*self) {
            Ok(value) => sink.put(Out::Uint(value)),
            Err(_) => sink.put(Out::Decimal(itoa::Buffer::new().format(*self))),
        }
    }
}

/// The value of an integer in any notation; integers beyond 128 bits are told from what is no integer at all.
fn integer(value: &In<'_>) -> Result<i128, DecodeError> {
    let head = value.head();
    match decimal::integer(head) {
        Some(value) => Ok(value),
        None if decimal::is_integer(head) => Err(DecodeError::new(format!("integer {head} is out of range"))),
        None => Err(value.mismatch("an integer")),
    }
}

#[cold]
fn out_of_range<T: std::fmt::Display>(value: &In<'_>, least: T, greatest: T) -> DecodeError {
    DecodeError::new(format!("expected an integer from {least} to {greatest}, found {}", value.head()))
}

impl Decode for f64 {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Decimal(text) => double(text),
            #[allow(clippy::cast_precision_loss)]
            In::Int(value) => Ok(value as f64),
            #[allow(clippy::cast_precision_loss)]
            In::Uint(value) => Ok(value as f64),
            In::Float(value) => Ok(value),
            other => Err(other.mismatch("a number")),
        }
    }
}

fn double(text: &str) -> Result<f64, DecodeError> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(DecodeError::new(format!("number {text} is out of range"))),
    }
}

impl Encode for f64 {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Float(*self))
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        Some(Out::Float(*self))
    }
}

impl Decode for f32 {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let (read, finite) = match value {
            // Text is read at this precision: by way of a double it would be rounded twice.
            In::Decimal(text) => (text.parse::<f32>().unwrap_or(f32::INFINITY), true),
            In::Int(value) => (value as f32, true),
            In::Uint(value) => (value as f32, true),
            In::Float(value) => (value as f32, value.is_finite()),
            _ => return Err(value.mismatch("a number")),
        };
        if finite && !read.is_finite() {
            return Err(DecodeError::new(format!("number {} is out of range", value.head())));
        }
        Ok(read)
    }
}

impl Encode for f32 {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        if !self.is_finite() {
            return sink.put(Out::Float(f64::from(*self)));
        }
        // The shortest digits of this precision: 0.1 instead of 0.10000000149011612.
        sink.put(Out::Decimal(zmij::Buffer::new().format_finite(*self)))
    }
}
