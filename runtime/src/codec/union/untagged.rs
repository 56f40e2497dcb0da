//! Unions whose variants are told by what the value looks like.

use super::memory::Known;
use crate::codec::{Encode, Fault, Head, In, Place, bounds, decimal};

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
        let mut of_type: Vec<_> =
            self.variants.iter().enumerate().filter(|(_, variant)| variant.test.fits(head)).collect();
        if let In::Map(entries) = value
            && of_type.iter().any(|(_, variant)| !variant.keys.is_empty())
        {
            let mut absent: Vec<Vec<&'static str>> = of_type.iter().map(|(_, variant)| variant.keys.to_vec()).collect();
            entries.keys(&mut |key| absent.iter_mut().for_each(|keys| keys.retain(|known| *known != key)))?;
            let lacks = |absent: &[&'static str]| absent.first().map(|key| Fault::missing(key));
            if absent.iter().all(|absent| !absent.is_empty()) {
                let indexes = of_type.iter().map(|(index, _)| *index);
                let faults = absent.iter().filter_map(|absent| lacks(absent));
                return Err(self.no_variant(&indexes.zip(faults).collect::<Vec<_>>()));
            }
            let mut has_all = absent.iter().map(Vec::is_empty);
            of_type.retain(|_| has_all.next().unwrap_or_default());
        }
        Ok(match of_type.as_slice() {
            [(only, _)] => Fitting::One(*only),
            several => Fitting::Several(several.iter().map(|(index, _)| *index).collect()),
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
