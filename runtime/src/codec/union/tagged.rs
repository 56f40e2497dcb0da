//! Unions whose variants are told by a constant in an entry: the tag.

use super::unlisted::meet;
use super::untagged::Untagged;
use crate::codec::test::fits;
use crate::codec::{
    Decode, DecodeError, Encode, Entries, Head, In, Literal, Out, Pairs, Record, Rule, Sink, Test, Value, decimal,
};

/// The description of a union whose variants are told by a tag.
#[derive(Debug)]
pub struct Tagged {
    /// The key of the tag.
    pub key: &'static str,
    /// Whether a tag that is not listed is a fault.
    pub closed: bool,
    /// The variants in order.
    pub variants: &'static [Tags],
    /// The position of the variant of values whose tag is not listed.
    pub fallback: Option<usize>,
    /// The variants that a value without the tag may be.
    pub untagged: Option<&'static Untagged>,
}

/// The tags of one variant.
#[derive(Debug)]
pub struct Tags {
    /// The tags that tell it; the first one is written.
    pub tags: &'static [Literal],
    /// Whether the union reads and writes the tag, since the variant's record does not have it.
    pub with_tag: bool,
}

impl Tagged {
    /// The position of the variant of a value that has not been read yet; `None` where the tag is not listed, and where
    /// a variant without it may fit.
    ///
    /// # Errors
    ///
    /// That the value is no object, has no tag, or one of the wrong type, or (in a closed union) one not listed.
    pub fn variant(&'static self, value: &mut In<'_>) -> Result<Option<usize>, DecodeError> {
        let In::Map(entries) = value else {
            if self.may_lack_tag(value.head()) {
                return Ok(None);
            }
            return Err(value.mismatch(&self.expected()));
        };
        let may_lack_tag = self.may_lack_tag(Head::Object);
        let tag = match entries.peek(self.key)? {
            None | Some(Head::Null) if may_lack_tag => return Ok(None),
            Some(tag) => tag,
            None => return Err(DecodeError::missing(self.key)),
        };
        let found = self.variants.iter().position(|variant| variant.tags.iter().any(|known| known.is(tag)));
        match found {
            Some(index) => {
                self.hide(index, *entries);
                Ok(Some(index))
            }
            None if self.fallback.is_some() => Ok(self.fallback.inspect(|index| self.hide(*index, *entries))),
            None if !self.closed && self.lists_type_of(tag) => Ok(None),
            None => Err(self.unknown(tag).at_name(self.key)),
        }
    }

    /// Whether a value for which there is no [`Tagged::variant`] has no tag, rather than one that is not listed.
    ///
    /// # Errors
    ///
    /// The source's fault.
    pub fn lacks_tag(&'static self, value: &mut In<'_>) -> Result<bool, DecodeError> {
        match value {
            In::Map(entries) => Ok(entries.peek(self.key)?.is_none_or(|tag| tag == Head::Null)),
            _ => Ok(true),
        }
    }

    fn may_lack_tag(&self, head: Head<'_>) -> bool {
        self.untagged.is_some_and(|untagged| untagged.variants.iter().any(|variant| fits(variant.test, head)))
    }

    /// What a value must be, in words.
    #[cold]
    fn expected(&self) -> String {
        let mut nouns = vec![Test::Object.noun().to_owned()];
        for variant in self.untagged.map(|untagged| untagged.variants).unwrap_or_default() {
            nouns.push(variant.test.noun().to_owned());
        }
        super::untagged::alternatives(&nouns)
    }

    fn hide(&'static self, index: usize, entries: &mut dyn Entries) {
        if self.variants.get(index).is_some_and(|variant| variant.with_tag) {
            entries.hide(self.key);
        }
    }

    /// Whether a tag of this type is listed.
    fn lists_type_of(&self, tag: Head<'_>) -> bool {
        let is_alike = |known: &Literal| type_of(known.head()) == type_of(tag);
        self.variants.iter().any(|variant| variant.tags.iter().any(is_alike))
    }

    #[cold]
    fn unknown(&self, tag: Head<'_>) -> DecodeError {
        let mut known = Vec::new();
        for variant in self.variants {
            for tag in variant.tags {
                let head = tag.head();
                known.push(if self.closed { head.to_string() } else { type_of(head).to_owned() });
            }
        }
        DecodeError::mismatch(&super::untagged::alternatives(&known), tag)
    }

