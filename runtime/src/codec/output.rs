//! The encoding half of the codec: what a value hands to a sink.

use std::any::Any;
use std::fmt;

use super::spec::OPTIONAL;
use super::{DecodeError, Literal, Rule, Spec};

/// What a value hands to the sink that it is being encoded into.
#[derive(Clone, Copy, Debug)]
pub enum Out<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// An unsigned integer.
    Uint(u64),
    /// A binary floating point number.
    Float(f64),
    /// Any other number, in JSON's grammar.
    Decimal(&'a str),
    /// A string.
    Str(&'a str),
    /// An array.
    Seq(&'a dyn Sequence),
    /// An object whose keys are not known beforehand.
    Map(&'a dyn Pairs),
    /// A record: the values run parallel to the spec's entries; the pairs come after them.
    Record(&'static Spec, &'a [&'a dyn Encode], Option<&'a dyn Pairs>),
}

/// A value that can be encoded into any sink; object-safe.
///
/// ```
/// use oasmith_runtime::codec::{Encode, Out, Sink};
/// use oasmith_runtime::{DecodeError, json};
///
/// #[derive(Debug)]
/// struct Percent(u8);
///
/// impl Encode for Percent {
///     fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
///         sink.put(Out::Int(self.0.into()))
///     }
/// }
///
/// assert_eq!(json::to_string(&vec![Percent(99), Percent(1)])?, "[99,1]");
/// # Ok::<(), DecodeError>(())
/// ```
pub trait Encode: fmt::Debug {
    /// Hands the value to the sink.
    ///
    /// # Errors
    ///
    /// What the sink cannot take: a number that is not finite in JSON, for instance.
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError>;

    /// Whether the value is left out of a record whose entry is optional.
    #[inline]
    fn is_absent(&self) -> bool {
        false
    }

    /// The value itself, where it is a string, a number, a boolean or `null` and can say so at once: it saves sinks the
    /// way through [`Encode::encode`].
    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        None
    }
}

/// What values are encoded into.
pub trait Sink {
    /// Takes a value in.
    ///
    /// # Errors
    ///
    /// What the sink cannot take.
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError>;

    /// Takes in a record: [`Out::Record`], without the way through [`Out`].
    ///
    /// # Errors
    ///
    /// As for [`Sink::put`].
    fn record(
        &mut self,
        spec: &'static Spec,
        values: &[&dyn Encode],
        rest: Option<&dyn Pairs>,
    ) -> Result<(), DecodeError> {
        self.put(Out::Record(spec, values, rest))
    }

    /// Takes in an array: [`Out::Seq`], without the way through [`Out`].
    ///
    /// # Errors
    ///
    /// As for [`Sink::put`].
    fn sequence(&mut self, sequence: &dyn Sequence) -> Result<(), DecodeError> {
        self.put(Out::Seq(sequence))
    }

    /// Is told of rules for the value that is put next. Only sinks that check make a difference.
    fn rules(&mut self, rules: &'static [Rule]) {
        let _ = rules;
    }

    /// Whether the text becomes part of a URL, or of a header or a form, which are written alike.
    fn is_of_url(&self) -> bool {
        false
    }

    /// Takes in a value that only a few sinks know what to do with, such as an upload.
    ///
    /// # Errors
    ///
    /// That this sink does not.
    fn opaque(&mut self, value: &dyn Any) -> Result<(), DecodeError> {
        let _ = value;
        Err(DecodeError::new("an upload can't be sent as a part of this"))
    }

    /// Takes in a value that the document does not list: an unknown value of an enum, or a union's variant with an
    /// unknown tag (`key` names the tag's entry). Only sinks that check make a difference.
    ///
    /// # Errors
    ///
    /// As for [`Sink::put`].
    fn unlisted(&mut self, key: Option<&'static str>, value: Out<'_>) -> Result<(), DecodeError> {
        let _ = key;
        self.put(value)
    }
}

/// The items of an array that is being encoded.
pub trait Sequence {
    /// How many items there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Visits the items in order.
    ///
    /// # Errors
    ///
    /// The first fault of `visit`.
    fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError>;
}

/// The entries of an object that is being encoded.
pub trait Pairs {
    /// How many entries there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Visits the entries in order.
    ///
    /// # Errors
    ///
    /// The first fault of `visit`.
    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError>;

    /// The record among these entries, where there is one: what a checker reads its rules from.
    fn record(&self) -> Option<Record<'_>> {
        None
    }
}

impl Spec {
    /// The entries that are written, with their values: all but the absent optional ones.
    #[inline]
    pub fn present<'a>(
        &'static self,
        values: &'a [&'a dyn Encode],
    ) -> impl Iterator<Item = (&'static str, &'a dyn Encode)> {
        let entries = self.keys.iter().zip(values).zip(self.modes.as_bytes());
        let present = entries.filter(|((_, value), mode)| **mode != OPTIONAL || !value.is_absent());
        present.map(|((key, value), _)| (*key, *value))
    }

    /// How many entries are written.
    #[inline]
    pub(crate) fn count(&self, values: &[&dyn Encode]) -> usize {
        let absent = |(mode, value): &(&u8, &&dyn Encode)| **mode == OPTIONAL && value.is_absent();
        values.len() - self.modes.as_bytes().iter().zip(values).filter(absent).count()
    }
}

/// The parts of [`Out::Record`].
pub type Record<'a> = (&'static Spec, &'a [&'a dyn Encode], Option<&'a dyn Pairs>);

/// What of the record is written.
impl Pairs for Record<'_> {
    #[inline]
    fn len(&self) -> usize {
        let (spec, values, rest) = self;
        spec.count(values) + rest.map_or(0, Pairs::len)
    }

    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        let (spec, values, rest) = self;
        spec.present(values).try_for_each(|(key, value)| visit(key, value))?;
        rest.map_or(Ok(()), |rest| rest.each(visit))
    }

    fn record(&self) -> Option<Record<'_>> {
        Some(*self)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
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

impl Encode for Literal {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(out(*self))
    }

    #[inline]
    fn scalar(&self) -> Option<Out<'_>> {
        Some(out(*self))
    }
}

#[inline]
fn out(literal: Literal) -> Out<'static> {
    match literal {
        Literal::Str(text) => Out::Str(text),
        Literal::Int(integer) => Out::Int(integer),
        Literal::Bool(value) => Out::Bool(value),
    }
}

impl fmt::Debug for dyn Sequence + '_ {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sequence").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for dyn Pairs + '_ {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pairs").field("len", &self.len()).finish_non_exhaustive()
    }
}
