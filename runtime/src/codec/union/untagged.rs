//! Unions whose variants are told by what the value looks like.

use super::memory::Known;
use crate::codec::{Decode, Encode, Entries, Fault, Head, In, Place, Spec, bounds, decimal};

/// The description of a union whose variants are told by what the value looks like.
#[derive(Debug)]
pub struct Untagged {
    /// The Rust type's name.
    pub name: &'static str,
    /// Whether a strict source refuses values that fit several variants.
    pub one: bool,
    /// The variants in the order in which they are tried.
    pub variants: &'static [Candidate],
}

/// What tells a variant.
#[derive(Debug)]
pub struct Candidate {
    /// The variant's name.
    pub name: &'static str,
    /// What the value must be.
    pub test: Test,
    /// The keys that it must have, where it must be an object.
    pub keys: &'static [&'static str],
    /// What its entries are called, where it is a record.
    pub spec: fn() -> Option<&'static Spec>,
}

/// What tells the entries of a variant, by the function that makes it of its value.
#[doc(hidden)]
pub const fn spec_of<T: Decode, U>(_variant: fn(T) -> U) -> fn() -> Option<&'static Spec> {
    T::spec
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Anything.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without fraction, however it is written.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Test {
    /// The stricter one of a union's default and what a variant says.
    #[must_use]
    pub const fn and(self, other: Test) -> Test {
        match self {
            Test::Any => other,
            _ => self,
        }
    }

    pub(crate) fn fits(self, head: Head<'_>) -> bool {
        match self {
            Test::Any => true,
            Test::Null => head == Head::Null,
            Test::Boolean => matches!(head, Head::Bool(_)),
            Test::Integer => decimal::is_integer(head),
            Test::Number => matches!(head, Head::Int(_) | Head::Uint(_) | Head::Float(_) | Head::Decimal(_)),
            Test::String => matches!(head, Head::Str(_)),
            Test::Array => head == Head::Array,
            Test::Object => head == Head::Object,
        }
    }

    pub(crate) fn noun(self) -> &'static str {
        match self {
            Test::Any => "anything",
            Test::Null => "null",
            Test::Boolean => "a boolean",
            Test::Integer => "an integer",
            Test::Number => "a number",
            Test::String => "a string",
            Test::Array => "an array",
            Test::Object => "an object",
        }
    }
}

impl Untagged {
    /// Reads the variant whose test fits; where several do, the first that can be read.
    ///
    /// # Errors
    ///
    /// That no test fits, the fault of the only variant whose test fits, or those of all that were tried.
    pub fn decode<T: Encode>(
        &'static self,
        mut value: In<'_>,
        decode: fn(usize, In<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let candidates = match self.fitting(&mut value)? {
            Fitting::One(index) => return decode(index, value),
            Fitting::Several(candidates) => candidates,
        };
        // Of all that tells unions apart it is this that says how their variants are read.
        let (union, place) = (decode as usize, value.place());
        match value.recall(union) {
            Some(Known::Fits(index)) => return decode(index, value),
            Some(Known::Fails(fault)) => return Err(fault),
            None => {}
        }
        let exclusive = self.one && value.is_strict();
        let mut found: Option<(usize, T)> = None;
        let mut others = Vec::new();
        let mut reasons = Vec::new();
        for index in candidates {
            let mut attempt = Attempt { index, decode, decoded: None };
            match value.attempt(&mut attempt) {
                Ok(()) => {
                    let decoded = attempt.decoded.ok_or_else(|| Fault::new("the value was not read"))?;
                    match value.broken(&decoded) {
                        Some(fault) => reasons.push((index, fault)),
                        None if found.is_some() => others.push(index),
                        None => found = Some((index, decoded)),
                    }
                    if found.is_some() && !exclusive {
                        break;
                    }
                }
                // The text itself is at fault, for every variant.
                Err(fault) if fault.is_last() || fault.offset().is_some() => return Err(fault),
                Err(fault) => reasons.push((index, fault)),
            }
        }
        match found {
            Some((index, decoded)) if others.is_empty() => {
                // The first one is found again without a detour.
                if exclusive || !reasons.is_empty() {
                    value.remember(place, union, Known::Fits(index));
                }
                Ok(decoded)
            }
            found => {
                let fault = match found {
                    Some((index, _)) => self.ambiguous([index].into_iter().chain(others)),
                    None => self.no_variant(&reasons),
                };
                value.remember(place, union, Known::Fails(fault.again()));
                Err(fault)
            }
        }
    }

    #[cold]
    fn ambiguous(&'static self, indexes: impl Iterator<Item = usize>) -> Fault {
        let names = indexes.filter_map(|index| Some(self.variants.get(index)?.name));
        let names = bounds::listed(names, bounds::LISTED, " and ");
        Fault::new(format!("only one variant of {} may fit: {names} do", self.name))
    }

    /// What `null` stands for in a union that has it as a variant.
    pub fn null<T>(&'static self, decode: fn(usize, In<'_>) -> Result<T, Fault>) -> Option<T> {
        let index = self.variants.iter().position(|variant| variant.test == Test::Null)?;
        decode(index, In::Null).ok()
    }

