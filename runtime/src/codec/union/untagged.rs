//! Unions whose variants are told by what the value looks like.

use super::memory::Known;
use crate::codec::{Decode, Encode, Entries, Fault, In, Place, Spec, Test, bounds, spec};

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
        let looks = match self.fitting(&mut value)? {
            Fitting::One(index) => return decode(index, value),
            Fitting::Several(looks) => looks,
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
        for Look { index, .. } in looks {
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
        let of_type = || self.variants.iter().enumerate().filter(|(_, variant)| variant.test.fits(head));
        let mut first_of_type = of_type();
        let Some((first, _)) = first_of_type.next() else {
            let nouns: Vec<String> = self.variants.iter().map(|variant| variant.test.noun().to_owned()).collect();
            return Err(value.mismatch(&alternatives(&nouns)));
        };
        if first_of_type.next().is_none() {
            return Ok(Fitting::One(first));
        }
        // The one list that is made of them, in one piece.
        let mut looks = Vec::with_capacity(self.variants.len());
        looks.extend(of_type().map(|(index, variant)| Look::of(index, variant)));
        match value {
            In::Map(entries) => self.ranked(looks, *entries),
            _ => Ok(Fitting::Several(looks)),
        }
    }

    /// Of several variants that may be objects, those that have all keys that they must have, the best first.
    fn ranked(&'static self, mut looks: Vec<Look>, entries: &mut dyn Entries) -> Result<Fitting, Fault> {
        let mut count = 0;
        entries.keys(&mut |key| {
            count += 1;
            for look in &mut looks {
                look.sees(key);
            }
        })?;
        if !looks.iter().any(Look::has_all) {
            let faults = looks.iter().filter_map(|look| Some((look.index, Fault::missing(look.first_absent()?))));
            return Err(self.no_variant(&faults.collect::<Vec<_>>()));
        }
        looks.retain(Look::has_all);
        if let [only] = looks.as_slice() {
            return Ok(Fitting::One(only.index));
        }
        // Knows most keys; has a place for most; forbids none of them. The order of the document, where all that is equal.
        looks.sort_by(|one, other| {
            other.known.cmp(&one.known).then_with(|| one.placeless(count).cmp(&other.placeless(count)))
        });
        Ok(Fitting::Several(looks))
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
    /// The keys that it must have.
    keys: &'static [&'static str],
    /// A bit for each of the first 64 that has not come.
    absent: u64,
    /// The further ones that have not come; next to no variant has as many.
    absent_beyond: Vec<&'static str>,
    /// How many keys it knows.
    known: usize,
    /// Where the next key of either list is most likely: keys tend to come in their order.
    next: usize,
    next_known: usize,
}

impl Look {
    fn of(index: usize, variant: &'static Candidate) -> Look {
        let (first, beyond) = variant.keys.split_at_checked(64).unwrap_or((variant.keys, &[]));
        Look {
            index,
            spec: (variant.spec)(),
            keys: variant.keys,
            absent: u64::MAX.checked_shr(64 - first.len() as u32).unwrap_or(0),
            absent_beyond: beyond.to_vec(),
            known: 0,
            next: 0,
            next_known: 0,
        }
    }

    #[inline]
    fn sees(&mut self, key: &str) {
        let must_have = spec::position(self.keys, key, &mut self.next).is_some_and(|at| self.comes(at, key));
        // Of what is no record, the keys that it must have are all that is known.
        let knows = match self.spec {
            Some(spec) => spec::position(spec.keys, key, &mut self.next_known).is_some(),
            None => must_have,
        };
        self.known += usize::from(knows);
    }

    /// Notes that a key has come that it must have; whether it is for the first time.
    #[inline]
    fn comes(&mut self, at: usize, key: &str) -> bool {
        if at >= 64 {
            let before = self.absent_beyond.len();
            self.absent_beyond.retain(|known| *known != key);
            return self.absent_beyond.len() < before;
        }
        let before = self.absent;
        self.absent &= !(1 << at);
        self.absent != before
    }

    #[inline]
    fn has_all(&self) -> bool {
        self.absent == 0 && self.absent_beyond.is_empty()
    }

    fn first_absent(&self) -> Option<&'static str> {
        let first = if self.absent == 0 { None } else { self.keys.get(self.absent.trailing_zeros() as usize) };
        first.or(self.absent_beyond.first()).copied()
    }

    /// How many keys it has no place for, and whether it forbids them.
    fn placeless(&self, count: usize) -> (usize, bool) {
        match self.spec {
            Some(spec) if !spec.keeps_rest() => {
                let unknown = count.saturating_sub(self.known);
                (unknown, unknown > 0 && spec.closed)
            }
            _ => (0, false),
        }
    }
}

enum Fitting {
    One(usize),
    Several(Vec<Look>),
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
