//! Options, boxes, lists and maps of the standard library, and the unit.

use std::collections::BTreeMap;

use super::{Decode, DecodeError, Encode, In, Out, Pairs, Rest, Sequence, Sink, Spec};

impl<T: Decode> Decode for Option<T> {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Null => Ok(T::from_null()),
            other => T::decode(other).map(Some),
        }
    }

    #[inline]
    fn from_null() -> Option<Self> {
        Some(T::from_null())
    }

    #[inline]
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        match self {
            Some(value) => value.encode(sink),
            None => sink.put(Out::Null),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        match self {
            Some(value) => value.scalar(),
            None => Some(Out::Null),
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        T::decode(value).map(Box::new)
    }

    #[inline]
    fn spec() -> &'static Spec {
        T::spec()
    }

    #[inline]
    fn from_null() -> Option<Self> {
        T::from_null().map(Box::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        T::encode(self, sink)
    }

    #[inline]
    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        T::scalar(self)
    }
}

impl<T: Decode> Decode for Vec<T> {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Seq(items) => {
                let mut list = Vec::new();
                items.each(&mut list)?;
                Ok(list)
            }
            other => Err(other.no_list()),
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.sequence(self)
    }
}

impl<T: Encode> Sequence for Vec<T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.iter().try_for_each(|item| visit(item))
    }
}

impl<T: Encode> Encode for [T] {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.sequence(&self)
    }
}

impl<T: Encode> Sequence for &[T] {
    #[inline]
    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    #[inline]
    fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.iter().try_for_each(|item| visit(item))
    }
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    #[inline]
    fn put(&mut self, key: &str, value: In<'_>) -> Result<(), DecodeError> {
        self.insert(key.to_owned(), T::decode(value)?);
        Ok(())
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    #[inline]
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Map(entries) => {
                let mut map = BTreeMap::new();
                entries.each(&mut map)?;
                Ok(map)
            }
            other => Err(other.no_map()),
        }
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    #[inline]
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Map(self))
    }
}

impl<T: Encode> Pairs for BTreeMap<String, T> {
    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        self.iter().try_for_each(|(key, value)| visit(key, value))
    }
}

/// `null`, the only value of its kind.
impl Decode for () {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        match value {
            In::Null => Ok(()),
            other => Err(other.mismatch("null")),
        }
    }
}

impl Encode for () {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Null)
    }
}
