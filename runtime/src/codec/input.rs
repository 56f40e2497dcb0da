//! The decoding half of the codec: what a source hands to a type, and how a type asks for more.

use super::decode_error::Contents;
use super::union::Known;
use super::{DecodeError, Encode, Head, Literal, Spec};

/// What a source hands to a type that is being decoded.
#[derive(Debug)]
pub enum In<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer written without fraction or exponent that fits 64 signed bits.
    Int(i64),
    /// An integer beyond [`i64::MAX`] that fits 64 unsigned bits.
    Uint(u64),
    /// A binary floating point number. Only serde sources hand these out; JSON text comes as [`In::Decimal`].
    Float(f64),
    /// Any other number, as it is written in JSON: with a fraction, an exponent, beyond 64 bits, or `-0`.
    Decimal(&'a str),
    /// A string, with its escapes resolved.
    Str(&'a str),
    /// An array, not read yet.
    Seq(&'a mut dyn Items),
    /// An object, not read yet.
    Map(&'a mut dyn Entries),
}

/// A type that can be decoded from any source.
///
/// ```
/// use oasmith_runtime::codec::{Decode, In};
/// use oasmith_runtime::{DecodeError, json};
///
/// struct Percent(u8);
///
/// impl Decode for Percent {
///     fn decode(value: In<'_>) -> Result<Self, DecodeError> {
///         match u8::decode(value)? {
///             percent @ 0..=100 => Ok(Percent(percent)),
///             more => Err(DecodeError::new(format!("{more} is no percentage"))),
///         }
///     }
/// }
///
/// assert_eq!(json::from_str::<Percent>("99")?.0, 99);
/// assert_eq!(json::from_str::<Vec<Percent>>("[101]").map(|_| ()).unwrap_err().to_string(), "at /0: 101 is no percentage");
/// # Ok::<(), DecodeError>(())
/// ```
pub trait Decode: Sized {
    /// Whether nothing but objects can be read as this type. It spares a source the question what it has.
    const IS_OBJECT: bool = false;

    /// Makes the value out of what the source hands over.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] that says what was expected and what was found, or passes on what the source met while being read.
    fn decode(value: In<'_>) -> Result<Self, DecodeError>;

    /// What `null` stands for where an `Option<Self>` is read: nothing, unless the type has a `null` of its own.
    #[inline]
    fn from_null() -> Option<Self> {
        None
    }

    /// What its entries are called: [`Spec::NONE`], unless it is a record.
    #[doc(hidden)]
    #[inline]
    fn spec() -> &'static Spec {
        Spec::NONE
    }

    /// What the absence of an optional entry stands for: nothing, unless the type is an `Option`.
    #[inline]
    fn absent() -> Option<Self> {
        None
    }
}

/// Where a source puts a value; object-safe, so that sources are not generic over what they fill.
pub trait Place {
    /// Takes the value in.
    ///
    /// # Errors
    ///
    /// The fault of the type that is being decoded.
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError>;
}

/// The place of one value: put once more, it is overwritten, so that the last of two equal keys wins.
impl<T: Decode> Place for Option<T> {
    #[inline]
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError> {
        *self = Some(T::decode(value)?);
        Ok(())
    }
}

/// The place of the items of an array: each value put is appended.
impl<T: Decode> Place for Vec<T> {
    #[inline]
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError> {
        self.push(T::decode(value)?);
        Ok(())
    }
}

impl Place for Literal {
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError> {
        let head = value.head();
        if self.is(head) {
            return Ok(());
        }
        Err(value.mismatch(&self.head().to_string()))
    }
}

/// Where a source puts the entries of an object whose keys are not known beforehand.
pub trait Rest {
    /// Takes an entry in.
    ///
    /// # Errors
    ///
    /// The fault of the type that is being decoded; the source adds the key to its path.
    fn put(&mut self, key: &str, value: In<'_>) -> Result<(), DecodeError>;
}

/// Makes a place of a [`Rest`] and a key.
pub(crate) struct Keyed<'a> {
    pub(crate) key: &'a str,
    pub(crate) rest: &'a mut dyn Rest,
}

impl Place for Keyed<'_> {
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError> {
        self.rest.put(self.key, value)
    }
}

/// The items of an array that is being read.
pub trait Items {
    /// Puts every item that is left into `place`, one after the other.
    ///
    /// # Errors
    ///
    /// The source's fault, or the first one of `place`, with the item's position in its path.
    fn each(&mut self, place: &mut dyn Place) -> Result<(), DecodeError>;

    /// Puts the next item into `place`; `false` where there is none.
    ///
    /// # Errors
    ///
    /// As for [`Items::each`].
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, DecodeError>;

    /// Puts the whole array into `place`. After a fault the array can be read again.
    ///
    /// # Errors
    ///
    /// The fault of `place`.
    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError>;

    /// Whether the source holds values to all that the document says.
    fn is_strict(&self) -> bool {
        false
    }

    /// Tells this from all others of its kind in the source, as long as nothing of it has been read.
    #[doc(hidden)]
    fn place(&self) -> usize {
        0
    }

    /// What is known of the union whose variants `union` reads, where this has been read as it before.
    #[doc(hidden)]
    fn recall(&self, union: usize) -> Option<Known> {
        let _ = union;
        None
    }

    /// Keeps what came of reading this as that union; `place` is what it was before.
    #[doc(hidden)]
    fn remember(&mut self, place: usize, union: usize, known: Known) {
        let _ = (place, union, known);
    }

    /// The first thing that the document says of what was read here and that does not hold, in a strict source.
    #[doc(hidden)]
    fn broken(&self, decoded: &dyn Encode) -> Option<DecodeError> {
        let _ = decoded;
        None
    }
}

/// The entries of an object that is being read.
pub trait Entries {
    /// Reads a record: puts each value into the place that stands where the spec has the entry of that name. Other
    /// entries go to `rest`, or else are ignored (refused by a strict source where the spec is closed).
    ///
    /// After success each place whose entry is required has been filled; [`Fields`](super::Fields) sees to that.
    ///
    /// # Errors
    ///
    /// The source's fault, the first one of a place, or that a required entry is missing.
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        rest: Option<&mut dyn Rest>,
    ) -> Result<(), DecodeError>;

    /// Reads a map: puts every entry into `rest`.
    ///
    /// # Errors
    ///
    /// The source's fault, or the first one of `rest`.
    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), DecodeError>;

    /// Looks ahead at the value of `key` without reading anything; the first one, should there be several.
    ///
    /// # Errors
    ///
    /// The source's fault.
    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, DecodeError>;

    /// Looks ahead at the keys without reading anything.
    ///
    /// # Errors
    ///
    /// The source's fault.
    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), DecodeError>;

    /// Puts the whole object into `place`. After a fault the object can be read again.
    ///
    /// # Errors
    ///
    /// The fault of `place`.
    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError>;

    /// Leaves the entry `key` out when the object is read.
    fn hide(&mut self, key: &'static str);

    /// Whether the source holds values to all that the document says.
    fn is_strict(&self) -> bool {
        false
    }

    /// Tells this from all others of its kind in the source, as long as nothing of it has been read.
    #[doc(hidden)]
    fn place(&self) -> usize {
        0
    }

    /// What is known of the union whose variants `union` reads, where this has been read as it before.
    #[doc(hidden)]
    fn recall(&self, union: usize) -> Option<Known> {
        let _ = union;
        None
    }

    /// Keeps what came of reading this as that union; `place` is what it was before.
    #[doc(hidden)]
    fn remember(&mut self, place: usize, union: usize, known: Known) {
        let _ = (place, union, known);
    }

    /// The first thing that the document says of what was read here and that does not hold, in a strict source.
    #[doc(hidden)]
    fn broken(&self, decoded: &dyn Encode) -> Option<DecodeError> {
        let _ = decoded;
        None
    }
}