    fn fitting(&'static self, value: &mut In<'_>) -> Result<Fitting, Fault> {
        let head = value.head();
        let mut of_type = self.variants.iter().enumerate().filter(|(_, variant)| variant.test.fits(head));
        let Some((first, _)) = of_type.next() else {
            let nouns: Vec<String> = self.variants.iter().map(|variant| variant.test.noun().to_owned()).collect();
            return Err(value.mismatch(&alternatives(&nouns)));
        };
        if of_type.next().is_none() {
            return Ok(Fitting::One(first));
        }
        let of_type = self.variants.iter().enumerate().filter(|(_, variant)| variant.test.fits(head));
        let indexes: Vec<usize> = of_type.map(|(index, _)| index).collect();
        match value {
            In::Map(entries) => self.ranked(&indexes, *entries),
            _ => Ok(Fitting::Several(indexes)),
        }
    }

    /// Of several variants that may be objects, those that have all keys that they must have, the best first.
    fn ranked(&'static self, indexes: &[usize], entries: &mut dyn Entries) -> Result<Fitting, Fault> {
        let mut looks: Vec<Look> =
            indexes.iter().filter_map(|index| Some(Look::of(*index, self.variants.get(*index)?))).collect();
        let mut count = 0;
        entries.keys(&mut |key| {
            count += 1;
            looks.iter_mut().for_each(|look| look.sees(key));
        })?;
        if looks.iter().all(|look| !look.absent.is_empty()) {
            let faults = looks.iter().filter_map(|look| Some((look.index, Fault::missing(look.absent.first()?))));
            return Err(self.no_variant(&faults.collect::<Vec<_>>()));
        }
        looks.retain(|look| look.absent.is_empty());
        // The order of the document, where all else is equal.
        looks.sort_by_key(|look| look.rank(count));
        Ok(match looks.as_slice() {
            [only] => Fitting::One(only.index),
            several => Fitting::Several(several.iter().map(|look| look.index).collect()),
        })
    }

    #[cold]
    fn no_variant(&'static self, reasons: &[(usize, Fault)]) -> Fault {
        let told = reasons.iter().filter_map(|(index, fault)| {
            let reason = fault.to_string();
            Some(format!("{}: {}", self.variants.get(*index)?.name, bounds::shortened(&reason, bounds::REASON)))
        });
        let told = bounds::listed(told, bounds::REASONS, "; ");
        Fault::new(format!("no variant of {} fits: {told}", self.name))
    }
}

/// How a variant looks beside an object's keys.
struct Look {
    index: usize,
    spec: Option<&'static Spec>,
    /// The keys that it must have and that have not come.
    absent: Vec<&'static str>,
    /// How many keys it knows.
    known: usize,
    /// Where its next key is most likely: keys tend to come in their order.
    next: usize,
}

impl Look {
    fn of(index: usize, variant: &'static Candidate) -> Look {
        Look { index, spec: (variant.spec)(), absent: variant.keys.to_vec(), known: 0, next: 0 }
    }

    fn sees(&mut self, key: &str) {
        let before = self.absent.len();
        self.absent.retain(|known| *known != key);
        // Of what is no record, the keys that it must have are all that is known.
        let knows = self.spec.map_or(self.absent.len() < before, |spec| spec.knows(key, &mut self.next));
        self.known += usize::from(knows);
    }

    /// Knows most keys; has a place for most; forbids none of them.
    fn rank(&self, count: usize) -> (std::cmp::Reverse<usize>, usize, bool) {
        let unknown = count.saturating_sub(self.known);
        let placeless = self.spec.map_or(0, |spec| if spec.keeps_rest() { 0 } else { unknown });
        (std::cmp::Reverse(self.known), placeless, placeless > 0 && self.spec.is_some_and(|spec| spec.closed))
    }
}

enum Fitting {
    One(usize),
    Several(Vec<usize>),
}

/// A list in words: `a string, an integer or null`.
pub(super) fn alternatives(nouns: &[String]) -> String {
    let mut distinct: Vec<&str> = Vec::with_capacity(nouns.len());
    for noun in nouns {
        if !distinct.contains(&noun.as_str()) {
            distinct.push(noun);
        }
    }
    match distinct.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) if others.len() < bounds::LISTED => format!("{} or {last}", others.join(", ")),
        Some((_, others)) => {
            let shown: Vec<&str> = others.iter().copied().take(bounds::LISTED).collect();
            format!("{} or one of {} others", shown.join(", "), distinct.len() - shown.len())
        }
        None => "nothing".to_owned(),
    }
}

/// The place of one variant.
struct Attempt<T> {
    index: usize,
    decode: fn(usize, In<'_>) -> Result<T, Fault>,
    decoded: Option<T>,
}

impl<T> Place for Attempt<T> {
    fn put(&mut self, value: In<'_>) -> Result<(), Fault> {
        self.decoded = Some((self.decode)(self.index, value)?);
        Ok(())
    }
}