    /// Reads a variant whose tag is not listed.
    ///
    /// # Errors
    ///
    /// The source's fault.
    pub fn decode_unknown(&'static self, value: In<'_>) -> Result<UnknownVariant, DecodeError> {
        let value = Value::decode(value)?;
        let tag = match value.get(self.key) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => return Err(DecodeError::missing(self.key)),
        };
        meet();
        Ok(UnknownVariant { tag, value })
    }

    /// Writes a variant whose tag is not listed as it came.
    ///
    /// # Errors
    ///
    /// The sink's fault.
    pub fn encode_unknown(&'static self, variant: &UnknownVariant, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        match &variant.value {
            Value::Object(object) => sink.unlisted(Some(self.key), Out::Map(object)),
            other => other.encode(sink),
        }
    }

    /// Writes a variant whose record does not have the tag, the tag first.
    ///
    /// # Errors
    ///
    /// The sink's fault.
    pub fn encode_with_tag(
        &'static self,
        index: usize,
        variant: &dyn Encode,
        sink: &mut dyn Sink,
    ) -> Result<(), DecodeError> {
        match self.variants.get(index).and_then(|variant| variant.tags.first()) {
            Some(tag) => variant.encode(&mut Tagging { sink, key: self.key, tag: *tag }),
            None => variant.encode(sink),
        }
    }
}

/// The JSON type of a tag, in words.
fn type_of(tag: Head<'_>) -> &'static str {
    match tag {
        Head::Str(_) => "a string",
        Head::Bool(_) => "a boolean",
        number if decimal::is_integer(number) => "an integer",
        _ => "something else",
    }
}

/// A union's variant with a tag that the document does not list, kept as it came.
///
/// ```
/// use oasmith_runtime::{UnknownVariant, json, record, union};
///
/// #[derive(Clone, PartialEq)]
/// struct Cat {
///     lives: i64,
/// }
///
/// record! { Cat { "kind" = "cat", lives: "lives" required } }
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Pet {
///     Cat(Cat),
///     Unknown(UnknownVariant),
/// }
///
/// union! { Pet by "kind" { "cat" => Cat } }
///
/// match json::from_str(r#"{"kind":"dog","teeth":42}"#)? {
///     Pet::Unknown(pet) => {
///         assert_eq!(pet.tag(), "dog");
///         assert_eq!(pet.value().get("teeth").and_then(|teeth| teeth.as_i64()), Some(42));
///     }
///     Pet::Cat(_) => unreachable!(),
/// }
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownVariant {
    tag: String,
    value: Value,
}

impl UnknownVariant {
    /// The tag; its JSON text where it is no string.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole value, its tag included.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }
}

/// Adds a tag to the record that passes through.
struct Tagging<'a> {
    sink: &'a mut dyn Sink,
    key: &'static str,
    tag: Literal,
}

impl Tagging<'_> {
    fn tagged(
        &mut self,
        value: Out<'_>,
        put: impl FnOnce(&mut dyn Sink, Out<'_>) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let (key, tag) = (self.key, self.tag);
        match value {
            Out::Record(spec, values, rest) => {
                put(self.sink, Out::Map(&TaggedPairs { key, tag, pairs: &(spec, values, rest) }))
            }
            Out::Map(pairs) => put(self.sink, Out::Map(&TaggedPairs { key, tag, pairs })),
            other => put(self.sink, other),
        }
    }
}

impl Sink for Tagging<'_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        self.tagged(value, |sink, value| sink.put(value))
    }

    fn rules(&mut self, rules: &'static [Rule]) {
        self.sink.rules(rules);
    }

    fn unlisted(&mut self, key: Option<&'static str>, value: Out<'_>) -> Result<(), DecodeError> {
        self.tagged(value, |sink, value| sink.unlisted(key, value))
    }
}

struct TaggedPairs<'a> {
    key: &'static str,
    tag: Literal,
    pairs: &'a dyn Pairs,
}

impl Pairs for TaggedPairs<'_> {
    fn len(&self) -> usize {
        1 + self.pairs.len()
    }

    fn each(&self, visit: &mut dyn FnMut(&str, &dyn Encode) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        visit(self.key, &self.tag)?;
        self.pairs.each(visit)
    }

    fn record(&self) -> Option<Record<'_>> {
        self.pairs.record()
    }
}