impl<'a> In<'a> {
    /// Reads a record; see [`Entries::object`].
    ///
    /// # Errors
    ///
    /// As for [`Entries::object`], and that this is no object.
    pub fn object(
        self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        rest: Option<&mut dyn Rest>,
    ) -> Result<(), DecodeError> {
        match self {
            In::Map(entries) => entries.object(spec, places, rest),
            other => Err(other.mismatch("an object")),
        }
    }

    /// Puts the value into `place`. After a fault the value can be read again.
    ///
    /// # Errors
    ///
    /// The fault of `place`.
    pub fn attempt(&mut self, place: &mut dyn Place) -> Result<(), DecodeError> {
        match self {
            In::Null => place.put(In::Null),
            In::Bool(value) => place.put(In::Bool(*value)),
            In::Int(value) => place.put(In::Int(*value)),
            In::Uint(value) => place.put(In::Uint(*value)),
            In::Float(value) => place.put(In::Float(*value)),
            In::Decimal(text) => place.put(In::Decimal(text)),
            In::Str(text) => place.put(In::Str(text)),
            In::Seq(items) => items.attempt(place),
            In::Map(entries) => entries.attempt(place),
        }
    }

    /// The same value for another reader, which takes it in this one's stead.
    pub fn reborrow(&mut self) -> In<'_> {
        match self {
            In::Null => In::Null,
            In::Bool(value) => In::Bool(*value),
            In::Int(value) => In::Int(*value),
            In::Uint(value) => In::Uint(*value),
            In::Float(value) => In::Float(*value),
            In::Decimal(text) => In::Decimal(text),
            In::Str(text) => In::Str(text),
            In::Seq(items) => In::Seq(&mut **items),
            In::Map(entries) => In::Map(&mut **entries),
        }
    }

    /// What the value is, without its contents.
    #[must_use]
    pub fn head(&self) -> Head<'_> {
        match self {
            In::Null => Head::Null,
            In::Bool(value) => Head::Bool(*value),
            In::Int(value) => Head::Int(*value),
            In::Uint(value) => Head::Uint(*value),
            In::Float(value) => Head::Float(*value),
            In::Decimal(text) => Head::Decimal(text),
            In::Str(text) => Head::Str(text),
            In::Seq(_) => Head::Array,
            In::Map(_) => Head::Object,
        }
    }

    /// Whether the source of an array or an object holds values to all that the document says.
    pub(crate) fn is_strict(&self) -> bool {
        match self {
            In::Seq(items) => items.is_strict(),
            In::Map(entries) => entries.is_strict(),
            _ => false,
        }
    }

    pub(crate) fn place(&self) -> usize {
        match self {
            In::Seq(items) => items.place(),
            In::Map(entries) => entries.place(),
            _ => 0,
        }
    }

    pub(crate) fn recall(&self, union: usize) -> Option<Known> {
        match self {
            In::Seq(items) => items.recall(union),
            In::Map(entries) => entries.recall(union),
            _ => None,
        }
    }

    pub(crate) fn remember(&mut self, place: usize, union: usize, known: Known) {
        match self {
            In::Seq(items) => items.remember(place, union, known),
            In::Map(entries) => entries.remember(place, union, known),
            _ => {}
        }
    }

    pub(crate) fn broken(&self, decoded: &dyn Encode) -> Option<DecodeError> {
        match self {
            In::Seq(items) => items.broken(decoded),
            In::Map(entries) => entries.broken(decoded),
            _ => None,
        }
    }

    /// The fault of a type that expected a list.
    #[cold]
    pub(crate) fn no_list(&self) -> DecodeError {
        self.mismatch("an array").or_empty(Contents::List)
    }

    /// The fault of a type that expected a map.
    #[cold]
    pub(crate) fn no_map(&self) -> DecodeError {
        self.mismatch("an object").or_empty(Contents::Map)
    }

    /// The fault of a type that expected something else: `expected a string, found 7`.
    #[cold]
    #[must_use]
    pub fn mismatch(&self, expected: &str) -> DecodeError {
        DecodeError::mismatch(expected, self.head())
    }
}

impl std::fmt::Debug for dyn Items + '_ {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Items")
    }
}

impl std::fmt::Debug for dyn Entries + '_ {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entries")
    }
}
